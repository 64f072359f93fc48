"""Steps that happen once and are said to have happened on different days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.query.conflicts.claims import Claim, Conflict, disputed, side
from kg.query.conflicts.span import Days, year
from kg.query.sparql import select
from kg.rdf.vocabulary import RDC
from kg.records.nodes import Nodes
from kg.tables import installed

# What each document says of a step: one event that two documents date differently is one node with two dates.
_QUERY = """SELECT ?fact ?document ?kind ?work ?date ?year ?from ?to { GRAPH ?document {
  ?fact a rd:LegislativeStep ; rd:kind ?kind ; rd:concerns ?work .
  { ?fact rd:date ?date } UNION { ?fact rd:year ?year }
  UNION { ?fact rd:period ?period . ?period schema:startDate ?from ; schema:endDate ?to }
} }"""
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Steps:
    once: tuple[str, ...]


def steps(store: ox.Store) -> Iterator[Conflict]:
    """The steps with days that contradict each other, by kind and work.

    One event with two days, and, of the kinds that happen to a work once, two events on one work. Each document
    is held to the most exact time it states: a year beside a day of it says nothing more.
    """
    nodes = Nodes(store)
    stated: dict[_Key, dict[tuple[str, str], set[Days]]] = {}
    for row in select(store, _QUERY):
        kind = row["kind"].removeprefix(RDC)
        one = "" if kind in _once() else row["fact"]
        group = stated.setdefault((kind, row["work"], one), {})
        group.setdefault((row["fact"], row["document"]), set()).add(_when(row))
    for key in sorted(stated):
        if sides := disputed(list(_claims(stated[key]))):
            kind, work = nodes.label(ox.NamedNode(RDC + key[0])), nodes.label(ox.NamedNode(key[1]))
            yield Conflict("step", f"{kind} · {work}", "", tuple(side(nodes, claim) for claim in sides))


@cache
def _once() -> frozenset[str]:
    return frozenset(installed("kg.query.conflicts", "steps.toml", _Steps).once)


def _claims(stated: dict[tuple[str, str], set[Days]]) -> Iterator[Claim]:
    for fact, document in sorted(stated):
        days = stated[fact, document]
        for one in sorted(days):
            if not any(one.holds(other) for other in days):
                yield Claim(fact, str(one), one, document)


def _when(row: dict[str, str]) -> Days:
    if "date" in row:
        return Days(row["date"], row["date"])
    return year(int(row["year"])) if "year" in row else Days(row["from"], row["to"])
