"""Frames and cues: how people say each relation, read strictly from TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick_rs

from kg.errors import InputError

BINDS = frozenset({"right", "modifier", "dui", "about", "noun", "topic", "phrase", "assist"})
FORMS = frozenset({"quoted", "bare", "loose", "anaphor", "bundle", "other"})


@dataclass(frozen=True, slots=True)
class Cue:
    """What cancels a statement: patterns before the trigger (``near``, ``before``) or behind (``after``).

    ``weak`` cues only deny that it is done: they do not touch a statement that is shifted to a plan or a start.
    """

    en: str
    weak: bool = False
    near: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence a frame must match: the titles of the works its facts concern."""

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
    binds: tuple[str, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]
    forms: tuple[str, ...] = ("quoted", "bare", "anaphor")
    loose_heads: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    agent: str = "own"
    cancelled_by: tuple[str, ...] = ()
    becomes: Mapping[str, str] | None = None
    yields_to: tuple[str, ...] = ()
    drafts: bool = True
    above: bool = False
    articles: bool = False
    outcome: str = ""
    gap: re.Pattern[str] | None = None
    right_gap: re.Pattern[str] | None = None
    phrase: re.Pattern[str] | None = None
    nested: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    requires: re.Pattern[str] | None = None
    borrows: re.Pattern[str] | None = None
    followed_by: re.Pattern[str] | None = None
    not_followed_by: re.Pattern[str] | None = None


PATTERNS = frozenset(
    {"gap", "right_gap", "phrase", "nested", "needs", "requires", "borrows", "followed_by", "not_followed_by"}
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """All frames, the cues they name, and the search over their triggers."""

    frames: tuple[Frame, ...]
    cues: Mapping[str, Cue]
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
    """All frames of this package, checked; a mistake in one is an :class:`InputError` naming the file."""
    folder = files("kg.extract")
    table = tomllib.loads(folder.joinpath("cues.toml").read_text(encoding="utf-8"))
    decoys = table.pop("decoys")["words"]
    cues = {name: _cue(name, row) for name, row in table.items()}
    paths = sorted(folder.joinpath("frames").iterdir(), key=lambda path: path.name)
    frames = tuple(read_frame(p.name, p.read_text(encoding="utf-8"), cues) for p in paths if p.name.endswith(".toml"))
    _refuse_repeated(frames)
    return _grammar(frames, cues, decoys)


def _grammar(frames: tuple[Frame, ...], cues: Mapping[str, Cue], decoys: list[str]) -> Grammar:
    by_trigger: dict[str, tuple[Frame, ...]] = dict.fromkeys(decoys, ())
    for frame in frames:
        for trigger in frame.triggers:
            by_trigger[trigger] = (*by_trigger.get(trigger, ()), frame)
    triggers = tuple(sorted(by_trigger))
    search = ahocorasick_rs.AhoCorasick(triggers, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return Grammar(frames, cues, triggers, by_trigger, search)


def read_frame(name: str, text: str, cues: Mapping[str, Cue]) -> Frame:
    """One frame from its TOML text; ``name`` is the file's, for the message of an :class:`InputError`.

    Refused are: broken TOML, an unknown or missing key, no counter-example, an unknown bind, form or cue.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is not valid TOML: {error}", name) from None
    known = {field.name for field in fields(Frame)}
    if unknown := sorted(set(table) - known):
        raise InputError(f"unknown key {unknown[0]!r}", name, f"use one of {', '.join(sorted(known))}")
    needed = {field.name for field in fields(Frame) if field.default is MISSING}
    if missing := sorted(needed - set(table)):
        raise InputError(f"the key {missing[0]!r} is missing", name, "add it; counter_examples are not optional")
    frame = Frame(**{key: _value(name, key, value) for key, value in table.items()})
    _check(name, frame, cues)
    return frame


def _value(name: str, key: str, value: Any) -> Any:
    if key in ("examples", "counter_examples"):
        return tuple(_example(name, row) for row in value)
    if key in PATTERNS:
        return _pattern(name, key, value)
    return tuple(value) if isinstance(value, list) else value


def _example(name: str, row: dict[str, Any]) -> Example:
    if unknown := sorted(set(row) - {field.name for field in fields(Example)}):
        raise InputError(f"unknown key {unknown[0]!r} in an example", name, "use text, works and kind")
    return Example(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})


def _check(name: str, frame: Frame, cues: Mapping[str, Cue]) -> None:
    named = {*frame.cancelled_by, *(frame.becomes or {})}
    checks = (("bind", set(frame.binds), BINDS), ("form", set(frame.forms), FORMS), ("cue", named, set(cues)))
    for what, used, known in checks:
        if wrong := sorted(used - known):
            raise InputError(f"unknown {what} {wrong[0]!r}", name, f"use one of {', '.join(sorted(known))}")
    if not frame.triggers or not frame.examples or not frame.counter_examples:
        raise InputError("triggers, examples or counter_examples are empty", name, "give at least one of each")


def _cue(name: str, row: dict[str, Any]) -> Cue:
    if unknown := sorted(set(row) - {field.name for field in fields(Cue)}):
        raise InputError(f"unknown key {unknown[0]!r} in [{name}]", "cues.toml", "use en, weak, near, before and after")
    patterns = {key: _pattern("cues.toml", f"{name}.{key}", row[key]) for key in ("near", "before", "after") if key in row}
    return Cue(en=row["en"], weak=row.get("weak", False), **patterns)


def _pattern(name: str, key: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise InputError(f"{key} is no regular expression: {error}", name) from None


def _refuse_repeated(frames: tuple[Frame, ...]) -> None:
    seen: set[str] = set()
    for frame in frames:
        if frame.id in seen:
            raise InputError(f"the id {frame.id!r} is used twice", "frames", "give each frame its own")
        seen.add(frame.id)
