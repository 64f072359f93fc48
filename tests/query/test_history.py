from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.errors import UsageError


def test_steps_of_a_place_as_precise_as_stated(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).timeline("云山市")
    assert [(one.when, one.precision, one.kind, one.actor) for one in found] == [
        ("2022-09", "month", "first-reading", "云山市人大常委会"),
        ("2023", "year", "second-reading", "云山市人大常委会"),
        ("2023 (2023年x月x日)", "year", "approval", "江东省人大常委会"),
        ("2023-05-06", "day", "adoption", "云山市人大常委会"),
    ]
    assert [(one.first, one.last) for one in found][:2] == [("2022-09-01", "2022-09-30"), ("2023-01-01", "2023-12-31")]


def test_what_has_no_time_comes_last_and_a_period_keeps_its_words(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).timeline("青河市")
    assert [(one.when, one.precision, one.first, one.last) for one in found] == [
        ("2018–2022 (五年来)", "period", "2018-01-01", "2022-12-31"),
        ("not stated", "", "", ""),
    ]


def test_an_outcome_is_told(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).timeline("白石市")
    assert [(one.kind, one.outcome) for one in found] == [
        ("adoption", ""),
        ("repeal", ""),
        ("adoption", "rejected (未获通过)"),
    ]


def test_all_events_of_a_place_and_the_supervision_of_a_work(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    assert "inspection" not in {one.kind for one in graph.timeline("云山市")}
    assert "inspection" in {one.kind for one in graph.timeline("云山市", every=True)}
    assert [one.kind for one in graph.timeline("安全生产法")] == ["inspection"]
    assert len(graph.timeline("独山市")) == 0


def test_only_places_and_works_have_a_timeline(walks_out: Path) -> None:
    with pytest.raises(
        UsageError, match=r"^代表接待日 is programme .*, not administrative division .* or normative work"
    ):
        kg.open_graph(walks_out).timeline("代表接待日")


def test_the_seeds_tell_the_day_of_an_adoption(seeds_graph: Path) -> None:
    found = kg.open_graph(seeds_graph.parent).timeline("长治市电梯安全管理条例")
    assert [(one.when, one.precision, one.quote) for one in found if one.kind == "adoption"] == [
        ("2024-10-30", "day", "《长治市电梯安全管理条例》经市十五届人大常委会第二十二次会议表决通过")
    ]
