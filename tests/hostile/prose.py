"""Texts for the checks of faults: plausible prose of congresses made of grammar pieces, pieces repeated, and noise."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from kg.extract.frames import grammar
from kg.words import lexicon

# `make fuzz` sets how many examples each check tries, and lets them differ from run to run.
MANY = int(os.environ.get("KG_FUZZ", "0"))

PIECES = tomllib.loads(Path(__file__).with_name("pieces.toml").read_text(encoding="utf-8"))
PROSE = [
    word
    for key in ("places", "bodies", "titles", "numbers", "dates", "people", "glue", "headings")
    for word in PIECES[key]
]


def triggers() -> st.SearchStrategy[str]:
    """A word that some frame is told by."""
    return st.sampled_from(grammar().triggers)


def pieces() -> st.SearchStrategy[str]:
    """A piece of the grammar: a place, a body, a title, a number, a verb …, or a sign that is odd anywhere."""
    of_prose = st.sampled_from(PROSE)
    topics = st.sampled_from([word for topic in lexicon().topics for word in topic.words])
    return st.one_of(of_prose, triggers(), of_prose, topics, st.sampled_from([*PIECES["marks"], *PIECES["odd"]]))


def sentences() -> st.SearchStrategy[str]:
    """Who did what to which work and when: what a frame looks for, with something in the way."""
    may_be = [st.sampled_from(["", *PIECES[key]]) for key in ("dates", "places", "bodies", "glue")]
    between = st.sampled_from(["", "", "了", "全市首部", *PIECES["odd"]])
    what = st.sampled_from([*PIECES["titles"], *PIECES["numbers"]])
    order = (*may_be, triggers(), between, what, st.sampled_from(["。", "，", "、", "", "。\n\n"]))
    return st.tuples(*order).map("".join)


def repeats() -> st.SearchStrategy[str]:
    """A few pieces again and again, as nobody writes."""
    some = st.lists(pieces(), min_size=1, max_size=4).map("".join)
    return st.tuples(some, st.integers(2, 60)).map(lambda pair: pair[0] * pair[1])


def prose() -> st.SearchStrategy[str]:
    """A text as a congress could have written it, one that nobody could, and what lies between."""
    noise = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    part = st.one_of(sentences(), sentences(), pieces(), repeats(), noise)
    return st.lists(part, min_size=1, max_size=12).map("".join)


def examples(few: int) -> settings:
    """So many examples in a check of a commit; with KG_FUZZ that many instead, and other ones each time."""
    return settings(max_examples=MANY or few, derandomize=not MANY, deadline=None, print_blob=bool(MANY))
