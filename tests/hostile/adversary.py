"""Texts that make a regular expression look again and again, made from the expression itself.

A pattern takes the square of a text's length where a repeat without a bound can begin at many places, and fails at
each: what leads up to the repeat, again and again, and then a sign at which nothing matches. That is what
:func:`units` gives for each repeat of a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# Whatever a repeat takes, one of these signs ends it, and none of them is at the end.
END = "；，。、：）》”\n甲"
# A bound beyond this is none.
_LONG = 400
_VARIANTS = 3
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
# One of these is in any set of characters that a pattern names, or excludes.
_ANY = "甲、“（，Ⓣ一1 \n"
Items = Iterable[tuple[Any, Any]]


def units(pattern: str) -> list[str]:
    """What to repeat, for each repeat without a bound: what leads up to it, with what it repeats and without, and that.

    >>> units("(?:督促|要求)[^；。]*$")
    ['甲', '督促', '督促甲', '要求', '要求甲']
    >>> units("[一二]{1,3}年")
    []
    """
    found = {
        unit
        for variant in range(_VARIANTS)
        for before, body in _repeats(parser.parse(pattern), variant, "")
        for unit in (before, before + body, body)
        if unit
    }
    return sorted(found)


def _repeats(items: Items, variant: int, before: str) -> Iterator[tuple[str, str]]:
    """Each repeat without a bound: a text that leads up to it, and one that it takes once."""
    for operator, argument in items:
        name = str(operator)
        if name in _REPEATS and argument[1] > _LONG:
            yield before, _sample(argument[2], variant)
        for inner in _inside(name, argument):
            yield from _repeats(inner, variant, before)
        before += _sample([(operator, argument)], variant)


def _inside(name: str, argument: Any) -> Sequence[Items]:
    """The sequences that a part of a pattern holds."""
    if name in _REPEATS:
        return [argument[2]]
    if name == "BRANCH":
        return list(argument[1])
    if name == "SUBPATTERN":
        return [argument[3]]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    return [argument] if name == "ATOMIC_GROUP" else []


def _sample(items: Items, variant: int) -> str:
    """A text that the sequence takes; the variants choose other branches, and what may be left out."""
    return "".join(_sample_of(str(operator), argument, variant) for operator, argument in items)


def _sample_of(name: str, argument: Any, variant: int) -> str:
    if name == "LITERAL":
        return chr(argument)
    if name in ("IN", "NOT_LITERAL", "ANY"):
        return _character(name, argument)
    if name in _REPEATS:
        return _sample(argument[2], variant) * max(argument[0], variant % 2)
    if name in ("SUBPATTERN", "ATOMIC_GROUP", "BRANCH"):
        inside = _inside(name, argument)
        return _sample(inside[variant * (len(inside) - 1) // (_VARIANTS - 1)], variant)
    return ""


def _character(name: str, argument: Any) -> str:
    """A character of a set: one that the pattern names, where it names any."""
    named = [chr(low) for operator, low in argument if str(operator) == "LITERAL"] if name == "IN" else []
    one = re.compile(_set_of(name, argument))
    return next((char for char in [*named, *_ANY, *map(chr, range(0x21, 0x7F))] if one.fullmatch(char)), "")


def _set_of(name: str, argument: Any) -> str:
    """The set as it is written."""
    if name == "ANY":
        return "."
    if name == "NOT_LITERAL":
        return f"[^{re.escape(chr(argument))}]"
    parts = {
        "LITERAL": lambda low: re.escape(chr(low)),
        "RANGE": lambda pair: f"{re.escape(chr(pair[0]))}-{re.escape(chr(pair[1]))}",
        "CATEGORY": lambda kind: {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}[str(kind)],
        "NEGATE": lambda _: "^",
    }
    return "[" + "".join(parts[str(operator)](value) for operator, value in argument) + "]"
