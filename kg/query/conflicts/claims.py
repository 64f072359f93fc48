"""Statements held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.query.conflicts.span import Days, Span
from kg.records import Proof, record
from kg.records.nodes import Nodes


@dataclass(frozen=True, slots=True)
class Side:
    """One statement of a conflict: what it says (``value``), the fact, and the proofs that say it."""

    value: str
    fact: str
    label: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements about one thing that cannot all be right: ``what`` is figure or step, ``about`` tells of what.

    ``when`` is the time of a figure; a step, whose time is in dispute, has none.
    """

    what: str
    about: str
    when: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a fact says: ``said`` in words, ``known`` as far as it is known; ``document`` (IRI) limits who says it."""

    fact: str
    said: str
    known: Span | Days
    document: str = ""


def disputed(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that at least one other contradicts, in their order.

    >>> from decimal import Decimal
    >>> five, some, six = (Span(Decimal(low), Decimal(high)) for low, high in ((5, 5), (5, 9), (6, 6)))
    >>> [claim.fact for claim in disputed([Claim("a", "5", five), Claim("b", "5余", some), Claim("c", "6", six)])]
    ['a', 'c']
    """
    return [claim for claim in claims if any(not _meet(claim, other) for other in claims)]


def side(nodes: Nodes, claim: Claim) -> Side:
    """A claim with its proofs: those of its document, where it has one, else all of the fact."""
    fact = record(nodes, claim.fact)
    proofs = tuple(proof for proof in fact.proofs if proof.evidence.startswith(claim.document))
    return Side(claim.said, claim.fact, fact.label, proofs)


def _meet(one: Claim, other: Claim) -> bool:
    if isinstance(one.known, Span) and isinstance(other.known, Span):
        return one.known.meets(other.known)
    assert isinstance(one.known, Days)
    assert isinstance(other.known, Days)
    return one.known.meets(other.known)
