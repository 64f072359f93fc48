"""What became of a draft that was deliberated on, and how a vote ended: 审议后暂缓表决, 全票通过."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract.sentence import Sentence
from kg.pattern import Pattern
from kg.tables import installed

DELIBERATED = frozenset({"deliberation", "first-reading", "second-reading", "third-reading"})


@dataclass(frozen=True, slots=True)
class Wording:
    """The patterns of ``outcomes.toml``."""

    rejected: Pattern
    deferred: Pattern
    withdrawn: Pattern
    unanimous: Pattern


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome's code, and the index of the code behind the words that tell it."""

    name: str
    end: int


@cache
def wording() -> Wording:
    """The patterns, compiled once."""
    return installed("kg.extract", "outcomes.toml", Wording)


def outcome(sentence: Sentence, kind: str, start: int, end: int) -> Outcome | None:
    """The outcome the clause tells of a step of ``kind`` whose verb and object are ``code[start:end]``.

    A draft that failed was still deliberated on: its reading carries the outcome, and no adoption is made of it.

    >>> from kg.extract.sentence import sentence
    >>> from kg.model import Clause
    >>> text = "进行了二审，因意见分歧较大暂缓表决。"
    >>> outcome(sentence(Clause(text, tuple(range(len(text)))), ()), "second-reading", 0, 5)
    Outcome(name='deferred', end=17)
    """
    words, code = wording(), sentence.code
    if kind == "adoption":
        return Outcome("passed-unanimously", end) if words.unanimous.search(code[start:end]) else None
    if kind not in DELIBERATED:
        return None
    failed = (("rejected", words.rejected), ("deferred", words.deferred), ("withdrawn", words.withdrawn))
    found = [Outcome(name, end + match.end()) for name, pattern in failed if (match := pattern.match(code[end:]))]
    return min(found, key=lambda one: one.end, default=None)
