"""The graph that the queries are timed on is one that the shapes allow, and the same each time."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.query.validate import validate
from kg.query.verify import verify
from kg.resources import ontology_dir
from kg.store import create

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
TRIPLES = 6000


def generate(folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Write a made-up graph into ``folder``."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import generate_graph

    return generate_graph.write(folder, TRIPLES, seed)


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build folder of a made-up graph."""
    out = tmp_path / "out"
    count = generate(out, 1, monkeypatch)
    assert TRIPLES <= count < TRIPLES * 1.2
    assert create(out / "store", out / "graph.nq") == count
    quads = ox.parse(path=out / "graph.nq", format=ox.RdfFormat.N_QUADS)
    triples = sorted({quad.triple for quad in quads}, key=str)
    ox.serialize(triples, output=str(out / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    return out


def test_the_shapes_and_the_quotes_hold(made_up: Path) -> None:
    assert [found for found in validate(made_up / "graph.ttl", ontology_dir()) if found.severity == "violation"] == []
    found = verify(made_up)
    assert (found.faults, found.checked > 300) == ((), True)


def test_one_seed_gives_one_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate(tmp_path / name, seed, monkeypatch)
    a, b, c = ((tmp_path / name / "graph.nq").read_bytes() for name in "abc")
    assert a == b != c


def test_the_queries_of_the_benchmark_agree_with_rdflib(made_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.setattr(sys, "argv", ["queries.py"])
    import queries

    graph, _ = queries.parsed(queries.triples_file(made_up))
    found = list(queries.compared(queries.open_graph(made_up), graph, runs=1, limit=60))
    assert len(found) == 5
    assert all(slow.seconds for _, slow in found)
