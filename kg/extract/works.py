"""The works a binding speaks of, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.divisions import chain, lies_in
from kg.extract.agents import Actor, holder
from kg.extract.case import Binding
from kg.extract.constructions import constructions
from kg.extract.frames import Frame
from kg.extract.objects import split
from kg.extract.sentence import Sentence
from kg.extract.setting import Setting
from kg.model import Place, Reference, Work

NEAR = 30


@dataclass(frozen=True, slots=True)
class Stated:
    """A work a binding names; ``assumed`` when no printed place is its own. ``first``, ``last`` bound its proof.

    ``revision`` when it is printed as the draft of a revision: （修订草案）.
    """

    work: Work
    assumed: bool
    first: int
    last: int
    revision: bool = False


def works_of(sentence: Sentence, binding: Binding, setting: Setting) -> Iterator[Stated]:
    """The works of a binding: its titles, the work the text spoke of before, or each matter of its phrase."""
    anchor = _anchor(sentence, binding)
    for index in binding.works:
        revision = _is_revision(sentence, index)
        yield from _stated(sentence.at[index], min(anchor, index), max(binding.end, index + 1), revision)
    for borrowed in binding.borrowed:
        told = sentence.code[sentence.part(binding.start) : binding.start]
        revision = bool(constructions().revising.search(told))
        yield from _stated(borrowed, anchor, binding.end, revision)
    if binding.phrase:
        code, spans = sentence.code, [binding.phrase]
        for start, end in split(code, *binding.phrase) if binding.frame.split else spans:
            # How many they are is a figure, not part of what they are called: 涉及民营经济的12件法规.
            title = "".join(sentence.printed(i, i + 1) for i in range(start, end) if code[i] != "Ⓠ")
            yield Stated(Work(setting.standing.place, title, "LocalRegulation"), True, anchor, binding.last)


def _stated(reference: Reference, first: int, last: int, revision: bool = False) -> Iterator[Stated]:
    if isinstance(reference.entity, Work):
        yield Stated(reference.entity, reference.assumed, first, last, revision)


def _is_revision(sentence: Sentence, index: int) -> bool:
    """Whether a title is printed as the draft of a revision, or as the text revised: 通过修订后的《A》."""
    rules = constructions()
    if rules.revision.search(sentence.printed(index, index + 1)):
        return True
    return bool(rules.revised_text.search(sentence.code[:index]))


def _anchor(sentence: Sentence, binding: Binding) -> int:
    """A quote begins with its comma segment when that is short, else with trigger or object."""
    start, _ = sentence.segment(binding.first)
    return start if binding.first - start <= NEAR else binding.first


def above(place: Place, own: Place) -> bool:
    """Whether ``place`` lies above ``own`` (its city, its province, the nation).

    >>> province = Place("140000", "山西省", "province")
    >>> city = Place("140200", "大同市", "prefecture-city", parent=province)
    >>> above(province, city), above(city, city)
    (True, False)
    """
    return place in list(chain(own))[1:]


def named_inside(work: Work, frame: Frame, setting: Setting) -> tuple[Work, ...]:
    """The regulations that a decision's title says it changes, where the frame looks for them."""
    match = frame.nested.search(work.title) if frame.nested else None
    if match is None:
        return ()
    own = setting.standing.place
    inner = constructions().inner_title.findall(work.title, match.start()) or [match[match.lastindex or 0]]
    place = own if inner[0].startswith(own.name) else work.place
    return tuple(Work(place, title.removeprefix(place.name), "LocalRegulation") for title in inner)


def owned(stated: Stated, actor: Actor, frame: Frame, setting: Setting) -> Work | None:
    """The work with its place; None for another place's work that is only a model.

    A title without a place belongs to who acts; one whose draft a body helps with, to the legislature above.
    """
    work, body = stated.work, holder(actor)
    if not stated.assumed:
        return None if _is_foreign(work, actor, setting) else work
    if frame.kind == "assistance":
        return replace(work, place=setting.higher.place)
    if body is not None and frame.agent != "higher" and body.place != work.place:
        work = replace(work, place=body.place)
    if body is not None and body.kind == "government" and work.kind == "LocalRegulation":
        return replace(work, kind="NormativeDocument")
    return work


def _is_foreign(work: Work, actor: Actor, setting: Setting) -> bool:
    own, body = setting.standing.place, holder(actor)
    if work.place.redacted or own.redacted or _in_line(work.place, own):
        return False
    return body is None or body == setting.standing or not _in_line(body.place, work.place)


def _in_line(one: Place, other: Place) -> bool:
    return lies_in(one, other) or lies_in(other, one)
