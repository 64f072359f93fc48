"""A question answered on a graph: rows that prove it, and near misses with the reason why they are none."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kg.query.ask import facts, figures, steps
from kg.query.ask.examples import examples
from kg.query.ask.question import Question, parse
from kg.query.ask.rows import Row, Solution
from kg.query.sparql import select
from kg.store import open_graph


@dataclass(frozen=True, slots=True)
class Answer:
    """What :func:`ask` found: ``query`` is the SPARQL that gave ``rows``, ``near_query`` that of ``near_misses``."""

    question: Question
    query: str
    near_query: str
    rows: tuple[Row, ...]
    near_misses: tuple[Row, ...]


def ask(out: Path, text: str) -> Answer:
    """Answer the question ``text`` on the build folder ``out``; no row is an answer too.

    One row for each fact (and work), with its first evidence (by document and offset). A work that was repealed later
    is no row but a near miss. Near misses are looked for where the question names something particular.

    Raises :class:`~kg.errors.UsageError` when the question is not understood and
    :class:`~kg.errors.InputError` when ``out`` holds no graph.
    """
    question = parse(text)
    store = open_graph(out)
    query, near_query = queries(question)
    # Both at once: neither needs the other, and the store lets go of the interpreter.
    with ThreadPoolExecutor(2) as pool:
        found, candidates = pool.map(lambda one: list(select(store, one)) if one else [], (query, near_query))
    rows = _rows(question, found)
    near = _near_misses(question, rows, candidates)
    return Answer(question, query, near_query, tuple(rows), tuple(near))


def ready(out: Path) -> None:
    """What a process does that will be asked: the words are loaded, and the store was open once.

    Raises :class:`~kg.errors.InputError` when ``out`` holds no graph.
    """
    parse(examples()[0].zh)
    open_graph(out)


def queries(question: Question) -> tuple[str, str]:
    """The SPARQL of the answer and that of the near misses; the second is empty where none are looked for.

    >>> [query.split()[0] for query in queries(parse("哪些城市制定了停车条例"))]
    ['SELECT', 'SELECT']
    """
    if question.act is not None:
        return steps.answers(question), steps.candidates(question) if steps.is_narrow(question) else ""
    asked = _asked(question)
    near = facts.is_narrow(question) and bool(asked.conditions)
    return facts.answers(question, asked), facts.candidates(question, asked) if near else ""


def _asked(question: Question) -> facts.Asked:
    return figures.asked_of(question) if question.figure else facts.asked_of(question)


def _rows(question: Question, solutions: Iterable[Solution]) -> list[Row]:
    if question.act is not None:
        return steps.rows(question, solutions)
    return figures.rows(question, solutions) if question.figure else facts.rows(question, solutions)


def _near_misses(question: Question, rows: list[Row], solutions: Iterable[Solution]) -> list[Row]:
    if question.act is not None:
        return steps.near_misses(question, rows, solutions)
    return facts.near_misses(question, _asked(question), rows, solutions)
