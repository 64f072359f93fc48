"""One thing: what is said of it, the facts that speak of it by kind, and its neighbours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.query.network.about import Kinds, facts_of, is_statement
from kg.query.network.facts import Fact, Quote, fact, quotes
from kg.query.network.links import Neighbour, neighbour, towards
from kg.query.network.reader import Reader, Thing, Values, fact_types, thing
from kg.query.network.rows import Rows
from kg.query.network.terms import local, short, terms
from kg.rdf.vocabulary import ID, LABEL, RDC, SKOS, TYPE, rd

_APART = frozenset({TYPE, LABEL, rd("kind"), rd("evidence"), SKOS + "inScheme", SKOS + "prefLabel"})


@dataclass(frozen=True, slots=True)
class Group:
    """How many facts of one class and kind speak of a thing, and how many of them are shown."""

    type: str
    kind: str
    facts: int
    shown: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing: its ``values`` (property and text), itself as a row (``own``) with its ``quotes`` if it is a fact,
    and the ``facts`` that speak of it.

    ``facts`` are those shown of each of the ``groups``; ``neighbours`` are those shown of ``links`` in all (facts with
    no name of their own, which stand in the groups, are none).
    """

    thing: Thing
    values: tuple[tuple[str, str], ...]
    quotes: Rows[Quote]
    groups: Rows[Group]
    own: Rows[Fact]
    facts: Rows[Fact]
    neighbours: Rows[Neighbour]
    links: int

    @property
    def rows(self) -> Rows[Fact]:
        """The facts, and before them the thing itself if it is one."""
        return Rows(Fact, (*self.own, *self.facts))


def show(reader: Reader, iri: str, limit: int) -> Shown:
    """What the graph says of ``iri``, with at most ``limit`` facts of each kind and ``limit`` neighbours (0: all)."""
    values = reader.values(iri)
    what = thing(iri, values)
    kinds = facts_of(reader, what)
    chosen = _first_of_each(kinds, limit)
    totals, shown = Counter(kinds.values()), Counter(kinds[name] for name in chosen)
    groups = tuple(Group(*key, facts=totals[key], shown=shown[key]) for key in sorted(totals))
    links = {other: relations for other, relations in towards(reader, iri).items() if not is_statement(other)}
    some = list(links.items())[: limit or None]
    near = tuple(neighbour(reader, iri, other, 1, relations) for other, relations in some)
    return Shown(
        thing=what,
        values=tuple(_said(reader, values)),
        quotes=Rows(Quote, tuple(quotes(reader, values))),
        groups=Rows(Group, groups),
        own=Rows(Fact, (fact(reader, iri),) if what.type in fact_types() else ()),
        facts=Rows(Fact, tuple(sorted((fact(reader, name) for name in chosen), key=_by_time))),
        neighbours=Rows(Neighbour, near),
        links=len(links),
    )


def _first_of_each(kinds: Kinds, limit: int) -> list[str]:
    """The first ``limit`` facts of each class and kind (0: all)."""
    chosen, taken = [], Counter[tuple[str, str]]()
    for name in sorted(kinds, key=lambda one: (kinds[one], one)):
        if limit == 0 or taken[kinds[name]] < limit:
            chosen.append(name)
            taken[kinds[name]] += 1
    return chosen


def _by_time(one: Fact) -> tuple[str, ...]:
    """By class and kind, then in time; what has no time comes last."""
    return one.type, one.kind, one.first or "9999", one.last, one.document, f"{one.start:09}", one.iri


def _said(reader: Reader, values: Values) -> list[tuple[str, str]]:
    """The values that are neither its name nor its evidence, with the names of what they mean."""
    return [
        (local(key), _text(reader, key, value)) for key, found in values.items() if key not in _APART for value in found
    ]


def _text(reader: Reader, key: str, value: str) -> str:
    if key in terms().links or value.startswith((ID, RDC)):
        return f"{reader.thing(value).name} ({short(value)})"
    return value
