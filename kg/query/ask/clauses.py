"""The parts that the SPARQL of every kind of answer shares."""

from __future__ import annotations

from collections.abc import Iterable

from kg.divisions import divisions, lies_in
from kg.query.ask.question import When, Who
from kg.rdf.vocabulary import ID

PLACE = """\
  ?place rdfs:label ?placeName . FILTER(!LANGMATCHES(LANG(?placeName), "en"))"""

MASKED = "  OPTIONAL { ?place rd:redacted ?masked }"

# What must hold comes first in a query, then what may, then what follows from both: a store joins so from fact to fact.
PROOF = """\
  ?fact rd:evidence ?evidence .
  ?evidence oa:exact ?quote ; oa:start ?start ; oa:end ?end ; rd:inDocument ?source ."""

DOCUMENT = """\
  OPTIONAL { ?source dcterms:isPartOf ?file ; rdfs:label ?report . ?file dcterms:identifier ?fileName }
  OPTIONAL { ?source dcterms:identifier ?ownName }
  BIND(COALESCE(?fileName, ?ownName) AS ?document)"""

_TIME = """\
  OPTIONAL { ?fact rd:date ?date }
  OPTIONAL { ?fact rd:year ?stated }
  OPTIONAL { ?fact rd:period ?interval . ?interval schema:startDate ?from ; schema:endDate ?to .
             OPTIONAL { ?interval rd:verbatim ?period } }
  BIND(COALESCE(?stated, YEAR(?date)) AS ?year)"""

_TERM = """\
  OPTIONAL { ?fact rd:atMeeting/rd:inTerm|rd:inTerm|rd:fromTerm ?term . ?term rd:ordinal ?ordinal }"""


def time(when: When) -> list[str]:
    """What binds the time of ``?fact``: ``?date``, ``?year``, ``?from``, ``?to``, ``?period``; ``?ordinal`` if asked.

    >>> len(time(When())), len(time(When(term=16)))
    (1, 2)
    """
    return [_TIME, *([_TERM] if when.term else [])]


def in_years(when: When) -> str:
    """The test whether a fact is surely within the years asked for; empty where none are.

    >>> in_years(When(2020, None))
    'COALESCE(?year, xsd:integer(SUBSTR(STR(?from), 1, 4))) >= 2020'
    """
    first = f"COALESCE(?year, xsd:integer(SUBSTR(STR(?from), 1, 4))) >= {when.first}"
    last = f"COALESCE(?year, xsd:integer(SUBSTR(STR(?to), 1, 4))) <= {when.last}"
    return " && ".join(bound for bound, year in ((first, when.first), (last, when.last)) if year is not None)


def in_term(when: When) -> str:
    """The test whether a fact is stated to be of the term asked for; empty where none is.

    >>> in_term(When(term=16))
    '?ordinal = 16'
    """
    return f"?ordinal = {when.term}" if when.term else ""


def named(who: Who) -> list[str]:
    """What ties ``?place`` to the places that a question names, itself or by one they lie in.

    >>> named(Who("大同市", places=("140200",)))
    ['  VALUES ?place { <https://w3id.org/rendakg/id/division/140200> }']
    """
    if who.masked:
        return [
            f"  ?place rd:redacted true ; rdfs:label ?hidden_name . FILTER(STR(?hidden_name) = {literal(who.masked)})"
        ]
    keys = who.places or _lying_in(who)
    return [f"  VALUES ?place {{ {_divisions(keys)} }}"] if who.named else []


def committee(who: Who, binding: str = "") -> str:
    """What holds of ``?committee`` (bound by ``binding``) if it is one that is asked for.

    >>> committee(Who("法工委", committee=True, bodies=("legislative-affairs-commission",)))
    '?committee a rd:CongressCommittee ; rd:kind ?body_kind VALUES ?body_kind { rdc:legislative-affairs-commission }'
    """
    kinds = f" ; rd:kind ?body_kind VALUES ?body_kind {{ {codes(who.bodies)} }}" if who.bodies else ""
    return f"{binding} ?committee a rd:CongressCommittee{kinds}".strip()


def codes(names: Iterable[str], between: str = " ") -> str:
    """Codes as SPARQL names.

    >>> codes(["adoption", "enactment"])
    'rdc:adoption rdc:enactment'
    """
    return between.join(f"rdc:{name}" for name in names)


def literal(text: str) -> str:
    """``text`` as a SPARQL string.

    >>> literal("停车")
    '"停车"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _lying_in(who: Who) -> list[str]:
    """The keys of the divisions of the kinds asked for below those that they are asked for in."""
    table = divisions()
    regions = [region for key in who.within if (region := table.by_code(key))]
    every = (listings[0].place for listings in table.by_key.values())
    below = [place for place in every if not who.codes or place.kind in who.codes]
    return sorted(one.key for one in below for region in regions if one != region and lies_in(one, region))


def _divisions(keys: Iterable[str]) -> str:
    return " ".join(f"<{ID}division/{key}>" for key in keys)
