from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.errors import KgError, UsageError
from kg.query.network.ranking import MEASURES


def ranks(out: Path, things: str, by: str) -> list[tuple[int, str, float]]:
    """Rank, name and value, without which masked place it is."""
    return [(one.rank, one.name.partition(" (masked")[0], one.value) for one in kg.open_graph(out).rank(things, by)]


@pytest.mark.parametrize(
    ("things", "by", "found"),
    [
        ("places", "steps", [(1, "云山市", 4), (2, "白石市", 3), (3, "青河市", 2), (4, "xx市", 1)]),
        ("places", "enacted", [(1, "云山市", 1), (1, "白石市", 1), (1, "xx市", 1)]),
        ("places", "amended", []),
        (
            "places",
            "topics",
            [(1, "云山市", 2), (1, "青河市", 2), (1, "白石市", 2), (4, "中华人民共和国", 1), (4, "xx市", 1)],
        ),
        ("places", "supervision", [(1, "云山市", 1)]),
        ("places", "figures", [(1, "云山市", 5), (2, "独山市", 1), (2, "青河市", 1)]),
        ("places", "programmes", [(1, "云山市", 2), (2, "青河市", 1), (2, "白石市", 1)]),
        ("works", "supervision", [(1, "安全生产法", 1)]),
        ("topics", "works", [(1, "parking (停车)", 3), (2, "dog keeping (养犬)", 2)]),
        ("topics", "enacted", [(1, "parking (停车)", 2), (2, "heating (供热)", 1)]),
        ("topics", "steps", [(1, "parking (停车)", 5), (2, "dog keeping (养犬)", 2), (2, "heating (供热)", 2)]),
        ("topics", "places", [(1, "parking (停车)", 3), (2, "dog keeping (养犬)", 2)]),
    ],
)
def test_measures(walks_out: Path, things: str, by: str, found: list[tuple[int, str, float]]) -> None:
    assert ranks(walks_out, things, by)[: len(found) or None] == found


def test_what_has_none_is_left_out(walks_out: Path) -> None:
    assert [name for _, name, _ in ranks(walks_out, "topics", "enacted")] == ["parking (停车)", "heating (供热)"]
    assert "liaison stations (代表联络站)" not in {name for _, name, _ in ranks(walks_out, "topics", "degree")}


def test_works_by_steps_and_places(walks_out: Path) -> None:
    assert ranks(walks_out, "works", "steps")[:2] == [(1, "云山市停车条例", 3), (2, "白石市供热条例", 2)]
    assert ranks(walks_out, "works", "places")[:2] == [(1, "云山市停车条例", 2), (2, "云山市养犬条例", 1)]


@pytest.mark.parametrize("things", list(MEASURES))
def test_degree_counts_the_links_of_the_network(walks_out: Path, things: str) -> None:
    graph = kg.open_graph(walks_out)
    plain = nx.MultiDiGraph(
        (source, target, key)
        for source, target, key, told in graph.network.edges(keys=True, data=True)
        if not told["derived"]
    )
    found = graph.rank(things, "degree")
    assert len(found) > 3
    assert {one.iri: one.value for one in found} == {one.iri: plain.degree[one.iri] for one in found}


def test_pagerank_is_in_units_of_the_mean(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).rank("places", "pagerank")
    assert found[0].name == "云山市"
    assert found[0].value > 1 > found[-1].value > 0


def test_pagerank_without_scipy_says_what_to_install(walks_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(KgError, match=r'^scipy is not installed; run pip install "renda-kg\[tables\]"$'):
        kg.open_graph(walks_out).rank("places", "pagerank")


@pytest.mark.parametrize(
    ("things", "by", "said"),
    [
        ("people", "steps", "people cannot be ranked; take one of places, works, topics"),
        (
            "works",
            "enacted",
            "--by: works are not ranked by 'enacted'; take one of steps, supervision, places, degree, pa",
        ),
    ],
)
def test_other_measures_are_refused(walks_out: Path, things: str, by: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        kg.open_graph(walks_out).rank(things, by)
    assert str(caught.value).startswith(said)
