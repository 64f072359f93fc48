"""Where sources contradict each other, each side with its quotes."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kg.query.conflicts import Conflict, Side
from kg.web.desk import desk_of
from kg.web.lines import Link
from kg.web.links import page_of
from kg.web.rendering import render


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote and where it stands."""

    quote: str
    source: Link


@dataclass(frozen=True, slots=True)
class Statement:
    """One side: what it says, the fact, and its quotes."""

    value: str
    label: str
    url: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict to print."""

    what: str
    about: str
    when: str
    sides: tuple[Statement, ...]


def page(request: Request) -> Response:
    """The page of all conflicts."""
    desk = desk_of(request)
    return render(desk, "conflicts.html", disputes=[_dispute(one) for one in desk.catalogue.conflicts])


def _dispute(one: Conflict) -> Dispute:
    return Dispute(one.what, one.about, one.when, tuple(map(_statement, one.sides)))


def _statement(side: Side) -> Statement:
    quotes = tuple(
        Quoted(proof.quote, Link(f"{proof.document} {proof.start}–{proof.end}", page_of(proof.evidence)))
        for proof in side.proofs
    )
    return Statement(side.value, side.label, page_of(side.fact), quotes)
