from __future__ import annotations

from pathlib import Path

import pytest
from walks import BAISHI, FIRE, MONTH, YUNSHAN, build_walks, step

import kg
from kg.errors import UsageError
from kg.query.network.comparing import Comparison


def cells(found: Comparison, section: str) -> list[tuple[str, str, str, str]]:
    """The cells of a section, short."""
    return [(one.item, one.place, one.text, one.when) for one in found.cells if one.section == section]


def test_legislation_by_topic_with_the_furthest_step(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).compare("云山市", "青河市", "白石市")
    assert cells(found, "legislation") == [
        ("dog keeping (养犬)", "云山市", "养犬条例: first reading (一审)", "2022-09"),
        ("dog keeping (养犬)", "青河市", "养犬条例: first reading (一审)", "not stated"),
        ("fire safety (消防)", "白石市", "消防条例: adoption (表决通过), rejected (未获通过)", "2023"),
        ("heating (供热)", "白石市", "供热条例: adoption (表决通过)", "2020"),
        ("parking (停车)", "云山市", "停车条例: approval (批准)", "2023 (2023年x月x日)"),
        ("parking (停车)", "青河市", "停车条例: second reading (二审)", "2018–2022 (五年来)"),
    ]
    assert [place.label for place in found.places] == ["云山市", "青河市", "白石市"]


def test_figures_keep_ranges_and_masks_and_whose_they_are(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).compare("云山市", "青河市")
    assert cells(found, "figures") == [
        ("deputies taking part in activities (代表参加活动)", "云山市", "6300–6399 人次 (6300多人次)", "2023"),
        ("deputies' suggestions (代表建议)", "云山市", "9 件, 云山市人民法院", "2023"),
        ("deputies' suggestions (代表建议)", "云山市", "masked: xx件", "2023"),
        ("liaison stations (代表联络站)", "云山市", "143 个", "2023"),
        ("liaison stations (代表联络站)", "青河市", "about 20 个 (约20个)", "2023"),
    ]
    assert (found.unlisted, found.undated) == (1, 0)


def test_programmes_and_stations_by_kind(walks_out: Path) -> None:
    assert cells(kg.open_graph(walks_out).compare("云山市", "青河市"), "programmes") == [
        ("campaign (活动)", "云山市", "代表接待日", "2023"),
        ("campaign (活动)", "青河市", "青河代表接待日", "2023"),
        ("facility (代表履职设施): 代表联络站", "云山市", "第一联络站", "2023"),
    ]


def test_a_year_keeps_what_is_of_it_for_certain(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    found = graph.compare("云山市", "青河市", year=2022)
    assert cells(found, "legislation") == [
        ("dog keeping (养犬)", "云山市", "养犬条例: first reading (一审)", "2022-09")
    ]
    # The second reading some time in 2018 to 2022, and the first one of which no time is stated.
    assert (found.undated, found.unlisted) == (2, 1)
    later = graph.compare("云山市", "青河市", year=2023)
    assert (later.undated, later.unlisted) == (1, 0)
    assert [cell.text for cell in later.cells if cell.section == "legislation"] == ["停车条例: approval (批准)"]


def test_a_longer_time_is_of_none_of_its_years_for_certain(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).compare("云山市", "青河市", year=2018)
    assert (cells(found, "legislation"), found.undated) == ([], 2)


def test_a_rejected_step_is_behind_every_other(tmp_path: Path) -> None:
    stated = (
        step("消防条例未获通过", "adoption", FIRE, outcome="rejected"),
        step("一审消防条例", "first-reading", FIRE, MONTH),
    )
    out = build_walks(tmp_path, (("a.txt", BAISHI, stated), ("b.txt", YUNSHAN, ())))
    assert cells(kg.open_graph(out).compare("白石市", "江东省"), "legislation") == [
        ("fire safety (消防)", "白石市", "消防条例: first reading (一审)", "2022-09")
    ]


def test_each_cell_has_its_proof(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).compare("云山市", "青河市")
    assert {(one.quote != "", one.end > one.start) for one in found.cells} == {(True, True)}


@pytest.mark.parametrize("places", [(), ("云山市",), ("云山市", "division/990100"), ("云山市", "青河市", "云山市")])
def test_two_different_places_are_needed(walks_out: Path, places: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="two or more different places are needed"):
        kg.open_graph(walks_out).compare(*places)


def test_a_later_repeal_is_further_than_an_adoption(sample_out: Path) -> None:
    found = kg.open_graph(sample_out).compare("旧港市", "新港市")
    assert cells(found, "legislation") == [
        ("parking (停车)", "旧港市", "停车场条例: repeal (废止)", "2020"),
        ("parking (停车)", "新港市", "停车条例: adoption (表决通过)", "2019-09-01"),
    ]
