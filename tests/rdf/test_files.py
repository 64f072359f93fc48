"""Triples on disk: prefixed, sorted, the same bytes in whatever order they came."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg.rdf import files
from kg.rdf.terms import Triple, named, plain, triple, whole, zh
from kg.rdf.vocabulary import ID, LABEL, PREFIXES, RD, TYPE

ODDITIES = '“引号"\n\\ 换行\t'
ONE: Triple = triple(f"{ID}division/140200", TYPE, named(f"{RD}AdministrativeDivision"))
TWO: Triple = triple(f"{ID}division/140200", LABEL, zh("大同市"))
ODD: Triple = triple(f"{ID}doc/0#char=5,7", f"{RD}verbatim", plain(ODDITIES))
ALL = (ONE, TWO, ODD)


@given(st.permutations(ALL * 2))
@settings(max_examples=20, deadline=None)
def test_order_and_repetition_change_nothing(triples: list[Triple]) -> None:
    assert files.turtle(triples) == files.turtle(ALL)
    name = f"{ID}doc/0"
    assert files.n_quads({name: triples}) == files.n_quads({name: ALL})


def test_turtle_is_sorted() -> None:
    many = [triple(f"{ID}stat/{n:02}", f"{RD}{p}", whole(n)) for n in range(50) for p in ("a", "b", "c")]
    found = [(str(t.subject), str(t.predicate)) for t in ox.parse(files.turtle(many), format=ox.RdfFormat.TURTLE)]
    assert found == sorted(found)


def test_turtle_reads_back_the_same() -> None:
    data = files.turtle(ALL)
    assert set(Graph().parse(data=data, format="turtle")) == {
        (URIRef(f"{ID}division/140200"), URIRef(TYPE), URIRef(f"{RD}AdministrativeDivision")),
        (URIRef(f"{ID}division/140200"), URIRef(LABEL), Literal("大同市", lang="zh")),
        (URIRef(f"{ID}doc/0#char=5,7"), URIRef(f"{RD}verbatim"), Literal(ODDITIES)),
    }
    assert len(list(ox.parse(data, format=ox.RdfFormat.TURTLE))) == len(ALL)


def test_turtle_keeps_the_prefixes() -> None:
    text = files.turtle(ALL).decode("utf-8")
    assert f"@prefix rd: <{RD}>" in text
    bound = dict(Graph(bind_namespaces="none").parse(data=text, format="turtle").namespaces())
    assert {prefix: str(iri) for prefix, iri in bound.items() if prefix in PREFIXES} == dict(PREFIXES)


def test_nothing_makes_an_empty_graph() -> None:
    assert len(Graph().parse(data=files.turtle([]), format="turtle")) == 0
    assert files.n_quads({}) == b""


def test_quads_are_sorted_lines_with_their_graph() -> None:
    data = files.n_quads({f"{ID}doc/b": [ONE, TWO], f"{ID}doc/a": [ONE]})
    lines = data.decode("utf-8").splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 3
    assert [line.split()[-2] for line in lines].count(f"<{ID}doc/a>") == 1
    quads = list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    assert sorted(quad.object.value for quad in quads if quad.graph_name.value.endswith("doc/b")) == [
        f"{RD}AdministrativeDivision",
        "大同市",
    ]


def test_a_blank_or_broken_iri_is_refused() -> None:
    with pytest.raises(SyntaxError, match="IRI"):
        files.turtle([triple("https://w3id.org/rendakg/id/a b", TYPE, named(RD))])


def test_write_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    files.write(path, b"old")
    files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["graph.ttl"]
