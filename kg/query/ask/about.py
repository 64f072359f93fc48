"""What a question is about: topics, words of a title or a subject, and kinds of works."""

from __future__ import annotations

from dataclasses import dataclass

from kg.divisions import divisions
from kg.query.ask.scan import Token
from kg.query.ask.words import Noun

_INSIDE = frozenset({"unknown", "padding"})


@dataclass(frozen=True, slots=True)
class What:
    """What is asked about: all of ``topics``, all of ``words``, one of the ``classes`` of works (none: any).

    ``indicators`` are what figures count.
    """

    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    def __str__(self) -> str:
        counted = [f"figure {name}" for name in self.indicators]
        topics = [f"topic {name}" for name in self.topics]
        return ", ".join([*counted, *topics, *(f"with {word}" for word in self.words)])


def what_of(question: str, regions: list[tuple[Token, ...]], act: str) -> What:
    """What the ``regions`` of a question say it is about; ``act`` is the name of what was done."""
    tokens = [token for region in regions for token in region]
    topics = [str(token.meaning) for token in tokens if token.part == "topic"]
    classes = [name for token in tokens for name in _classes(token, act)]
    if not classes and any(token.part == "law" for token in tokens):
        classes = ["Law"]
    said = [word for region in regions for word in _words(question, region)]
    counted = [str(token.meaning) for token in tokens if token.part == "indicator"]
    return What(*(tuple(dict.fromkeys(found)) for found in (topics, said, classes, counted)))


def _classes(token: Token, act: str) -> tuple[str, ...]:
    noun = token.meaning
    return noun.by_act.get(act, noun.classes) if isinstance(noun, Noun) else ()


def _words(question: str, region: tuple[Token, ...]) -> list[str]:
    """The words a title must hold: quoted titles; beside a topic its unknown parts, else the whole phrase."""
    quoted = [_without_place(str(token.meaning)) for token in region if token.part in {"title", "law"}]
    unknown = [token for token in region if token.part == "unknown"]
    if any(token.part in {"topic", "said", "indicator"} for token in region) or not unknown:
        return quoted + [token.text for token in unknown]
    inside = [token for token in region if token.part in _INSIDE]
    return [*quoted, question[inside[0].start : inside[-1].end].replace(" ", "")]


def issuer_of(title: str) -> str:
    """The place whose full name a title begins with; empty where there is none.

    >>> issuer_of("大同市停车条例"), issuer_of("大同长城保护条例")
    ('大同市', '')
    """
    starts = (title[:end] for end in range(min(12, len(title) - 1), 1, -1))
    return next((start for start in starts if any(place.name == start for place in divisions().named(start))), "")


def _without_place(title: str) -> str:
    """A quoted title as the graph keeps it: without the issuing place in front (大同市停车条例: 停车条例)."""
    return title.removeprefix(issuer_of(title))
