from __future__ import annotations

import csv
import io
import json
import os
import socket
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from processes import waited, workers
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from served import served
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from starlette.applications import Starlette
from starlette.routing import Route

from kg.query.runner import Limits, Runner
from kg.query.sparql import run
from kg.rdf.vocabulary import RD, RDC
from kg.store import open_graph
from kg.web.endpoint import create_endpoint
from kg.web.protocol import MOST_BYTES

REPEALS = "SELECT ?step ?year { ?step rd:kind rdc:repeal ; rd:year ?year } ORDER BY ?year"
TRIPLES = "CONSTRUCT { ?step rd:year ?year } WHERE { ?step rd:kind rdc:repeal ; rd:year ?year }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GROWING = "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
LIMITS = Limits(2, 1000, 1_000_000)
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def endpoint(sample_out: Path) -> Iterator[str]:
    """The address of an endpoint that answers two queries at once, each for two seconds."""
    with Runner(sample_out, most=2) as runner, served(_app(sample_out, runner)) as url:
        yield url


def _app(out: Path, runner: Runner, limits: Limits = LIMITS, origins: tuple[str, ...] = ()) -> Starlette:
    return Starlette(routes=[Route("/sparql", endpoint=create_endpoint(out, runner, limits, origins))])


def ask(endpoint: str, query: str, accept: str = "", **more: str) -> httpx.Response:
    return httpx.get(endpoint + "/sparql", params={"query": query, **more}, headers={"Accept": accept}, timeout=30)


def years(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["year"]["value"] for row in response.json()["results"]["bindings"]]


def test_the_three_ways_to_send_a_query_give_one_answer(endpoint: str, sample_out: Path) -> None:
    url = endpoint + "/sparql"
    ways = (
        httpx.get(url, params={"query": REPEALS}),
        httpx.post(url, data={"query": REPEALS}),
        httpx.post(url, content=REPEALS, headers={"Content-Type": "application/sparql-query; charset=utf-8"}),
    )
    assert [years(way) for way in ways] == [["2019", "2020"]] * 3
    assert {way.text for way in ways} == {run(sample_out, REPEALS, "json").text}
    assert {way.headers["Content-Type"] for way in ways} == {"application/sparql-results+json"}


def test_rows_in_every_form(endpoint: str) -> None:
    text = ask(endpoint, REPEALS, "text/csv")
    assert text.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert [row["year"] for row in csv.DictReader(io.StringIO(text.text))] == ["2019", "2020"]
    assert ask(endpoint, REPEALS, "text/tab-separated-values").text.startswith("?step\t?year\n<https://")
    xml = ask(endpoint, REPEALS, "application/sparql-results+xml")
    assert xml.headers["Content-Type"] == "application/sparql-results+xml"
    assert len(ET.fromstring(xml.text).findall(".//{*}result")) == 2
    assert json.loads(ask(endpoint, "ASK { ?s rd:kind rdc:repeal }").text)["boolean"] is True
    assert "<boolean>false" in ask(endpoint, "ASK { ?s rd:kind 1 }", "application/sparql-results+xml").text


@pytest.mark.parametrize(
    ("accept", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
    ],
)
def test_triples_in_every_form(endpoint: str, accept: str, parser: str) -> None:
    response = ask(endpoint, TRIPLES, accept)
    assert response.headers["Content-Type"].partition(";")[0] == accept
    graph = Graph().parse(data=response.text, format=parser)
    assert sorted(str(year) for year in graph.objects()) == ["2019", "2020"]
    described = Graph().parse(data=httpx.get(endpoint + "/sparql", headers={"Accept": accept}).text, format=parser)
    assert isomorphic(described, Graph().parse(data=httpx.get(endpoint + "/sparql").text, format="turtle"))


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.3, text/tab-separated-values;q=0.4", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("text/csv, */*", "text/csv"),
        ("text/html, application/json;q=0.9", "application/json"),
        ("text/csv;q=high, application/xml;q=0.2", "application/xml"),
    ],
)
def test_the_form_is_the_one_the_client_wants_most(endpoint: str, accept: str, chosen: str) -> None:
    assert ask(endpoint, REPEALS, accept).headers["Content-Type"].partition(";")[0] == chosen


@pytest.mark.parametrize(
    ("query", "accept"),
    [(REPEALS, "text/turtle"), (REPEALS, "*/*;q=0"), (TRIPLES, "text/csv"), ("ASK {}", "text/csv"), ("", "image/png")],
)
def test_a_form_there_is_not(endpoint: str, query: str, accept: str) -> None:
    response = httpx.get(endpoint + "/sparql", params={"query": query} if query else {}, headers={"Accept": accept})
    assert response.status_code == 406
    assert response.text.startswith("this answer can be had as ")
    assert response.headers["Vary"] == "Accept"


def test_the_endpoint_describes_itself(endpoint: str, sample_out: Path) -> None:
    graph = Graph().parse(data=httpx.get(endpoint + "/sparql").text, format="turtle")
    (service,) = graph.subjects(SD.endpoint, URIRef(endpoint + "/sparql"))
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    names = {str(name) for name in graph.objects(predicate=SD.name)}
    assert names == {graph.value for graph in open_graph(sample_out).named_graphs()}
    assert len(set(graph.objects(service, SD.resultFormat))) == 8
    assert (None, SD.feature, SD.BasicFederatedQuery) not in graph


def test_the_graphs_of_the_protocol(endpoint: str, sample_out: Path) -> None:
    first, second = sorted(graph.value for graph in open_graph(sample_out).named_graphs())[:2]
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def found(*graphs: tuple[str, str]) -> int:
        body = [("query", count), *graphs]
        response = httpx.post(endpoint + "/sparql", content=urlencode(body), headers={"Content-Type": FORM})
        return int(response.json()["results"]["bindings"][0]["n"]["value"])

    one, other = (found(("default-graph-uri", graph)) for graph in (first, second))
    both = found(("default-graph-uri", first), ("default-graph-uri", second))
    assert 0 < max(one, other) < both <= one + other
    assert found(("named-graph-uri", first)) == 0
    assert found(("default-graph-uri", "urn:other")) == 0
    refused = ask(endpoint, count, **{"default-graph-uri": "no iri"})
    assert (refused.status_code, refused.text[:30]) == (400, "the name of a graph is no IRI ")


def test_a_bad_query_is_told_with_line_and_column_as_plain_text(endpoint: str) -> None:
    response = ask(endpoint, "SELECT * {\n  ?s ?p '<script>' >> }")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "line 2, column 20" in response.text


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused; a query may not reach"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD is refused; a query only reads"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT is refused; a query only reads"),
    ],
)
def test_what_reaches_out_or_changes_is_forbidden(endpoint: str, query: str, reason: str) -> None:
    response = ask(endpoint, query)
    assert (response.status_code, response.text[: len(reason)]) == (403, reason)


def test_updates_of_the_protocol_are_forbidden(endpoint: str) -> None:
    url, update = endpoint + "/sparql", "CLEAR ALL"
    ways = (
        httpx.post(url, data={"update": update}),
        httpx.post(url, content=update, headers={"Content-Type": "application/sparql-update"}),
        httpx.get(url, params={"update": update}),
    )
    assert [way.status_code for way in ways] == [403] * 3
    assert all("the endpoint only reads" in way.text for way in ways)


@pytest.mark.parametrize(
    ("method", "content", "kind", "status"),
    [
        ("POST", b"query=" + b"%20" * MOST_BYTES, FORM, 413),
        ("POST", b" " * (MOST_BYTES + 1), "application/sparql-query", 413),
        ("POST", b"query=ASK%20%7B%7D", "text/plain", 415),
        ("POST", b"other=ASK%20%7B%7D", FORM, 400),
        ("POST", b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM, 400),
        ("POST", b"query=%ff", FORM, 400),
        ("POST", b"\xff", "application/sparql-query", 400),
        ("POST", b"", "application/sparql-query", 400),
        ("PUT", b"", FORM, 405),
        ("DELETE", b"", FORM, 405),
        ("OPTIONS", b"", FORM, 405),
    ],
)
def test_a_request_that_is_none(endpoint: str, method: str, content: bytes, kind: str, status: int) -> None:
    response = httpx.request(method, endpoint + "/sparql", content=content, headers={"Content-Type": kind})
    assert response.status_code == status
    assert response.text.endswith("\n")
    assert ("Allow" in response.headers) == (status == 405)


def test_an_answer_of_too_many_rows_or_bytes(sample_out: Path) -> None:
    with Runner(sample_out) as runner, served(_app(sample_out, runner, Limits(5, 1, 300))) as url:
        few = ask(url, REPEALS)
        assert (years(few), few.headers["X-SPARQL-MaxRows"]) == (["2019"], "1")
        assert "X-SPARQL-MaxRows" not in ask(url, f"{REPEALS} LIMIT 1").headers
        large = ask(url, "CONSTRUCT WHERE { ?s ?p ?o }")
        assert (large.status_code, large.text[:33]) == (413, "the answer has more than 300 byte")


def test_a_query_that_takes_too_long_is_ended_and_its_process_gone(endpoint: str) -> None:
    before = time.monotonic()
    response = ask(endpoint, GROWING)
    assert response.status_code == 504
    assert "took longer than 2 s and was ended" in response.text
    assert time.monotonic() - before < 20
    assert years(ask(endpoint, REPEALS)) == ["2019", "2020"]


def test_when_all_are_busy_the_rest_is_told_to_come_later(sample_out: Path) -> None:
    before, answers = len(workers(os.getpid())), []
    with Runner(sample_out, most=2) as runner, served(_app(sample_out, runner)) as url:
        threads = [threading.Thread(target=lambda: answers.append(ask(url, ENDLESS).status_code)) for _ in range(2)]
        for thread in threads:
            thread.start()
        assert waited(lambda: len(workers(os.getpid())) == before + 2)
        refused = ask(url, "ASK {}")
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
        assert "2 queries are running already" in refused.text
        assert httpx.get(url + "/sparql").status_code == 200
        for thread in threads:
            thread.join()
        assert answers == [504, 504]
        assert years(ask(url, REPEALS)) == ["2019", "2020"]


def test_a_client_that_goes_away_frees_its_process(sample_out: Path) -> None:
    before = workers(os.getpid())
    with Runner(sample_out) as runner, served(_app(sample_out, runner, Limits(60))) as url:
        with suppress(httpx.ReadTimeout):
            httpx.get(url + "/sparql", params={"query": ENDLESS}, timeout=2)
        assert waited(lambda: workers(os.getpid()) == before)
        assert waited(lambda: ask(url, "ASK {}").status_code == 200)
        with socket.create_connection((urlsplit(url).hostname, urlsplit(url).port)) as raw:
            body = urlencode({"query": ENDLESS}).encode()
            raw.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
            )
            assert waited(lambda: workers(os.getpid()) != before)
            assert ask(url, "ASK {}").status_code == 503
        assert waited(lambda: workers(os.getpid()) == before)
        assert waited(lambda: ask(url, "ASK {}").status_code == 200)
        assert years(ask(url, REPEALS)) == ["2019", "2020"]


def test_other_sites_may_read_only_when_asked(sample_out: Path, endpoint: str) -> None:
    origin = {"Origin": "https://example.org"}
    asked = {"query": "ASK {}"}
    assert "Access-Control-Allow-Origin" not in httpx.get(endpoint + "/sparql", params=asked, headers=origin).headers
    with Runner(sample_out) as runner, served(_app(sample_out, runner, origins=(origin["Origin"],))) as url:
        allowed = httpx.get(url + "/sparql", params=asked, headers=origin)
        assert allowed.headers["Access-Control-Allow-Origin"] == origin["Origin"]
        other = httpx.get(url + "/sparql", params=asked, headers={"Origin": "https://example.com"})
        assert "Access-Control-Allow-Origin" not in other.headers
        preflight = origin | {"Access-Control-Request-Method": "POST"}
        assert httpx.options(url + "/sparql", headers=preflight).status_code == 200


def test_a_folder_without_a_graph_is_said(tmp_path: Path) -> None:
    with Runner(tmp_path) as runner, served(_app(tmp_path, runner)) as url:
        for response in (ask(url, "ASK {}"), httpx.get(url + "/sparql")):
            assert response.status_code == 503
            assert "run kg build first" in response.text


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_the_store_of_rdflib_reads_it(endpoint: str, sample_out: Path, method: str) -> None:
    store = SPARQLStore(endpoint + "/sparql", method=method)
    graph = Graph(store)
    namespaces = {"rd": Namespace(RD), "rdc": Namespace(RDC)}
    assert [str(row.year) for row in graph.query(REPEALS, initNs=namespaces)] == ["2019", "2020"]
    repealed = set(graph.subjects(URIRef(RD + "kind"), URIRef(RDC + "repeal")))
    assert len(repealed) == 2
    assert {graph.value(one, URIRef(RD + "year")).toPython() for one in repealed} == {2019, 2020}
    built = graph.query(TRIPLES, initNs=namespaces).graph
    assert sorted(year.toPython() for year in built.objects()) == [2019, 2020]
    assert len(graph) == len(list(open_graph(sample_out).quads_for_pattern(None, None, None, None))) - _named(
        sample_out
    )


def _named(out: Path) -> int:
    store = open_graph(out)
    return sum(1 for graph in store.named_graphs() for _ in store.quads_for_pattern(None, None, None, graph))


def test_the_store_of_rdflib_cannot_write(endpoint: str) -> None:
    graph = Graph(SPARQLUpdateStore(endpoint + "/sparql", endpoint + "/sparql"), URIRef("urn:graph"))
    with pytest.raises(Exception, match="403"):
        graph.add((URIRef("urn:a"), URIRef("urn:b"), Literal("c")))


def test_the_wrapper_reads_it(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint + "/sparql")
    wrapper.setQuery(f"PREFIX rd: <{RD}> PREFIX rdc: <{RDC}> {REPEALS}")
    wrapper.setReturnFormat(JSON)
    for method in ("GET", POST):
        wrapper.setMethod(method)
        found = wrapper.query().convert()["results"]["bindings"]
        assert [row["year"]["value"] for row in found] == ["2019", "2020"]
    wrapper.setQuery(f"PREFIX rd: <{RD}> PREFIX rdc: <{RDC}> {TRIPLES}")
    wrapper.setReturnFormat("turtle")
    assert len(Graph().parse(data=wrapper.query().convert(), format="turtle")) == 2
