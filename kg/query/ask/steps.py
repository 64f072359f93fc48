"""Steps on works: the query that answers, the query for what a reader could take for an answer, and why it is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.query.ask.about import What
from kg.query.ask.clauses import (
    DOCUMENT,
    MASKED,
    PLACE,
    PROOF,
    codes,
    committee,
    in_term,
    in_years,
    literal,
    named,
    time,
)
from kg.query.ask.kinds import Act
from kg.query.ask.question import Question, Who
from kg.query.ask.reasons import of_level, of_term, of_time
from kg.query.ask.rows import Row, Solution, called, first_proofs, local, row_of
from kg.query.ask.words import words

_COLUMNS = (
    "?fact ?kind ?place ?placeName ?work ?title ?issuer ?date ?year ?from ?to ?period ?masked"
    " ?quote ?document ?report ?source"
)

_STEP = {
    "work": "?fact rd:concerns ?work . ?work rd:jurisdiction ?place .",
    "actor": "?fact rd:concerns ?work ; rd:actor ?body . ?body rd:jurisdiction ?place .",
}

_ISSUER = """\
  OPTIONAL { ?work rd:jurisdiction ?issuing . ?issuing rdfs:label ?issuer .
             FILTER(!LANGMATCHES(LANG(?issuer), "en")) }"""

# A repeal in the year of the enactment or before is that of an older work of the same title.
_REPEAL = """\
  OPTIONAL { SELECT ?work (MAX(?ended) AS ?lastEnded) WHERE {
    ?ending rd:kind rdc:repeal ; a rd:LegislativeStep ; rd:concerns ?work .
    OPTIONAL { ?ending rd:date ?endDate } OPTIONAL { ?ending rd:year ?endYear }
    BIND(COALESCE(?endYear, YEAR(?endDate), 9999) AS ?ended) } GROUP BY ?work }
  BIND(COALESCE(?lastEnded > COALESCE(?year, 0), false) AS ?repealed)"""

# A work's own place is meant, but for supervision, and where the act says so, that of the body which acts. The class
# is tested last: there are many facts of one class, and a store that began with them would go through all.
_NEAR_STEP = """\
  {{ {{ SELECT ?work ?title {{ {about} }} }}
    ?fact rd:concerns ?work ; rd:kind ?kind ; a ?sort ; rd:actor ?body . ?body rd:jurisdiction ?place . {named}
    FILTER(?sort = rd:{type}) }}
  UNION
  {{ {{ SELECT ?work ?title {{ {about} }} }}
    ?fact rd:concerns ?work ; rd:kind ?kind ; a ?sort . ?work rd:jurisdiction ?place . {named}
    FILTER(?sort = rd:{other}) }}"""

_ORDER = "} ORDER BY ?placeName ?place ?title ?work ?fact ?document ?start ?end ?source ?quote"


def answers(question: Question) -> str:
    """The SPARQL whose solutions are the question's answer, one for each step and evidence."""
    act, who = _act(question), question.who
    lines = [
        f"SELECT DISTINCT {_COLUMNS} ?start ?end WHERE {{",
        *_about(question.what),
        f"  VALUES ?kind {{ {codes(act.steps)} }}",
        f"  ?fact a rd:{act.type} ; rd:kind ?kind . {_STEP[act.place]}",
        *([f"  ?fact rd:actor ?actor . ?actor rd:{act.shortcut} ?work ."] if act.shortcut else []),
        *([committee(who, "?fact rd:actor ?committee .")] if who.committee else []),
        *named(who),
        *([f"  VALUES ?level {{ {codes(who.codes)} }} ?place rd:kind ?level ."] if who.codes else []),
        PLACE,
        PROOF,
        MASKED,
        _ISSUER,
        *time(question.when),
        DOCUMENT,
        *(f"  FILTER({test})" for test in (in_years(question.when), in_term(question.when)) if test),
        f"  FILTER NOT EXISTS {{ ?fact rd:outcome ?outcome VALUES ?outcome {{ {codes(words().void)} }} }}",
        *([_REPEAL, "  FILTER(!?repealed)"] if act.lasting else []),
        _ORDER,
    ]
    return "\n".join(lines) + "\n"


def candidates(question: Question) -> str:
    """The SPARQL for every step about the same works that answers the question or comes near it.

    Places of other kinds, other years, classes and outcomes are among the solutions; a place asked for by name is kept.
    """
    act = _act(question)
    lines = [
        f"SELECT DISTINCT {_COLUMNS} ?start ?end ?level ?class ?outcome ?repealed ?ordinal ?committee WHERE {{",
        f"  VALUES ?kind {{ {codes((*act.steps, *act.near))} }}",
        _near_step(question),
        PROOF,
        f"  OPTIONAL {{ ?work a ?class . VALUES ?class {{ {' '.join(f'rd:{name}' for name in words().classes)} }} }}",
        "  OPTIONAL { ?place rd:kind ?level }",
        "  OPTIONAL { ?fact rd:outcome ?outcome }",
        PLACE,
        MASKED,
        _ISSUER,
        *time(question.when),
        DOCUMENT,
        _REPEAL,
        *([_by_committee(question.who)] if question.who.committee else []),
        _ORDER,
    ]
    return "\n".join(lines) + "\n"


def is_narrow(question: Question) -> bool:
    """Whether a question names a topic, a title or a place, so that near misses are worth looking for."""
    named_itself = bool(question.who.places or question.who.masked)
    return question.what != What(classes=question.what.classes) or named_itself


def rows(_: Question, solutions: Iterable[Solution]) -> list[Row]:
    """The rows of the answer from the solutions of :func:`answers`."""
    return [row_of(solution) for solution in first_proofs(solutions)]


def near_misses(question: Question, answered: Iterable[Row], solutions: Iterable[Solution]) -> list[Row]:
    """One near miss for each place and work: the one with the fewest reasons against it, then the furthest step."""
    works = {row.work_iri for row in answered}
    act = _act(question)
    rank = {kind: position for position, kind in enumerate((*act.steps, *act.near))}
    found: dict[tuple[str, str], tuple[tuple[int, int], Row]] = {}
    for solution in first_proofs(solutions):
        if solution["work"] in works:
            continue
        reasons = list(_reasons(question, act, solution))
        row = row_of(solution, reason="; ".join(reasons))
        order = (len(reasons), -rank[row.kind])
        key = (row.place_iri, row.work_iri)
        if key not in found or order < found[key][0]:
            found[key] = (order, row)
    return [row for _, row in found.values()]


def _act(question: Question) -> Act:
    assert question.act is not None
    return question.act


def _near_step(question: Question) -> str:
    kinds = ("SupervisionEvent", "LegislativeStep")
    sought = What(question.what.topics, question.what.words)
    acting, other = kinds if _act(question).place == "work" else kinds[::-1]
    about = " ".join(line.strip() for line in _about(sought))
    places = " ".join(line.strip() for line in named(question.who))
    return _NEAR_STEP.format(type=acting, other=other, about=about, named=places)


def _by_committee(who: Who) -> str:
    return f"  OPTIONAL {{ {committee(who, '?fact rd:actor ?committee .')} }}"


def _about(what: What) -> list[str]:
    lines = [f"  ?work rd:topic rdc:{topic} ." for topic in what.topics]
    lines.append("  ?work dcterms:title ?title .")
    lines += [f"  FILTER(CONTAINS(STR(?title), {literal(word)}))" for word in what.words]
    if what.classes:
        lines.append(f"  ?work a ?class . VALUES ?class {{ {' '.join(f'rd:{name}' for name in what.classes)} }}")
    return lines


def _reasons(question: Question, act: Act, solution: Solution) -> Iterator[str]:
    """Why a step is no answer; never empty."""
    found = [
        *_about_the_step(question.who, act, solution),
        *_about_the_work(question, solution),
        *filter(None, [of_time(question.when, solution), of_term(question.when, solution)]),
    ]
    own = f"not {act.phrase} by the congress of its own place"
    yield from found or [own if act.place == "work" else "who did it is not stated"]


def _about_the_step(who: Who, act: Act, solution: Solution) -> Iterator[str]:
    kind, outcome = local(solution["kind"]), local(solution.get("outcome", ""))
    if kind == "repeal" and act.name != "repealed":
        yield "repealed (废止)"
    elif kind not in act.steps:
        yield f"only {called(kind)}, not stated as {act.phrase}"
    elif act.lasting and solution["repealed"] == "true":
        yield "repealed (废止) later"
    if outcome in words().void:
        yield called(outcome)
    if who.committee and "committee" not in solution:
        yield f"not by {who.phrase}"


def _about_the_work(question: Question, solution: Solution) -> Iterator[str]:
    level, kind = local(solution.get("level", "")), local(solution.get("class", ""))
    if question.who.codes and level not in question.who.codes:
        yield of_level(question.who, solution)
    if question.what.classes and kind not in question.what.classes:
        asked = " or ".join(words().classes[name].phrase for name in question.what.classes)
        yield f"{words().classes[kind].phrase if kind else 'its kind is not stated'}, not {asked}"
