"""What the endpoint says about itself: SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.query.sparql import write_triples
from kg.rdf.vocabulary import TYPE
from kg.store import open_graph

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def describe(out: Path, address: str, form: str) -> str:
    """The description of the endpoint at ``address`` on the build folder ``out``, in a form for triples.

    Its named graphs are the documents. Raises :class:`~kg.errors.InputError` when ``out`` holds no graph.
    """
    graphs = sorted(graph.value for graph in open_graph(out).named_graphs() if isinstance(graph, ox.NamedNode))
    return write_triples(_triples(address, graphs), form)


def _triples(address: str, graphs: list[str]) -> Iterator[ox.Triple]:
    service, dataset, default = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    yield _triple(service, TYPE, _sd("Service"))
    yield _triple(service, SD + "endpoint", ox.NamedNode(address))
    yield _triple(service, SD + "supportedLanguage", _sd("SPARQL11Query"))
    yield _triple(service, SD + "feature", _sd("UnionDefaultGraph"))
    for name in _FORMATS:
        yield _triple(service, SD + "resultFormat", ox.NamedNode("http://www.w3.org/ns/formats/" + name))
    yield _triple(service, SD + "defaultDataset", dataset)
    yield _triple(dataset, TYPE, _sd("Dataset"))
    yield _triple(dataset, SD + "defaultGraph", default)
    yield _triple(default, TYPE, _sd("Graph"))
    for number, iri in enumerate(graphs):
        graph = ox.BlankNode(f"graph{number}")
        yield _triple(dataset, SD + "namedGraph", graph)
        yield _triple(graph, TYPE, _sd("NamedGraph"))
        yield _triple(graph, SD + "name", ox.NamedNode(iri))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _triple(subject: ox.BlankNode, predicate: str, value: ox.NamedNode | ox.BlankNode) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
