from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.store import create, graph_file, open_graph, open_read_only

QUADS = """\
<urn:city> <urn:label> "甲市" <urn:doc1> .
<urn:city> <urn:label> "甲市" <urn:doc2> .
<urn:city> <urn:kind> <urn:k> <urn:doc2> .
"""


def made(folder: Path, quads: str = QUADS) -> Path:
    (folder / "graph.nq").write_text(quads, encoding="utf-8")
    create(folder / "store", folder / "graph.nq")
    return folder


def count(store: ox.Store, pattern: str) -> int:
    solutions = store.query(f"SELECT * {{ {pattern} }}")
    assert isinstance(solutions, ox.QuerySolutions)
    return len(list(solutions))


def test_a_triple_of_two_documents_is_one_triple_of_the_graph(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(QUADS, encoding="utf-8")
    assert create(tmp_path / "store", tmp_path / "graph.nq") == 2
    store = open_graph(tmp_path)
    assert count(store, "?s ?p ?o") == 2
    assert count(store, "GRAPH ?document { ?s ?p ?o }") == 3


def test_a_new_store_replaces_the_old_one(tmp_path: Path) -> None:
    made(tmp_path)
    made(tmp_path, "<urn:a> <urn:b> <urn:c> <urn:d> .\n")
    assert count(open_graph(tmp_path), "?s ?p ?o") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.nq", "store"]


@pytest.mark.parametrize("quads", ["<urn:a> <urn:b>\n", "<not an iri> <urn:b> <urn:c> .\n"])
def test_broken_quads_leave_the_old_store_and_nothing_half_written(tmp_path: Path, quads: str) -> None:
    made(tmp_path)
    with pytest.raises(InputError, match=r"graph\.nq: cannot be loaded .*run kg build again"):
        made(tmp_path, quads)
    assert count(open_graph(tmp_path), "?s ?p ?o") == 2
    assert not (tmp_path / "store.part").exists()


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.nq"):
        create(tmp_path / "store", tmp_path / "none.nq")


def test_two_readers_at_once(tmp_path: Path) -> None:
    made(tmp_path)
    first, second = open_graph(tmp_path), open_graph(tmp_path)
    assert count(first, "?s ?p ?o") == count(second, "?s ?p ?o")


def test_the_opened_store_refuses_to_be_written(tmp_path: Path) -> None:
    store = open_graph(made(tmp_path))
    quad = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c"))
    with pytest.raises(RuntimeError, match="read-write"):
        store.add(quad)


def test_a_damaged_store_is_an_input_error(tmp_path: Path) -> None:
    made(tmp_path)
    for path in (tmp_path / "store").glob("MANIFEST*"):
        path.unlink()
    with pytest.raises(InputError, match="cannot be opened"):
        open_read_only(tmp_path / "store")


def test_no_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no graph in .*; run kg build first"):
        open_graph(tmp_path)
    with pytest.raises(InputError, match=r"no graph in .*; run kg build first"):
        graph_file(tmp_path)
