"""A question answered on a graph: rows that prove it, and near misses with the reason why they are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.query.ask.compose import answers, candidates
from kg.query.ask.question import Question, What, parse
from kg.query.ask.words import words
from kg.query.sparql import select
from kg.rdf.vocabulary import RD, RDC
from kg.store import open_graph
from kg.words import lexicon

Solution = dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A step that answers (or nearly answers) a question, and the sentence that proves it.

    ``date`` is a full day (ISO 8601), ``year`` the year as far as stated, ``period`` the printed wording of a
    longer time; ``start`` and ``end`` are code points of ``document``, end exclusive. ``report`` is the heading
    within a compilation, which stands at ``report_start``; ``masked``: the place's name is hidden in the source.
    ``issuer`` is the place the work is of.
    """

    place: str
    place_iri: str
    work: str
    work_iri: str
    kind: str
    date: str | None
    year: int | None
    quote: str
    document: str
    start: int
    end: int
    step_iri: str = field(compare=False)
    period: str = field(default="", compare=False)
    report: str = field(default="", compare=False)
    report_start: int = field(default=0, compare=False)
    masked: bool = field(default=False, compare=False)
    issuer: str = field(default="", compare=False)
    reason: str = ""


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

    One row for each step, with its first evidence (by document and offset). A work that was repealed later is no
    row but a near miss. Near misses are looked for where the question names a topic, a title or a place.

    Raises :class:`~kg.errors.UsageError` when the question is not understood and
    :class:`~kg.errors.InputError` when ``out`` holds no graph.
    """
    question = parse(text)
    store = open_graph(out)
    query, near_query = answers(question), candidates(question)
    rows = tuple(_row(solution) for solution in _first_by_step(select(store, query)))
    broad = question.what == What(classes=question.what.classes) and not question.who.places
    near = [] if broad else _near(question, rows, select(store, near_query))
    return Answer(question, query, "" if broad else near_query, rows, tuple(near))


def _first_by_step(solutions: Iterable[Solution]) -> Iterator[Solution]:
    seen: set[str] = set()
    for solution in solutions:
        if solution["step"] not in seen:
            seen.add(solution["step"])
            yield solution


def _near(question: Question, rows: tuple[Row, ...], solutions: Iterable[Solution]) -> list[Row]:
    """One near miss for each place and work: the one with the fewest reasons against it, then the furthest step."""
    answered = {row.work_iri for row in rows}
    rank = {kind: position for position, kind in enumerate((*question.act.steps, *question.act.near))}
    found: dict[tuple[str, str], tuple[tuple[int, int], Row]] = {}
    for solution in _first_by_step(solutions):
        if solution["work"] in answered:
            continue
        reasons = list(_reasons(question, solution))
        row = _row(solution, "; ".join(reasons))
        order = (len(reasons), -rank[row.kind])
        key = (row.place_iri, row.work_iri)
        if key not in found or order < found[key][0]:
            found[key] = (order, row)
    return [row for _, row in found.values()]


def _reasons(question: Question, solution: Solution) -> Iterator[str]:
    """Why a step is no answer; never empty."""
    reasons = [
        *_about_the_step(question, solution),
        *_about_the_work(question, solution),
        *_about_time(question, solution),
    ]
    own = f"not {question.act.phrase} by the congress of its own place"
    yield from reasons or [own if question.act.place == "work" else "who did it is not stated"]


def _about_the_step(question: Question, solution: Solution) -> Iterator[str]:
    kind, outcome = _name(solution["kind"]), _name(solution.get("outcome", ""))
    if kind == "repeal" and question.act.name != "repealed":
        yield "repealed (废止)"
    elif kind not in question.act.steps:
        yield f"only {_called(kind)}, not stated as {question.act.phrase}"
    elif question.act.lasting and solution["repealed"] == "true":
        yield "repealed (废止) later"
    if outcome in words().void:
        yield _called(outcome)


def _about_the_work(question: Question, solution: Solution) -> Iterator[str]:
    level, kind = _name(solution.get("level", "")), _name(solution.get("class", ""))
    if question.who.codes and level not in question.who.codes:
        yield f"another level: {_called(level) if level else 'its kind is not stated, it'} is not {question.who.phrase}"
    if question.what.classes and kind not in question.what.classes:
        asked = " or ".join(words().classes[name] for name in question.what.classes)
        yield f"{words().classes.get(kind, 'its kind is not stated')}, not {asked}"


def _about_time(question: Question, solution: Solution) -> Iterator[str]:
    first, last = question.when.first, question.when.last
    if first is None and last is None:
        return
    earliest, latest = _years(solution)
    if earliest is None or latest is None:
        yield "the year is not stated"
    elif (first is not None and latest < first) or (last is not None and earliest > last):
        yield f"another time: {_span(earliest, latest)}"
    elif (first is not None and earliest < first) or (last is not None and latest > last):
        yield f"some time in {_span(earliest, latest)}, the year is not stated"


def _years(solution: Solution) -> tuple[int | None, int | None]:
    """The first and last year a step may have been in."""
    if "year" in solution:
        return int(solution["year"]), int(solution["year"])
    if "from" in solution and "to" in solution:
        return int(solution["from"][:4]), int(solution["to"][:4])
    return None, None


def _span(earliest: int, latest: int) -> str:
    return str(earliest) if earliest == latest else f"{earliest}–{latest}"


def _row(solution: Solution, reason: str = "") -> Row:
    earliest, latest = _years(solution)
    return Row(
        place=solution["placeName"],
        place_iri=solution["place"],
        work=solution["title"],
        work_iri=solution["work"],
        kind=_name(solution["kind"]),
        date=solution.get("date"),
        year=earliest if earliest == latest else None,
        quote=solution["quote"],
        document=solution["document"],
        start=int(solution["start"]),
        end=int(solution["end"]),
        step_iri=solution["step"],
        period=solution.get("period", ""),
        report=solution.get("report", ""),
        report_start=_start_of(solution["source"]),
        masked=solution.get("masked") == "true",
        issuer=solution.get("issuer", ""),
        reason=reason,
    )


def _start_of(source: str) -> int:
    """Where a document or a part of one (``…#char=312,4275``) begins."""
    return int(source.partition("#char=")[2].partition(",")[0] or 0)


def _called(code: str) -> str:
    """A code by its labels in both languages."""
    concept = lexicon().concept(code)
    return f"{concept.en} ({concept.zh})"


def _name(iri: str) -> str:
    """The last part of a code's or class's IRI."""
    return iri.removeprefix(RDC).removeprefix(RD)
