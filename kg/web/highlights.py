"""A text cut where facts and clauses that gave none begin and end, so that they can be shown in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (code points, end exclusive) and the ``number`` of what stands there."""

    start: int
    end: int
    number: int
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text over which the same spans lie: the numbers of facts, or of clauses not understood.

    ``starts`` are the spans that begin here, as ``start,end``: the end of the address of an evidence.
    """

    text: str
    facts: tuple[int, ...]
    unread: tuple[int, ...]
    starts: tuple[str, ...]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The text in pieces; where several spans lie on one, the shortest comes first. Nothing of the text is lost.

    >>> [(one.text, one.facts) for one in pieces("表决通过条例", [Span(0, 4, 1), Span(2, 6, 2)])]
    [('表决', (1,)), ('通过', (1, 2)), ('条例', (2,))]
    """
    held = sorted((one for one in spans if 0 <= one.start < one.end <= len(text)), key=_by_place)
    cuts = sorted({0, len(text), *(one.start for one in held), *(one.end for one in held)})
    found: list[Piece] = []
    waiting, over = list(reversed(held)), list[Span]()
    for start, end in pairwise(cuts):
        over = [one for one in over if one.end > start]
        begun: list[Span] = []
        while waiting and waiting[-1].start == start:
            begun.append(waiting.pop())
        over += begun
        found.append(_piece(text[start:end], over, begun))
    return found


def _by_place(one: Span) -> tuple[int, int, bool, int]:
    return one.start, one.end, one.unread, one.number


def _piece(text: str, over: Sequence[Span], begun: Sequence[Span]) -> Piece:
    ranked = sorted(over, key=lambda one: (one.end - one.start, one.start, one.number))
    return Piece(
        text=text,
        facts=tuple(one.number for one in ranked if not one.unread),
        unread=tuple(one.number for one in ranked if one.unread),
        starts=tuple(dict.fromkeys(f"{one.start},{one.end}" for one in begun if not one.unread)),
    )
