"""Places in a clause: names of GB/T 2260, places said from the report's own (我市), and masked ones (xx市)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import ahocorasick_rs

from kg.cutting import bounds, parts
from kg.divisions import divisions, level
from kg.model import Mention, NameValue, Place
from kg.pattern import Pattern

# How far the words around a name are cut, in characters.
WINDOW = 8
AUTONOMOUS = {"autonomous-prefecture", "autonomous-county", "banner"}

# How far a name can be trusted: as it stands; if a word begins there; if it is a word; behind its parent; never.
Trust = Literal["sure", "begins", "word", "generic", "never"]


class Hit(NamedTuple):
    """A pattern found in a text, before it is weighed."""

    start: int
    end: int
    name: str
    trust: Trust


@dataclass(frozen=True, slots=True)
class PlaceGrammar:
    """The patterns made of ``places.toml`` and the names of the divisions."""

    names: tuple[tuple[str, Trust], ...]
    finder: ahocorasick_rs.AhoCorasick
    masked: Pattern
    other_word: Pattern
    counter: Pattern
    street: Pattern
    office: tuple[str, ...]
    conjunctions: str


@cache
def grammar() -> PlaceGrammar:
    """The place patterns, compiled once."""
    words = tomllib.loads(files("kg.recognise").joinpath("places.toml").read_text(encoding="utf-8"))
    trusted: dict[str, Trust] = dict(_known(frozenset(words["common"])))
    trusted |= dict.fromkeys((name for name in words["generic"] if name in trusted), "generic")
    trusted |= dict.fromkeys(words["deictic"], "sure") | dict.fromkeys(words["not_places"], "never")
    names = tuple(sorted(trusted.items()))
    return PlaceGrammar(
        names=names,
        finder=ahocorasick_rs.AhoCorasick([name for name, _ in names]),
        masked=Pattern(rf"{words['mask']}[ \u3000]{{0,2}}{words['kinds']}"),
        other_word=Pattern(words["other_word"]),
        counter=Pattern(words["counter"]),
        street=Pattern(words["street"]),
        office=tuple(words["office"]),
        conjunctions=words["conjunctions"],
    )


def places(text: str) -> tuple[Mention, ...]:
    """The place mentions of ``text`` in the order they stand: code points, end exclusive, none overlaps another.

    A mention is as long as one level: 山西省大同市 gives two. Its value is the name as printed, without the
    blanks inside a masked one. Short names are taken for provinces and prefectures in force only, where they
    are words of the sentence and no words of the language besides.

    >>> [mention.value.name for mention in places("我市赴山西省大同市、xx 县调研创新乡村治理")]
    ['我市', '山西省', '大同市', 'xx县']
    """
    named, masked = tuple(_named(text)), tuple(_masked(text))
    if not masked:
        return named
    found = sorted([*named, *masked], key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _known(common: frozenset[str]) -> Iterator[tuple[str, Trust]]:
    table = divisions()
    for name in table.names():
        place = table.named(name)[0]
        if name == place.name or _names_its_kind(name, place):
            safe = level(place) < 3 or len(name) > 3
            yield name, "sure" if safe else "begins" if len(name) == 3 else "word"
        elif 0 < level(place) < 3 and table.in_force(place) and name not in common:
            yield name, "word"


def _names_its_kind(name: str, place: Place) -> bool:
    """恩施州, 威宁县: short, but with the kind."""
    return place.kind in AUTONOMOUS and name[-1] == place.name[-1] and len(name) > 2


def _named(text: str) -> Iterator[Mention]:
    end = 0
    last: Mention | None = None
    for hit in _hits(text):
        if hit.start < end or not _holds(text, hit, last):
            continue
        end = hit.end
        if hit.trust != "never":
            last = Mention("place", hit.start, hit.end, NameValue(hit.name))
            yield last


def _hits(text: str) -> Iterator[Hit]:
    """Every occurrence of every pattern, the leftmost first, of two that begin together the longer."""
    known = grammar()
    found = known.finder.find_matches_as_indexes(text, overlapping=True)
    for start, end, index in sorted([(start, -end, index) for index, start, end in found]):
        yield Hit(start, -end, *known.names[index])


def _holds(text: str, hit: Hit, last: Mention | None) -> bool:
    if hit.trust == "never":
        return True
    if grammar().other_word.match(text, hit.end - 1):
        return False
    if hit.trust == "sure":
        return True
    if hit.trust == "generic":
        return _behind_its_parent(text, hit, last)
    if grammar().street.match(text, hit.end):
        return False
    begins = parts(text[hit.start - 1 : hit.start]) or (last is not None and _goes_on(text, hit, last))
    ends = (
        hit.trust == "begins" or parts(text[hit.end : hit.end + 1]) or bool(grammar().other_word.match(text, hit.end))
    )
    return (begins and ends) or _is_cut(text, hit, begins, ends)


def _is_cut(text: str, hit: Hit, begins: bool, ends: bool) -> bool:
    """Whether words begin and end where the hit does, as far as that is not known yet."""
    at = max(0, hit.start - WINDOW)
    cuts = bounds(text[at : hit.end + WINDOW])
    return (begins or hit.start - at in cuts) and (ends or hit.end - at in cuts)


def _behind_its_parent(text: str, hit: Hit, last: Mention | None) -> bool:
    """大同市城区 today means the town; only an office (人大) tells the former division."""
    if last is None or last.end != hit.start or not isinstance(last.value, NameValue):
        return False
    table = divisions()
    within = [place for above in table.named(last.value.name) for place in table.named(hit.name, above)]
    return any(map(table.in_force, within)) or (bool(within) and text.startswith(grammar().office, hit.end))


def _goes_on(text: str, hit: Hit, last: Mention) -> bool:
    between = text[last.end : hit.start]
    return not between or (len(between) == 1 and between in grammar().conjunctions)


def _masked(text: str) -> Iterator[Mention]:
    known = grammar()
    found = list(known.masked.finditer(text))
    emphasis = _emphasis(text) if found else set()
    for match in found:
        tail = match.end() - 1
        if known.other_word.match(text, tail) or known.counter.match(text, tail) or match.start() in emphasis:
            continue
        yield Mention("place", match.start(), match.end(), NameValue("".join(match.group().split())))


def _emphasis(text: str) -> set[int]:
    """Where asterisks begin or end emphasis: **32**个, **市人大**. A mask's are before a kind, and open nothing."""
    runs = [run.start() for run in re.finditer(r"\*{2,}", text)]
    before_kind = [grammar().masked.match(text, run) is not None for run in runs]
    marks: set[int] = set()
    for run, masks, next_masks in zip(runs, before_kind, [*before_kind, True][1:], strict=True):
        if len(marks) % 2 or not (masks and next_masks):
            marks.add(run)
    return marks
