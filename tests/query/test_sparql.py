from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rdflib import Graph

from kg.errors import InputError, LimitError, UsageError
from kg.query.keywords import check
from kg.query.sparql import Bounds, Dataset, run, select, shorten, tabulate
from kg.store import open_graph

REPEALS = "SELECT ?step ?year { ?step rd:kind rdc:repeal ; rd:year ?year } ORDER BY ?year"
TRIPLES = "CONSTRUCT { ?step rd:year ?year } WHERE { ?step rd:kind rdc:repeal ; rd:year ?year }"


def test_select_in_every_form(sample_out: Path) -> None:
    rows = list(csv.reader(io.StringIO(run(sample_out, REPEALS, "csv").text)))
    assert (rows[0], [row[1] for row in rows[1:]]) == (["step", "year"], ["2019", "2020"])
    assert run(sample_out, REPEALS, "tsv").text.startswith("?step\t?year\n<https://")
    bindings = json.loads(run(sample_out, REPEALS, "json").text)["results"]["bindings"]
    assert [row["year"]["value"] for row in bindings] == ["2019", "2020"]
    assert len(ET.fromstring(run(sample_out, REPEALS, "xml").text).findall(".//{*}result")) == 2


@pytest.mark.parametrize(("form", "parser"), [("turtle", "turtle"), ("xml", "xml"), ("json", "json-ld")])
def test_triples_in_every_form(sample_out: Path, form: str, parser: str) -> None:
    graph = Graph().parse(data=run(sample_out, TRIPLES, form).text, format=parser)
    assert sorted(str(year) for year in graph.objects()) == ["2019", "2020"]


def test_ask_and_tables(sample_out: Path) -> None:
    assert json.loads(run(sample_out, "ASK { ?s rd:kind rdc:repeal }", "json").text)["boolean"] is True
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
    assert "line 2, column 3:" in first
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


EVERYTHING = "SELECT ?s ?p ?o ?none { ?s ?p ?o OPTIONAL { ?o <urn:none> ?none } } ORDER BY ?s ?p ?o"


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_the_first_rows_are_those_of_the_whole_answer(sample_out: Path, form: str) -> None:
    count = len(tabulate(sample_out, EVERYTHING).rows)
    whole = run(sample_out, EVERYTHING, form)
    assert run(sample_out, EVERYTHING, form, Bounds(count)) == whole
    few = run(sample_out, EVERYTHING, form, Bounds(7))
    assert (whole.cut, few.cut) == (False, True)
    assert few.text == run(sample_out, f"{EVERYTHING} LIMIT 7", form).text


def test_the_first_rows_of_a_table_and_of_triples(sample_out: Path) -> None:
    assert tabulate(sample_out, REPEALS, Bounds(2)).cut is False
    few = tabulate(sample_out, REPEALS, Bounds(1))
    assert (few.rows, few.cut) == (tabulate(sample_out, REPEALS).rows[:1], True)
    triples = run(sample_out, TRIPLES, "turtle", Bounds(1))
    assert (len(Graph().parse(data=triples.text, format="turtle")), triples.cut) == (1, True)


def test_an_empty_cell_is_a_row_too(sample_out: Path) -> None:
    query = 'SELECT ?a { VALUES ?a { UNDEF "x" UNDEF UNDEF } }'
    for rows in (0, 3, 4):
        assert (
            run(sample_out, query, "csv", Bounds(rows)).text.splitlines() == ["a", "", "x", "", ""][: (rows or 4) + 1]
        )


@pytest.mark.parametrize(
    ("query", "form"), [(EVERYTHING, "table"), (EVERYTHING, "json"), (EVERYTHING, "csv"), (TRIPLES, "turtle")]
)
def test_an_answer_larger_than_it_may_be(sample_out: Path, query: str, form: str) -> None:
    answer = tabulate if form == "table" else lambda *given: run(*given[:2], form, *given[2:])
    with pytest.raises(LimitError, match="more than 100 bytes"):
        answer(sample_out, query, Bounds(0, 100))
    assert answer(sample_out, query, Bounds(0, 10_000_000)) == answer(sample_out, query, Bounds())


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * { ?s ?p ?o ]", "line 1, column 21"),
        ("SELECT * {\n  ?s ?p ?o .\n  FILTER(?x >> 3)\n}", "line 3, column 3"),
        ("SELECT ?城 { ?城 ?p '人大' , }", "line 1, column 24"),
        ("SELECT * {\n ?s rd:kind ?k ;\n   foo:bar ?o }", "line 3, column 4"),
        ("", "line 1, column 1"),
        ("SELECT (COUNT(*) AS ?n) ?x { ?s ?p ?o } GROUP BY ?s", "line 1, column 52"),
    ],
)
def test_a_syntax_error_is_told_with_line_and_column(sample_out: Path, query: str, place: str) -> None:
    with pytest.raises(UsageError, match=f"the query is no SPARQL, {place}: "):
        run(sample_out, query, "json")


def test_a_dataset_takes_the_place_of_the_graphs_named(sample_out: Path) -> None:
    graphs = sorted(row["g"] for row in select(open_graph(sample_out), "SELECT DISTINCT ?g { GRAPH ?g {} }"))
    first, second = graphs[:2]
    of_all = "SELECT DISTINCT ?g FROM NAMED <urn:other> { GRAPH ?g { ?s ?p ?o } }"
    merged = "SELECT (COUNT(*) AS ?n) { ?place a rd:AdministrativeDivision }"

    def found(query: str, dataset: Dataset) -> list[list[str]]:
        return list(csv.reader(io.StringIO(run(sample_out, query, "csv", dataset=dataset).text)))[1:]

    assert found(of_all, Dataset(named=(first,))) == [[first]]
    assert found(of_all, Dataset(default=(first,))) == []
    assert found(merged, Dataset(named=(first,))) == [["0"]]
    one, other, both = (int(found(merged, Dataset(default=d))[0][0]) for d in ((first,), (second,), (first, second)))
    assert 0 < max(one, other) <= both
    with pytest.raises(UsageError, match="the name of a graph is no IRI"):
        run(sample_out, merged, "csv", dataset=Dataset(default=("no iri",)))
