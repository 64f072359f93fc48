"""Triples → files: Turtle and N-Quads in one stable order."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import oxrdflib  # noqa: F401  # registers the ox- formats
from rdflib import Dataset, Graph, URIRef

from kg.rdf.entities import Triple
from kg.rdf.vocabulary import PREFIXES


def turtle(triples: Iterable[Triple]) -> bytes:
    """One graph as Turtle, sorted, with the project's prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in sorted(set(triples)):
        graph.add(triple)
    return _serialised(graph, "ox-turtle")


def n_quads(graphs: Mapping[str, Iterable[Triple]]) -> bytes:
    """One named graph for each document as N-Quads, its lines sorted."""
    dataset = Dataset()
    for name, triples in graphs.items():
        graph = dataset.graph(URIRef(name))
        for triple in triples:
            graph.add(triple)
    lines = _serialised(dataset, "ox-nquads").splitlines(keepends=True)
    return b"".join(sorted(set(lines)))


def _serialised(graph: Graph, form: str) -> bytes:
    stream = io.BytesIO()
    graph.serialize(stream, format=form)
    return stream.getvalue()


def write(path: Path, data: bytes) -> None:
    """Write a file whole: under a temporary name, then renamed."""
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(data)
    partial.replace(path)
