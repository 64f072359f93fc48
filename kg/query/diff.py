"""Two graphs compared fact by fact.

A fact is the same when its IRI is. It has changed when a property has other values, or when other places of the
sources state it. The labels of what it refers to and the rules that read it are not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.query.sparql import shorten
from kg.rdf.vocabulary import RD
from kg.records import Proof, Record, fact_iris, record
from kg.records.nodes import Nodes
from kg.store import open_any

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_EVIDENCE = RD + "evidence"
_OPERATES = RD + "operates"


@dataclass(frozen=True, slots=True)
class Difference:
    """A property with other values in the two graphs, each sorted and shortened by the prefixes.

    An evidence is told as ``file start–end “quote”``; who runs a programme or facility is ``^rd:operates``.
    """

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that is in one graph only, or differs: ``fact`` is its record in the new graph, if it is there."""

    change: str
    fact: Record
    differences: tuple[Difference, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The files that state it, sorted."""
        return tuple(sorted({proof.document for proof in self.fact.proofs}))

    @property
    def kind(self) -> str:
        """Its class, and its kind where it has one: ``LegislativeStep adoption``."""
        return f"{self.fact.type} {self.fact.kind}".rstrip()


def diff(old: Path, new: Path) -> list[Change]:
    """What facts of the graph ``new`` are not, or are otherwise, in the graph ``old``, by document, kind and IRI.

    Each is a build folder or a graph's file. Raises :class:`~kg.errors.InputError` when one is no graph.
    """
    before, after = open_any(old), open_any(new)
    return sorted(_changes(before, after), key=_order)


def tally(changes: list[Change]) -> dict[tuple[str, str], Counter[str]]:
    """How many facts of each document and kind were added, removed, changed; one that several state counts in each."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for change in changes:
        for document in change.documents:
            found.setdefault((document, change.kind), Counter())[change.change] += 1
    return {key: found[key] for key in sorted(found)}


def _changes(before: ox.Store, after: ox.Store) -> Iterator[Change]:
    old, new = Nodes(before), Nodes(after)
    had, has = set(fact_iris(before)), set(fact_iris(after))
    for iri in had - has:
        yield Change(REMOVED, record(old, iri))
    for iri in has - had:
        yield Change(ADDED, record(new, iri))
    for iri in had & has:
        was, now = _statements(old, iri), _statements(new, iri)
        if was != now or _quotes(old, iri) != _quotes(new, iri):
            yield Change(CHANGED, record(new, iri), tuple(_differences(old, new, iri)))


def _differences(old: Nodes, new: Nodes, iri: str) -> Iterator[Difference]:
    was, now = _statements(old, iri), _statements(new, iri)
    for name in sorted({*was, *now} - {_EVIDENCE}):
        if was.get(name) != now.get(name):
            yield Difference(_called(name), _shown(was.get(name, ())), _shown(now.get(name, ())))
    had, has = record(old, iri).proofs, record(new, iri).proofs
    if had != has:
        yield Difference("rd:evidence", tuple(map(_told, had)), tuple(map(_told, has)))


def _statements(nodes: Nodes, iri: str) -> dict[str, tuple[ox.NamedNode | ox.Literal, ...]]:
    operators = nodes.holders(_OPERATES, iri)
    return nodes.statements(iri) | ({f"^{_OPERATES}": operators} if operators else {})


def _quotes(nodes: Nodes, iri: str) -> tuple[ox.NamedNode | ox.Literal, ...]:
    return nodes.follow(iri, "rd:evidence/oa:exact")


def _called(name: str) -> str:
    return f"^{shorten(name[1:])}" if name.startswith("^") else shorten(name)


def _shown(values: tuple[ox.NamedNode | ox.Literal, ...]) -> tuple[str, ...]:
    return tuple(sorted(shorten(value.value) for value in values))


def _told(proof: Proof) -> str:
    return f"{proof.document} {proof.start}–{proof.end} “{proof.quote}”"


def _order(change: Change) -> tuple[tuple[str, ...], str, str]:
    return change.documents, change.kind, change.fact.iri
