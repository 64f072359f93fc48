"""The words of the question grammar, read from ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Level:
    """A kind of place one can ask for: the division kinds it means (none: any) and how it is called."""

    name: str
    phrase: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a work: the step kinds that answer it and those a reader could take for it, the furthest last.

    ``type`` is the class of the steps, ``shortcut`` the property between actor and work (or empty);
    ``place`` tells whose place a row is of, that of the ``work`` or of the ``actor``; ``lasting`` says that a
    later repeal undoes it.
    """

    name: str
    phrase: str
    type: str
    shortcut: str
    place: str
    lasting: bool
    steps: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for works (条例, regulations) and the classes it means; ``by_act`` has those it means with one act."""

    classes: tuple[str, ...]
    by_act: Mapping[str, tuple[str, ...]]


Meaning = Level | Act | Noun | str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word of the grammar: its text, its part (who, act, noun, asking, padding, filler, refused) and meaning."""

    text: str
    part: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Words:
    """All of ``words.toml``: ``phrases`` the longest first, ``void`` the outcomes that leave a step without effect."""

    phrases: tuple[Phrase, ...]
    when: tuple[str, ...]
    void: tuple[str, ...]
    classes: dict[str, str]
    examples: tuple[str, ...]


@cache
def words() -> Words:
    """The words of questions, loaded once.

    >>> next(phrase.part for phrase in words().phrases if phrase.text == "审议通过")
    'act'
    """
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    phrases = [*_meanings(table), *_plain(table)]
    return Words(
        phrases=tuple(sorted(phrases, key=lambda phrase: (-len(phrase.text), phrase.text))),
        when=tuple(table["when"]["patterns"]),
        void=tuple(table["outcome"]["void"]),
        classes=table["classes"],
        examples=tuple(table["examples"]),
    )


def _meanings(table: dict[str, Any]) -> list[Phrase]:
    found: list[Phrase] = []
    for entry in table["who"]:
        level = Level(entry["name"], entry["phrase"], tuple(entry["codes"]))
        found += [Phrase(text, "who", level) for text in _texts(entry)]
    for entry in table["act"]:
        plain = {key: entry[key] for key in ("name", "phrase", "type", "shortcut", "place", "lasting")}
        act = Act(**plain, steps=tuple(entry["steps"]), near=tuple(entry["near"]))
        found += [Phrase(text, "act", act) for text in _texts(entry)]
    for entry in table["noun"]:
        by_act = {act: tuple(classes) for act, classes in entry.get("by_act", {}).items()}
        found += [Phrase(text, "noun", Noun(tuple(entry["classes"]), by_act)) for text in _texts(entry)]
    return found


def _plain(table: dict[str, Any]) -> list[Phrase]:
    return [
        Phrase(text, part, "") for part in ("asking", "padding", "filler", "refused") for text in _texts(table[part])
    ]


def _texts(entry: dict[str, Any]) -> list[str]:
    return [*entry["zh"], *entry["en"]]
