"""How much of what could be a fact became one: countable clauses and those that gave a fact.

A clause is countable when it gave a fact or stands in the ledger: it holds a trigger, a title or a number with its
counter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Clause, Fact, Missed


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many countable clauses (``countable``) how many gave a fact (``gave``).

    >>> coverage = Coverage(4, 3) + Coverage()
    >>> coverage.share
    0.75
    """

    countable: int = 0
    gave: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(self.countable + other.countable, self.gave + other.gave)

    @property
    def share(self) -> float | None:
        """``gave`` by ``countable``, rounded to four digits; None where there is nothing countable."""
        return round(self.gave / self.countable, 4) if self.countable else None


@dataclass(frozen=True, slots=True)
class Section:
    """The coverage below one heading (empty: above the first) of the report that begins at ``report``."""

    report: int
    heading: str
    coverage: Coverage


def sections(start: int, clauses: Sequence[Clause], facts: Sequence[Fact], missed: Sequence[Missed]) -> list[Section]:
    """The coverage of each section of one report, in its order; sections without a countable clause are left out.

    ``start`` is the report's offset in its document; facts and ledger lines are those of these clauses.

    >>> from kg.model import Document, Missed
    >>> clause = Clause("制定条例。", (5, 6, 7, 8, 9), "立法工作")
    >>> line = Missed(Document("a.txt", "…", "utf_8"), 5, 7, clause.text, "no frame matched", "trigger")
    >>> sections(0, [clause], [], [line])
    [Section(report=0, heading='立法工作', coverage=Coverage(countable=1, gave=0))]
    """
    starts = {fact.evidence.start for fact in facts}.union(line.start for line in missed)
    at = {offset: number for number, clause in enumerate(clauses) for offset in starts.intersection(clause.offsets)}
    gave = {at[fact.evidence.start] for fact in facts}
    countable = gave | {at[line.start] for line in missed}
    found = Counter(clauses[number].section for number in sorted(countable))
    told = Counter(clauses[number].section for number in gave)
    return [Section(start, heading, Coverage(count, told[heading])) for heading, count in found.items()]
