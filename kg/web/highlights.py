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

    ``anchors`` are the names that lead to its beginning.
    """

    text: str
    facts: tuple[int, ...]
    unread: tuple[int, ...]
    anchors: tuple[str, ...]


def pieces(text: str, spans: Iterable[Span], anchors: Iterable[tuple[int, str]] = ()) -> list[Piece]:
    """The text in pieces; where several spans lie on one, the shortest comes first. Nothing of the text is lost.

    >>> [(one.text, one.facts) for one in pieces("表决通过条例", [Span(0, 4, 1), Span(2, 6, 2)])]
    [('表决', (1,)), ('通过', (1, 2)), ('条例', (2,))]
    """
    held = sorted((one for one in spans if 0 <= one.start < one.end <= len(text)), key=_by_place)
    named: dict[int, dict[str, None]] = {}
    for at, name in anchors:
        named.setdefault(at, {})[name] = None
    inside = (at for at in named if 0 <= at < len(text))
    cuts = sorted({0, len(text), *inside, *(one.start for one in held), *(one.end for one in held)})
    found: list[Piece] = []
    waiting, over = list(reversed(held)), list[Span]()
    for start, end in pairwise(cuts):
        over = [one for one in over if one.end > start]
        while waiting and waiting[-1].start == start:
            over.append(waiting.pop())
        found.append(_piece(text[start:end], over, tuple(named.get(start, ()))))
    return found


def _by_place(one: Span) -> tuple[int, int, bool, int]:
    return one.start, one.end, one.unread, one.number


def _piece(text: str, over: Sequence[Span], anchors: tuple[str, ...]) -> Piece:
    ranked = sorted(over, key=lambda one: (one.end - one.start, one.start, one.number))
    facts, unread = (tuple(one.number for one in ranked if one.unread is kind) for kind in (False, True))
    return Piece(text, facts, unread, anchors)
