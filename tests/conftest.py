from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from explorer import Explorer, serving
from sample import build_sample
from stores import Server, oxigraph, virtuoso
from walks import build_walks

from kg.pipeline import build
from kg.resources import seeds_dir

# The same examples in every run: a check of a commit says the same twice.
hypothesis.settings.register_profile("repeatable", derandomize=True)
hypothesis.settings.load_profile("repeatable")

GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="session")
def sample_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the sample graph."""
    return build_sample(tmp_path_factory.mktemp("sample") / "out")


@pytest.fixture(scope="session")
def walks_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the graph to walk on."""
    return build_walks(tmp_path_factory.mktemp("walks") / "out")


@pytest.fixture(scope="session")
def seeds_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the seed documents."""
    return graph_of(seeds_dir(), tmp_path_factory)


@pytest.fixture(scope="session")
def dev_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the documents that the frames are tuned on."""
    return graph_of(GOLD / "dev" / "texts", tmp_path_factory)


@pytest.fixture(scope="session")
def explorer(seeds_graph: Path) -> Iterator[Explorer]:
    """The explorer of the seeds' graph, on a port of its own."""
    with serving(seeds_graph.parent) as started:
        yield started


@pytest.fixture(scope="module")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An Oxigraph server, empty at first."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Virtuoso server, with nothing but its own graphs at first."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="session")
def spent_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the documents that were set aside until their errors were looked at."""
    return graph_of(GOLD / "spent" / "texts", tmp_path_factory)


def graph_of(texts: Path, factory: pytest.TempPathFactory) -> Path:
    out = factory.mktemp("graph") / "out"
    build([texts], out)
    return out / "graph.nq"
