"""Who acts: the body that stands as subject or agent of a trigger."""

from __future__ import annotations

from kg.divisions import divisions, lies_in
from kg.extract.case import Binding
from kg.extract.constructions import constructions
from kg.extract.frames import Frame
from kg.extract.sentence import Sentence
from kg.extract.setting import Setting
from kg.model import Body, Meeting, Place, Reference
from kg.words import lexicon

Actor = Body | Meeting | None
COMMITTEES = frozenset({"special-committee", "working-committee", "chairs-council"})


def holder(actor: Actor) -> Body | None:
    """The body itself, where a session acts.

    >>> standing = Body(Place("140200", "大同市", "prefecture-city"), "npcsc", "人大常委会")
    >>> holder(Meeting(standing, 15, 22)) == holder(standing) == standing
    True
    """
    return actor.body if isinstance(actor, Meeting) else actor


def agent(sentence: Sentence, binding: Binding, setting: Setting) -> Actor:
    """The body that does what a binding states.

    In this order: the agent of a passive (经省人大常委会批准), the nearest subject before the trigger of a kind
    the frame allows, the committee of the section, the frame's default. None when the frame has no default.
    """
    frame = binding.frame
    if frame.undated:
        return setting.standing
    start, _ = sentence.segment(binding.start)
    for reference in _candidates(sentence, binding):
        found = reference.entity
        beside = reference.mention.start >= sentence.starts[start]
        if not isinstance(found, Body | Meeting) or not _fits(found, frame.agents):
            continue
        if beside or not _below(found, frame, setting):
            return found
    if setting.section is not None and _fits(setting.section, frame.agents):
        return setting.section
    defaults: dict[str, Body] = {"own": setting.standing, "higher": _approver(setting)}
    return defaults.get(frame.agent)


def _below(found: Body | Meeting, frame: Frame, setting: Setting) -> bool:
    """Whether a body is of the report's own place where only one above it can act: 经市人大常委会通过，获得批准."""
    body = holder(found)
    approver = _approver(setting)
    return frame.agent == "higher" and body is not None and body.place == setting.standing.place != approver.place


def _approver(setting: Setting) -> Body:
    """Who approves what the report's level makes; a province approves others' regulations, nobody its own."""
    provincial = setting.higher.place == divisions().nation and setting.standing.place.code is not None
    return setting.standing if provincial else setting.higher


def told_of(sentence: Sentence, index: int) -> Body | None:
    """The congress body that stands as subject of the comma segment of ``code[index]``; None where none does."""
    start, _ = sentence.segment(index)
    code = sentence.code[:index]
    for at in (i for i in range(start, index) if code[i] in "ⒷⓂ" and _is_subject(code, i)):
        found = sentence.at[at].entity
        body = holder(found) if isinstance(found, Body | Meeting) else None
        if body is not None and _fits(body, ("npcsc", "npc", "@committee")):
            return body
    return None


def usurped(sentence: Sentence, binding: Binding) -> bool:
    """Whether another kind of body than the frame allows is the subject right before the trigger: 市委通过……"""
    start, _ = sentence.segment(binding.start)
    found = [r.entity for r in _candidates(sentence, binding) if r.mention.start >= sentence.starts[start]]
    nearest = found[0] if found else None
    return isinstance(nearest, Body) and nearest.kind != "npc" and not _fits(nearest, binding.frame.agents)


def elsewhere(sentence: Sentence, binding: Binding, own: Place) -> bool:
    """Whether others are the subject: 青州、云岭等地已制定……, 甲市人大常委会、乙县人大常委会分别制定……"""
    start, _ = sentence.segment(binding.start)
    code = sentence.code[start : binding.start]
    if constructions().unknown_body.search(code) or _are_others(sentence, start, code, own):
        return True
    match = constructions().other_places.search(code)
    if match is None:
        return False
    places = [sentence.at[start + i].entity for i in range(*match.span(1)) if match.string[i] == "Ⓟ"]
    return any(isinstance(p, Place) and not (lies_in(p, own) or lies_in(own, p)) for p in places)


def _are_others(sentence: Sentence, start: int, code: str, own: Place) -> bool:
    """Whether the subject are several bodies, none of them of the report's own place."""
    match = constructions().several_bodies.search(code)
    if match is None:
        return False
    span = match.span("places" if match["places"] else "bodies")
    named = [sentence.at[start + i].entity for i in range(*span) if code[i] in "ⓅⒷ"]
    places = [one.place if isinstance(one, Body) else one for one in named]
    return bool(places) and all(isinstance(one, Place) and one != own for one in places)


def _candidates(sentence: Sentence, binding: Binding) -> list[Reference]:
    code, start = sentence.code, binding.start
    part = sentence.part(start)
    passive = constructions().passive_agent.search(code[part:start])
    if passive:
        index = max(code.rfind("Ⓑ", part, start), code.rfind("Ⓜ", part, start))
        return [sentence.at[index]]
    bodies = (i for i in range(start - 1, part - 1, -1) if code[i] in "ⒷⓂ")
    return [sentence.at[i] for i in bodies if _is_subject(code[:start], i) or _describes(binding, i)]


def _describes(binding: Binding, index: int) -> bool:
    """Whether the body is the subject of a relative clause, whatever stands before it: 对市政府制定的《A》提出意见."""
    return binding.how == "modifier" and index == binding.start - 1


def _is_subject(code: str, index: int) -> bool:
    """Whether the body at ``code[index]`` can be what acts; ``code`` ends where the trigger begins."""
    rules = constructions()
    if rules.before_no_subject.search(code[max(0, index - 2) : index]):
        return False
    return not rules.behind_no_subject.match(code, index + 1)


def _fits(found: Body | Meeting, kinds: tuple[str, ...]) -> bool:
    kind = found.body.kind if isinstance(found, Meeting) else found.kind
    group = lexicon().concept(kind).group
    return kind in kinds or ("@committee" in kinds and group in COMMITTEES) or f"@{group}" in kinds
