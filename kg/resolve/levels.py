"""The level a name tells by its last words: 市, 州, 自治区 …"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from kg.pattern import Pattern
from kg.resolve.wording import wording

PEOPLES = "人民"
# A report says the same few names again and again.
_NAMES = 10_000


@lru_cache(_NAMES)
def level_of(name: str) -> str:
    """The word of level a name ends with, as people say it of themselves (我州, not 我自治州); empty if none.

    >>> [level_of(n) for n in ("恩施土家族苗族自治州", "xx市", "我省", "宁夏回族自治区", "大同")]
    ['州', '市', '省', '自治区', '']
    """
    word = _word_of_level(name)
    return wording().spoken.get(word, word)


def level_ends(text: str, first: int, last: int) -> Iterator[int]:
    """Every ``end`` from ``first`` to ``last`` at which ``text[:end]`` tells a level, in order.

    >>> list(level_ends("大同市停车条例", 2, 7))
    [3]
    """
    ends = _last()
    return (end for end in range(first, min(last, len(text)) + 1) if text[end - 1] in ends and level_of(text[:end]))


def kind_of(name: str) -> str:
    """The division kind a printed name tells; empty if none.

    >>> kind_of("xx回族自治州"), kind_of("xx市")
    ('autonomous-prefecture', 'prefecture-city')
    """
    return wording().kinds.get(_word_of_level(name), "")


def _word_of_level(name: str) -> str:
    # Most names asked about are none, and their last character tells.
    match = _level().search(name) if name[-1:] in _last() else None
    return match[1] if match else ""


@cache
def _last() -> frozenset[str]:
    return frozenset(word[-1] for word in (*wording().kinds, PEOPLES))


@cache
def _level() -> Pattern:
    return Pattern(f"({'|'.join(wording().kinds)})(?:{PEOPLES})?$")


@lru_cache(_NAMES)
def is_masked(name: str) -> bool:
    """Whether the name of a place is left out: xx市, 某县.

    >>> is_masked("xx 市"), is_masked("大同市")
    (True, False)
    """
    return bool(wording().mask.match(name))
