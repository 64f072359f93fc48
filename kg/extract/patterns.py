"""Frames whose roles are named groups of a pattern: supervision, programmes, facilities, proposals …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.agents import agent, holder, usurped
from kg.extract.case import Binding, triggers
from kg.extract.constructions import constructions
from kg.extract.frames import Frame, Grammar
from kg.extract.ledger import OTHERS, TOLD, note
from kg.extract.modality import cancelled
from kg.extract.objects import split
from kg.extract.proposals import proposal_roles
from kg.extract.sentence import Sentence
from kg.extract.setting import Setting
from kg.extract.time import time_roles
from kg.model import Body, Fact, Place, RoleValue
from kg.pattern import Pattern

QUOTED = Pattern(r"“([^“”]+)”")


class Found(NamedTuple):
    """A frame's pattern in a sentence: its binding, and the match whose groups are the roles."""

    binding: Binding
    match: re.Match[str] | None


def pattern_facts(sentence: Sentence, grammar: Grammar, setting: Setting, reasons: dict[int, str]) -> Iterator[Fact]:
    """The facts of all pattern frames in a sentence; a frame that inherits takes the objects told before it.

    Why a match gives none goes into ``reasons`` by its trigger.
    """
    before: list[Fact] = []
    seen: set[tuple[str, int]] = set()
    for found in _found(sentence, grammar):
        key = (found.binding.frame.id, found.match.start() if found.match else found.binding.start)
        cue = cancelled(sentence, found.binding, grammar)
        if key in seen or cue:
            note(reasons, found.binding, cue or TOLD)
            continue
        seen.add(key)
        if found.binding.frame.fact == "DecisionEvent" and usurped(sentence, found.binding):
            note(reasons, found.binding, OTHERS)
            continue
        facts = list(_inherited(sentence, found, setting, before) or _stated(sentence, found, setting))
        before += facts
        yield from facts


def _found(sentence: Sentence, grammar: Grammar) -> Iterator[Found]:
    matches: dict[str, _Matches] = {}
    for trigger in triggers(sentence, grammar):
        for frame in trigger.frames:
            if not frame.patterns or not _required(sentence, frame, trigger.end):
                continue
            if frame.id not in matches:
                matches[frame.id] = _Matches(frame, sentence.code)
            match = matches[frame.id].covering(trigger.start)
            if match is not None or frame.inherits:
                span = _span(match) if match else None
                yield Found(Binding(frame, trigger.start, trigger.end, "pattern", phrase=span), match)


class _Matches:
    """The matches of a frame's patterns in a code, looked for only as far as they are asked for."""

    def __init__(self, frame: Frame, code: str) -> None:
        self._found: list[re.Match[str]] = []
        self._more = (match for pattern in frame.patterns for match in pattern.finditer(code))

    def covering(self, index: int) -> re.Match[str] | None:
        """The first match, in the order of the patterns, that covers ``code[index]``."""
        for match in self._found:
            if match.start() <= index < match.end():
                return match
        for match in self._more:
            self._found.append(match)
            if match.start() <= index < match.end():
                return match
        return None


def _required(sentence: Sentence, frame: Frame, end: int) -> bool:
    return frame.requires is None or bool(frame.requires.search(sentence.code[:end]))


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where what the frame is about stands."""
    name = "object" if "object" in match.re.groupindex else "name"
    return match.span(name)


def _inherited(sentence: Sentence, found: Found, setting: Setting, before: Sequence[Fact]) -> list[Fact]:
    """开展满意度测评 behind 听取审议……报告 is about what was heard."""
    binding = found.binding
    if found.match is not None or not binding.frame.inherits:
        return []
    start = sentence.part(binding.start)
    origin, _ = sentence.span(start, start + 1)
    heard = [f for f in before if f.kind in binding.frame.inherits and f.evidence.start >= origin]
    proof = setting.evidence(sentence, start, binding.end, binding.frame.id)
    nearest = [fact for fact in heard if fact.kind == heard[-1].kind]
    return [Fact(binding.frame.fact, binding.frame.kind, fact.roles, proof) for fact in nearest]


def _stated(sentence: Sentence, found: Found, setting: Setting) -> Iterator[Fact]:
    if found.match is None:
        return
    frame, match = found.binding.frame, found.match
    actor = holder(agent(sentence, found.binding, setting))
    shared: list[tuple[str, RoleValue]] = [("actor", actor)] if actor else []
    shared += time_roles(sentence, found.binding, frame.kind, setting)
    proof = setting.evidence(sentence, match.start(), match.end(), frame.id)
    for roles in _roles(sentence, found, match):
        yield Fact(frame.fact, _kind(frame, match, str(roles[0][1])), (*roles, *shared), proof)


def _kind(frame: Frame, match: re.Match[str], name: str) -> str:
    """The kind that the head word behind the name tells, or the name's own last word."""
    kinds = frame.kinds or {}
    head = match.groupdict().get("head") or next((key for key in kinds if name.endswith(key)), "")
    return kinds.get(head, frame.kind)


def _roles(sentence: Sentence, found: Found, match: re.Match[str]) -> Iterator[tuple[tuple[str, RoleValue], ...]]:
    if "object" in match.re.groupindex:
        yield from _objects(sentence, found.binding.frame, match)
    elif "post" in match.re.groupindex:
        yield from _posts(sentence, match)
    else:
        yield from _names(sentence, found.binding.frame, match)


def _names(sentence: Sentence, frame: Frame, match: re.Match[str]) -> Iterator[tuple[tuple[str, RoleValue], ...]]:
    """Each name, with what is told of it; in a list whose last words are shared (甲街道、乙镇2个联系点), with these."""
    start, end = match.span("name")
    shared = sentence.printed(*match.span("shared")) if match.groupdict().get("shared") else ""
    quoted = [m.span(1) for m in QUOTED.finditer(match.string, start, end)] if frame.split and not shared else []
    listed = split(match.string, start, end) if frame.split else []
    for span in quoted or listed or [(start, end)]:
        name = sentence.printed(*span)
        if name and _fits(frame, name + shared):
            more = proposal_roles(sentence, start, end) if frame.fact == "DeputyProposal" else ()
            yield (("name", name.strip("《》“”") + shared), *more)


def _posts(sentence: Sentence, match: re.Match[str]) -> Iterator[tuple[tuple[str, RoleValue], ...]]:
    """Each person named, with the post as printed and the body it is of; what nobody knows stays in the post's name."""
    start, end = match.span("name")
    held = match.groupdict().get("body") in ("Ⓑ", "Ⓟ")
    body = sentence.at[match.start("body")].entity if held else None
    unknown = held and not isinstance(body, Body | Place)
    post = sentence.printed(match.start("body" if unknown else "post"), match.end("post"))
    for index in (i for i in range(start, end) if match.string[i] == "Ⓝ"):
        roles: list[tuple[str, RoleValue]] = [("name", sentence.printed(index, index + 1)), ("postTitle", post)]
        yield tuple(roles + ([("organization", body)] if isinstance(body, Body) else []))


def _objects(sentence: Sentence, frame: Frame, match: re.Match[str]) -> Iterator[tuple[tuple[str, RoleValue], ...]]:
    code, whole, rules = sentence.code, match.span("object"), constructions()
    first = _target(sentence, whole)
    for start, end in split(code, *whole) if frame.split else [whole]:
        target = _target(sentence, (start, end)) or first
        begin = start + (lead.end() if (lead := rules.lead_in.match(code[start:end])) else 0)
        matter = sentence.printed(begin, end)
        if begin < end and not rules.generic_object.match(code[begin:end]) and _fits(frame, matter):
            roles: list[tuple[str, RoleValue]] = [("subjectMatter", matter)]
            yield tuple(roles + ([("target", target)] if target else []))


def _fits(frame: Frame, matter: str) -> bool:
    if frame.not_object and frame.not_object.search(matter):
        return False
    return not frame.object_like or bool(frame.object_like.search(matter))


def _target(sentence: Sentence, span: tuple[int, int]) -> Body | None:
    """Who is supervised: the body that reports (市政府关于……的报告)."""
    start, end = span
    if start < end and sentence.code[start] == "Ⓑ":
        entity = sentence.at[start].entity
        return entity if isinstance(entity, Body) else None
    return None
