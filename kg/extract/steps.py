"""Bindings → legislative steps, one for each work and verb."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import replace
from itertools import product

from kg.extract.agents import Actor, agent, elsewhere, holder, told_of, usurped
from kg.extract.case import Binding
from kg.extract.constructions import constructions
from kg.extract.frames import grammar
from kg.extract.ledger import ASIDE, OF_DRAFT, OTHERS, note
from kg.extract.outcomes import outcome
from kg.extract.sentence import Sentence
from kg.extract.setting import Setting
from kg.extract.time import step_times
from kg.extract.works import Stated, above, named_inside, owned, works_of
from kg.model import Body, Fact, Meeting, Place, RoleValue, Work

MAKING = frozenset({"adoption", "enactment", "amendment", "repeal", "promulgation"})
EXCLUSIVE = frozenset({"adoption", "enactment", "amendment", "repeal", "approval"})
DECIDING = frozenset({"adoption", "enactment", "promulgation"})
BEGUN = frozenset({"entry-into-force", "promulgation"})
ENDS = frozenset({"entry-into-force", "repeal"})
HELPING = frozenset({"research", "consultation", "drafting"})


def step_facts(
    sentence: Sentence, binding: Binding, kind: str, setting: Setting, reasons: MutableMapping[int, str]
) -> Iterator[Fact]:
    """One step for each work of a binding, and for the works a decision among them changes.

    Why a binding gives none goes into ``reasons``, where it is not that nobody knows whose work it is.
    """
    frame = binding.frame
    own = setting.standing.place
    if kind in EXCLUSIVE and (others := _others(sentence, binding, setting)):
        note(reasons, binding, others)
        return
    actor = agent(sentence, binding, setting)
    times = tuple(step_times(sentence, binding, kind, setting))
    for stated, when in product(_changing(sentence, binding, setting), times):
        work = owned(stated, actor, frame, setting)
        if frame.kind == "assistance" and stated.assumed and not _asked_from_above(sentence, setting):
            continue
        kind_here = _seen_from(_reading(kind, sentence, stated), work, binding, setting) if work else ""
        if work is None or not kind_here or _own_decision(kind_here, work, actor):
            continue
        if _of_draft(kind_here, work, setting):
            note(reasons, binding, OF_DRAFT)
            continue
        if binding.borrowed and _is_above(work.place, own):
            continue
        became = outcome(sentence, kind_here, binding.start, max(binding.end, binding.last))
        last = max(stated.last, became.end) if became else stated.last
        proof = setting.evidence(sentence, stated.first, last, frame.id)
        ended = (("outcome", became.name),) if became else ()
        roles = (*actor_roles(_maker(kind_here, work, actor, setting)), *when, *ended)
        for changed, inner in _changed(kind_here, stated, setting):
            yield Fact("LegislativeStep", changed, (("concerns", inner), *roles), proof)
        yield Fact("LegislativeStep", kind_here, (("concerns", work), *roles), proof)


def _others(sentence: Sentence, binding: Binding, setting: Setting) -> str:
    """Why an act is that of others: they are its subject, or their session is told of; empty where it is not."""
    if usurped(sentence, binding) or elsewhere(sentence, binding, setting.standing.place):
        return OTHERS
    return ASIDE if setting.aside and told_of(sentence, binding.start) is None else ""


def _changing(sentence: Sentence, binding: Binding, setting: Setting) -> Iterator[Stated]:
    """The works of a binding, those that a decision changes in place of the decision where the verb says so."""
    told = sentence.topic.entity if sentence.topic else None
    for stated in works_of(sentence, binding, setting):
        if isinstance(told, Work) and constructions().by_decision.match(sentence.code) and binding.frame.nested:
            yield replace(stated, work=told, assumed=False)
            continue
        inside = named_inside(stated.work, binding.frame, setting)
        yield from (replace(stated, work=work, assumed=False) for work in inside) if inside else (stated,)


def actor_roles(actor: Actor) -> Iterator[tuple[str, RoleValue]]:
    """The roles of who acts: the body, and the session it acted at.

    >>> from kg.model import Place
    >>> standing = Body(Place("140200", "大同市", "prefecture-city"), "npcsc", "人大常委会")
    >>> [name for name, _ in actor_roles(Meeting(standing, 15, 22))], list(actor_roles(None))
    (['actor', 'atMeeting'], [])
    """
    body = holder(actor)
    if body is not None:
        yield "actor", body
    if isinstance(actor, Meeting):
        yield "atMeeting", actor


def _maker(kind: str, work: Work, actor: Actor, setting: Setting) -> Actor:
    """Only a place's own bodies make, amend or repeal its works: one above that stands nearer only approved it."""
    body = holder(actor)
    if kind not in MAKING or body is None or body.place == work.place:
        return actor
    standing = setting.standing
    return standing if standing.place == work.place else Body(work.place, standing.kind, standing.label)


def _changed(kind: str, stated: Stated, setting: Setting) -> Iterator[tuple[str, Work]]:
    """Passing 《关于修改〈A〉〈B〉的决定》 amends A and B, passing 《A（修订草案）》 amends A."""
    if kind in DECIDING:
        for frame in grammar().frames:
            for inner in named_inside(stated.work, frame, setting):
                yield frame.kind, inner
        if stated.revision:
            yield "amendment", stated.work


def _reading(kind: str, sentence: Sentence, stated: Stated) -> str:
    """The reading that a draft's marker tells where the verb does not: 审议《A（草案二次审议稿）》."""
    marks = (("second-reading", constructions().second_draft), ("third-reading", constructions().third_draft))
    printed = sentence.printed(stated.first, stated.last)
    return next((reading for reading, mark in marks if kind == "deliberation" and mark.search(printed)), kind)


def _seen_from(kind: str, work: Work, binding: Binding, setting: Setting) -> str:
    """Research and the like on a higher legislature's draft is assistance; empty where a frame wants only that."""
    higher = above(work.place, setting.standing.place)
    if binding.frame.above and not higher:
        return ""
    if binding.frame.kind == "assistance" and work.place == setting.standing.place:
        return ""
    return "assistance" if higher and kind in HELPING else kind


def _asked_from_above(sentence: Sentence, setting: Setting) -> bool:
    """Whether a body of a higher legislature is named: only then a title without a place may be its draft's."""
    own = setting.standing.place
    bodies = (reference.entity for reference in sentence.at.values())
    return any(isinstance(body, Body) and above(body.place, own) for body in bodies)


def _is_above(place: Place, own: Place) -> bool:
    """Whether a work spoken of before is of a higher place: it is not what own bodies deliberate on."""
    return above(place, own) or place.kind == "nation" != own.kind


def _of_draft(kind: str, work: Work, setting: Setting) -> bool:
    """Whether a text about a draft tells what the draft says of itself: when it takes effect, what it repeals."""
    if not setting.draft or kind not in EXCLUSIVE | BEGUN:
        return False
    return setting.draft.endswith(work.title) or kind in ENDS


def _own_decision(kind: str, work: Work, actor: Actor) -> bool:
    """A body that "approves" its own plan decides on a matter; only a masked 省 may look the same.

    Nobody approves the nation's works: what is approved beside one is something else.
    """
    body = holder(actor)
    if kind == "approval" and work.place.kind == "nation":
        return True
    if kind != "approval" or body is None or body.place != work.place:
        return False
    return work.kind != "LocalRegulation" or not work.place.redacted
