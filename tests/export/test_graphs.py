"""Nodes and edges, as the programs that draw and store them read them."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from odd import ODD_LABEL, ODD_TEXT

from kg.export.export import to_path
from kg.export.neo4j import ARRAY
from kg.rdf.vocabulary import ID, RDC, TYPE
from kg.xmltext import legal

EDGE = tuple[str, str, str]


def wanted(out: Path) -> tuple[set[str], set[EDGE]]:
    """The nodes and edges, straight from the graph's file: IRIs but codes and classes."""
    nodes, edges = set(), set()
    for quad in ox.parse(path=out / "graph.ttl", format=ox.RdfFormat.TURTLE):
        subject, value = str(quad.subject.value), quad.object
        if subject.startswith(RDC):
            continue
        nodes.add(subject)
        if isinstance(value, ox.NamedNode) and quad.predicate.value != TYPE and not value.value.startswith(RDC):
            nodes.add(value.value)
            edges.add((subject, quad.predicate.value.replace("#", "/").rpartition("/")[2], value.value))
    return nodes, edges


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_every_node_and_edge(out: Path, tmp_path: Path, form: str, read: type) -> None:
    (path,) = to_path(out, form, tmp_path / form)
    graph = read(path)
    nodes, edges = wanted(out)
    assert set(graph) == nodes
    assert Counter((start, data["label"], end) for start, end, data in graph.edges(data=True)) == Counter(edges)
    assert all(data["label"] and data["type"] for _, data in graph.nodes(data=True))


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_properties_keep_their_types_and_texts(odd_out: Path, tmp_path: Path, form: str, read: type) -> None:
    (path,) = to_path(odd_out, form, tmp_path / form)
    graph = read(path)
    odd, masked = graph.nodes[f"{ID}stat/0"], graph.nodes[f"{ID}stat/1"]
    assert (odd["label"], odd["value"], odd["year"]) == (ODD_LABEL, 99.5, 2021)
    assert (masked["redacted"], masked["year_all"]) == (True, "2021; 2022")
    assert (odd["unit"], odd["approximation"]) == ("unit-percent", "exact")
    evidence = graph.nodes[f"{ID}doc/0#char=0,9"]
    assert evidence["exact"] == legal(ODD_TEXT)
    assert (evidence["quote_start"], evidence["quote_end"]) == (0, 9)


def test_gexf_has_no_date_and_no_time(seeds_out: Path, tmp_path: Path) -> None:
    (path,) = to_path(seeds_out, "gexf", tmp_path / "g.gexf")
    head = path.read_text(encoding="utf-8")[:600]
    assert "<meta>" in head
    assert 'mode="static"' in head
    assert "dynamic" not in head


def read_neo4j(folder: Path) -> tuple[dict[str, dict[str, str]], list[dict[str, str]], dict[str, list[str]]]:
    """The nodes by ID, the relationships, and the header of each file."""
    nodes: dict[str, dict[str, str]] = {}
    headers: dict[str, list[str]] = {}
    relationships: list[dict[str, str]] = []
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            headers[path.name] = list(rows.fieldnames or ())
            if path.name == "relationships.csv":
                relationships = list(rows)
            else:
                nodes |= {row["iri:ID"]: row for row in rows}
    return nodes, relationships, headers


def test_neo4j_has_every_node_and_relationship(out: Path, tmp_path: Path) -> None:
    (folder,) = to_path(out, "neo4j", tmp_path / "neo4j")
    found, relationships, headers = read_neo4j(folder)
    nodes, edges = wanted(out)
    assert set(found) == nodes
    assert len(relationships) == len(edges)
    ends = {(row[":START_ID"], row[":END_ID"]) for row in relationships}
    assert ends == {(start, end) for start, _, end in edges}
    assert {start for start, _ in ends} | {end for _, end in ends} <= set(found)
    assert all(row[":LABEL"] for row in found.values())
    assert {row[":TYPE"] for row in relationships} >= {"EVIDENCE", "IN_DOCUMENT", "CONCERNS", "ENACTED"}
    assert headers["relationships.csv"] == [":START_ID", ":END_ID", ":TYPE"]


def test_neo4j_types_its_columns(odd_out: Path, tmp_path: Path) -> None:
    (folder,) = to_path(odd_out, "neo4j", tmp_path / "neo4j")
    found, _, headers = read_neo4j(folder)
    assert {"value:double", "redacted:boolean", "year:long[]", "label:string"} <= set(headers["nodes-Statistic.csv"])
    assert "date:date" in headers["nodes-LegislativeStep.csv"]
    assert found[f"{ID}stat/1"]["year:long[]"] == ARRAY.join(("2021", "2022"))
    assert found[f"{ID}stat/0"]["value:double"] == "99.5"
    assert found[f"{ID}doc/0#char=0,9"]["exact:string"] == ODD_TEXT
