"""Gold and found facts paired one to one, and the counts that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.evaluate.agreement import agrees, closeness, overlaps
from kg.evaluate.found import Found
from kg.evaluate.gold import Gold, GoldSet


@dataclass(frozen=True, slots=True)
class Counts:
    """How many gold facts were met, how many found facts meet none, how many gold facts were missed.

    >>> counts = Counts(8, 2, 2) + Counts()
    >>> counts.precision, counts.recall, round(counts.f1, 6)
    (0.8, 0.8, 0.8)
    """

    met: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.met + other.met, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of the found facts that are right, 0 to 1; 0 when none was found."""
        return self.met / max(1, self.met + self.extra)

    @property
    def recall(self) -> float:
        """The share of the gold facts that were found, 0 to 1; 0 when there are none."""
        return self.met / max(1, self.met + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


@dataclass(frozen=True, slots=True)
class Score:
    """Gold facts of one type met by found ones, those missed, and found ones that meet none."""

    pairs: tuple[tuple[Gold, Found], ...]
    missed: tuple[Gold, ...]
    extra: tuple[Found, ...]

    @property
    def counts(self) -> Counts:
        """The numbers of each."""
        return Counts(len(self.pairs), len(self.extra), len(self.missed))


def score(name: str, gold: GoldSet, facts: Sequence[Found], grouped: bool = False) -> Score:
    """Pair gold and found facts of one type, one to one and as many as can be; ``grouped`` as for agreement.

    Found facts outside the gold's regions are left aside. One that meets an unsure gold fact, or again one that
    is met already, is no extra.
    """
    inside = [fact for fact in facts if part_of(fact, gold)]
    firm = [g for g in gold.facts.get(name, ()) if not g.unsure]
    options = [
        sorted(
            (i for i, fact in enumerate(inside) if _meets(name, g, fact, g.anywhere, grouped)),
            key=lambda i: -closeness(name, g, inside[i]),
        )
        for g in firm
    ]
    holder = largest_matching(options)
    paired = set(holder.values())
    every = gold.facts.get(name, ())
    return Score(
        tuple((firm[j], inside[i]) for i, j in sorted(holder.items())),
        tuple(g for j, g in enumerate(firm) if j not in paired),
        tuple(
            fact
            for i, fact in enumerate(inside)
            if i not in holder and not any(_meets(name, g, fact, g.unsure or g.anywhere, grouped=True) for g in every)
        ),
    )


def part_of(fact: Found, gold: GoldSet) -> str:
    """The first part whose region the fact's evidence touches; empty when it touches none."""
    touched = (
        region.part
        for name, start, end in sorted(fact.spans)
        for region in gold.regions.get(name, ())
        if start < region.end and end > region.start
    )
    return next(touched, "")


def _meets(name: str, gold: Gold, fact: Found, anywhere: bool, grouped: bool) -> bool:
    return overlaps(gold.span, fact, anywhere) and agrees(name, gold.row, fact, grouped)


def largest_matching(options: Sequence[Sequence[int]]) -> dict[int, int]:
    """Each chosen option and who holds it: as many as can be (Kuhn 1955), the first options first.

    >>> largest_matching([[0, 1], [0]])
    {0: 1, 1: 0}
    """
    holder: dict[int, int] = {}

    def seat(who: int, tried: set[int]) -> bool:
        for option in options[who]:
            if option not in tried:
                tried.add(option)
                if option not in holder or seat(holder[option], tried):
                    holder[option] = who
                    return True
        return False

    for who in sorted(range(len(options)), key=lambda who: len(options[who])):
        seat(who, set())
    return holder
