"""The graph as nodes with properties and edges between them, for tools that know no RDF.

Every node is one: places, bodies, works, facts, evidence, documents. A code (kind, topic, unit …) is no node, for
all facts would hang on it, but a property with the code's name, and one with its label (``kind``, ``kind_zh``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import TypeGuard

import pyoxigraph as ox

from kg.rdf.vocabulary import MAX_VALUE, MIN_VALUE, RDC, TYPE, VALUE, XSD
from kg.records.nodes import Nodes, Term, code

Scalar = str | int | float | bool
UNKNOWN = "Resource"
_FRACTIONS = frozenset({VALUE, MIN_VALUE, MAX_VALUE})


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its IRI, the local names of its classes, and its properties, each with its values in order."""

    iri: str
    classes: tuple[str, ...]
    properties: dict[str, tuple[Scalar, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """An edge between two nodes (their IRIs); ``name`` is the local name of the property."""

    start: str
    name: str
    end: str


def nodes(store: ox.Store) -> Iterator[Node]:
    """The nodes of a store's default graph, by IRI; one that is only spoken of is a "Resource" without properties.

    >>> store = ox.Store()
    >>> store.update('INSERT DATA { <urn:a> a <urn:C> ; <urn:n#name> "人大" ; <urn:n#of> <urn:b> }')
    >>> [(node.iri, node.classes, node.properties) for node in nodes(store)]
    [('urn:a', ('urn:C',), {'name': ('人大',)}), ('urn:b', ('Resource',), {})]
    """
    read = Nodes(store)
    for iri in _iris(store):
        yield _node(read, iri)


def edges(store: ox.Store) -> Iterator[Edge]:
    """The edges of a store's default graph, sorted."""
    read = Nodes(store)
    for iri in _iris(store):
        for name, values in read.statements(iri).items():
            for value in values if name != TYPE else ():
                if _is_node(value):
                    yield Edge(iri, code(ox.NamedNode(name)), value.value)


def _iris(store: ox.Store) -> list[str]:
    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    terms = chain.from_iterable(
        (quad.subject, quad.object) if quad.predicate.value != TYPE else (quad.subject,) for quad in quads
    )
    return sorted({term.value for term in terms if _is_node(term)})


def _is_node(term: object) -> TypeGuard[ox.NamedNode]:
    return isinstance(term, ox.NamedNode) and not term.value.startswith(RDC)


def _node(read: Nodes, iri: str) -> Node:
    statements = read.statements(iri)
    found: dict[str, list[Scalar]] = {}
    for predicate, values in statements.items():
        for value in values if predicate != TYPE else ():
            for name, scalar in _scalars(read, predicate, value):
                found.setdefault(name, []).append(scalar)
    classes = tuple(code(value) for value in statements.get(TYPE, ())) or (UNKNOWN,)
    return Node(iri, classes, {name: tuple(found[name]) for name in sorted(found)})


def _scalars(read: Nodes, predicate: str, value: Term) -> Iterator[tuple[str, Scalar]]:
    name = code(ox.NamedNode(predicate))
    if isinstance(value, ox.Literal):
        own = value.language in (None, "zh")
        yield name if own else f"{name}_{value.language}", _scalar(predicate, value)
    elif value.value.startswith(RDC):
        yield name, code(value)
        yield f"{name}_zh", read.label(value)


def _scalar(predicate: str, value: ox.Literal) -> Scalar:
    kind = value.datatype.value.removeprefix(XSD)
    if predicate in _FRACTIONS or kind == "decimal":
        return float(Decimal(value.value))
    if kind == "integer":
        return int(value.value)
    return value.value == "true" if kind == "boolean" else value.value
