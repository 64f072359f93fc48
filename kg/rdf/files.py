"""Triples → files: Turtle and N-Quads in one stable order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.rdf.entities import Triple
from kg.rdf.vocabulary import PREFIXES


def turtle(triples: Iterable[Triple]) -> bytes:
    """One graph as Turtle, sorted, with the project's prefixes.

    rdflib's own writers are slow and keep no order; Oxigraph's writes the triples as they come.
    """
    ordered = sorted((_ox_triple(triple) for triple in set(triples)), key=str)
    data = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    assert data is not None
    return data


def n_quads(graphs: Mapping[str, Iterable[Triple]]) -> bytes:
    """One named graph for each document as N-Quads, its lines sorted."""
    quads = [
        ox.Quad(_named(s), _named(p), _term(o), ox.NamedNode(name))
        for name, triples in graphs.items()
        for s, p, o in triples
    ]
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert data is not None
    return b"".join(sorted(set(data.splitlines(keepends=True))))


def _ox_triple(triple: Triple) -> ox.Triple:
    subject, predicate, value = triple
    return ox.Triple(_named(subject), _named(predicate), _term(value))


@lru_cache(10_000)
def _named(iri: URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


def _term(value: Node) -> ox.NamedNode | ox.Literal:
    if isinstance(value, URIRef):
        return _named(value)
    assert isinstance(value, Literal)
    if value.language:
        return ox.Literal(str(value), language=value.language)
    return ox.Literal(str(value), datatype=_named(value.datatype)) if value.datatype else ox.Literal(str(value))


def write(path: Path, data: bytes) -> None:
    """Write a file whole: under a temporary name, then renamed."""
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(data)
    partial.replace(path)
