"""Frames and cues: how people say each relation, read strictly from TOML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import ahocorasick_rs

from kg.errors import InputError
from kg.pattern import Pattern
from kg.tables import made, parsed
from kg.words import lexicon

BINDS = frozenset({"right", "modifier", "dui", "about", "noun", "topic", "phrase", "assist", "listed"})
FORMS = frozenset({"quoted", "bare", "loose", "anaphor", "bundle", "other"})
KINDS = {
    "LegislativeStep": "legislative-step",
    "SupervisionEvent": "supervision",
    "Statistic": "",
    "Programme": "programme",
    "Facility": "facility",
    "DeputyProposal": "proposal",
    "PostHolding": "",
    "DecisionEvent": "",
    "Cooperation": "",
    "AwardEvent": "",
}
GROUPS = frozenset({"object", "name", "shared", "post", "body", "head"})
CUES = "cues.toml"


@dataclass(frozen=True, slots=True)
class Cue:
    """What cancels a statement: patterns before the trigger (``near``, ``before``) or behind (``after``).

    ``carried`` is looked for between a title and a trigger in a later segment.

    Where ``unless`` is found from the beginning of the comma segment to the end of the stretch, the cue does not hold.

    ``weak`` cues only deny that it is done: they do not touch a statement that is shifted to a plan or a start.
    """

    en: str
    weak: bool = False
    near: Pattern | None = None
    before: Pattern | None = None
    after: Pattern | None = None
    carried: Pattern | None = None
    unless: Pattern | None = None

    def may_hold(self, code: str) -> bool:
        """Whether one of the patterns can match in a part of ``code``."""
        patterns = (self.near, self.before, self.after, self.carried)
        return any(pattern.may_match(code) for pattern in patterns if pattern)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence a frame must match: the titles of the works, or the matters, its facts concern."""

    text: str
    works: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One relation. The keys of its TOML file are these fields; ``docs/frames.md`` explains each."""

    id: str
    fact: str
    kind: str
    en: str
    zh: str
    triggers: tuple[str, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]
    binds: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    kinds: Mapping[str, str] | None = None
    object_like: Pattern | None = None
    not_object: Pattern | None = None
    split: bool = False
    inherits: tuple[str, ...] = ()
    forms: tuple[str, ...] = ("quoted", "bare", "anaphor")
    loose_heads: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    agent: str = "own"
    cancelled_by: tuple[str, ...] = ()
    becomes: Mapping[str, str] | None = None
    yields_to: tuple[str, ...] = ()
    drafts: bool = True
    undated: bool = False
    borrows_drafts: bool = False
    above: bool = False
    articles: bool = False
    gap: Pattern | None = None
    right_gap: Pattern | None = None
    phrase: Pattern | None = None
    phrase_behind: Pattern | None = None
    heading: Pattern | None = None
    nested: Pattern | None = None
    not_title: Pattern | None = None
    needs: Pattern | None = None
    requires: Pattern | None = None
    borrows: Pattern | None = None
    followed_by: Pattern | None = None
    not_followed_by: Pattern | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """All frames, the cues they name, and the search over their triggers and the decoys that shield none of them."""

    frames: tuple[Frame, ...]
    cues: Mapping[str, Cue]
    decoys: tuple[str, ...]
    triggers: tuple[str, ...]
    by_trigger: Mapping[str, tuple[Frame, ...]]
    search: ahocorasick_rs.AhoCorasick

    def hits(self, text: str) -> list[tuple[int, int, tuple[Frame, ...]]]:
        """Triggers in ``text`` from left to right, the longest at each place: start, end, frames."""
        return [
            (start, end, self.by_trigger[self.triggers[index]])
            for index, start, end in self.search.find_matches_as_indexes(text)
        ]


@cache
def grammar() -> Grammar:
    """All frames of this package, checked; a mistake in one is an :class:`InputError` naming the file.

    >>> [(start, end) for start, end, frames in grammar().hits("表决通过") if frames]
    [(0, 4)]
    """
    folder = files("kg.extract")
    cues, decoys = read_cues(folder.joinpath(CUES).read_text(encoding="utf-8"))
    by_name = {path.name: path for path in folder.joinpath("frames").iterdir() if path.name.endswith(".toml")}
    frames: dict[str, Frame] = {}
    for name in sorted(by_name):
        frame = read_frame(name, by_name[name].read_text(encoding="utf-8"), cues)
        if frame.id in frames:
            raise InputError(f"the id {frame.id!r} is used twice", name, "give each frame its own")
        frames[frame.id] = frame
    return _grammar(tuple(frames.values()), cues, decoys)


def _grammar(frames: tuple[Frame, ...], cues: Mapping[str, Cue], decoys: Sequence[str]) -> Grammar:
    by_trigger: dict[str, tuple[Frame, ...]] = dict.fromkeys(decoys, ())
    for frame in frames:
        for trigger in frame.triggers:
            by_trigger[trigger] = (*by_trigger.get(trigger, ()), frame)
    triggers = tuple(sorted(by_trigger))
    search = ahocorasick_rs.AhoCorasick(triggers, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return Grammar(frames, cues, tuple(decoys), triggers, by_trigger, search)


def read_cues(text: str) -> tuple[dict[str, Cue], list[str]]:
    """The cues of ``cues.toml`` by name, and the decoys: words that hold a trigger and mean something else.

    >>> cues, decoys = read_cues('[planned]\\nen = "announced"\\nnear = "拟$"\\n[decoys]\\nwords = ["立法权"]')
    >>> cues["planned"].near.search("拟")[0], decoys
    ('拟', ['立法权'])
    """
    table = parsed(CUES, text)
    decoys = table.pop("decoys", {}).get("words", [])
    return {name: made(CUES, Cue, row, f"[{name}]") for name, row in table.items()}, decoys


def read_frame(name: str, text: str, cues: Mapping[str, Cue]) -> Frame:
    """One frame from its TOML text; ``name`` is the file's, for the message of an :class:`InputError`.

    Refused are: broken TOML, an unknown or missing key, a value of another type, no counter-example, an
    unknown class, kind, bind, form or cue, a pattern that is no regular expression, and one with an unknown group or
    without that which names the matter.
    """
    table = parsed(name, text)
    for key in ("examples", "counter_examples"):
        rows = table.get(key, [])
        table[key] = [made(name, Example, row, "an example") for row in rows] if isinstance(rows, list) else rows
    frame = made(name, Frame, table, "the frame")
    _check(name, frame, cues)
    return frame


def _check(name: str, frame: Frame, cues: Mapping[str, Cue]) -> None:
    if frame.fact not in KINDS:
        raise InputError(f"unknown class {frame.fact!r}", name, f"use one of {', '.join(KINDS)}")
    scheme = KINDS[frame.fact]
    codes = {concept.name for concept in lexicon().concepts(scheme)} if scheme else {""}
    checks = (
        ("kind", {frame.kind, *(frame.becomes or {}).values(), *(frame.kinds or {}).values()}, codes),
        ("bind", set(frame.binds), BINDS),
        ("form", set(frame.forms), FORMS),
        ("cue", {*frame.cancelled_by, *(frame.becomes or {})}, set(cues)),
    )
    for what, used, known in checks:
        if wrong := sorted(used - known):
            new = f"; a new one is a concept of the list {scheme} in ontology/codes.ttl" if what == "kind" else ""
            raise InputError(f"unknown {what} {wrong[0]!r}", name, f"use one of {', '.join(sorted(known))}{new}")
    if not (frame.triggers or frame.heading) or not frame.examples or not frame.counter_examples:
        raise InputError("triggers, examples or counter_examples are empty", name, "give at least one of each")
    for number, pattern in enumerate(frame.patterns, start=1):
        _check_groups(name, f"pattern {number} of {len(frame.patterns)}", set(pattern.groupindex))
    if frame.phrase and "phrase" not in frame.phrase.groupindex:
        raise InputError("'phrase' has no group (?P<phrase>…)", name, "put it around the matter")


def _check_groups(name: str, which: str, used: set[str]) -> None:
    if wrong := sorted(used - GROUPS):
        raise InputError(f"unknown group {wrong[0]!r} in {which}", name, f"use one of {', '.join(sorted(GROUPS))}")
    if not used & {"object", "name"}:
        raise InputError(f"no group (?P<object>…) or (?P<name>…) in {which}", name, "put one around the matter")
    for group, what in (("post", "persons"), ("shared", "list of names")):
        if group in used and "name" not in used:
            raise InputError(
                f"no group (?P<name>…) beside (?P<{group}>…) in {which}", name, f"put it around the {what}"
            )
