from __future__ import annotations

import csv
import io
import json

import httpx
import openpyxl
import pytest
import rdflib
from explorer import Explorer, path_of

from kg.query.ask import ask
from kg.query.sparql import tabulate
from kg.rdf.vocabulary import ID
from kg.web import api
from kg.web.openapi import described

PARKING = "哪些城市制定了停车条例"
STEP = "event/enactment/3205b92d7e17c9e8"


def found(explorer: Explorer, path: str, status: int = 200, **params: str) -> dict[str, object]:
    response = explorer.client.get(path, params=params)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    told: dict[str, object] = response.json()
    return told


def test_every_json_route_is_described_and_no_other() -> None:
    assert sorted(described()["paths"]) == sorted(route.path for route in api.routes())  # type: ignore[attr-defined]


def test_the_description_is_served_with_the_version(explorer: Explorer) -> None:
    told = found(explorer, "/openapi.json")
    assert told == described()
    assert described()["info"]["version"]


def test_what_is_described_as_required_stands_in_the_answer(explorer: Explorer) -> None:
    given = {"q": PARKING, "iri": "division/140200"}
    for path, route in described()["paths"].items():
        schema = route["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        required = {one["name"]: given[one["name"]] for one in route["get"]["parameters"] if one["required"]}
        assert set(schema["required"]) == set(found(explorer, path, **required))


def test_an_answer_has_the_rows_of_kg_ask(explorer: Explorer) -> None:
    expected = ask(explorer.out, PARKING)
    told = found(explorer, "/api/ask", q=PARKING)
    assert told["query"] == expected.query
    assert [row["fact_iri"] for row in told["rows"]] == [row.fact_iri for row in expected.rows]  # type: ignore[attr-defined]
    assert told["near_misses"][0]["reason"] == expected.near_misses[0].reason  # type: ignore[index]


def test_a_download_has_exactly_the_rows_of_the_page(explorer: Explorer) -> None:
    expected = ask(explorer.out, PARKING)
    facts = [row.fact_iri for row in (*expected.rows, *expected.near_misses)]
    address = f"/ask?q={PARKING}&format="
    text = explorer.client.get(address + "csv").content.decode("utf-8-sig")
    assert [row["fact_iri"] for row in csv.DictReader(io.StringIO(text))] == facts
    rows = explorer.client.get(address + "json").json()["rows"]
    assert [(row["fact_iri"], row["answer"]) for row in rows] == [*zip(facts, ["row", "row", "near miss"], strict=True)]
    sheet = openpyxl.load_workbook(io.BytesIO(explorer.client.get(address + "xlsx").content)).worksheets[0]
    column = [cell.value for cell in sheet[1]].index("fact_iri")
    assert [row[column] for row in sheet.iter_rows(min_row=2, values_only=True)] == facts


def test_facts_come_in_parts(explorer: Explorer) -> None:
    whole = found(explorer, "/api/facts", type="Statistic", limit="1000")
    first, second = (found(explorer, "/api/facts", type="Statistic", limit="300", offset=at) for at in ("0", "300"))
    assert first["facts"] + second["facts"] == whole["facts"]  # type: ignore[operator]
    assert whole["total"] == len(whole["facts"])  # type: ignore[arg-type]


def test_a_masked_number_is_null_and_a_range_has_both_ends(explorer: Explorer) -> None:
    facts = found(explorer, "/api/facts", type="Statistic", limit="1000")["facts"]
    masked = [one for one in facts if one["redacted"]]  # type: ignore[attr-defined]
    assert masked
    assert {one["value"] for one in masked} == {None}
    assert [one for one in facts if one["min"] and one["max"] and one["min"] < one["max"]]  # type: ignore[attr-defined]


def test_a_neighbourhood_has_the_links_of_the_graph(explorer: Explorer) -> None:
    told = found(explorer, "/api/neighbourhood", iri=STEP)
    nodes = {node["id"]: node for node in told["nodes"]}  # type: ignore[attr-defined]
    linked = tabulate(explorer.out, f"SELECT ?o {{ <{ID}{STEP}> rd:actor|rd:concerns ?o }}").rows
    assert len(nodes) == len(linked) + 1
    assert {edge["label"] for edge in told["edges"] if edge["source"] == ID + STEP} == {"主体", "涉及"}  # type: ignore[attr-defined]
    assert {edge[end] for edge in told["edges"] for end in ("source", "target")} <= set(nodes)  # type: ignore[attr-defined]
    assert nodes[ID + STEP] == {
        "id": ID + STEP,
        "label": "制定《xx市停车场条例》",
        "type": "LegislativeStep",
        "class": "立法步骤",
        "kind": "制定",
        "masked": False,
    }


def test_a_large_neighbourhood_is_bounded(explorer: Explorer) -> None:
    told = found(explorer, "/api/neighbourhood", iri="division/140200", hops="3")
    assert len(told["nodes"]) <= api.MOST  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/api/ask", {}, 400),
        ("/api/ask", {"q": "哪些城市喜欢停车条例"}, 400),
        ("/api/thing", {"iri": "no/such"}, 404),
        ("/api/neighbourhood", {"iri": "division/140200", "hops": "-1"}, 400),
        ("/api/facts", {"limit": "many"}, 400),
        ("/api/nothing", {}, 404),
    ],
)
def test_what_is_wrong_is_told_in_json(explorer: Explorer, path: str, params: dict[str, str], status: int) -> None:
    assert found(explorer, path, status, **params)["error"]


@pytest.mark.parametrize("form", ["text/turtle", "application/ld+json"])
@pytest.mark.parametrize("name", [STEP, "division/140200", "doc/74e50b9299393010"])
def test_the_address_of_a_thing_gives_its_triples(explorer: Explorer, name: str, form: str) -> None:
    response = explorer.client.get(path_of(name), headers={"Accept": f"text/html;q=0.5, {form}"})
    assert response.headers["content-type"].partition(";")[0] == form
    assert "Accept" in response.headers["vary"]
    graph = rdflib.Graph().parse(data=response.text, format={"text/turtle": "turtle"}.get(form, "json-ld"))
    expected = tabulate(explorer.out, f"SELECT * {{ <{ID}{name}> ?p ?o }}").rows
    assert len(list(graph.triples((rdflib.URIRef(ID + name), None, None)))) == len(expected) > 0
    quotes = list(graph.subject_objects(rdflib.URIRef("http://www.w3.org/ns/oa#exact")))
    assert len(quotes) == (1 if name == STEP else 0)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("application/ld+json;q=0.5, text/turtle;q=0.5", "text/turtle"),
        ("application/ld+json, */*;q=0.1", "application/ld+json"),
        ("text/*", "text/html"),
        ("text/html;q=0, text/*;q=0.3", "text/turtle"),
        ("image/png", "text/html"),
    ],
)
def test_one_parser_reads_what_is_accepted(explorer: Explorer, accept: str, chosen: str) -> None:
    response = explorer.client.get(path_of("division/140200"), headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == chosen


def test_a_browser_gets_the_page(explorer: Explorer) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = explorer.client.get(path_of("division/140200"), headers={"Accept": accept})
    assert response.headers["content-type"].startswith("text/html")


def test_the_vocabulary_is_given_as_turtle(explorer: Explorer) -> None:
    response = explorer.client.get("/def", headers={"Accept": "text/turtle"})
    assert len(rdflib.Graph().parse(data=response.text, format="turtle")) > 200


def test_files_are_those_of_the_build(explorer: Explorer) -> None:
    for name in ("graph.ttl", "graph.nq", "report.json", "ledger.jsonl"):
        assert explorer.client.get(f"/files/{name}").content == (explorer.out / name).read_bytes()
    assert json.loads(httpx.get(explorer.address + "/files/report.json").text)["documents"]
