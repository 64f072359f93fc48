"""Whatever a text repeats, the time to read it grows with its length, and not faster."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator

import pytest
from adversary import END, units
from clock import grows, spent
from prose import MANY, PIECES

from kg.extract import figures, outcomes, proposals
from kg.extract.constructions import constructions
from kg.extract.frames import Frame, grammar
from kg.model import Clause, Document
from kg.pattern import Pattern
from kg.pipeline import facts_of
from kg.recognise import recognise
from kg.recognise.bodies import bodies, meetings
from kg.recognise.dates import dates
from kg.recognise.numbers import numerals
from kg.recognise.people import people
from kg.recognise.places import places
from kg.recognise.quantities import quantities
from kg.recognise.titles import grammar as titles_grammar
from kg.recognise.titles import heading_title, titles
from kg.resolve.wording import wording
from kg.text.clauses import LONGEST, clauses
from kg.text.layout import layout
from kg.text.reports import split_reports
from kg.words import lexicon

# No clause is longer: the text before it is cut.
CLAUSE = 2 * LONGEST
# `make fuzz` goes up to 100,000 characters, as no clause does; there the memory, too, makes its share of the time.
LENGTH, GROWTH = (25_000, 12.0) if MANY else (CLAUSE, 8.0)
SYMBOLS = ("Ⓣ", "Ⓣ、", "Ⓞ", "Ⓑ", "ⒷⓂ", "Ⓠ", "Ⓓ", "Ⓟ", "Ⓝ", "Ⓝ、")
Run = Callable[[str], object]
RECOGNISERS: dict[str, Run] = {
    "places": places,
    "bodies": lambda text: bodies(text, places(text)),
    "meetings": lambda text: meetings(text, places(text)),
    "dates": dates.__wrapped__,
    "numerals": lambda text: list(numerals(text)),
    "people": people,
    "quantities": lambda text: quantities(text, lexicon().counters),
    "titles": titles,
    "heading": lambda text: heading_title(text, places(text)),
    "all": lambda text: recognise(Clause(text, tuple(range(len(text))))),
}


@pytest.mark.parametrize("name", RECOGNISERS)
def test_a_recogniser(name: str) -> None:
    run = RECOGNISERS[name]
    run("大同市人大常委会2023年制定《条例》3件，主任王军")
    assert [said for unit in PIECES["repeated"] if (said := grows(run, unit, LENGTH, GROWTH))] == []


def used(name: str, rule: Pattern) -> Run:
    """How a pattern is used, by the name of its key (docs/frames.md).

    It is tried as it is: that the words it needs are missing would save it here, and in no text made to harm it.
    """
    pattern = re.compile(rule.pattern, rule.flags)
    if name in ("patterns", "coordinated"):
        return lambda text: list(pattern.finditer(text))
    if name.endswith("gap") or name.startswith("between") or name == "described_next":
        return pattern.fullmatch
    return pattern.match if name in ("followed_by", "not_followed_by", "phrase_behind") else pattern.search


def patterns(row: object) -> Iterator[tuple[str, Pattern]]:
    """The patterns of a frame, a cue, the constructions or a table of words, with their keys."""
    for field in dataclasses.fields(row):  # type: ignore[arg-type]
        value = getattr(row, field.name)
        found = value if isinstance(value, tuple) else (value,)
        yield from ((field.name, one) for one in found if isinstance(one, Pattern))


def words(pattern: Pattern) -> list[str]:
    """What a pattern itself looks for, as far as it is written out."""
    found = sorted(set(re.findall("[\u4e00-\u9fffⒶ-ⓩ]{1,8}", pattern.pattern)))
    return found if MANY else found[:: max(1, len(found) // 8)]


def faults(row: object, more: tuple[str, ...] = ()) -> list[str]:
    """The patterns of ``row`` that grow faster than what they are given."""
    marks = ["《", "、", "“", "“一", "（", "1", "×", "的", "和", "一", " ", "，", *SYMBOLS]
    return [
        f"{name}: {said}"
        for name, pattern in patterns(row)
        for unit in dict.fromkeys([*marks, *more, *words(pattern)])
        if (said := grows(used(name, pattern), unit, CLAUSE))
    ]


@pytest.mark.parametrize("frame", grammar().frames, ids=lambda frame: frame.id)
def test_the_patterns_of_a_frame(frame: Frame) -> None:
    assert faults(frame, frame.triggers[: None if MANY else 4]) == []


def test_the_patterns_of_cues_and_constructions() -> None:
    assert [said for row in (*grammar().cues.values(), constructions()) for said in faults(row)] == []


TABLES = {
    **grammar().cues,
    "constructions": constructions(),
    "figures": figures.wording(),
    "outcomes": outcomes.wording(),
    "proposals": proposals.wording(),
    "layout": layout(),
    "references": wording(),
    "titles": titles_grammar(),
    **{frame.id: frame for frame in grammar().frames},
}


def test_the_patterns_are_looked_at() -> None:
    assert sum(len(list(patterns(row))) for row in TABLES.values()) > 350
    assert sum(len(units(pattern.pattern)) > 0 for row in TABLES.values() for _, pattern in patterns(row)) > 90


@pytest.mark.parametrize("name", TABLES)
def test_a_pattern_on_a_hundred_thousand_characters(name: str) -> None:
    """No clause is as long. What is linear here is linear in whatever a pattern is used for one day."""
    slow = []
    for key, pattern in patterns(TABLES[name]):
        run = used(key, pattern)
        said = [grows(lambda text, run=run: run(text + END), unit, 25_000) for unit in units(pattern.pattern)]  # type: ignore[misc]
        slow += [f"{key}: {one}" for one in said if one]
    assert slow == []


# For each trigger the clause around it is looked at: without an end to clauses, that is the square of their length.
@pytest.mark.parametrize("frame", grammar().frames[:: 1 if MANY else 4], ids=lambda frame: frame.id)
def test_a_clause_of_a_frame_s_own_words(frame: Frame) -> None:
    own = [*frame.triggers, *(word for _, pattern in patterns(frame) for word in words(pattern) if word.isalpha())]
    unit = "".join(dict.fromkeys(own))[:200] + "《甲条例》、大同市3件"
    assert grows(lambda text: facts_of(Document("a.txt", text, "utf_8")), unit, CLAUSE // 2, growth=12) == ""


LAYOUT = (
    *(
        "一\n",
        "一、\n",
        "——\n",
        "|\n",
        "\n",
        "\f",
        "第一条\n",
        "目录 1\n",
        "图为\n",
        "计划：\n",
        "大同市\n\n",
        "**a**",
        '"',
        "”）",
        "（",
    ),
    *(
        "大同市：\n\n长沙市，\n\n",
        "市人大常委会2023年工作综述\n\n",
        "一二三四五六七八九十一二三四五六七八九\n",
        "關於制定，\n",
        "縣",
    ),
    *("《", "》", "，", "。", "a", "通过2020年4月1日", "2023年1月3日在", "\u200b", "……", "#"),
)


@pytest.mark.parametrize("unit", LAYOUT)
def test_the_cutting_of_a_text(unit: str) -> None:
    def cut(text: str) -> None:
        for report in split_reports(Document("a.txt", text, "utf_8")):
            clauses(report)

    assert grows(cut, unit, 25_000 if MANY else 8_000, GROWTH) == ""


def test_the_clock_sees_what_grows_faster() -> None:
    squared = re.compile("(?:a|b)*c")
    assert "times as long" in grows(squared.search, "a", 10_000)
    assert spent(lambda: squared.search("a" * 100)) < 1
