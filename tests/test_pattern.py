"""A pattern that is not tried where it cannot match finds what the plain regular expression finds."""

from __future__ import annotations

import pickle
import re
import time
from dataclasses import fields
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import figures, outcomes, proposals
from kg.extract.constructions import constructions
from kg.extract.frames import grammar
from kg.pattern import Pattern
from kg.resources import seeds_dir
from kg.text.layout import layout

# A pattern, and what a match cannot do without.
NEEDED = [
    ("制定", {"制定"}),
    ("(?:制定|修订)了?", {"制定", "修订"}),
    ("制?定?", set()),
    ("(?:表决)?通过(?:了)?", {"通过"}),
    ("[一二三]届", {"届"}),
    ("[一二三]+", {"一", "二", "三"}),
    ("[^，]+", set()),
    ("(?!意见和)意见", {"意见"}),
    ("(?<=通过|批准)(?=Ⓓ)", {"Ⓓ"}),
    ("(?:年){0,2}", set()),
    ("(?:年){2}", {"年"}),
    ("(?i:abc)", set()),
    ("(?P<a>条例)(?P=a)?", {"条例"}),
]


@pytest.mark.parametrize(("pattern", "needed"), NEEDED)
def test_what_a_match_needs(pattern: str, needed: set[str]) -> None:
    assert Pattern(pattern).needles == needed


def test_many_words_are_made_few_characters() -> None:
    heads = ["条例", "办法", "规定", "决定", "细则", "规则", "章程", "法典"]
    words = [stem + head for head in heads for stem in ("停车", "养犬", "供热")]
    found = Pattern("|".join(words)).needles
    assert all(found & set(word) for word in words)
    assert len(found) < len(words)
    assert {len(character) for character in found} == {1}


def of(rules: Any) -> list[Pattern]:
    return [value for field in fields(rules) if isinstance(value := getattr(rules, field.name), Pattern)]


@cache
def used() -> tuple[Pattern, ...]:
    """The patterns that are read from data."""
    rules = (constructions(), layout(), figures.wording(), outcomes.wording(), proposals.wording())
    frames = [pattern for frame in grammar().frames for pattern in (*of(frame), *frame.patterns)]
    cues = [pattern for cue in grammar().cues.values() for pattern in of(cue)]
    return (*(pattern for one in rules for pattern in of(one)), *frames, *cues)


@cache
def text() -> str:
    return "".join(path.read_text(encoding="utf-8-sig") for path in sorted(Path(seeds_dir()).glob("*.txt")))


def spans(pattern: Pattern | re.Pattern[str], clause: str) -> object:
    first = pattern.search(clause)
    return first and first.span(), [match.span() for match in pattern.finditer(clause)], pattern.sub("〇", clause)


@given(st.integers(0, 60_000), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_it_finds_the_same(start: int, length: int) -> None:
    clause = re.sub("《[^》]{1,30}》", "Ⓣ", re.sub("[0-9]+件", "Ⓠ", text()[start : start + length]))
    for pattern in used():
        assert spans(pattern, clause) == spans(re.compile(pattern.pattern), clause), pattern.pattern


def test_most_patterns_are_not_tried_in_vain() -> None:
    heeded = sum(bool(pattern.needles) for pattern in used())
    assert heeded > 0.8 * len(used())


def test_in_a_window_it_looks_no_further() -> None:
    """Else a text in which each number has its window takes the square of its length."""
    rule, plain = Pattern("(?<=第)[一二]届|表决通过"), re.compile("(?<=第)[一二]届|表决通过")
    length = 400_000
    begun = time.process_time()
    for _ in range(0, length, 20):
        assert rule.search("件" * 40, 10, 30) is None
    once = time.process_time() - begun
    clause = "件" * length
    begun = time.process_time()
    for at in range(0, length, 20):
        assert rule.search(clause, at, at + 20) is None
        assert next(rule.finditer(clause, at, at + 20), None) is None
    assert time.process_time() - begun < 0.2 + 8 * once
    for start, end in ((0, 3), (1, 3), (2, 6), (1, 2)):
        assert spans_in(rule, start, end) == spans_in(plain, start, end)


def spans_in(pattern: Pattern | re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer("第一届表决通过", start, end)]


def test_it_goes_to_another_process_and_comes_back() -> None:
    pattern = pickle.loads(pickle.dumps(Pattern("通过")))
    assert pattern.search("表决通过").span() == (2, 4)
    assert pattern.search("表决") is None


@pytest.mark.parametrize(
    "pattern",
    [
        "(?<!第)[一二]届",
        "(?<=第)(?:一|二)?届",
        "(?<!第)(?:[一二]?届|，)",
        "(?!一)[一二]",
        "(?i)(?<!b)a",
        "(?<!，)(?i:a)届",
    ],
)
@given(st.text("第一二届，aAbB", max_size=8))
def test_a_search_that_skips_finds_what_one_that_tries_everywhere_finds(pattern: str, text: str) -> None:
    own, plain = Pattern(pattern), re.compile(pattern)
    places = range(len(text) + 1)
    for bounds in ((), *((start,) for start in places), *product(places, places)):
        found, expected = own.search(text, *bounds), plain.search(text, *bounds)
        assert (found and found.span()) == (expected and expected.span())
