"""Counted things → statistics: what is counted, how many, about whom, in which year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extract.agents import told_of
from kg.extract.case import triggers
from kg.extract.frames import Frame, Grammar
from kg.extract.modality import is_outlook
from kg.extract.sentence import Sentence
from kg.extract.setting import Setting
from kg.extract.wording import leading_verb
from kg.model import DateValue, Fact, Quantity, Report, RoleValue
from kg.pattern import Pattern
from kg.tables import installed
from kg.words import lexicon

COUNT, RATE = "figure.count", "figure.rate"
HUNDRED = Decimal(100)
LONGEST = 40
LONGEST_VERB = 4


@dataclass(frozen=True, slots=True)
class FigureGrammar:
    """The patterns of ``figures.toml``."""

    leading: Pattern
    trailing: Pattern
    behind: Pattern
    rates: Pattern
    rate: Pattern
    spanning: Pattern
    respectively: Pattern
    skip: Pattern
    aimed: Pattern


@cache
def wording() -> FigureGrammar:
    """The figure patterns, compiled once."""
    return installed("kg.extract", "figures.toml", FigureGrammar)


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity at ``code[index]``, the stretch of code that words it, and its phrase as printed."""

    index: int
    start: int
    end: int
    phrase: str


def figures(sentence: Sentence, setting: Setting, reasons: dict[int, str]) -> Iterator[Fact]:
    """The statistics a sentence states: one for each number with a counter, several where rates share one.

    Why a number is no figure goes into ``reasons`` by its place in the code.
    """
    if "Ⓠ" not in sentence.code:
        return
    before = ""
    paired: list[str] = []
    for counted in _counted(sentence, reasons):
        phrase = _complete(counted.phrase, before)
        before = phrase or before
        quantity = _quantity(sentence, counted.index)
        labels = _labels(sentence, counted, phrase) if quantity.unit == "%" else [phrase]
        if paired and quantity.unit == "%" and not counted.phrase:
            labels = [paired.pop(0)]
        elif len(labels) > 1 and wording().respectively.search(sentence.code[counted.start : counted.index]):
            labels, paired = labels[:1], labels[1:]
        for label in labels:
            rule = RATE if quantity.unit == "%" else COUNT
            proof = setting.evidence(sentence, counted.start, counted.end, rule)
            roles = _roles(sentence, counted.index, label, quantity, setting)
            yield Fact("Statistic", "", roles, proof)


def all_done(sentence: Sentence, grammar: Grammar, setting: Setting, reasons: dict[int, str]) -> Iterator[Fact]:
    """全部办结 and its like: a hundred per cent, in words. What is done stands before it or in the segment before."""
    for trigger in triggers(sentence, grammar):
        start, end = trigger.start, trigger.end
        for frame in trigger.frames:
            if frame.fact != "Statistic":
                continue
            cue = _undone(sentence, start, frame, grammar)
            if cue:
                reasons[start] = f"{frame.id}: {cue}"
                continue
            first, label = _done_thing(sentence, start, end)
            quantity = Quantity(HUNDRED, "%", sentence.printed(start, end), "in-words")
            proof = setting.evidence(sentence, first, end, frame.id)
            yield Fact("Statistic", "", _roles(sentence, start, label, quantity, setting), proof)


def _done_thing(sentence: Sentence, start: int, end: int) -> tuple[int, str]:
    """Where the wording of what is done begins, and that wording with its number left out."""
    first, _ = sentence.segment(start)
    if first == start and start > 0:
        first, _ = sentence.segment(start - 1)
    kept = [sentence.printed(i, i + 1) for i in range(first, end) if sentence.code[i] not in "Ⓠ，"]
    return first, "".join(kept)[-LONGEST:]


def _undone(sentence: Sentence, start: int, frame: Frame, grammar: Grammar) -> str:
    """Why 全部办结 states no figure: what is done is not named, or it is only aimed at."""
    code, part = sentence.code, sentence.part(start)
    if frame.needs and not frame.needs.search(code[part:start]):
        return "what is done is not named"
    first, _ = sentence.segment(start)
    aimed = is_outlook(sentence) or wording().aimed.search(code[first:start])
    cues = [name for name in frame.cancelled_by if (near := grammar.cues[name].near) and near.search(code[first:start])]
    return "aimed at, not reached" if aimed else "".join(cues[:1])


def _quantity(sentence: Sentence, index: int) -> Quantity:
    value = sentence.at[index].mention.value
    assert isinstance(value, Quantity)
    return value


def _counted(sentence: Sentence, reasons: dict[int, str]) -> Iterator[Counted]:
    code = sentence.code
    stops = [i for i in sentence.at if code[i] == "Ⓠ"]
    for number, index in enumerate(stops):
        start, end = sentence.segment(index)
        if number and stops[number - 1] >= start:
            start = _behind(code, stops[number - 1], index)
        if number + 1 < len(stops) and stops[number + 1] < end:
            end = _clear_of_next(code, index, stops[number + 1])
        if reason := _no_figure(sentence, start, index):
            reasons[index] = reason
            continue
        yield Counted(index, min(start, index), max(end, index + 1), _phrase(sentence, start, index, end))


def _no_figure(sentence: Sentence, start: int, index: int) -> str:
    before = sentence.code[start:index]
    if is_outlook(sentence) or wording().aimed.search(before):
        return f"{COUNT}: aimed at, not reached"
    return f"{COUNT}: counts nothing of its own" if wording().skip.search(before) else ""


def _behind(code: str, before: int, index: int) -> int:
    """Where a number's wording begins that follows another in one segment: behind the 、 or what is counted there."""
    gap = code[before + 1 : index]
    cut = max(gap.rfind("、"), gap.rfind("和"), gap.rfind("，"))
    if cut < 0 and _names_behind(code, index):
        return index
    return before + 1 + (cut + 1 if cut >= 0 else 0)


def _names_behind(code: str, index: int) -> bool:
    """2件议案211件建议: what is counted stands behind each number."""
    return bool(re.match(r"[\u4e00-\u9fff]{2}", code[index + 1 : index + 3]))


def _clear_of_next(code: str, index: int, following: int) -> int:
    gap = code[index + 1 : following]
    cut = max(gap.rfind("、"), gap.rfind("和"))
    if cut < 0 and _names_behind(code, following):
        return following
    return index + 1 + max(cut, 0)


def _phrase(sentence: Sentence, start: int, index: int, end: int) -> str:
    words = wording()
    left, right = sentence.code[start:index], sentence.code[index + 1 : end]
    first = start + (match.end() if (match := words.leading.match(left)) else 0)
    last = start + (match.start() if (match := words.trailing.search(left)) else len(left))
    skipped = match.end() if (match := words.behind.match(right)) else 0
    thing = sentence.printed(index + 1 + skipped, end)
    return (sentence.printed(first, max(first, last)) + thing)[:LONGEST]


def _complete(phrase: str, before: str) -> str:
    """修改91件 behind 制定地方性法规105件 counts 地方性法规 as well: the thing is taken from before."""
    if not before:
        return phrase
    if not phrase:
        return before
    if wording().rate.search(phrase) or lexicon().indicator_in(phrase):
        return phrase
    bare = len(phrase) <= LONGEST_VERB and leading_verb(phrase) == phrase
    return phrase + before[len(leading_verb(before)) :] if bare else phrase


def _labels(sentence: Sentence, counted: Counted, phrase: str) -> list[str]:
    match = wording().rates.search(sentence.code[counted.start : counted.index])
    if match is None:
        return [phrase]
    start = counted.start + match.start(1)
    printed = sentence.printed(start, counted.start + match.end(1))
    return [label for label in re.split(r"、|和|及|与|以及", printed) if label]


def _roles(
    sentence: Sentence, index: int, label: str, quantity: Quantity, setting: Setting
) -> tuple[tuple[str, RoleValue], ...]:
    indicator = lexicon().indicator_in(label)
    roles: list[tuple[str, RoleValue]] = [
        ("about", told_of(sentence, index) or setting.speaker),
        ("label", label or quantity.verbatim),
        ("quantity", quantity),
    ]
    if indicator is not None:
        roles.append(("indicator", indicator.name))
    return (*roles, *_when(sentence, index, setting.report))


def _when(sentence: Sentence, index: int, report: Report) -> tuple[tuple[str, RoleValue], ...]:
    """The year a figure is of, or the years it sums up (近三年); empty where no single ones are known."""
    reference = sentence.nearest("Ⓓ", sentence.part(index), index)
    value = reference.mention.value if reference else None
    if isinstance(value, DateValue) and value.year is not None:
        over = value.until is not None and value.until.year not in (None, value.year)
        return (("date", value),) if over else (("year", value.year),)
    summed = wording().spanning.search(sentence.code, sentence.part(index), index)
    return () if summed or report.year is None else (("year", report.year),)
