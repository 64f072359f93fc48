from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.errors import UsageError
from kg.rdf.vocabulary import ID


def test_neighbours_of_one_hop_and_how(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).neighbours("云山市停车条例")
    assert [(one.hops, one.relation, one.label) for one in found] == [
        (1, "→ topic", "parking (停车)"),
        (1, "← approved", "江东省人大常委会"),
        (1, "← deliberated, ← enacted", "云山市人大常委会"),
        (1, "→ jurisdiction", "云山市"),
        (1, "← concerns", "表决通过《云山市停车条例》"),
        (1, "← concerns", "批准《云山市停车条例》"),
        (1, "← concerns", "二审《云山市停车条例》"),
    ]


def test_more_hops_reach_more_each_once(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    found = graph.neighbours("独山市", hops=5)
    assert [(one.hops, one.iri.removeprefix(ID).split("/")[0]) for one in found] == [
        (1, "body"),
        (1, "doc"),
        (2, "stat"),
    ]
    assert found[2].via == found[0].iri
    near, far = ({one.iri for one in graph.neighbours("云山市", hops)} for hops in (2, 3))
    assert near < far
    assert len(graph.neighbours("云山市", 3)) == len(far)


def test_a_path_has_the_facts_on_it(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).path("云山市", "安全生产法")
    assert [(one.number, one.source, one.how, one.target) for one in found] == [
        (1, "云山市", "← jurisdiction (所属行政区划)", "云山市人大常委会"),
        (2, "云山市人大常委会", "law inspection (执法检查): actor, concerns", "安全生产法"),
    ]
    assert (found[1].when, found[1].quote) == ("2023", "对《安全生产法》开展执法检查")
    assert (found[1].document, found[1].start, found[1].end, found[0].quote) == ("yunshan.txt", 52, 66, "")


def test_every_fact_of_a_hop_is_told_as_far_as_wanted(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    ends = ("云山市人大常委会", "云山市停车条例")
    assert [(one.number, one.fact, one.facts) for one in graph.path(*ends)] == [
        (1, "表决通过《云山市停车条例》", 2),
        (1, "二审《云山市停车条例》", 2),
    ]
    assert [one.facts for one in graph.path(*ends, facts=1)] == [2]


def test_a_programme_is_its_own_proof(walks_out: Path) -> None:
    (hop,) = kg.open_graph(walks_out).path("青河代表接待日", "青河市人大常委会")
    assert (hop.how, hop.quote, hop.when) == ("← operates (运行)", "开展青河代表接待日", "2023")


def test_a_path_is_the_same_backwards(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    there, back = graph.path("青河市", "安全生产法"), graph.path("安全生产法", "青河市")
    assert len(there) == len(back) == 4
    assert (there[0].source, there[-1].target) == (back[-1].target, back[0].source)


@pytest.mark.parametrize("hops", [2, 12])
def test_no_path_is_no_row(walks_out: Path, hops: int) -> None:
    graph = kg.open_graph(walks_out)
    assert len(graph.path("独山市", "云山市", hops)) == 0
    assert len(graph.path("青河市", "安全生产法", hops)) == (0 if hops == 2 else 4)


def test_what_most_places_count_leads_nowhere_but_to_itself(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    assert {one.target for one in graph.path("云山市人大常委会", "青河市人大常委会")} >= {"青河市人大常委会"}
    assert all("indicator" not in one.how for one in graph.path("云山市人大常委会", "青河市人大常委会"))
    (hop,) = graph.path("云山市人大常委会", "rdc:liaison-stations")
    assert (hop.how, hop.fact) == ("statistic (统计数据): about, indicator", "联络站: 143 个")


@pytest.mark.parametrize(
    ("ends", "hops"), [(("云山市", "云山市"), 8), (("云山市", "青河市"), 0), (("云山市", "青河市"), 13)]
)
def test_wrong_use_of_a_path(walks_out: Path, ends: tuple[str, str], hops: int) -> None:
    with pytest.raises(UsageError):
        kg.open_graph(walks_out).path(*ends, hops)


def test_wrong_number_of_hops(walks_out: Path) -> None:
    with pytest.raises(UsageError, match=r"^--hops: the number of hops is too small; take 1 or more$"):
        kg.open_graph(walks_out).neighbours("云山市", 0)
