from __future__ import annotations

from pathlib import Path

import pytest
from walks import MASKED, PROVINCE, QINGHE, Stated, build_walks, committee

import kg
from kg.query.network.facts import Quote
from kg.rdf.vocabulary import ID


def test_a_place_has_the_facts_of_its_bodies_and_works(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).show("云山市")
    assert [(one.type, one.kind, one.facts, one.shown) for one in found.groups] == [
        ("Facility", "liaison-station", 1, 1),
        ("LegislativeStep", "adoption", 1, 1),
        ("LegislativeStep", "approval", 1, 1),
        ("LegislativeStep", "first-reading", 1, 1),
        ("LegislativeStep", "second-reading", 1, 1),
        ("Programme", "campaign", 1, 1),
        ("Statistic", "", 5, 5),
        ("SupervisionEvent", "inspection", 1, 1),
    ]
    assert len(found.facts) == 12
    assert found.values == (("divisionCode", "990100"), ("parentDivision", "江东省 (division/990000)"))


def test_figures_are_as_exact_as_printed(walks_out: Path) -> None:
    facts = kg.open_graph(walks_out).show("云山市").facts
    assert [(one.label, one.value, one.when) for one in facts if one.type == "Statistic"] == [
        ("座谈", "at most 100 场 (近百场)", "2022"),
        ("联络站", "143 个", "2023"),
        ("参加活动", "6300–6399 人次 (6300多人次)", "2023"),
        ("办理建议", "masked: xx件", "2023"),
        ("办结", "9 件", "2023"),
    ]


def test_a_limit_keeps_the_numbers(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).show("云山市", limit=2)
    assert [(one.facts, one.shown) for one in found.groups if one.type == "Statistic"] == [(5, 2)]
    assert (found.links, len(found.neighbours)) == (6, 2)
    assert len(kg.open_graph(walks_out).show("云山市", limit=0).neighbours) == 6


def test_facts_are_no_neighbours(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).show("青河市人大常委会")
    assert [one.iri.removeprefix(ID).split("/")[0] for one in found.neighbours] == [
        "division",
        "programme",
        "work",
        "work",
    ]
    assert (found.links, len(found.facts)) == (4, 4)


def test_what_a_report_says_of_another_body_is_not_its_places(tmp_path: Path) -> None:
    award: Stated = (
        "省里获奖",
        "AwardEvent",
        "",
        (("actor", committee(PROVINCE)), ("subjectMatter", "奖"), ("year", 2023)),
    )
    graph = kg.open_graph(build_walks(tmp_path, (("a.txt", QINGHE, (award,)),)))
    assert [one.label for one in graph.show("江东省").facts] == ["奖"]
    assert len(graph.show("青河市").facts) == 0


def test_a_fact_shows_its_quote(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    (approval,) = (one for one in graph.show("云山市").facts if one.kind == "approval")
    found = graph.show(approval.iri)
    assert found.quotes.items == (Quote("省人大常委会批准《停车条例》", "yunshan.txt", 24, 38),)
    assert (found.own.items, found.rows.items, found.groups.items) == ((approval,), (approval,), ())
    assert approval.when == "2023 (2023年x月x日)"
    assert {one.iri for one in found.neighbours} == {ID + "body/990000/npcsc", ID + "work/990100/ea6bbcbe756d43a6"}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("停车", ["adoption", "approval", "enactment", "second-reading", "second-reading"]),
        ("云山市停车条例", ["adoption", "approval", "second-reading"]),
        ("江东省", ["approval"]),
        ("安全生产法", ["inspection"]),
        ("hidden.txt", ["enactment"]),
        ("中华人民共和国", ["inspection"]),
    ],
)
def test_whose_facts_are_whose(walks_out: Path, name: str, kinds: list[str]) -> None:
    assert [one.kind for one in kg.open_graph(walks_out).show(name).facts] == kinds


def test_a_masked_place_is_told_apart(walks_out: Path) -> None:
    assert kg.open_graph(walks_out).show("xx市").thing.name == f"xx市 (masked, {MASKED.key})"


def test_facts_of_a_report_that_name_no_body_are_its_places(tmp_path: Path) -> None:
    from kg.pipeline import build

    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "大同市人大常委会工作报告\n2023年，市人大常委会主任王建国出席会议。\n", encoding="utf-8"
    )
    build([folder], tmp_path / "out")
    facts = kg.open_graph(tmp_path / "out").show("大同市").facts
    assert kg.open_graph(tmp_path / "out").find("王建国").type == "Person"
    assert [(one.type, one.label) for one in facts if one.type == "PostHolding"] == [("PostHolding", "王建国")]
