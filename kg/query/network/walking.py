"""Walking from thing to thing: neighbours some links away, and the shortest path between two.

Only what is walked over is read, so both are quick on a large graph as long as few hops are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.divisions import NATION
from kg.errors import UsageError
from kg.query.network.about import is_statement
from kg.query.network.facts import Fact, fact
from kg.query.network.links import Neighbour, neighbour, towards
from kg.query.network.reader import Reader, Thing
from kg.query.network.rows import Rows
from kg.query.network.terms import code, term, terms
from kg.rdf.vocabulary import ID, rd

if TYPE_CHECKING:
    import networkx as nx

FARTHEST = 12
_NATION = f"{ID}division/{NATION}"


@dataclass(frozen=True, slots=True)
class Hop:
    """One fact on the way from one thing to the next, with its quote; or the property that links them, without.

    ``number`` counts the hops of a path from 1; several facts may carry the same hop, ``facts`` is how many do.
    ``start`` and ``end`` are code points of ``document``, end exclusive.
    """

    number: int
    source: str
    how: str
    target: str
    fact: str
    when: str
    quote: str
    document: str
    start: int
    end: int
    facts: int
    source_iri: str
    target_iri: str
    fact_iri: str


def neighbours(reader: Reader, iri: str, hops: int) -> Rows[Neighbour]:
    """All that is at most ``hops`` links from ``iri``, the nearest first, each once, with the way it was first reached.

    Raises :class:`~kg.errors.UsageError` when ``hops`` is below 1.
    """
    if hops < 1:
        raise UsageError("the number of hops is too small", "--hops", "take 1 or more")
    seen, found, edge = {iri}, [], [iri]
    for distance in range(1, hops + 1):
        reached: list[str] = []
        for via in edge:
            for other, relations in towards(reader, via).items():
                if other not in seen:
                    seen.add(other)
                    reached.append(other)
                    found.append(neighbour(reader, via, other, distance, relations))
        edge = reached
    return Rows(Neighbour, tuple(found))


def path(reader: Reader, first: str, last: str, most: int = 8, shown: int = 3) -> Rows[Hop]:
    """A shortest way from ``first`` to ``last`` of at most ``most`` hops; no row when there is none.

    A fact that two things share is one hop; of a hop at most ``shown`` facts are told (0: all). Derived shortcuts
    (``enacted`` …) are not walked: the facts they follow from are. The way leads neither through the nation nor
    through an indicator.

    Raises :class:`~kg.errors.UsageError` when ``most`` is not 1 to 12, or when both ends are one thing.
    """
    if first == last:
        raise UsageError(f"both ends of the path are {reader.thing(first).name}", mend="name two things")
    if not 1 <= most <= FARTHEST:
        raise UsageError("the number of hops is out of range", "--hops", f"take 1 to {FARTHEST}")
    things = _shortest(reader, first, last, most)
    hops: list[Hop] = []
    for number, (source, target) in enumerate(pairwise(things), 1):
        hops += _carried(reader, number, source, target, shown)
    return Rows(Hop, tuple(hops))


def _shortest(reader: Reader, first: str, last: str, most: int) -> list[str]:
    """The things on a shortest way; empty when none is found.

    Both ends are grown by turns, the smaller edge first, until they meet.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((first, last))
    edges = {first: [first], last: [last]}
    seen = {first: {first}, last: {last}}
    for _ in range(most):
        if nx.has_path(graph, first, last):
            break
        end = min(edges, key=lambda one: (len(edges[one]), one != first))
        edges[end] = _grow(reader, graph, edges[end], seen[end], (first, last))
        if not edges[end]:
            break
    return nx.shortest_path(graph, first, last) if nx.has_path(graph, first, last) else []


def _grow(reader: Reader, graph: nx.Graph[str], edge: Iterable[str], seen: set[str], ends: Sequence[str]) -> list[str]:
    """Add what is one hop from ``edge`` to ``graph``; return what was not ``seen`` from this end before."""
    reached: list[str] = []
    for source in edge:
        for target in _hops(reader, source, ends):
            graph.add_edge(source, target)
            if target not in seen:
                seen.add(target)
                reached.append(target)
    return reached


def _hops(reader: Reader, source: str, ends: Sequence[str]) -> list[str]:
    """The things one hop away: linked, or named by the same fact.

    An indicator, which most places share, and the nation, in which all lie, are none unless they are an end.
    """
    found: dict[str, None] = {}
    for other in towards(reader, source):
        if is_statement(other):
            named = towards(reader, other).items()
            found.update((one, None) for one, how in named if one in ends or how != ["→ indicator"])
        else:
            found[other] = None
    return sorted(found.keys() - {source, *({_NATION} - set(ends))})


def _derived(relation: str) -> bool:
    return rd(relation[2:]) in terms().derived


def _carried(reader: Reader, number: int, source: str, target: str, shown: int) -> list[Hop]:
    """The facts that both things are named by, and the properties that link them."""
    here, there = towards(reader, source), towards(reader, target)
    shared = [one for one in here if is_statement(one) and one in there]
    direct = [relation for relation in here.get(target, []) if not _derived(relation)]
    told = [(fact(reader, one), [*here[one], *there[one]]) for one in shared[: shown or None]]
    rows = [_by_fact(one, relations) for one, relations in told]
    if direct:
        rows.append((_relation(direct), _own(reader, source, target)))
    total = len(shared) + bool(direct)
    ends = (reader.thing(source), reader.thing(target))
    return [_hop(number, ends, how, one, total) for how, one in rows]


def _by_fact(one: Fact, relations: list[str]) -> tuple[str, Fact]:
    """How a fact leads from one thing to another: ``enactment (制定): actor, concerns``."""
    kind = code(one.kind) if one.kind else term(one.type)
    return f"{kind}: {', '.join(dict.fromkeys(relation[2:] for relation in relations))}", one


def _relation(relations: list[str]) -> str:
    return ", ".join(f"{relation[:2]}{term(relation[2:])}" for relation in relations)


def _own(reader: Reader, source: str, target: str) -> Fact:
    """What proves a plain link: the quote of the end that is a fact itself (a programme, a station), if one is."""
    ends = [fact(reader, one) for one in (target, source)]
    return next((one for one in ends if one.quote), ends[0])


def _hop(number: int, ends: tuple[Thing, Thing], how: str, one: Fact, total: int) -> Hop:
    proven = bool(one.quote)
    return Hop(
        number=number,
        source=ends[0].name,
        how=how,
        target=ends[1].name,
        fact=(one.value and f"{one.label}: {one.value}") or one.label if proven else "",
        when=one.when if proven else "",
        quote=one.quote,
        document=one.document,
        start=one.start,
        end=one.end,
        facts=total,
        source_iri=ends[0].iri,
        target_iri=ends[1].iri,
        fact_iri=one.iri if proven else "",
    )
