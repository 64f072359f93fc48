"""Who proposed a titled motion or suggestion, who handles it, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.sentence import Sentence
from kg.model import Body, RoleValue
from kg.pattern import Pattern
from kg.tables import installed


@dataclass(frozen=True, slots=True)
class Wording:
    """The patterns of ``proposals.toml``."""

    proposer: Pattern
    handler: Pattern
    completed: Pattern
    adopted: Pattern
    replied: Pattern


@cache
def wording() -> Wording:
    """The patterns, compiled once."""
    return installed("kg.extract", "proposals.toml", Wording)


def proposal_roles(sentence: Sentence, start: int, end: int) -> Iterator[tuple[str, RoleValue]]:
    """The proposer, handler and outcome that a clause tells of the proposal at ``code[start:end]``."""
    words, code = wording(), sentence.code
    if proposer := words.proposer.search(code[:start]):
        yield "creator", sentence.printed(*proposer.span("who"))
    if handler := words.handler.search(code, end):
        body = sentence.at[handler.start("body")].entity
        if isinstance(body, Body):
            yield "target", body
    outcomes = (("completed", words.completed), ("adopted-by-higher", words.adopted), ("replied", words.replied))
    for outcome, pattern in outcomes:
        if pattern.search(code, end):
            yield "outcome", outcome
            return
