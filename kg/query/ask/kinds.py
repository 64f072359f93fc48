"""The kinds of answer, each a file of ``kinds/``: its words, its SPARQL, and what may be asked of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.query.ask.words import FOLDER, Phrase, texts

ORDER = (
    "figures",
    "people",
    "claims",
    "cooperation",
    "awards",
    "proposals",
    "programmes",
    "decisions",
    "supervision",
    "steps",
)


@dataclass(frozen=True, slots=True)
class Act:
    """A step on a work: the kinds that answer it and those a reader could take for it, the furthest last.

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
class Slot:
    """Something that may be asked of a fact: the SPARQL test that answers it, a wider one for near misses, the reason.

    In all three ``{codes}``, ``{near}`` and ``{text}`` stand for the pick's; a reason may name variables too.
    """

    name: str
    test: str
    near: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pick:
    """What fills a slot: codes (and ``near`` ones), or a text; ``classes`` of works it asks for besides."""

    slot: str
    name: str
    phrase: str
    codes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    text: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of answer.

    ``triggers`` tell a question for it, ``unless`` one that is not. ``free`` says where unknown Chinese words may
    stand: in a ``title``, a ``subject``, or anywhere as a ``name`` (of at most ``longest`` characters; 0: any).
    ``pattern`` must hold, ``optional`` may, and ``bind`` follows from both (in this order a store joins fast); they
    bind ``?fact``, ``?name`` and, but for kinds with a ``place`` of their own, ``?place``; ``subject`` is where words
    and topics are looked for, ``columns`` are the further variables of a row. ``placed`` must hold where the question
    names a place or a kind of place, ``titled`` where it asks for works. ``rewrites`` bring together words that stand
    apart (read … a second time). ``near``: near misses are looked for ``always``, or where the question is ``narrow``.
    """

    name: str
    phrase: str
    triggers: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    free: str
    near: str
    longest: int
    pattern: str
    optional: str
    bind: str
    place: str
    subject: str
    columns: tuple[str, ...]
    defaults: tuple[Pick, ...]
    slots: Mapping[str, Slot]
    placed: Slot | None
    titled: Slot | None
    rewrites: tuple[tuple[re.Pattern[str], str], ...]
    phrases: tuple[Phrase, ...] = field(repr=False)
    patterns: Mapping[str, tuple[str, ...]] = field(repr=False)

    def rewritten(self, question: str) -> str:
        """``question`` with the kind's rewrites applied.

        >>> kinds()["steps"].rewritten("who read dog regulations a second time")
        'who second reading dog regulations'
        """
        for old, new in self.rewrites:
            question = old.sub(new, question)
        return question

    def asked_by(self, question: str) -> bool:
        """Whether one of the triggers stands in ``question`` and none of the words that rule it out.

        >>> kinds()["awards"].asked_by("哪些市获得了荣誉")
        True
        """
        found = any(trigger.search(question) for trigger in self.triggers)
        return found and not any(pattern.search(question) for pattern in self.unless)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name, in the order in which a question is tried on them.

    >>> list(kinds())[-1]
    'steps'
    """
    return {name: _kind(tomllib.loads((FOLDER / "kinds" / f"{name}.toml").read_text("utf-8"))) for name in ORDER}


def _kind(table: Mapping[str, Any]) -> Kind:
    slots = {name: _slot(name, entry) for name, entry in table.get("slot", {}).items()}
    picks = {entry["name"]: _pick(entry) for entry in table.get("pick", ())}
    return Kind(
        name=table["name"],
        phrase=table["phrase"],
        triggers=_patterns(table.get("triggers", ())),
        unless=_patterns(table.get("unless", ())),
        free=table["free"],
        near=table.get("near", "narrow"),
        longest=table.get("longest", 0),
        pattern=table.get("pattern", ""),
        optional=table.get("optional", ""),
        bind=table.get("bind", ""),
        place=table.get("place", ""),
        subject=table.get("subject", "?name"),
        columns=tuple(table.get("columns", ())),
        defaults=tuple(picks[name] for name in table.get("defaults", ())),
        slots=slots,
        placed=_slot("placed", table["placed"]) if "placed" in table else None,
        titled=_slot("titled", table["titled"]) if "titled" in table else None,
        rewrites=tuple((re.compile(old, re.IGNORECASE), new) for old, new in table.get("rewrites", ())),
        phrases=tuple(_phrases(table, picks)),
        patterns={name: tuple(many) for name, many in table.get("patterns", {}).items()},
    )


def _slot(name: str, entry: Mapping[str, str]) -> Slot:
    return Slot(name, entry["test"], entry.get("near", ""), entry["reason"])


def _pick(entry: Mapping[str, Any]) -> Pick:
    lists = {key: tuple(entry.get(key, ())) for key in ("codes", "near", "classes")}
    return Pick(entry["slot"], entry["name"], entry["phrase"], **lists, text=entry.get("text", ""))


def _patterns(written: Any) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in written)


def _phrases(table: Mapping[str, Any], picks: Mapping[str, Pick]) -> list[Phrase]:
    found: list[Phrase] = []
    for entry in table.get("act", ()):
        plain = {key: entry[key] for key in ("name", "phrase", "type", "shortcut", "place", "lasting")}
        act = Act(**plain, steps=tuple(entry["steps"]), near=tuple(entry["near"]))
        found += [Phrase(text, "act", act) for text in texts(entry)]
    for entry in table.get("pick", ()):
        found += [Phrase(text, entry.get("part", "act"), picks[entry["name"]]) for text in texts(entry)]
    for entry in table.get("word", ()):
        found += [Phrase(text, entry["part"], entry.get("meaning", "")) for text in texts(entry)]
    return found
