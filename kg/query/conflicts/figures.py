"""Figures of one indicator, body, counter and time that differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from kg.query.conflicts.claims import Claim, Conflict, disputed, side
from kg.query.conflicts.span import Days, number, year
from kg.query.sparql import select
from kg.rdf.vocabulary import RDC
from kg.records.nodes import Nodes

_QUERY = """SELECT ?fact ?about ?unit ?value ?min ?max ?approximation ?verbatim ?year ?from ?to ?indicator
  (MIN(?name) AS ?label) {
  ?fact a rd:Statistic ; rd:about ?about ; rd:unit ?unit ; schema:value ?value .
  FILTER NOT EXISTS { ?fact rd:redacted true }
  OPTIONAL { ?fact schema:minValue ?min } OPTIONAL { ?fact schema:maxValue ?max }
  OPTIONAL { ?fact rd:approximation ?approximation } OPTIONAL { ?fact rd:verbatim ?verbatim }
  OPTIONAL { ?fact rd:year ?year }
  OPTIONAL { ?fact rd:period ?period . ?period schema:startDate ?from ; schema:endDate ?to }
  OPTIONAL { ?fact rd:indicator ?indicator } OPTIONAL { ?fact rdfs:label ?name }
} GROUP BY ?fact ?about ?unit ?value ?min ?max ?approximation ?verbatim ?year ?from ?to ?indicator ORDER BY ?fact"""
_Key = tuple[str, str, str, Days]


def figures(store: ox.Store) -> Iterator[Conflict]:
    """The figures that contradict each other, by body, indicator, counter and time.

    What is counted is the indicator, where the list has it, else the printed wording. Figures with different
    counters (人次, 名) are not compared, nor those without a time or with a masked number.
    """
    nodes = Nodes(store)
    groups: dict[_Key, list[Claim]] = {}
    for row in select(store, _QUERY):
        if when := _when(row):
            groups.setdefault((row["about"], _counted(row), row["unit"], when), []).append(_claim(row))
    for key in sorted(groups):
        if sides := disputed(groups[key]):
            body, counted, _, when = key
            named = nodes.label(ox.NamedNode(counted)) if counted.startswith(RDC) else counted
            about = f"{nodes.label(ox.NamedNode(body))} · {named}"
            yield Conflict("figure", about, str(when), tuple(side(nodes, claim) for claim in sides))


def _counted(row: dict[str, str]) -> str:
    return row.get("indicator") or "".join(unicodedata.normalize("NFKC", row.get("label", "")).split())


def _when(row: dict[str, str]) -> Days | None:
    if "from" in row and "to" in row:
        return Days(row["from"], row["to"])
    return year(int(row["year"])) if "year" in row else None


def _claim(row: dict[str, str]) -> Claim:
    value, low, high = (Decimal(row[name]) if name in row else None for name in ("value", "min", "max"))
    approximation = row.get("approximation", "").removeprefix(RDC)
    return Claim(row["fact"], row.get("verbatim", row["value"]), number(value, low, high, approximation))
