"""Clause → mentions: titles, sessions, bodies, dates, persons, quantities and places, without overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.model import Clause, Mention
from kg.recognise.bodies import bodies, meetings
from kg.recognise.dates import dates
from kg.recognise.people import people
from kg.recognise.places import places
from kg.recognise.quantities import quantities
from kg.recognise.titles import heading_title, titles
from kg.words import lexicon


def recognise(clause: Clause) -> tuple[Mention, ...]:
    """The mentions of a clause in order; where two overlap, the kind that says more stays.

    >>> clause = Clause("2024年10月30日，市人大常委会通过《养犬管理条例》。", tuple(range(31)))
    >>> [(m.type, clause.text[m.start:m.end]) for m in recognise(clause)]
    [('date', '2024年10月30日'), ('body', '市人大常委会'), ('title', '《养犬管理条例》')]
    """
    text = clause.text
    where = places(text)
    kept: list[Mention] = []
    taken = bytearray(len(text))
    for found in (
        heading_title(text, where),
        titles(text),
        meetings(text, where),
        dates(text),
        bodies(text, where),
        people(text, _blanks(clause)),
        quantities(text, lexicon().counters),
        where,
    ):
        kept += _apart(found, taken)
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _blanks(clause: Clause) -> frozenset[int]:
    """Where white space of the document was dropped from a clause's text."""
    offsets = clause.offsets
    if not offsets or offsets[-1] - offsets[0] == len(offsets) - 1:
        return frozenset()
    return frozenset(i for i, (a, b) in enumerate(pairwise(clause.offsets[: len(clause.text)]), 1) if b - a > 1)


def _apart(found: Sequence[Mention], taken: bytearray) -> list[Mention]:
    """The mentions that overlap none before them; what they cover is marked in ``taken``."""
    apart = []
    for mention in found:
        if taken.find(1, mention.start, mention.end) < 0:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            apart.append(mention)
    return apart
