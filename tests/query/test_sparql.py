from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rdflib import Graph

from kg.errors import InputError, UsageError
from kg.query.sparql import check, run, select, shorten, tabulate
from kg.store import open_graph

REPEALS = "SELECT ?step ?year { ?step rd:kind rdc:repeal ; rd:year ?year } ORDER BY ?year"
TRIPLES = "CONSTRUCT { ?step rd:year ?year } WHERE { ?step rd:kind rdc:repeal ; rd:year ?year }"


def test_select_in_every_form(sample_out: Path) -> None:
    rows = list(csv.reader(io.StringIO(run(sample_out, REPEALS, "csv"))))
    assert (rows[0], [row[1] for row in rows[1:]]) == (["step", "year"], ["2019", "2020"])
    assert run(sample_out, REPEALS, "tsv").startswith("?step\t?year\n<https://")
    bindings = json.loads(run(sample_out, REPEALS, "json"))["results"]["bindings"]
    assert [row["year"]["value"] for row in bindings] == ["2019", "2020"]
    assert len(ET.fromstring(run(sample_out, REPEALS, "xml")).findall(".//{*}result")) == 2


@pytest.mark.parametrize(("form", "parser"), [("turtle", "turtle"), ("xml", "xml"), ("json", "json-ld")])
def test_triples_in_every_form(sample_out: Path, form: str, parser: str) -> None:
    graph = Graph().parse(data=run(sample_out, TRIPLES, form), format=parser)
    assert sorted(str(year) for year in graph.objects()) == ["2019", "2020"]


def test_ask_and_tables(sample_out: Path) -> None:
    assert json.loads(run(sample_out, "ASK { ?s rd:kind rdc:repeal }", "json"))["boolean"] is True
    assert tabulate(sample_out, "ASK { ?s rd:kind rdc:questioning }").rows == (("no",),)
    assert tabulate(sample_out, REPEALS + " LIMIT 1").rows[0][1] == "2019"
    assert tabulate(sample_out, "SELECT ?kind ?none { ?s rd:kind ?kind FILTER(?kind = rdc:repeal) }").rows[0] == (
        "rdc:repeal",
        "",
    )
    assert {row[1] for row in tabulate(sample_out, TRIPLES).rows} == {"rd:year"}


def test_a_place_of_two_documents_counts_once(sample_out: Path) -> None:
    (row,) = select(
        open_graph(sample_out),
        'SELECT (COUNT(*) AS ?n) { ?place a rd:AdministrativeDivision ; rdfs:label "大同市"@zh }',
    )
    assert row == {"n": "1"}
    (row,) = select(open_graph(sample_out), 'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?place rdfs:label "大同市"@zh } }')
    assert row == {"n": "2"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1 # comment\n SERVICE ?x { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(sample_out: Path, query: str) -> None:
    with pytest.raises(UsageError, match="SERVICE is refused"):
        run(sample_out, query, "json")


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX select: <urn:select>\ndelete where { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "# SELECT\nCLEAR ALL",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP ALL",
    ],
)
def test_updates_are_refused(sample_out: Path, query: str) -> None:
    before = (sample_out / "graph.nq").read_bytes()
    with pytest.raises(UsageError, match="is refused; a query only reads"):
        run(sample_out, query, "json")
    assert (sample_out / "graph.nq").read_bytes() == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?delete 'SERVICE <x>' } # LOAD",
        'SELECT * { ?s rdfs:label """SERVICE "x" """ }',
        "SELECT * { ?s <urn:SERVICE> rd:service }",
        "SELECT (REPLACE(?s, 'a', 'b') AS ?insert) { ?s ?p ?o }",
    ],
)
def test_a_name_is_no_keyword(query: str) -> None:
    check(query)


def test_a_syntax_error_names_the_line_and_shows_it(sample_out: Path) -> None:
    with pytest.raises(UsageError) as caught:
        run(sample_out, "SELECT * {\n  ?s ?p }", "json")
    first, shown = str(caught.value).splitlines()
    assert "line 2:" in first
    assert shown.strip() == "?s ?p }"


def test_an_undeclared_prefix_is_named_with_those_there_are(sample_out: Path) -> None:
    with pytest.raises(UsageError, match=r"line 1.*prefix is not declared; these are: .*rdc"):
        run(sample_out, "SELECT * { ?s foo:bar ?o }", "json")


@pytest.mark.parametrize(
    ("query", "form"),
    [(REPEALS, "turtle"), (TRIPLES, "csv"), (TRIPLES, "tsv"), ("ASK {}", "csv"), ("ASK {}", "turtle")],
)
def test_a_form_the_answer_has_not(sample_out: Path, query: str, form: str) -> None:
    with pytest.raises(UsageError, match=f"cannot be written as {form}; take .*table"):
        run(sample_out, query, form)


def test_text_that_is_no_unicode(sample_out: Path) -> None:
    with pytest.raises(UsageError, match="UTF-8"):
        run(sample_out, "SELECT * { ?s ?p '\udcff' }", "json")


def test_no_graph(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run kg build first"):
        run(tmp_path, REPEALS, "json")


def test_shorten_keeps_what_is_no_plain_name() -> None:
    assert shorten("https://w3id.org/rendakg/code/adoption") == "rdc:adoption"
    assert shorten("https://w3id.org/rendakg/code/a/b") == "https://w3id.org/rendakg/code/a/b"
    assert shorten("https://w3id.org/rendakg/code/") == "https://w3id.org/rendakg/code/"
