"""What was missed and what is too much, each in its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.evaluate.found import Found, local
from kg.evaluate.gold import Gold
from kg.evaluate.measure import Evaluation

AROUND = 30
_APART = frozenset({"type", "quote", "nth", "also"})


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold fact that was ``missed`` or a found one that is ``extra``, with its fields.

    ``start`` and ``end`` are code points of the file's text; ``before`` and ``after`` up to 30 characters beside.
    """

    what: str
    type: str
    file: str
    start: int
    end: int
    before: str
    quote: str
    after: str
    fields: Mapping[str, str]


def misses(evaluation: Evaluation, name: str, texts: Mapping[str, str]) -> tuple[Miss, ...]:
    """All misses and extras of one type, in the order of the texts; none of a type that neither side has."""
    score = evaluation.scores.get(name)
    if score is None:
        return ()
    missed = [_miss("missed", name, g.span, _wanted(g), texts) for g in score.missed]
    extra = [_miss("extra", name, min(f.spans), dict(_said(f)), texts) for f in score.extra]
    return tuple(sorted(missed + extra, key=lambda miss: (miss.file, miss.start, miss.end, miss.what)))


def _miss(
    what: str, name: str, span: tuple[str, int, int], fields: Mapping[str, str], texts: Mapping[str, str]
) -> Miss:
    file, start, end = span
    text = texts.get(file, "")
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Miss(what, name, file, start, end, before, text[start:end], after, fields)


def _wanted(gold: Gold) -> dict[str, str]:
    told = {key: value for key, value in gold.row.items() if key not in _APART and value not in (None, [], False)}
    return {"part": gold.part} | {key: _text(value) for key, value in told.items()}


def _text(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _said(fact: Found) -> Iterator[tuple[str, str]]:
    yield "iri", fact.iri
    for key in sorted(fact.values):
        if key not in ("division", "unit"):
            yield key, "、".join(sorted(local(v) if v.startswith("http") else v for v in fact.values[key]))
