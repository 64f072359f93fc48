"""Dates in Chinese prose: full, partial, masked (2023年xx月xx日), relative (今年2月), intervals.

近三年 runs up to the report's year. 同日 and 当日 point at another date and state none, 五年来 does not tell
from when it counts: they are no dates here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from kg.model import DateValue, Mention
from kg.pattern import Pattern
from kg.recognise.numbers import CHINESE_DIGITS, DIGIT, MASK, read_chinese, read_digits

FIRST_YEAR, LAST_YEAR = 1949, 2099
_LEAP_YEAR = 2024

_HIDDEN = MASK + "*＊○某"
_GAP = r"\s{0,3}"
_YEAR = rf"(?:[{DIGIT}]{{4}}|[{CHINESE_DIGITS}○]{{4}}|(?:19|20)[{_HIDDEN}]{{2}}|[{_HIDDEN}]{{1,4}})"
_SMALL = rf"(?:[{DIGIT}]{{1,2}}|[一二三四五六七八九十]{{1,3}}|[{_HIDDEN}]{{1,2}})"
_BARE = Pattern(rf"[{DIGIT}{CHINESE_DIGITS}十{_HIDDEN}]$")
_DAY_END = Pattern(rf"[日号]$|月{_GAP}{_SMALL}$")
_TO = rf"{_GAP}(?:至|到|[—–－~～-]{{1,2}}){_GAP}"


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """The patterns made of ``dates.toml``."""

    point: Pattern
    to: Pattern
    day: Pattern
    relative: tuple[tuple[int, Pattern], ...]
    lately: Pattern
    before_span: Pattern
    after_span: Pattern


@cache
def grammar() -> DateGrammar:
    """The date patterns, compiled once."""
    words = tomllib.loads(files("kg.recognise").joinpath("dates.toml").read_text(encoding="utf-8"))
    names, excluded = words["relative"], words["excluded"]
    return DateGrammar(
        point=_point("|".join(names.values()), excluded["after_year"], words["days"]),
        to=Pattern(_TO),
        day=Pattern(rf"(?P<day>{_SMALL}){_GAP}[日号]"),
        relative=tuple((int(years), Pattern(name)) for years, name in names.items()),
        lately=Pattern(words["spans"]["lately"]),
        before_span=Pattern(rf"(?:{excluded['before_span']}){_GAP}$"),
        after_span=Pattern(rf"{_GAP}(?:{excluded['after_span']})"),
    )


def _point(names: str, after_year: str, days: Mapping[str, str]) -> Pattern:
    """One date; in 2022—2026年, 1—6月 and 3月24—31日 the word 年, 月, 日 stands at the end alone."""
    month = rf"{_SMALL}){_GAP}(?:月份?|(?={_TO}{_SMALL}{_GAP}月))"
    day = rf"{_SMALL}){_GAP}(?:[日号]|(?={_TO}{_SMALL}{_GAP}[日号]))"
    return Pattern(
        rf"""(?<![第A-Za-z{DIGIT}.．{MASK}*])(?:
          (?P<iso>[{DIGIT}]{{4}}([-./])[{DIGIT}]{{1,2}}\2[{DIGIT}]{{1,2}})(?![{DIGIT}])
        | (?:(?P<year>{_YEAR}){_GAP}(?:年度?|(?={_TO}{_YEAR}{_GAP}年))|(?P<named>{names})度?)(?!{after_year})
          (?:{_GAP}(?P<month>{month}(?:{_GAP}(?P<day>{day})?|{_GAP}(?P<first>{days["first"]}))?
        | (?P<lone_month>{month}(?:{_GAP}(?P<lone_day>{day})?
        | (?P<lone_first>{days["first"]})
        | (?<![月至到—–－～~-])(?P<only_day>{_SMALL})日(?={days["behind"]}) )""",
        re.VERBOSE,
    )


@lru_cache(maxsize=8)
def dates(text: str) -> tuple[Mention, ...]:
    """All dates of a clause's text, in order, without overlaps; offsets are those of ``text``.

    Days and months that no calendar has and years outside 1949-2099 are no dates. Never raises.

    >>> [(m.value.year, m.value.month, m.value.day, m.value.masked) for m in dates("2024年10月30日，2023 年 x 月")]
    [(2024, 10, 30, False), (2023, None, None, True)]
    >>> [(m.value.relative, m.value.month) for m in dates("去年12月至今年3月")], dates("70年前，13月")
    ([(-1, 12)], ())
    >>> [(m.value.relative, m.value.until.relative) for m in dates("近三年")]
    [(-2, 0)]
    """
    found, at = [], 0
    while match := grammar().point.search(text, at):
        at = match.end()
        value = _stated(text, match)
        end = _until(text, at, value) if value else None
        if value and end:
            at += len(end[1])
            value = replace(value, verbatim=match.group() + end[1], until=end[0])
        if value and (end or match["iso"] or not _BARE.search(match.group())):
            found.append(Mention("date", match.start(), at, value))
    return tuple(sorted([*found, *_lately(text)], key=lambda mention: mention.start))


def _lately(text: str) -> Iterator[Mention]:
    """近三年: from two years before the report's year to that year."""
    for match in grammar().lately.finditer(text):
        years = _small(match["years"].replace("两", "二"))
        if years is not None:
            value = DateValue(match.group(), relative=1 - years, until=DateValue(match.group(), relative=0))
            yield Mention("date", match.start(), match.end(), value)


def _stated(text: str, match: re.Match[str]) -> DateValue | None:
    """The date of one match, None when no calendar has it or a masked number of years is meant."""
    if match["iso"]:
        year, month, day = re.split("[-./]", match["iso"])
        return _value(match.group(), year, month, day)
    month, day = match["month"] or match["lone_month"], match["day"] or match["lone_day"] or match["only_day"]
    if match["first"] or match["lone_first"]:
        value = _value(match.group(), match["year"], None, None)
        value = replace(value, month=1, day=1) if value else None
        return replace(value, relative=_relative(match["named"])) if value and match["named"] else value
    if match["year"] and not month and _is_span(text, match):
        return None
    value = _value(match.group(), match["year"], month, day)
    return replace(value, relative=_relative(match["named"])) if value and match["named"] else value


def _is_span(text: str, match: re.Match[str]) -> bool:
    """Is a wholly masked year without a month a number of years (连续xx年)? A year hides two or four digits."""
    if not set(match["year"]) <= set(_HIDDEN):
        return False
    before = text[max(0, match.start() - 6) : match.start()]
    around = grammar().before_span.search(before) or grammar().after_span.match(text, match.end())
    return bool(around) or len(match["year"]) not in (2, 4)


def _relative(name: str) -> int | None:
    return next((years for years, pattern in grammar().relative if pattern.fullmatch(name)), None)


def _value(verbatim: str, year: str | None, month: str | None, day: str | None) -> DateValue | None:
    printed = [part for part in (year, month, day) if part]
    shown = [part for part in printed if not _is_hidden(part)]
    numbers = {part: read_digits(part) if part == year else _small(part) for part in shown}
    y, m, d = (numbers.get(part or "") for part in (year, month, day))
    if None in numbers.values() or not _exists(y, m, d):
        return None
    return DateValue(verbatim, y, m, d, masked=len(shown) < len(printed))


def _is_hidden(part: str) -> bool:
    """A circle is a mask alone and a zero among digits (二○二四)."""
    masks = set(part) & set(_HIDDEN)
    return bool(masks - {"○"}) or masks == set(part)


def _small(text: str) -> int | None:
    """A month or a day: ten is 10 or 十."""
    if text.isdecimal():
        return int(text)
    number = read_chinese(text)
    return None if number is None else int(number)


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    try:
        date(year or _LEAP_YEAR, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return False
    return True


def _until(text: str, at: int, start: DateValue) -> tuple[DateValue, str] | None:
    """The end of an interval whose start ends at ``at``, with the characters from there on."""
    to = grammar().to.match(text, at)
    if not to:
        return None
    match = grammar().point.match(text, to.end())
    end = _stated(text, match) if match else None
    if not match and _DAY_END.search(start.verbatim):
        match = grammar().day.match(text, to.end())
        end = _value(match.group(), None, None, match["day"]) if match else None
    return (_inherit(start, end), text[at : match.end()]) if match and end else None


def _inherit(start: DateValue, end: DateValue) -> DateValue:
    """``end`` with the year and month printed at ``start`` alone, unless it would then come before it."""
    if "月" not in end.verbatim and end.verbatim[-1] in "日号":
        end = replace(end, month=start.month)
    if "年" in end.verbatim or end.relative is not None:
        return end
    order = [(value.month or 0, value.day or 99) for value in (start, end)]
    return end if order[1] < order[0] else replace(end, year=start.year, relative=start.relative)
