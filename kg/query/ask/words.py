"""The words that all questions share, read from ``words.toml`` and ``places.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.divisions import divisions
from kg.words import Concept, lexicon

FOLDER = Path(__file__).parent
_COMMITTEES = frozenset({"special-committee", "working-committee"})
_PLAIN = ("asking", "about", "padding", "filler", "refused", "committee")


@dataclass(frozen=True, slots=True)
class Level:
    """A kind of place one can ask for: the division kinds it means (none: any) and how it is called.

    ``alone``: it asks without a word before it (谁, where).
    """

    name: str
    phrase: str
    codes: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for works (条例, regulations) and the classes it means; ``by_act`` has those it means with one act."""

    classes: tuple[str, ...]
    by_act: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word of the grammar: its text, the part it plays in a question (see :mod:`kg.query.ask.scan`), its meaning."""

    text: str
    part: str
    meaning: object = ""


@dataclass(frozen=True, slots=True)
class ClassOfWorks:
    """How a class of works is called, and the pattern of wordings that mean it where a work has no title."""

    phrase: str
    wording: str


@dataclass(frozen=True, slots=True)
class Words:
    """All of ``words.toml``: ``void`` are the outcomes that leave a step without effect, ``when`` patterns of times.

    ``joining`` stand between two places asked for together, ``within`` between a place and the kind of places in it.
    """

    phrases: tuple[Phrase, ...]
    joining: frozenset[str]
    within: frozenset[str]
    masked: re.Pattern[str]
    when: tuple[re.Pattern[str], ...]
    void: tuple[str, ...]
    classes: Mapping[str, ClassOfWorks]
    digits: Mapping[str, int]
    powers: Mapping[str, int]


@cache
def words() -> Words:
    """The words of questions, loaded once.

    >>> next(phrase.part for phrase in words().phrases if phrase.text == "哪些")
    'asking'
    """
    table = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
    numerals = table["numerals"]
    return Words(
        phrases=(*_meanings(table), *_plain(table), *_places()),
        joining=frozenset(texts(table["joining"])),
        within=frozenset(texts(table["within"])),
        masked=re.compile(table["masked"]["pattern"]),
        when=tuple(re.compile(pattern, re.IGNORECASE) for pattern in table["when"]["patterns"]),
        void=tuple(table["outcome"]["void"]),
        classes={name: ClassOfWorks(**entry) for name, entry in table["classes"].items()},
        digits={char: value for value, char in enumerate(numerals["digits"])} | numerals["also"],
        powers=numerals["powers"],
    )


@cache
def topics() -> tuple[Phrase, ...]:
    """The topics of the code lists by all their names, as phrases of the part ``topic``.

    >>> [phrase.text for phrase in topics() if phrase.meaning == "dogs"][:1]
    ['养犬']
    """
    return tuple(Phrase(name, "topic", topic.name) for topic in lexicon().topics for name in names_of(topic))


@cache
def laws() -> tuple[Phrase, ...]:
    """The names of national laws; each means the Chinese word at hand, an English one the law's own name.

    >>> {phrase.meaning for phrase in laws() if phrase.text == "work safety law"}
    {'安全生产法'}
    """
    found = []
    for law in lexicon().concepts("law"):
        found += [Phrase(name, "law", name) for name in law.words]
        found += [Phrase(_plain_latin(name), "law", law.zh) for name in (law.en, *law.alts_en) if name]
    return tuple(found)


@cache
def committees() -> tuple[Phrase, ...]:
    """The committees of congresses by all their names, as phrases of the part ``committee``.

    >>> {phrase.meaning for phrase in committees() if phrase.text in ("法工委", "legislative affairs commission")}
    {'legislative-affairs-commission'}
    """
    bodies = [body for body in lexicon().concepts("body") if body.group in _COMMITTEES]
    return tuple(Phrase(name, "committee", body.name) for body in bodies for name in names_of(body))


def names_of(concept: Concept) -> list[str]:
    """All names of a code as a question may have them: Chinese, and English in lower case, in the singular too.

    >>> names_of(lexicon().concept("liaison-stations"))[-2:]
    ['liaison stations', 'liaison station']
    """
    names = [*concept.words, *map(_plain_latin, (concept.en, *concept.alts_en))]
    singular = [name[:-1] for name in names if name.isascii() and name.endswith("s") and not name.endswith("ss")]
    return [name for name in dict.fromkeys((*names, *singular)) if name]


def texts(entry: Mapping[str, Any]) -> list[str]:
    """The words of an entry in both languages.

    >>> texts({"zh": ["哪些"], "en": ["which"]})
    ['哪些', 'which']
    """
    return [*entry.get("zh", ()), *entry.get("en", ())]


def keys_of(names: Iterable[str]) -> tuple[str, ...]:
    """The keys of the divisions called so, the current ones.

    >>> keys_of(["大同市"])
    ('140200',)
    """
    return tuple(place.key for name in names for place in divisions().named(name))


def _plain_latin(name: str) -> str:
    return name.lower().replace("-", " ")


def _meanings(table: Mapping[str, Any]) -> list[Phrase]:
    found: list[Phrase] = []
    for entry in table["who"]:
        level = Level(entry["name"], entry["phrase"], tuple(entry["codes"]), entry.get("alone", False))
        found += [Phrase(text, "who", level) for text in texts(entry)]
    for entry in table["noun"]:
        by_act = {act: tuple(classes) for act, classes in entry.get("by_act", {}).items()}
        found += [Phrase(text, "noun", Noun(tuple(entry["classes"]), by_act)) for text in texts(entry)]
    return found


def _plain(table: Mapping[str, Any]) -> list[Phrase]:
    return [Phrase(text, part) for part in _PLAIN for text in texts(table[part])]


def _places() -> list[Phrase]:
    """The English names of places; each means the Chinese names."""
    table = tomllib.loads((FOLDER / "places.toml").read_text(encoding="utf-8"))
    kinds = ("", " city", " province", " prefecture")
    longer = {name + kind: chinese for name, chinese in table.items() if name.isascii() for kind in kinds}
    return [Phrase(name, "place", tuple(chinese)) for name, chinese in (longer | table).items()]
