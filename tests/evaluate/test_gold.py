"""Gold is read strictly, and all of ours is found in its texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate import KINDS, read_gold, read_texts
from kg.resources import seeds_dir

GOLD = Path(__file__).parent.parent / "gold"
TEXTS = {"abc_1.txt": "一。二。一。", "d01.txt": "甲乙", "d02.html": "丙"}
ROW = {"type": "step", "quote": "一"}


SETS = [
    pytest.param(GOLD, seeds_dir(), 7, 500, id="seeds"),
    pytest.param(GOLD / "rest", seeds_dir(), 9, 400, id="rest"),
    pytest.param(GOLD / "dev", GOLD / "dev" / "texts", 16, 500, id="dev"),
    pytest.param(GOLD / "spent", GOLD / "spent" / "texts", 70, 2500, id="spent"),
]
# Documents that nobody has looked at yet; when they have been, they belong to those that are spent.
if (GOLD / "heldout").is_dir():
    SETS.append(pytest.param(GOLD / "heldout", GOLD / "heldout" / "texts", 10, 380, id="heldout"))


@pytest.mark.parametrize(("folder", "texts", "parts", "least"), SETS)
def test_every_quote_is_in_its_text(folder: Path, texts: Path, parts: int, least: int) -> None:
    sources = read_texts(texts)
    gold = read_gold(folder, sources)
    assert parts <= len(gold.parts) == len(list(folder.glob("*.jsonl")))
    facts = [fact for name in (*KINDS, "body") for fact in gold.facts.get(name, ())]
    assert len(facts) == sum(map(len, gold.facts.values())) > least
    assert all(sources[fact.span[0]][fact.span[1] : fact.span[2]] == fact.row["quote"] for fact in facts)


def write(folder: Path, part: str, *rows: object) -> None:
    (folder / f"{part}.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")


def test_a_part_finds_its_text(tmp_path: Path) -> None:
    for part, quote in (("abc", "一"), ("d01-2", "乙"), ("d02", "丙"), ("e99", "无")):
        write(tmp_path, part, {"type": "step", "quote": quote})
    gold = read_gold(tmp_path, TEXTS)
    assert {fact.part: fact.span for fact in gold.facts["step"]} == {
        "abc": ("abc_1.txt", 0, 1), "d01-2": ("d01.txt", 1, 2), "d02": ("d02.html", 0, 1),
    }  # fmt: skip


def test_the_nth_occurrence_counts_from_the_part_s_own_start(tmp_path: Path) -> None:
    write(tmp_path, "abc", ROW | {"nth": 2})
    assert read_gold(tmp_path, TEXTS).facts["step"][0].span == ("abc_1.txt", 4, 5)
    (tmp_path / "parts.json").write_text('{"abc": [1, 6]}', "utf-8")
    write(tmp_path, "abc", ROW)
    gold = read_gold(tmp_path, TEXTS)
    assert gold.facts["step"][0].span == ("abc_1.txt", 4, 5)
    assert [(region.start, region.end) for region in gold.regions["abc_1.txt"]] == [(1, 6)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ROW, {"type": "step", "quote": "三"}], r"abc\.jsonl, line 2: the quote is not in abc_1\.txt"),
        ([ROW | {"nth": 3}], "line 1: the quote is not in"),
        ([{"quote": "一"}], "line 1: has no type and quote"),
        (["一"], "line 1: has no type and quote"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, rows: list[object], said: str) -> None:
    write(tmp_path, "abc", *rows)
    with pytest.raises(InputError, match=said):
        read_gold(tmp_path, TEXTS)


def test_what_is_no_json_or_no_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no gold"):
        read_gold(tmp_path, TEXTS)
    with pytest.raises(InputError, match="holds no source"):
        read_texts(tmp_path)
    (tmp_path / "abc.jsonl").write_text("{", "utf-8")
    with pytest.raises(InputError, match=r"abc\.jsonl, line 1: is no JSON"):
        read_gold(tmp_path, TEXTS)
    (tmp_path / "parts.json").write_text("[", "utf-8")
    with pytest.raises(InputError, match=r"parts\.json: is no JSON"):
        read_gold(tmp_path, TEXTS)
