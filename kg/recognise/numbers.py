"""Numerals of Chinese prose: Arabic (6,300), Chinese (两千三百), mixed (3400余万) and masked (xx).

What a numeral counts is not asked here; see :mod:`kg.recognise.quantities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kg.pattern import Pattern

DIGIT = "0-9０-９"
MASK = "xX×"
CHINESE_DIGITS = "零〇一二三四五六七八九两"

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))
_SIZES = dict(_UNITS)
_LONGEST = 24

_ARABIC = rf"(?:[{DIGIT}]{{1,3}}(?:[,，][{DIGIT}]{{3}})++(?![{DIGIT}])|[{DIGIT}]++(?:[.．][{DIGIT}]++)?)"
_SCALE = r"(?:\s{0,2}[百千]?[万亿]++|\s{0,2}[百千](?!分[点之]))"
_MASKED = rf"[{DIGIT}]*+[{MASK}][{DIGIT}{MASK}]*+(?:[.．][{DIGIT}{MASK}]++)?+(?![A-Za-z])|某{{2,}}+|○++"
_APART = rf"(?<![A-Za-z{DIGIT}.．{MASK}])"
_CLOSE = r"(?(bold)(?:\s?\*\*)?)"
_NUMERAL = Pattern(
    rf"""(?P<bold>\*\*\s?)?+
    (?: {_APART}(?P<mask>{_MASKED})
      | {_APART}(?P<arabic>{_ARABIC}(?:{_SCALE}{_ARABIC}(?={_SCALE}))?)(?![A-WYZa-wyz.．])
      | (?P<chinese>[{CHINESE_DIGITS}十百千万亿]++) )
    {_CLOSE}(?P<scale>{_SCALE})?+{_CLOSE}(?:\s{{0,2}}(?P<more>[余多几]))?+{_CLOSE}(?P<after>{_SCALE})?+
    | (?P<stars>[*＊]++)""",
    re.VERBOSE,
)
_FIRST = re.compile(f"[*＊某○{DIGIT}{MASK}{CHINESE_DIGITS}十百千万亿]")
_GUESS = Pattern("[数几]")
_PART = Pattern(rf"({_ARABIC})({_SCALE})?")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，")


class Numeral(NamedTuple):
    """A numeral of ``text[start:end]``; ``value`` is None when it is masked.

    ``more`` is true with 余, 多 or 几 inside; ``chinese`` is its Chinese wording, if it has one;
    ``stars`` is true for a run of asterisks, which may be a mask or markup.
    """

    start: int
    end: int
    value: Decimal | None
    more: bool = False
    chinese: str = ""
    stars: bool = False


def read_chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral, None for anything else; 三四十, a guess, has none either.

    >>> [str(read_chinese(word)) for word in ("二十三", "一百零五", "两千三百", "三万五", "百", "三万亿", "七八")]
    ['23', '105', '2300', '35000', '100', '3000000000000', 'None']
    """
    value = _chinese(text) if 0 < len(text) <= _LONGEST else None
    return None if value is None else Decimal(value)


def _chinese(text: str) -> int | None:
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text]
    for mark, size in _UNITS:
        head, found, tail = text.rpartition(mark)
        if found:
            high, low = _head(head, size), _tail(tail, size)
            return None if high is None or low is None else high * size + low
    return None


def _head(text: str, size: int) -> int | None:
    """How many of ``size``: a digit before 十, 百, 千; any smaller numeral before 万, 亿; nothing means one."""
    value = _chinese(text) if text else 1
    limit = size if size >= _SIZES["万"] else 10
    return value if value is not None and 0 < value < limit else None


def _tail(text: str, size: int) -> int | None:
    """What follows a unit: a lone digit counts the next lower place (三百五 is 350) unless 零 stands before it."""
    if not text:
        return 0
    if text[0] not in _DIGITS:
        return None
    if len(text) == 1:
        return _DIGITS[text] * size // 10
    value = _chinese(text.lstrip("零〇"))
    return value if value is not None and value < size else None


def read_digits(text: str) -> int | None:
    """The value of digits read one by one, as in the years 2024, ２０２４ and 二〇二四; None for anything else.

    >>> read_digits("二〇二四"), read_digits("２０２４"), read_digits("20xx")
    (2024, 2024, None)
    """
    digits = "".join(str(_DIGITS[character]) if character in _DIGITS else character for character in text)
    return int(digits) if re.fullmatch(rf"[{DIGIT}]{{1,18}}", digits) else None


def numerals(text: str) -> Iterator[Numeral]:
    """All numerals of ``text`` from left to right; time grows with its length alone.

    数十 and 几百 state no value and are no numerals; a 余, 多, 几 belongs to the numeral (3400余万, 十几).
    Asterisks around a number are bold type and part of its span.

    >>> [(n.value, n.more) for n in numerals("2万余条、**3**件、xx 件、十几个、数十个")]
    [(Decimal('20000'), True), (Decimal('3'), False), (None, False), (Decimal('10'), True)]
    """
    for match in _matches(text):
        if match["stars"]:
            yield Numeral(match.start(), match.end(), None, stars=True)
            continue
        value = None if match["mask"] else _value(match)
        guess = match["chinese"] and _GUESS.match(text, match.start("chinese") - 1)
        if (value is not None or match["mask"]) and not guess:
            yield _numeral(match, value)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern, which is tried only where one may begin."""
    at = 0
    while begun := _FIRST.search(text, at):
        match = _NUMERAL.match(text, begun.start())
        if match:
            yield match
        at = match.end() if match else begun.end()


def _numeral(match: re.Match[str], value: Decimal | None) -> Numeral:
    start = match.start()
    if match.group().count("**") == 1:
        start = match.end("bold")
    return Numeral(start, match.end(), value, bool(match["more"]), match["chinese"] or "")


def _value(match: re.Match[str]) -> Decimal | None:
    size = _size(match["scale"]) * _size(match["after"])
    if match["arabic"] and len(match["arabic"]) > _LONGEST:
        return None
    if match["arabic"]:
        return _arabic(match["arabic"], size)
    number = read_chinese(match["chinese"])
    return None if number is None else number * size


def _arabic(text: str, size: int) -> Decimal:
    """Arabic digits times ``size``; of two groups (1亿2000万) the first has its own scale between them."""
    *first, last = (Decimal(part[1].translate(_HALF_WIDTH)) * _size(part[2]) for part in _PART.finditer(text))
    total = sum(first, Decimal(0)) + last * size
    return Decimal(int(total)) if total == int(total) else total


def _size(scale: str | None) -> int:
    size = 1
    for character in (scale or "").strip():
        size *= _SIZES[character]
    return size
