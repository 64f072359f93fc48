"""Bindings → facts on works: legislative steps, and inspections of how works are carried out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.divisions import chain, lies_in
from kg.extract.agents import agent
from kg.extract.binding import Binding
from kg.extract.frames import grammar
from kg.extract.sentence import Sentence
from kg.model import Body, DateValue, Evidence, Fact, Meeting, Place, Reference, Report, RoleValue, Work

MAKING = frozenset({"adoption", "enactment", "amendment", "repeal"})
DECIDING = frozenset({"adoption", "enactment", "promulgation"})
HELPING = frozenset({"research", "consultation", "drafting"})
STARTS = re.compile(r"(?:自|从)$")
ONWARD = re.compile(r"日?起")


def step_facts(
    sentence: Sentence, binding: Binding, kind: str, report: Report, section: Body | None, standing: Body, higher: Body
) -> Iterator[Fact]:
    """One fact for each work of a binding; a phrase (农村公路管理等立法调研) is split at its 、."""
    actor = agent(sentence, binding, section, standing, higher)
    when = tuple(_time_roles(sentence, binding, kind, report))
    for work, first, last in _works(sentence, binding, actor, standing, higher):
        stated = _seen_from(kind, work, standing, binding)
        if binding.frame.nested and (named := binding.frame.nested.search(work.title)):
            work = work_of(named[1], standing.place if named[1].startswith(standing.place.name) else work.place)
        if stated and not _own_decision(stated, work, actor) and not _is_foreign(work, actor, standing):
            proof = evidence(sentence, report, first, last, binding.frame.id)
            roles = (*_actor_roles(_maker(stated, work, actor, standing)), *when)
            yield Fact("LegislativeStep", stated, (("concerns", work), *roles), proof)
            for changed, inner in _nested(stated, work):
                yield Fact("LegislativeStep", changed, (("concerns", inner), *roles), proof)


def _maker(kind: str, work: Work, actor: Body | Meeting | None, standing: Body) -> Body | Meeting | None:
    """Only a place's own bodies make, amend or repeal its works: one above that stands nearer only approved it."""
    holder = actor.body if isinstance(actor, Meeting) else actor
    if kind not in MAKING or holder is None or holder.place == work.place:
        return actor
    return standing if standing.place == work.place else replace(standing, place=work.place)


def _nested(kind: str, work: Work) -> Iterator[tuple[str, Work]]:
    """Passing 《关于修改〈A〉的决定》 amends A."""
    if kind not in DECIDING:
        return
    for frame in grammar().frames:
        if frame.nested is not None:
            for title in frame.nested.findall(work.title):
                yield frame.kind, work_of(title, work.place)


def work_of(title: str, place: Place) -> Work:
    """A regulation of this place named inside another title; the place's own name is no part of the title."""
    return Work(place, title.removeprefix(place.name), "LocalRegulation")


def _seen_from(kind: str, work: Work, standing: Body, binding: Binding) -> str:
    """Research and the like on a higher legislature's draft is assistance; empty where a frame wants only that."""
    above = work.place in list(chain(standing.place))[1:]
    if binding.frame.above and not above:
        return ""
    return "assistance" if above and kind in HELPING else kind


def _own_decision(kind: str, work: Work, actor: Body | Meeting | None) -> bool:
    """A body that "approves" its own plan decides on a matter; only a masked 省 may look the same."""
    holder = actor.body if isinstance(actor, Meeting) else actor
    if kind != "approval" or holder is None or holder.place != work.place:
        return False
    return work.kind != "LocalRegulation" or not work.place.redacted


def evidence(sentence: Sentence, report: Report, first: int, last: int, rule: str) -> Evidence:
    """The characters of the document that ``code[first:last]`` stands for."""
    start, end = sentence.span(first, last)
    return Evidence(report.document, report, start, end, report.document.text[start:end], rule)


def _actor_roles(actor: Body | Meeting | None) -> Iterator[tuple[str, RoleValue]]:
    if isinstance(actor, Meeting):
        yield "actor", actor.body
        yield "atMeeting", actor
    elif actor is not None:
        yield "actor", actor


def _works(
    sentence: Sentence, binding: Binding, actor: Body | Meeting | None, standing: Body, higher: Body
) -> Iterator[tuple[Work, int, int]]:
    anchor = _from_segment(sentence, binding)
    for index in binding.works:
        work = _owned(sentence.at[index], binding, actor, standing, higher)
        if work is not None:
            yield work, min(anchor, index), max(binding.end, index + 1)
    if binding.borrowed is not None:
        work = _owned(binding.borrowed, binding, actor, standing, higher)
        if work is not None:
            yield work, anchor, binding.end
    if binding.phrase:
        start, end = binding.phrase
        for match in re.finditer(r"[^、]+", sentence.code[start:end]):
            name = sentence.printed(start + match.start(), start + match.end())
            yield Work(standing.place, name, "LocalRegulation"), anchor, binding.last


def _from_segment(sentence: Sentence, binding: Binding) -> int:
    """A quote begins with its comma segment when that is short, else with trigger or object."""
    start, _ = sentence.segment(binding.first)
    return start if binding.first - start <= 30 else binding.first


def _owned(
    reference: Reference, binding: Binding, actor: Body | Meeting | None, standing: Body, higher: Body
) -> Work | None:
    work = reference.entity
    if not isinstance(work, Work):
        return None
    if not reference.assumed:
        return work
    if binding.frame.kind == "assistance":
        return replace(work, place=higher.place)
    holder = actor.body if isinstance(actor, Meeting) else actor
    if holder is None or binding.frame.agent == "higher" or holder.place == work.place:
        return _by_government(work, holder)
    return replace(work, place=holder.place)


def _is_foreign(work: Work, actor: Body | Meeting | None, standing: Body) -> bool:
    """A known place's work that is neither of the report's line nor of the place of who acts: a model."""
    holder = actor.body if isinstance(actor, Meeting) else actor
    own = standing.place
    if work.place.redacted or own.redacted or lies_in(work.place, own) or lies_in(own, work.place):
        return False
    return holder is None or not (lies_in(holder.place, work.place) or lies_in(work.place, holder.place)) or holder == standing


def _by_government(work: Work, holder: Body | None) -> Work:
    """A government's 规定 or 办法 is no local regulation of the congress (立法法, art. 93)."""
    if holder is not None and holder.kind == "government" and work.kind == "LocalRegulation":
        return replace(work, kind="NormativeDocument")
    return work


def _time_roles(sentence: Sentence, binding: Binding, kind: str, report: Report) -> Iterator[tuple[str, RoleValue]]:
    date = _date(sentence, binding, kind)
    if date is not None:
        yield "date", date
    elif report.year is not None and not sentence.clause.outlook:
        yield "year", report.year


def _date(sentence: Sentence, binding: Binding, kind: str) -> DateValue | None:
    """The nearest date before the trigger; 自…起 dates a work's entry into force and nothing else."""
    code, floor = sentence.code, sentence.part(binding.start)
    found = [i for i in range(binding.start - 1, floor - 1, -1) if code[i] == "Ⓓ" and _year_known(sentence, i)]
    starting = [i for i in found if STARTS.search(code[:i]) or ONWARD.match(code, i + 1)]
    if kind != "entry-into-force":
        found = [i for i in found if i not in starting]
    chosen = (starting or found) if kind == "entry-into-force" else found
    value = sentence.at[chosen[0]].mention.value if chosen else None
    return value if isinstance(value, DateValue) else None


def _year_known(sentence: Sentence, index: int) -> bool:
    value = sentence.at[index].mention.value
    return isinstance(value, DateValue) and value.year is not None
