"""The figures of quality that the pages print are those that are measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.workshop.pages import filled
from kg.workshop.quality import PART, SETS, Found, measure, pages, short

ROOT = Path(__file__).parent.parent.parent
PAGES = ("README.md", "README.zh.md", "docs/limits.md")


@pytest.fixture(scope="module")
def found() -> Found:
    return measure(ROOT)


@pytest.mark.parametrize("name", PAGES)
def test_the_figures_are_those_measured(found: Found, name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert filled(page, PART, pages(found)[name]) == page, f"the figures of {name} are old; run: make quality"


def test_both_languages_print_the_same_figures(found: Found) -> None:
    made = pages(found)
    en, zh = (re.findall(r"\d[\d.]*", made[name]) for name in ("README.md", "README.zh.md"))
    assert en == zh
    assert len(en) > 60


def test_that_no_documents_are_set_aside_is_said(found: Found) -> None:
    said = "No documents are set aside at present"
    assert (said in short(found, "en")) == (SETS[0] not in found) == (not (ROOT / SETS[0].gold).is_dir())
    some = dict.fromkeys(SETS, found[SETS[1]])
    assert said not in short(some, "en")
    assert "- *set aside*: written without sight" in short(some, "en")


def test_of_the_documents_that_are_set_aside_only_figures_are_told(found: Found) -> None:
    made = "".join(pages(dict.fromkeys(SETS, found[SETS[1]])).values())
    quotes = [gold.row["quote"] for golds in found[SETS[1]].gold.facts.values() for gold in golds]
    assert len(quotes) > 1000
    assert [quote for quote in quotes if len(quote) > 5 and quote in made] == []
