"""A question as SPARQL: one query whose solutions answer it, one for what a reader could take for an answer."""

from __future__ import annotations

from collections.abc import Sequence

from kg.query.ask.question import Question, What, When, Who
from kg.query.ask.words import Act, words
from kg.rdf.vocabulary import ID

_COLUMNS = (
    "?step ?kind ?place ?placeName ?work ?title ?issuer ?date ?year ?from ?to ?period ?masked"
    " ?quote ?document ?report ?source"
)

_STEP = {
    "work": "?step rd:concerns ?work . ?work rd:jurisdiction ?place .",
    "actor": "?step rd:concerns ?work ; rd:actor ?body . ?body rd:jurisdiction ?place .",
}

_PLACE = """\
  ?place rdfs:label ?placeName . FILTER(!LANGMATCHES(LANG(?placeName), "en"))
  OPTIONAL { ?place rd:redacted ?masked }"""

_ISSUER = """\
  OPTIONAL { ?work rd:jurisdiction ?issuing . ?issuing rdfs:label ?issuer .
             FILTER(!LANGMATCHES(LANG(?issuer), "en")) }"""

_TIME = """\
  OPTIONAL { ?step rd:date ?date }
  OPTIONAL { ?step rd:year ?stated }
  OPTIONAL { ?step rd:period ?interval . ?interval schema:startDate ?from ; schema:endDate ?to .
             OPTIONAL { ?interval rd:verbatim ?period } }
  BIND(COALESCE(?stated, YEAR(?date)) AS ?year)"""

_PROOF = """\
  ?step rd:evidence ?evidence .
  ?evidence oa:exact ?quote ; oa:start ?start ; oa:end ?end ; rd:inDocument ?source .
  OPTIONAL { ?source dcterms:isPartOf ?file ; rdfs:label ?report }
  BIND(COALESCE(?file, ?source) AS ?whole)
  ?whole dcterms:identifier ?document ."""

# A repeal in the year of the enactment or before is that of an older work of the same title.
_REPEAL = """\
?ending a rd:LegislativeStep ; rd:kind rdc:repeal ; rd:concerns ?work .
    OPTIONAL { ?ending rd:date ?endDate } OPTIONAL { ?ending rd:year ?endYear }
    FILTER(COALESCE(?endYear, YEAR(?endDate), 9999) > COALESCE(?year, 0))"""

# A work's own place is meant, but for supervision, and where the act says so, that of the body which acts.
_NEAR_STEP = """\
  ?step rd:kind ?kind ; rd:concerns ?work .
  OPTIONAL {{ ?step a rd:{type} ; rd:actor ?body . ?body rd:jurisdiction ?seat }}
  OPTIONAL {{ ?work rd:jurisdiction ?home }}
  BIND(COALESCE(?seat, ?home) AS ?place)"""

_ORDER = "} ORDER BY ?placeName ?place ?title ?work ?step ?document ?start ?end ?source ?quote"


def answers(question: Question) -> str:
    """The SPARQL whose solutions are the question's answer, one for each step and evidence."""
    act = question.act
    lines = [
        f"SELECT DISTINCT {_COLUMNS} ?start ?end WHERE {{",
        *_about(question.what),
        f"  VALUES ?kind {{ {_codes(act.steps)} }}",
        f"  ?step a rd:{act.type} ; rd:kind ?kind . {_STEP[act.place]}",
        *_by(act),
        *_of_kind(question.who),
        _PLACE,
        _ISSUER,
        _TIME,
        *_within(question.when),
        f"  FILTER NOT EXISTS {{ ?step rd:outcome ?outcome VALUES ?outcome {{ {_codes(words().void)} }} }}",
        *([f"  FILTER NOT EXISTS {{ {_REPEAL} }}"] if act.lasting else []),
        _PROOF,
        _ORDER,
    ]
    return "\n".join(lines) + "\n"


def candidates(question: Question) -> str:
    """The SPARQL for every step about the same works that answers the question or comes near it.

    Places of other kinds, other years, classes and outcomes are among the solutions; a place asked for by name is kept.
    """
    act = question.act
    lines = [
        f"SELECT DISTINCT {_COLUMNS} ?start ?end ?level ?class ?outcome ?repealed WHERE {{",
        *_about(What(question.what.topics, question.what.words)),
        f"  VALUES ?kind {{ {_codes((*act.steps, *act.near))} }}",
        _near_step(act),
        *_of_kind(Who("", places=question.who.places)),
        f"  OPTIONAL {{ ?work a ?class . VALUES ?class {{ {' '.join(f'rd:{name}' for name in words().classes)} }} }}",
        "  OPTIONAL { ?place rd:kind ?level }",
        "  OPTIONAL { ?step rd:outcome ?outcome }",
        _PLACE,
        _ISSUER,
        _TIME,
        _PROOF,
        f"  BIND(EXISTS {{ {_REPEAL} }} AS ?repealed)",
        _ORDER,
    ]
    return "\n".join(lines) + "\n"


def _near_step(act: Act) -> str:
    return _NEAR_STEP.format(type="SupervisionEvent" if act.place == "work" else act.type)


def _about(what: What) -> list[str]:
    lines = [f"  ?work rd:topic rdc:{topic} ." for topic in what.topics]
    lines.append("  ?work dcterms:title ?title .")
    lines += [f"  FILTER(CONTAINS(STR(?title), {_literal(word)}))" for word in what.words]
    if what.classes:
        lines.append(f"  ?work a ?class . VALUES ?class {{ {' '.join(f'rd:{name}' for name in what.classes)} }}")
    return lines


def _by(act: Act) -> list[str]:
    return [f"  ?step rd:actor ?actor . ?actor rd:{act.shortcut} ?work ."] if act.shortcut else []


def _of_kind(who: Who) -> list[str]:
    if who.places:
        return [f"  VALUES ?place {{ {' '.join(f'<{ID}division/{key}>' for key in who.places)} }}"]
    return [f"  VALUES ?level {{ {_codes(who.codes)} }} ?place rd:kind ?level ."] if who.codes else []


def _within(when: When) -> list[str]:
    first = f"COALESCE(?year, xsd:integer(SUBSTR(STR(?from), 1, 4))) >= {when.first}"
    last = f"COALESCE(?year, xsd:integer(SUBSTR(STR(?to), 1, 4))) <= {when.last}"
    bounds = [bound for bound, year in ((first, when.first), (last, when.last)) if year is not None]
    return [f"  FILTER({' && '.join(bounds)})"] if bounds else []


def _codes(names: Sequence[str] | dict[str, str]) -> str:
    return " ".join(f"rdc:{name}" for name in names)


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
