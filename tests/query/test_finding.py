from __future__ import annotations

from pathlib import Path

import pytest
from walks import MASKED

import kg
from kg.errors import InputError, KgError, UsageError
from kg.rdf.vocabulary import ID, RDC


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("云山市", "division/990100"),
        ("990100", "division/990100"),
        ("division/990100", "division/990100"),
        (f"<{ID}division/990100>", "division/990100"),
        ("xx市", f"division/{MASKED.key}"),
        ("云山市停车条例", "work/990100/ea6bbcbe756d43a6"),
        ("《安全生产法》", "work/CN/caac51c8d96f007e"),
        ("ＣＮ", "division/CN"),
        ("云山市人大常委会", "body/990100/npcsc"),
        ("代表接待日", "programme/990100/c0ded566013d6e49"),
    ],
)
def test_found_by_iri_name_or_title(walks_out: Path, name: str, found: str) -> None:
    assert kg.open_graph(walks_out).find(name).iri == ID + found


@pytest.mark.parametrize("name", ["停车", "parking", "Parking", "rdc:parking"])
def test_a_topic_is_found_by_each_of_its_words(walks_out: Path, name: str) -> None:
    assert kg.open_graph(walks_out).find(name).iri == RDC + "parking"


def test_a_place_is_found_by_its_short_name(sample_out: Path) -> None:
    assert kg.open_graph(sample_out).find("大同").iri == ID + "division/140200"


def test_an_english_name_finds_a_place_that_is_called_by_its_chinese_one(sample_out: Path) -> None:
    assert kg.open_graph(sample_out).find("Yunshan").label == "云山市"


def test_a_name_of_several_things_lists_them(walks_out: Path) -> None:
    with pytest.raises(UsageError) as caught:
        kg.open_graph(walks_out).find("停车条例")
    assert str(caught.value).splitlines() == [
        "停车条例 is the name of 3 things; take the IRI of one of them:",
        "  work/990100/ea6bbcbe756d43a6  云山市停车条例, local regulation (地方性法规)",
        "  work/990200/ea6bbcbe756d43a6  青河市停车条例, local regulation (地方性法规)",
        f"  work/{MASKED.key}/ea6bbcbe756d43a6  xx市停车条例 (masked, {MASKED.key}), local regulation (地方性法规)",
    ]


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("独山", InputError, "nothing in the graph is called 独山; there is 独山市; give an IRI"),
        ('"}\\', InputError, 'nothing in the graph is called "}\\; give an IRI'),
        ("", UsageError, "the name is empty; give an IRI"),
        (" \u3000", UsageError, "the name is empty; give an IRI"),
        ("\udcff", UsageError, "the name is no valid Unicode text; write it in UTF-8"),
    ],
)
def test_what_is_not_found_is_said(walks_out: Path, name: str, kind: type[KgError], said: str) -> None:
    with pytest.raises(kind) as caught:
        kg.open_graph(walks_out).find(name)
    assert str(caught.value).startswith(said)


def test_a_work_is_no_place(walks_out: Path) -> None:
    said = "^安全生产法 is law .法律., not administrative division .行政区划.; name another one$"
    with pytest.raises(UsageError, match=said):
        kg.open_graph(walks_out).similar("安全生产法")
