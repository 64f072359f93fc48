"""Claims to be first (全省首部, 首次): said by the source about an event or a programme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.constructions import constructions
from kg.extract.sentence import Sentence
from kg.model import Fact, Place, RoleValue

CLAIMANTS = frozenset({"LegislativeStep", "SupervisionEvent", "DecisionEvent", "Programme", "Facility", "Cooperation"})


def with_claims(sentence: Sentence, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, each with the claim to be first that stands in its own comma segment, and the claim's scope."""
    claims = [
        (match, *sentence.segment(match.start())) for match in constructions().first_claim.finditer(sentence.code)
    ]
    for fact in facts:
        roles = fact.roles
        for match, start, end in claims if fact.type in CLAIMANTS else ():
            first, last = sentence.span(start, end) if start < end else (0, 0)
            if fact.evidence.start < last and first < fact.evidence.end:
                roles = (*roles, *_roles(sentence, match))
        yield fact._replace(roles=roles) if roles != fact.roles else fact


def _roles(sentence: Sentence, match: re.Match[str]) -> Iterator[tuple[str, RoleValue]]:
    yield "noveltyClaim", sentence.printed(*match.span())
    if match["scope"]:
        scope = sentence.at[match.start("scope")].entity
        if isinstance(scope, Place):
            yield "noveltyScope", scope
