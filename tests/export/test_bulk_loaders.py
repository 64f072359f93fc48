"""The lines of docs/scale.md with which stores load a graph in bulk, as they stand there: every quad, in its graph."""

from __future__ import annotations

import shlex
import subprocess
from collections import Counter
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from stores import OXIGRAPH, PASSWORD, Server

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
COUNTED = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def documented(program: str) -> list[str]:
    """The words of the line of the page that begins with a program; what follows # is no part of it."""
    (line,) = (line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(f"{program} "))
    return shlex.split(line, comments=True)


def graphs_of(file: Path) -> Counter[str]:
    """How many quads of each graph a file of N-Quads holds."""
    return Counter(line.rsplit(" ", 2)[1].strip("<>") for line in file.read_text(encoding="utf-8").splitlines())


@pytest.fixture
def parts(seeds_graph: Path, tmp_path: Path) -> Path:
    """A folder in which the line for it has split the graph of the seeds."""
    (tmp_path / "graph").symlink_to(seeds_graph.parent)
    (tmp_path / "parts").mkdir()
    subprocess.run(documented("split"), cwd=tmp_path, check=True)
    assert len(list((tmp_path / "parts").iterdir())) == 16
    return tmp_path / "parts"


def test_virtuoso(seeds_graph: Path, parts: Path, virtuoso_server: Server) -> None:
    _, _, user, _, command = documented("isql")
    load = command.replace("/data/parts", str(parts))
    said = subprocess.run(
        ["isql-vt", virtuoso_server.sql, user, PASSWORD, load], capture_output=True, text=True, check=True
    )
    assert "Error" not in said.stdout + said.stderr
    failed = "exec=SELECT ll_file, ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL OR ll_state <> 2;"
    listed = subprocess.run(
        ["isql-vt", virtuoso_server.sql, user, PASSWORD, failed], capture_output=True, text=True, check=True
    )
    assert "0 Rows." in listed.stdout
    answer = httpx.get(f"{virtuoso_server.url}/sparql", params={"query": COUNTED, "format": "application/json"}).json()
    held = {row["g"]["value"]: int(row["n"]["value"]) for row in answer["results"]["bindings"]}
    wanted = graphs_of(seeds_graph)
    assert "urn:unused" not in held
    assert {name: held.get(name) for name in wanted} == wanted


def test_oxigraph(seeds_graph: Path, parts: Path) -> None:
    _, *words = documented("oxigraph")
    subprocess.run([OXIGRAPH, *words], cwd=parts.parent, capture_output=True, check=True)
    store = ox.Store.read_only(str(parts.parent / "DB"))
    held = Counter(quad.graph_name.value for quad in store if isinstance(quad.graph_name, ox.NamedNode))
    assert held == graphs_of(seeds_graph)
