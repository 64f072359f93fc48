"""The links between things: which property leads from one to which other, and back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.query.network.reader import Reader
from kg.query.network.terms import local, terms


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing ``hops`` links away, the last of them from ``via``; ``relation`` says which properties lead there.

    ``→ enacted``: ``via`` enacted it; ``← concerns``: it concerns ``via``.
    """

    hops: int
    relation: str
    label: str
    type: str
    kind: str
    iri: str
    via: str


def towards(reader: Reader, iri: str) -> dict[str, list[str]]:
    """What is linked to ``iri``, in the order of the IRIs, each with the properties that lead there (``→ actor``)."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, values in reader.values(iri).items():
        if key in terms().links:
            for other in values:
                found[other].append(f"→ {local(key)}")
    for key, other in reader.into(iri):
        if key in terms().links:
            found[other].append(f"← {local(key)}")
    return {other: found[other] for other in sorted(found) if other != iri}


def neighbour(reader: Reader, via: str, iri: str, hops: int, relations: list[str]) -> Neighbour:
    """The row of one neighbour."""
    one = reader.thing(iri)
    return Neighbour(hops, ", ".join(relations), one.name, one.type, one.kind, iri, via)
