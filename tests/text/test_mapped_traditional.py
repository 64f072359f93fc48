"""Traditional characters: read like the simplified ones, quoted as printed."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from opencc import OpenCC

from kg.model import Document, Fact
from kg.pipeline import facts_of
from kg.resources import ontology_dir, seeds_dir
from kg.text.mapped import mapped, normalise, simplified

ROOT = Path(__file__).parent.parent.parent
SIMPLIFIED_TEXTS = [*seeds_dir().glob("*.txt"), *sorted((ROOT / "tests/gold").rglob("*.txt"))]
SIMPLIFIED_TEXTS += [ontology_dir() / "divisions.tsv", *sorted((ROOT / "kg").rglob("*.toml"))]
TRADITIONAL = OpenCC("s2t")
PARAGRAPH = (
    "2023年，市人大常委会审议通过《大同市停车场条例》，修订《大同市养犬管理条例》，拟制定《大同市观星条例》。"
    "大同市人大常委会听取审议专项工作报告16项，开展执法检查5次，任免国家机关工作人员45人次。"
    "代表建议全部办理答复完毕，共收到代表建议120件。"
)


@pytest.mark.parametrize("path", SIMPLIFIED_TEXTS, ids=lambda path: path.name)
def test_simplified_text_stays(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if simplified(line) != line] == []
    assert simplified(text) == text


@pytest.mark.parametrize(
    ("printed", "matched"),
    [
        ("聽取審議專項工作報告", "听取审议专项工作报告"),
        ("答覆代表建議", "答复代表建议"),
        ("乾縣人大常委會", "乾县人大常委会"),
        ("餅乾條例", "饼干条例"),
        ("幹部於會後瞭解", "干部于会后了解"),
        ("臺灣同胞投資保護條例", "台湾同胞投资保护条例"),
        ("「一府兩院」", "“一府两院”"),
        ("郟山", "郏山"),
        # Simplified with an old character, and what both scripts write alike.
        ("乾县郟山", "乾县郟山"),
        ("乾元山", "乾元山"),
        ("立法工作", "立法工作"),
        ("", ""),
    ],
)
def test_spelling(printed: str, matched: str) -> None:
    made = normalise(mapped(printed, 7))
    assert made.text == matched
    assert made.offsets == tuple(range(7, 7 + len(printed)))


def test_length_stays_whatever_the_dictionary_holds() -> None:
    for text in itertools.chain(*(path.read_text(encoding="utf-8").splitlines() for path in SIMPLIFIED_TEXTS[:5])):
        converted = TRADITIONAL.convert(text)
        assert len(simplified(converted)) == len(converted)


def said(fact: Fact) -> tuple[str, str, int, int, str]:
    return fact.type, fact.kind, fact.evidence.start, fact.evidence.end, repr(fact.roles)


def test_traditional_report_gives_the_same_facts_with_quotes_as_printed() -> None:
    printed = TRADITIONAL.convert(PARAGRAPH)
    assert len(printed) == len(PARAGRAPH)
    assert printed != PARAGRAPH
    facts = facts_of(Document("a.txt", printed, "utf_8")).facts
    assert [said(fact) for fact in facts] == [
        said(fact) for fact in facts_of(Document("a.txt", PARAGRAPH, "utf_8")).facts
    ]
    assert {"adoption", "revision", "amendment", "plan-listing"} & {fact.kind for fact in facts}
    assert len(facts) >= 6
    for fact in facts:
        proof = fact.evidence
        assert proof.exact == printed[proof.start : proof.end]
    assert any("條例" in fact.evidence.exact for fact in facts)


def test_big5_page_through_gives_the_simplified_title() -> None:
    printed = "大同市人大常委會審議通過《大同市停車場條例》。".encode("big5").decode("big5")
    (fact,) = facts_of(Document("a.txt", printed, "cp950")).facts
    (simple,) = facts_of(Document("a.txt", simplified(printed), "utf_8")).facts
    assert fact.role("concerns") == simple.role("concerns")
    assert "《大同市停車場條例》" in fact.evidence.exact
