"""The questions that the documentation answers, and those of them nearest to one that is not understood."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.query.ask.words import FOLDER

_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Example:
    """A question in both languages, and the ``part`` of the documentation it stands in."""

    part: str
    zh: str
    en: str


@cache
def examples() -> tuple[Example, ...]:
    """All questions of ``examples.toml``, in its order.

    >>> examples()[0].zh
    '哪些城市制定了停车条例'
    """
    table: Mapping[str, list[dict[str, str]]] = tomllib.loads((FOLDER / "examples.toml").read_text(encoding="utf-8"))
    return tuple(Example(entry["part"], entry["zh"], entry["en"]) for entry in table["example"])


def nearest(question: str, count: int = 3) -> tuple[str, ...]:
    """The ``count`` examples that share most words (in Chinese, pairs of characters) with ``question``.

    >>> nearest("哪些城市喜欢停车条例", 1)
    ('哪些城市制定了停车条例', 'which cities enacted parking regulations')
    """
    asked = _grams(question)
    ranked = sorted(examples(), key=lambda one: -max(_shared(asked, _grams(one.zh)), _shared(asked, _grams(one.en))))
    return tuple(text for one in ranked[:count] for text in (one.zh, one.en))


def _grams(text: str) -> frozenset[str]:
    found = _WORD.findall(text.lower())
    pairs = {first + second for first, second in pairwise(found) if not first.isascii()}
    return frozenset(pairs | {word for word in found if word.isascii() and len(word) > 1})


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index: what two sets share, by what both hold."""
    return len(one & other) / len(one | other) if one | other else 0.0
