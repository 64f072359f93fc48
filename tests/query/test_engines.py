"""The competency questions have the same answers here, in rdflib, in Oxigraph and in Virtuoso after a push."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import Dataset, Graph
from stores import PASSWORD, Server

from kg.export.push import Push, State
from kg.export.triplestore import Access
from kg.query.named import NamedQuery, queries
from kg.query.sparql import run
from kg.rdf.vocabulary import XSD

NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "int", "nonNegativeInteger")}
Row = tuple[tuple[str, ...], ...]


def rows_of(answer: Mapping[str, Any]) -> list[Row]:
    """The solutions of an answer in JSON, in one order; numbers by their value."""
    names = answer["head"]["vars"]
    solutions = [tuple(term_of(row.get(name)) for name in names) for row in answer["results"]["bindings"]]
    return sorted(solutions)


def term_of(term: Mapping[str, str] | None) -> tuple[str, ...]:
    if term is None:
        return ()
    kind, datatype = term["type"].removeprefix("typed-"), term.get("datatype", XSD + "string")
    if datatype in NUMBERS:
        return (kind, "number", str(Decimal(term["value"]).normalize()))
    return (kind, term.get("xml:lang", ""), datatype if "xml:lang" not in term else "", term["value"])


def asked(url: str, query: str) -> list[Row]:
    accepted = {"accept": "application/sparql-results+json"}
    answer = httpx.post(url, data={"query": query}, headers=accepted, timeout=60)
    assert answer.status_code == 200, answer.text
    return rows_of(answer.json())


@pytest.fixture(scope="module")
def in_rdflib(seeds_graph: Path) -> Graph:
    """The graph of the seeds in rdflib's memory: what the documents' graphs hold together."""
    union = Graph()
    for *triple, _ in Dataset().parse(seeds_graph, format="nquads").quads():
        union.add(triple)
    return union


@pytest.fixture(scope="module")
def in_oxigraph(seeds_graph: Path, oxigraph_server: Server) -> str:
    """Where Oxigraph answers queries on the graph of the seeds."""
    pushed(seeds_graph, Access(f"{oxigraph_server.url}/store"))
    return f"{oxigraph_server.url}/query"


@pytest.fixture(scope="module")
def in_virtuoso(seeds_graph: Path, virtuoso_server: Server) -> str:
    """Where Virtuoso answers queries on the graph of the seeds."""
    pushed(seeds_graph, Access(f"{virtuoso_server.url}/sparql-graph-crud-auth", user="dba", password=PASSWORD))
    return f"{virtuoso_server.url}/sparql"


def pushed(graph: Path, access: Access) -> None:
    push = Push(graph.parent, access)
    push.run(lambda *_: None)
    assert {row.state for row in push.rows} == {State.EQUAL}


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_all_engines_give_the_same_answer(
    query: NamedQuery, seeds_graph: Path, in_rdflib: Graph, in_oxigraph: str, in_virtuoso: str
) -> None:
    own = rows_of(json.loads(run(seeds_graph.parent, query.text, "json").text))
    assert asked(in_oxigraph, query.text) == own
    assert asked(in_virtuoso, query.text) == own
    written = in_rdflib.query(query.text).serialize(format="json")
    assert written is not None
    assert rows_of(json.loads(written)) == own
