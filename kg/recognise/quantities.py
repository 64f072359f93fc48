"""Numbers with a counter: 143个, 6300多人次, 近百场, xx 件, 95%, 3400余万元.

Left out, for they count nothing or state no value: ordinals (第三次, 二审), dates, names of sessions,
numbers inside 《》 and short quotes (“12件民生实事”), 一 with a counter (一项, 一批), ranges (3至5件),
数十件, and a 百, 千, 万 without digit or bound (百件实事). Durations (70年, 5个月) are quantities if the
counters name their unit; whether they tell anything is for the caller to judge.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from kg.model import Mention, Quantity
from kg.pattern import Pattern
from kg.recognise.dates import FIRST_YEAR, LAST_YEAR, dates
from kg.recognise.numbers import CHINESE_DIGITS, DIGIT, MASK, Numeral, numerals, read_digits
from kg.words import longest_first

LONGEST_NAME = 16
_REACH = 16
_BOLD_REACH = 80
_GAP = r"\s{0,3}"
_TENTHS = Pattern("(?P<unit>成)(?P<rest>[一二三四五六七八九半])?")
_TO = r"\s?(?:[-—–－~～]{1,2}|[至到])\s?"
_RANGE = Pattern(_TO)
_NUMERAL = f"[{DIGIT}{MASK}{CHINESE_DIGITS}十百千万亿]"
_NOT_COUNTED = Pattern(
    rf"(?:第|分之|{_NUMERAL}\s?(?:{_TO}|[+:/])"
    rf"|(?<=[^。；：\s])[{CHINESE_DIGITS}]、|[{DIGIT}]\s)\s{{0,2}}$"
)
_CLOSERS = {"》": "《", "〉": "〈", "”": "“", "’": "‘", "」": "「"}
_DECIMALS = Pattern(rf"点([{CHINESE_DIGITS}]+)")
_MARKS = Pattern(f"[{''.join(_CLOSERS)}{''.join(_CLOSERS.values())}]")
_SENTENCE_END = Pattern("[。！？]")


@dataclass(frozen=True, slots=True)
class QuantityGrammar:
    """The patterns made of ``quantities.toml`` and the counters."""

    unit: Pattern
    before: Pattern
    after: Pattern
    bounds: Mapping[str, str]
    other: Pattern
    period: Pattern
    name_ends: frozenset[str]
    term: Pattern
    meeting: Pattern


class _Count(NamedTuple):
    """A numeral with its unit: ``text[start:end]`` without words of a bound."""

    start: int
    end: int
    unit: str
    value: Decimal | None
    more: bool


@cache
def grammar(counters: tuple[str, ...]) -> QuantityGrammar:
    """The patterns for these counters, compiled once."""
    data = tomllib.loads(files("kg.recognise").joinpath("quantities.toml").read_text(encoding="utf-8"))
    words = data["words"]
    before, after = _codes(data["before"]), _codes(data["after"])
    unit = _either(["[%％]", *map(_counter, longest_first(set(counters) - set(words["ranks"])))])
    return QuantityGrammar(
        unit=Pattern(rf"{_GAP}(?P<unit>{unit})(?!半)"),
        before=Pattern(rf"({_either(longest_first(before))})为?{_GAP}$"),
        after=Pattern(rf"{_GAP}(?P<word>{_either(longest_first(after))})|(?P<more>多)(?={words['after_more']})"),
        bounds=before | after,
        other=Pattern(_either(words["other"])),
        name_ends=frozenset(words["name_ends"]),
        period=Pattern(words["period"]),
        term=Pattern(words["term"]),
        meeting=Pattern(_GAP + words["meeting"]),
    )


def _codes(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: code for code, words in groups.items() for word in words}


def _either(patterns: Iterable[str]) -> str:
    return "|".join(patterns)


def _counter(counter: str) -> str:
    """A counter's pattern: brackets of either width, 多 inside 个月 (3个多月)."""
    pattern = re.escape(counter).replace(r"\(", "[(（]").replace(r"\)", "[)）]")
    return re.sub("^个(?=.)", "个多?", pattern)


def quantities(text: str, counters: Sequence[str]) -> tuple[Mention, ...]:
    """All quantities of a clause's text, in order, without overlaps; offsets are those of ``text``.

    A mention reaches from the word of a bound before the number to the one after the counter. Never raises.

    >>> [m.value.verbatim for m in quantities("听取报告 xx 项，接待近百批次6300多人次", ("项", "人次", "批次"))]
    ['xx 项', '近百批次', '6300多人次']
    >>> [(int(v.value), v.unit, v.approximation, int(v.minimum), int(v.maximum))
    ...  for v in (m.value for m in quantities("2万余条", ("条",)))]
    [(20000, '条', 'more-than', 20000, 29999)]
    >>> quantities("第三次会议、一项工作、2023年、“12件民生实事”", ("次", "项", "年", "件"))
    ()
    """
    rules = grammar(tuple(counters))
    numbers = list(_numbers(text, rules))
    if not numbers:
        return ()
    closed = _closed(text)
    counts = (_count(text, numeral, rules) for numeral in numbers if not closed[numeral.start])
    found = [_mention(text, count, rules) for count in counts if count]
    gaps = [(left, right) for left, right in pairwise(found) if _RANGE.fullmatch(text, left.end, right.start)]
    ends = {mention.start for gap in gaps for mention in gap}
    return tuple(mention for mention in found if mention.start not in ends)


def _closed(text: str) -> bytearray:
    """1 for each character of a date, of 《》, of a quoted name: a short quote without a full stop."""
    closed = bytearray(len(text))
    opened: dict[str, list[int]] = {mark: [] for mark in _CLOSERS.values()}
    spans = [(mention.start, mention.end) for mention in dates(text)]
    spans += [match.span() for match in re.finditer(rf'"[^"\n]{{1,{LONGEST_NAME}}}"', text)]
    for mark in _MARKS.finditer(text):
        at, character = mark.start(), mark[0]
        if character in opened:
            opened[character].append(at)
        elif character in _CLOSERS and opened[_CLOSERS[character]]:
            start = opened[_CLOSERS[character]].pop()
            short = at - start - 1 <= LONGEST_NAME and not _SENTENCE_END.search(text, start, at)
            if short or character in "》〉":
                spans.append((start, at + 1))
    done = 0
    for start, end in sorted(spans):
        fresh = max(0, end - max(start, done))
        closed[end - fresh : end] = b"\1" * fresh
        done = max(done, end)
    return closed


def _numbers(text: str, rules: QuantityGrammar) -> Iterator[Numeral]:
    """The numerals; of the asterisks those that stand for digits (任免**人次) and do not open or close bold type."""
    opener: Numeral | None = None
    for numeral in numerals(text):
        if not numeral.stars:
            yield numeral
        elif opener and _same_run(opener, numeral):
            opener = None
        elif rules.unit.match(text, numeral.end):
            yield numeral
        else:
            opener = numeral


def _same_run(opener: Numeral, closer: Numeral) -> bool:
    near = closer.start - opener.end <= _BOLD_REACH
    return near and opener.end - opener.start == closer.end - closer.start


def _count(text: str, numeral: Numeral, rules: QuantityGrammar) -> _Count | None:
    """The numeral with its unit, None when it has none or counts nothing."""
    before = text[max(0, numeral.start - _REACH) : numeral.start]
    if before.endswith("百分之"):
        point = _DECIMALS.match(text, numeral.end)
        end, value = (point.end(), _with_decimals(numeral, point[1])) if point else (numeral.end, numeral.value)
        return _Count(numeral.start - 3, end, "%", value, numeral.more)
    count = _with_unit(text, numeral, rules)
    if count is None or _NOT_COUNTED.search(before) or _overlaps_other(text, count.start, count.end, rules):
        return None
    if count.unit == "次" and rules.meeting.match(text, count.end) and rules.term.search(before):
        return None
    bare = numeral.chinese[:1] in ("百", "千", "万", "亿") and not count.more and not _bound(text, count, rules)
    return None if bare or _is_word(numeral) or _is_name(count, rules) else count


def _with_decimals(numeral: Numeral, decimals: str) -> Decimal | None:
    """百分之九十六点五: the digits behind the point, one by one."""
    fraction = read_digits(decimals)
    if numeral.value is None or fraction is None:
        return None
    return numeral.value + Decimal(fraction).scaleb(-len(decimals))


def _is_word(numeral: Numeral) -> bool:
    """一 is an article, 二 before a counter an ordinal (二审), 零 part of 零件."""
    return numeral.chinese in ("一", "二", "零", "〇") and not numeral.more


def _is_name(count: _Count, rules: QuantityGrammar) -> bool:
    """Is it a year, if only of a plan (2035年远景目标), or a masked name (xx段)?"""
    if count.value is None:
        return count.unit in rules.name_ends
    return count.unit == "年" and FIRST_YEAR <= count.value <= LAST_YEAR and not count.more


def _with_unit(text: str, numeral: Numeral, rules: QuantityGrammar) -> _Count | None:
    digit = numeral.value is not None and 1 <= numeral.value < 10 and not numeral.more
    tenths = _TENTHS.match(text, numeral.end) if digit else None
    if tenths and numeral.value is not None:
        return _Count(numeral.start, tenths.end(), "%", _share(numeral.value, tenths["rest"]), False)
    match = rules.unit.match(text, numeral.end)
    if not match:
        return None
    unit = match["unit"].replace("％", "%").replace("（", "(").replace("）", ")")
    more = numeral.more or "多" in unit
    return _Count(numeral.start, match.end(), unit.replace("多", ""), numeral.value, more)


def _share(tenths: Decimal, rest: str | None) -> Decimal:
    """Tenths in per cent: 八成 is 80, 九成五 is 95, 三成半 is 35."""
    return tenths * 10 + (5 if rest == "半" else CHINESE_DIGITS.index(rest) - 1 if rest else 0)


def _overlaps_other(text: str, start: int, end: int, rules: QuantityGrammar) -> bool:
    """Does a word that is no number with a counter hold a part of ``text[start:end]`` and more?"""
    words = rules.other.finditer(text, max(0, start - _REACH), end + _REACH)
    spans = [match.span() for match in words]
    return any(a < end and start < b and not (start <= a and b <= end) for a, b in spans)


def _bound(text: str, count: _Count, rules: QuantityGrammar) -> re.Match[str] | None:
    """The word of a bound before the number, if any: 近 in 近百场, but not in 最近 and 近三年."""
    low = max(0, count.start - _REACH)
    match = rules.before.search(text[low : count.start])
    if not match or _overlaps_other(text, low + match.start(), low + match.end(1), rules):
        return None
    lately = match[1] == "近" and rules.period.search(count.unit)
    idle = match[1] == "上" and text[count.start] not in "百千万"
    return None if lately or idle else match


def _mention(text: str, count: _Count, rules: QuantityGrammar) -> Mention:
    bound, after = _bound(text, count, rules), rules.after.match(text, count.end)
    start = count.start - (len(bound.string) - bound.start() if bound else 0)
    end = after.end() if after else count.end
    word = bound[1] if bound else after["word"] if after else None
    more = count.more or bool(after and after["more"])
    code = "more-than" if more else rules.bounds.get(word or "", "exact")
    low, high = _limits(count.value, code, count.more)
    value = Quantity(count.value, count.unit, text[start:end], code, low, high, redacted=count.value is None)
    return Mention("quantity", start, end, value)


def _limits(value: Decimal | None, code: str, more: bool) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest number meant; 余 leaves the digits after the last stated one open (6300多: 6399)."""
    if value is None or code in ("exact", "about"):
        return None, None
    if code in ("nearly", "at-most"):
        return None, value
    step = 10 ** (len(digits := str(value)) - len(digits.rstrip("0"))) if value == value.to_integral() else 1
    return value, value + step - 1 if more and step > 1 else None
