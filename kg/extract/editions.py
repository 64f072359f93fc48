"""Steps of a revision kept apart from those of the work's first making.

A work is adopted, approved, promulgated and put into force again when it is revised. What a text tells of it behind
the amendment belongs to the revision: 2019年通过，2025年修订通过，经……批准，自……起施行.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.sentence import PARTS
from kg.model import Clause, DateValue, Fact, Work

AGAIN = frozenset({"adoption", "approval", "promulgation", "entry-into-force"})
Revised = frozenset[Work]


def with_editions(facts: Sequence[Fact], revised: Revised) -> Iterator[Fact]:
    """The facts of a clause; a step that belongs to a revision names the year it is of in the role ``edition``.

    ``revised`` are the works that the clause before, which runs on without an end, told the amendment of.
    """
    known = set(revised)
    for fact in facts:
        works = {work for work in fact.role("concerns") if isinstance(work, Work)}
        if fact.kind == "amendment":
            known |= works
        yield _of_revision(fact) if fact.kind in AGAIN and works & known else fact


def running_on(clause: Clause, facts: Sequence[Fact]) -> Revised:
    """The works amended in a clause that does not end with its sentence, as the entries of a statute's history."""
    if clause.text[-1:] in PARTS:
        return frozenset()
    return frozenset(
        work for fact in facts if fact.kind == "amendment" for work in fact.role("concerns") if isinstance(work, Work)
    )


def _of_revision(fact: Fact) -> Fact:
    dates = [str(date.year) for date in fact.role("date") if isinstance(date, DateValue) and date.year]
    years = dates or [str(year) for year in fact.role("year")]
    return fact._replace(roles=(*fact.roles, ("edition", years[0] if years else "")))
