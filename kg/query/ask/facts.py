"""Any fact but a step: one template of SPARQL, filled by the kind's file.

What is asked is a list of conditions, each a SPARQL test and the reason against what fails it. The query of the answer
filters by all tests; that of the near misses binds them, so that the two cannot part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.query.ask.clauses import PLACE, PROOF, codes, committee, in_term, in_years, literal, named, time
from kg.query.ask.kinds import Pick, Slot
from kg.query.ask.question import Question, When
from kg.query.ask.reasons import of_level, of_term, of_time
from kg.query.ask.rows import Row, Solution, called, first_proofs, local, row_of
from kg.query.ask.words import words
from kg.rdf.vocabulary import RDC
from kg.words import lexicon

_COLUMNS = (
    "?fact ?kind ?name ?place ?placeName ?level ?work ?title ?issuer ?date ?year ?from ?to ?period ?ordinal ?masked"
    " ?quote ?document ?report ?source"
)
_LEVEL = "  OPTIONAL { ?place rd:kind ?level }"
_ANYWHERE = f"  OPTIONAL {{\n{PLACE}\n  }}"
_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Condition:
    """Something asked: the test, the reason against a solution that fails it, and what even a near miss must meet."""

    test: str
    reason: Callable[[Solution], str]
    near: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """All that is asked: ``conditions``, tests that near misses must pass too, and further ``lines`` of the query.

    ``first`` are the variables that solutions are sorted by before all others.
    """

    conditions: tuple[Condition, ...]
    must: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    first: str = ""


def asked_of(question: Question) -> Asked:
    """What a question asks, but for what is particular to figures."""
    kind, who, what, when = question.kind, question.who, question.what, question.when
    found = [_slot_condition(kind.slots[pick.slot], pick) for pick in question.picks]
    if who.codes:
        found.append(Condition(f"?level IN ({codes(who.codes, ', ')})", lambda solution: of_level(who, solution)))
    if who.committee:
        test = f"EXISTS {{ {committee(who)} }}".replace("?committee", "?who")
        found.append(Condition(test, lambda solution: f"by {solution.get('body', 'nobody stated')}, not {who.phrase}"))
    if kind.placed and (who.codes or who.named):
        found.append(_slot_condition(kind.placed, Pick("placed", "", "")))
    classes = what.classes or tuple(name for pick in question.picks for name in pick.classes)
    if classes:
        found.append(_class_condition(classes))
    if classes and kind.titled:
        found.append(_slot_condition(kind.titled, Pick("titled", "", "")))
    found += _when_conditions(when)
    must = [_mentions(question, (word,), f"FILTER(CONTAINS(?otherTitle, {literal(word)}))") for word in what.words]
    must += [_mentions(question, lexicon().concept(topic).words, "", topic) for topic in what.topics]
    return Asked(tuple(found), tuple(must))


def answers(question: Question, asked: Asked) -> str:
    """The SPARQL whose solutions are the question's answer, one for each fact, work and evidence."""
    tests = [*asked.must, *(condition.test for condition in asked.conditions)]
    return _query(question, asked, [f"  FILTER({test})" for test in tests], "")


def candidates(question: Question, asked: Asked) -> str:
    """The SPARQL for what answers the question or comes near it: ``?meets0`` … say which conditions hold."""
    wider = [f"  FILTER({test})" for test in (*asked.must, *(one.near for one in asked.conditions)) if test]
    conditions = enumerate(asked.conditions)
    bound = [f"  BIND(COALESCE({condition.test}, false) AS ?meets{number})" for number, condition in conditions]
    columns = "".join(f" ?meets{number}" for number in range(len(asked.conditions)))
    return _query(question, asked, [*wider, *bound], columns)


def is_narrow(question: Question) -> bool:
    """Whether near misses are worth looking for: always for some kinds, else where a topic or words are named."""
    return question.kind.near == "always" or bool(question.what.topics or question.what.words)


def rows(question: Question, solutions: Iterable[Solution]) -> list[Row]:
    """The rows of the answer from the solutions of :func:`answers`."""
    return [row_of(solution, question.kind.columns) for solution in first_proofs(solutions)]


def near_misses(
    question: Question, asked: Asked, answered: Iterable[Row], solutions: Iterable[Solution]
) -> list[Row]:
    """One near miss for each place and thing: the one with the fewest reasons against it; never one that meets nothing."""
    taken = {(row.fact_iri, row.work_iri) for row in answered}
    found: dict[tuple[str, str, str], tuple[int, Row]] = {}
    for solution in first_proofs(solutions):
        failed = [one for number, one in enumerate(asked.conditions) if solution[f"meets{number}"] == "false"]
        far = len(failed) == len(asked.conditions) > 1
        if not failed or far or (solution["fact"], solution.get("work", "")) in taken:
            continue
        reason = "; ".join(condition.reason(solution) for condition in failed)
        row = row_of(solution, question.kind.columns, reason)
        key = (row.place_iri, row.work_iri or row.name, row.kind)
        if key not in found or len(failed) < found[key][0]:
            found[key] = (len(failed), row)
    return [row for _, row in found.values()]


def _query(question: Question, asked: Asked, tests: list[str], columns: str) -> str:
    kind = question.kind
    extra = " ".join(f"?{column}" for column in kind.columns)
    lines = [
        f"SELECT DISTINCT {_COLUMNS} {extra} ?start ?end{columns} WHERE {{",
        *([] if kind.place else named(question.who)),
        kind.pattern,
        *time(question.when),
        PROOF,
        *([kind.place, *named(question.who), _ANYWHERE] if kind.place else [PLACE]),
        _LEVEL,
        *asked.lines,
        *tests,
        f"}} ORDER BY {asked.first} ?placeName ?place ?name ?title ?work ?fact ?document ?start ?end ?source ?quote",
    ]
    return "\n".join(line.strip("\n") for line in lines) + "\n"


def _slot_condition(slot: Slot, pick: Pick) -> Condition:
    def reason(solution: Solution) -> str:
        return _said(slot.reason, {"phrase": pick.phrase} | solution)

    return Condition(_filled(slot.test, pick), reason, _filled(slot.near, pick))


def _filled(template: str, pick: Pick) -> str:
    codes_of = {"{codes}": codes(pick.codes, ", "), "{near}": codes((*pick.codes, *pick.near), ", ")}
    for mark, text in ({"{text}": literal(pick.text)} | codes_of).items():
        template = template.replace(mark, text)
    return template


def _said(template: str, values: Mapping[str, str]) -> str:
    """A reason with the values of a solution; codes by their labels."""

    def value(match: re.Match[str]) -> str:
        text = values.get(match[1], "not stated")
        return called(local(text)) if text.startswith(RDC) else text

    return _NAME.sub(value, template)


def _class_condition(classes: tuple[str, ...]) -> Condition:
    """A titled work of one of the classes, or an object whose wording tells it is."""
    types = " ".join(f"rd:{name}" for name in classes)
    wording = "|".join(words().classes[name].wording for name in classes)
    test = f"(BOUND(?work) && EXISTS {{ ?work a ?type VALUES ?type {{ {types} }} }}) || (!BOUND(?work) && REGEX(?name, {literal(wording)}))"
    said = " or ".join(words().classes[name].phrase for name in classes)
    return Condition(test, lambda _: f"not {said}")


def _when_conditions(when: When) -> list[Condition]:
    pairs = ((in_years(when), of_time), (in_term(when), of_term))

    def condition(test: str, reason: Callable[[When, Solution], str]) -> Condition:
        return Condition(test, lambda solution: reason(when, solution))

    return [condition(test, reason) for test, reason in pairs if test]


def _mentions(question: Question, said: Iterable[str], titled: str, topic: str = "") -> str:
    """The test whether a fact is about something.

    Its work is of ``topic`` or has one of the words ``said`` in its title; else the wording of the fact has one, and
    no other of its works is what is meant (``titled`` is the filter that tells by ``?otherTitle``).
    """
    kind = question.kind
    wording = " || ".join(f"CONTAINS({kind.subject}, {literal(word)})" for word in said)
    if "?title" not in kind.pattern:
        return wording
    title = " || ".join(f"CONTAINS(STR(?title), {literal(word)})" for word in said)
    work = f"EXISTS {{ ?work rd:topic rdc:{topic} }}" if topic else title
    other = f"?other rd:topic rdc:{topic}" if topic else f"?other dcterms:title ?otherTitle {titled}"
    return f"(BOUND(?work) && {work}) || (({wording}) && NOT EXISTS {{ ?fact rd:concerns ?other . {other} }})"
