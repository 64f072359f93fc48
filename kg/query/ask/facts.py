"""Any fact but a step: one template of SPARQL, filled by the kind's file.

What is asked is a list of conditions, each a SPARQL test and the reason against what fails it. The query of the answer
filters by all tests; that of the near misses binds them, so that the two cannot part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

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
    """All that is asked: ``conditions``, tests that near misses must pass too (``must``), and further lines
    of the query: what ``may`` hold, ``lines`` that must, and what ``follows`` from the variables bound.

    ``first`` are the variables that solutions are sorted by before all others.
    """

    conditions: tuple[Condition, ...]
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
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
    mentioned = _mentioned(question)
    may = [line for _, line in mentioned if line] + ([_of_class(classes)] if classes else [])
    return Asked(tuple(found), tuple(test for test, _ in mentioned), tuple(may), tuple(_only_about(question)))


def answers(question: Question, asked: Asked) -> str:
    """The SPARQL whose solutions are the question's answer, one for each fact, work and evidence."""
    lines = (*asked.lines, *_kinds(question, near=False))
    asked = replace(asked, lines=lines)
    tests = [*asked.must, *(condition.test for condition in asked.conditions)]
    return _query(question, asked, [f"  FILTER({test})" for test in tests], "")


def candidates(question: Question, asked: Asked) -> str:
    """The SPARQL for what answers the question or comes near it: ``?meets0`` … say which conditions hold."""
    asked = replace(asked, lines=(*asked.lines, *_kinds(question, near=True)))
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


def near_misses(question: Question, asked: Asked, answered: Iterable[Row], solutions: Iterable[Solution]) -> list[Row]:
    """One near miss for each place and thing: with the fewest reasons against it, never one that meets nothing."""
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
        *asked.lines,
        kind.pattern,
        PROOF,
        *([] if kind.place else [PLACE]),
        kind.optional,
        *asked.may,
        *([kind.place, *named(question.who), _ANYWHERE] if kind.place else []),
        MASKED,
        _LEVEL,
        *time(question.when),
        DOCUMENT,
        kind.bind,
        *asked.follows,
        *tests,
        f"}} ORDER BY {asked.first} ?placeName ?place ?name ?title ?work ?fact ?document ?start ?end ?source ?quote",
    ]
    return "\n".join(line.strip("\n") for line in lines if line.strip()) + "\n"


def _kinds(question: Question, near: bool) -> list[str]:
    """The kinds of facts asked for, as values that a store can begin with."""
    slots = question.kind.slots
    picks = [pick for pick in question.picks if slots[pick.slot].test == "?kind IN ({codes})" and slots[pick.slot].near]
    return [f"  VALUES ?kind {{ {codes((*pick.codes, *(pick.near if near else ())))} }}" for pick in picks]


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
    wording = "|".join(words().classes[name].wording for name in classes)
    test = f"BOUND(?workClass) || (!BOUND(?work) && REGEX(?name, {literal(wording)}))"
    said = " or ".join(words().classes[name].phrase for name in classes)
    return Condition(test, lambda _: f"not {said}")


def _of_class(classes: tuple[str, ...]) -> str:
    """What binds ``?workClass`` where the work of a fact is of one of the classes."""
    types = ", ".join(f"rd:{name}" for name in classes)
    return f"  OPTIONAL {{ ?fact rd:concerns ?work . ?work a ?workClass . FILTER(?workClass IN ({types})) }}"


def _when_conditions(when: When) -> list[Condition]:
    pairs = ((in_years(when), of_time), (in_term(when), of_term))

    def condition(test: str, reason: Callable[[When, Solution], str]) -> Condition:
        return Condition(test, lambda solution: reason(when, solution))

    return [condition(test, reason) for test, reason in pairs if test]


def _mentioned(question: Question) -> list[tuple[str, str]]:
    """For each word and topic asked for the test whether a fact is about it, and what the test needs bound.

    Its work is of the topic or has the word in its title; else the wording of the fact has it, and no other of its
    works is what is meant (``?namedN``).
    """
    found = []
    topics = [(lexicon().concept(topic).words, topic) for topic in question.what.topics]
    for number, (said, topic) in enumerate([*(((word,), "") for word in question.what.words), *topics]):
        wording = _any_in(question.kind.subject, said)
        if "?title" not in question.kind.optional:
            found.append((wording, ""))
            continue
        titled = f"?other dcterms:title ?called . FILTER({_any_in('?called', said)})"
        meant = f"?other rd:topic rdc:{topic} ." if topic else titled
        other = f"SELECT DISTINCT ?fact (true AS ?named{number}) {{ ?fact rd:concerns ?other . {meant} }}"
        lines = [f"  OPTIONAL {{ {other} }}", *([_of_topic(topic, number)] if topic else [])]
        work = f"BOUND(?topic{number})" if topic else f"(BOUND(?work) && ({_any_in('?title', said)}))"
        found.append((f"{work} || (!BOUND(?named{number}) && ({wording}))", "\n".join(lines)))
    return found


def _only_about(question: Question) -> list[str]:
    """For acts of supervision and decisions the facts that can be about what is asked, for a store to begin with."""
    if "?subjectMatter" not in question.kind.optional or "?printed" in question.kind.optional:
        return []
    topics = [(lexicon().concept(topic).words, f"rd:topic rdc:{topic}") for topic in question.what.topics]
    words_asked = [
        ((word,), f"dcterms:title ?its . FILTER({_any_in('?its', (word,))})") for word in question.what.words
    ]
    return [
        "  { SELECT DISTINCT ?fact {"
        f" {{ ?fact rd:subjectMatter ?told . FILTER({_any_in('?told', said)}) }}"
        f" UNION {{ ?fact rd:concerns ?one . ?one {meant} }} }} }}"
        for said, meant in (*words_asked, *topics)
    ]


def _of_topic(topic: str, number: int) -> str:
    work = f"?fact rd:concerns ?work . ?work rd:topic ?topic{number} FILTER(?topic{number} = rdc:{topic})"
    return f"  OPTIONAL {{ {work} }}"


def _any_in(variable: str, said: Iterable[str]) -> str:
    text = f"STR({variable})" if variable.startswith("?") else variable
    return " || ".join(f"CONTAINS({text}, {literal(word)})" for word in said)
