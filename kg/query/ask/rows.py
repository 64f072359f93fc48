"""The rows of an answer: one shape for all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.rdf.vocabulary import RD, RDC
from kg.words import lexicon

Solution = dict[str, str]
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A fact that answers (or nearly answers) a question, and the words that prove it.

    ``date`` is a full day (ISO 8601), ``year`` the year as far as stated, ``period`` the printed wording of a
    longer time; ``start`` and ``end`` are code points of ``document``, end exclusive. ``fact_iri`` is the fact and
    ``name`` what it is called, or about, as printed. ``work`` and ``work_iri`` are empty where it is about no titled
    work. ``report`` is the heading within a compilation, which stands at ``report_start``; ``masked``: the place's
    name is hidden in the source. ``issuer`` is the place the work is of. ``more`` are the further columns of the
    kind of answer, by name; ``reason`` says why a near miss is none.
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
    fact_iri: str = field(compare=False)
    name: str = field(default="", compare=False)
    period: str = field(default="", compare=False)
    report: str = field(default="", compare=False)
    report_start: int = field(default=0, compare=False)
    masked: bool = field(default=False, compare=False)
    issuer: str = field(default="", compare=False)
    more: tuple[tuple[str, Value], ...] = ()
    reason: str = ""

    def __getitem__(self, column: str) -> Value:
        return dict(self.more)[column]


def row_of(solution: Solution, columns: Iterable[str] = (), reason: str = "") -> Row:
    """A solution as a row; ``columns`` are the variables that become ``more``."""
    earliest, latest = years_of(solution)
    return Row(
        place=solution.get("placeName", ""),
        place_iri=solution.get("place", "") if "placeName" in solution else "",
        work=solution.get("title", ""),
        work_iri=solution.get("work", ""),
        kind=local(solution.get("kind", "")),
        date=solution.get("date"),
        year=earliest if earliest == latest else None,
        quote=solution["quote"],
        document=solution["document"],
        start=int(solution["start"]),
        end=int(solution["end"]),
        fact_iri=solution["fact"],
        name=solution.get("name", solution.get("title", "")),
        period=solution.get("period", ""),
        report=solution.get("report", ""),
        report_start=_start_of(solution["source"]),
        masked=solution.get("masked") == "true",
        issuer=solution.get("issuer", ""),
        more=tuple((column, _value(column, solution.get(column))) for column in columns),
        reason=reason,
    )


def first_proofs(solutions: Iterable[Solution]) -> Iterator[Solution]:
    """Of each fact and work the first solution: that with its first evidence."""
    seen: set[tuple[str, str]] = set()
    for solution in solutions:
        key = (solution["fact"], solution.get("work", ""))
        if key not in seen:
            seen.add(key)
            yield solution


def years_of(solution: Solution) -> tuple[int | None, int | None]:
    """The first and last year a fact may have been in.

    >>> years_of({"year": "2023"}), years_of({"from": "2018-01-01", "to": "2022-12-31"}), years_of({})
    ((2023, 2023), (2018, 2022), (None, None))
    """
    if "year" in solution:
        return int(solution["year"]), int(solution["year"])
    if "from" in solution and "to" in solution:
        return int(solution["from"][:4]), int(solution["to"][:4])
    return None, None


def called(code: str) -> str:
    """A code by its labels in both languages.

    >>> called("inspection")
    'law inspection (执法检查)'
    """
    concept = lexicon().concept(code)
    return f"{concept.en} ({concept.zh})"


def local(iri: str) -> str:
    """The last part of a code's or class's IRI.

    >>> local("https://w3id.org/rendakg/code/adoption")
    'adoption'
    """
    return iri.removeprefix(RDC).removeprefix(RD)


_NUMBERS = frozenset({"value", "min", "max", "rank"})


def _value(column: str, text: str | None) -> Value:
    if text is None:
        return None
    if column not in _NUMBERS:
        return local(text)
    return int(float(text)) if float(text) == int(float(text)) else float(text)


def _start_of(source: str) -> int:
    """Where a document or a part of one (``…#char=312,4275``) begins."""
    return int(source.partition("#char=")[2].partition(",")[0] or 0)
