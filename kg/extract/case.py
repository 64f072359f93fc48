"""One frame at one trigger of a sentence: what the constructions are looked for in, and what they give."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kg.extract.constructions import constructions
from kg.extract.frames import Frame, Grammar
from kg.extract.sentence import WORKS, Sentence
from kg.model import Reference, TitleValue

Span = tuple[int, int]


class Binding(NamedTuple):
    """A frame's trigger at ``code[start:end]`` with its works' indices in the code, or a printed phrase.

    ``borrowed`` are the works the text spoke of before, where the clause names none.
    """

    frame: Frame
    start: int
    end: int
    how: str
    works: tuple[int, ...] = ()
    phrase: Span | None = None
    borrowed: tuple[Reference, ...] = ()

    @property
    def first(self) -> int:
        """Where the leftmost of trigger and objects begins."""
        return min(self.start, *self.works, *(self.phrase or (self.start,))[:1])

    @property
    def last(self) -> int:
        """Where the rightmost of trigger and objects ends."""
        return max(self.end, *(i + 1 for i in self.works), *(self.phrase or (self.end,))[-1:])


class Trigger(NamedTuple):
    """A trigger found, with the frames that own it (none for a word that only looks like one)."""

    start: int
    end: int
    frames: tuple[Frame, ...]


class Case(NamedTuple):
    """One frame at one trigger of a sentence, with all its triggers and title groups."""

    sentence: Sentence
    found: tuple[Trigger, ...]
    number: int
    frame: Frame
    spans: tuple[Span, ...]

    @property
    def code(self) -> str:
        """The sentence's code."""
        return self.sentence.code

    @property
    def trigger(self) -> Trigger:
        """The trigger in question."""
        return self.found[self.number]

    def before(self) -> Span | None:
        """The last title group that ends before the trigger."""
        return next((span for span in reversed(self.spans) if span[1] <= self.trigger.start), None)

    def works(self, span: Span) -> tuple[int, ...]:
        """The works of a group that the frame accepts."""
        return tuple(i for i in range(*span) if self.code[i] in WORKS and accepts(self.frame, self.sentence.at[i]))


def triggers(sentence: Sentence, grammar: Grammar) -> tuple[Trigger, ...]:
    """All triggers of a sentence, left to right."""
    return _triggers(sentence.code, grammar)


@lru_cache(maxsize=8)
def _triggers(code: str, grammar: Grammar) -> tuple[Trigger, ...]:
    return tuple(Trigger(*hit) for hit in grammar.hits(code))


def groups(code: str) -> tuple[Span, ...]:
    """Coordinated titles as spans of ``code``.

    >>> groups("制定Ⓣ、Ⓣ和修订后的Ⓣ，修订Ⓣ")
    ((2, 11), (14, 15))
    """
    return tuple(match.span() for match in constructions().coordinated.finditer(code))


def accepts(frame: Frame, reference: Reference) -> bool:
    """Whether a frame takes the title a reference stands for."""
    value = reference.mention.value
    if not isinstance(value, TitleValue) or value.form not in frame.forms or (value.draft and not frame.drafts):
        return False
    if frame.not_title and frame.not_title.search(value.name):
        return False
    return value.form != "loose" or not frame.loose_heads or value.head in frame.loose_heads
