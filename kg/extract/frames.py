"""Frames and cues: how people say each relation, read strictly from TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import ahocorasick_rs

from kg.errors import InputError
from kg.words import lexicon

BINDS = frozenset({"right", "modifier", "dui", "about", "noun", "topic", "phrase", "assist"})
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
CUES = "cues.toml"
T = TypeVar("T")


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
    patterns: tuple[re.Pattern[str], ...] = ()
    kinds: Mapping[str, str] | None = None
    object_like: re.Pattern[str] | None = None
    not_object: re.Pattern[str] | None = None
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
    borrows_drafts: bool = False
    above: bool = False
    articles: bool = False
    gap: re.Pattern[str] | None = None
    right_gap: re.Pattern[str] | None = None
    phrase: re.Pattern[str] | None = None
    nested: re.Pattern[str] | None = None
    not_title: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    requires: re.Pattern[str] | None = None
    borrows: re.Pattern[str] | None = None
    followed_by: re.Pattern[str] | None = None
    not_followed_by: re.Pattern[str] | None = None


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
    return Grammar(frames, cues, triggers, by_trigger, search)


def read_cues(text: str) -> tuple[dict[str, Cue], list[str]]:
    """The cues of ``cues.toml`` by name, and the decoys: words that hold a trigger and mean something else."""
    table = _toml(CUES, text)
    decoys = table.pop("decoys", {}).get("words", [])
    return {name: _made(CUES, Cue, row, f"[{name}]") for name, row in table.items()}, decoys


def read_frame(name: str, text: str, cues: Mapping[str, Cue]) -> Frame:
    """One frame from its TOML text; ``name`` is the file's, for the message of an :class:`InputError`.

    Refused are: broken TOML, an unknown or missing key, a value of another type, no counter-example, an
    unknown class, kind, bind, form or cue, and a pattern that is no regular expression.
    """
    table = _toml(name, text)
    for key in ("examples", "counter_examples"):
        rows = table.get(key, [])
        table[key] = [_made(name, Example, row, "an example") for row in rows] if isinstance(rows, list) else rows
    frame = _made(name, Frame, table, "the frame")
    _check(name, frame, cues)
    return frame


def _toml(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is not valid TOML: {error}", name) from None


def _made(name: str, kind: type[T], row: Any, where: str) -> T:
    """A dataclass of this kind from a table, each value of the type its field declares."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    if not isinstance(row, dict):
        raise InputError(f"{where} is no table", name, f"give it the keys {', '.join(known)}")
    if unknown := sorted(set(row) - set(known)):
        raise InputError(f"unknown key {unknown[0]!r} in {where}", name, f"use {', '.join(sorted(known))}")
    if missing := sorted(key for key, field in known.items() if field.default is MISSING and key not in row):
        raise InputError(f"the key {missing[0]!r} is missing in {where}", name, "add it")
    return kind(**{key: _value(name, where, key, str(known[key].type), value) for key, value in row.items()})


def _value(name: str, where: str, key: str, declared: str, value: Any) -> Any:
    if "Pattern" in declared:
        many = declared.startswith("tuple")
        patterns = [_pattern(name, f"{where} {key}", text) for text in (value if many else [value])]
        return tuple(patterns) if many else patterns[0]
    wanted: type = {"str": str, "bool": bool}.get(declared, dict if "Mapping" in declared else list)
    if not isinstance(value, wanted):
        raise InputError(f"{key!r} in {where} is no {wanted.__name__}", name, "see docs/frames.md")
    return tuple(value) if isinstance(value, list) else value


def _pattern(name: str, key: str, text: Any) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except (re.error, TypeError) as error:
        raise InputError(f"{key} is no regular expression: {error}", name) from None


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
            raise InputError(f"unknown {what} {wrong[0]!r}", name, f"use one of {', '.join(sorted(known))}")
    if not frame.triggers or not frame.examples or not frame.counter_examples:
        raise InputError("triggers, examples or counter_examples are empty", name, "give at least one of each")
