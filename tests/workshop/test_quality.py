"""The figures of quality that the pages print are those that are measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.evaluate import Evaluation
from kg.workshop.pages import filled
from kg.workshop.quality import PART, SETS, measure, pages

ROOT = Path(__file__).parent.parent.parent
PAGES = ("README.md", "README.zh.md", "docs/limits.md")


@pytest.fixture(scope="module")
def found() -> Sequence[Evaluation]:
    return measure(ROOT)


@pytest.mark.parametrize("name", PAGES)
def test_the_figures_are_those_measured(found: Sequence[Evaluation], name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert filled(page, PART, pages(found)[name]) == page, f"the figures of {name} are old; run: make quality"


def test_both_languages_print_the_same_figures(found: Sequence[Evaluation]) -> None:
    made = pages(found)
    en, zh = (re.findall(r"\d[\d.]*", made[name]) for name in ("README.md", "README.zh.md"))
    # F1 is no figure of its own.
    assert [one for one in en if one != "1"] == [one for one in zh if one != "1"]
    assert len(en) > 60


def test_nothing_is_shown_of_the_documents_that_nobody_tunes_on() -> None:
    heldout = ROOT / SETS[0].texts
    shown = "".join((ROOT / name).read_text(encoding="utf-8") for name in PAGES)
    sentences = [
        line for path in heldout.glob("*.txt") for line in re.findall(r"[\u4e00-\u9fff]{12,}", path.read_text("utf-8"))
    ]
    assert len(sentences) > 50
    assert [one for one in sentences if one in shown] == []
