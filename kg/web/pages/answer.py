"""An answer: the things of that name, or the rows that answer a question, with what comes near and why it is none."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import UsageError
from kg.query.ask import Answer, Question, Row, ask
from kg.query.ask.examples import nearest
from kg.web.catalogue import Entry, Passage
from kg.web.catalogue.naming import search
from kg.web.desk import Desk, desk_of
from kg.web.lines import Line, Link, line, link
from kg.web.links import with_query
from kg.web.rendering import render
from kg.web.sheets import MEDIA_TYPES, Cell, Sheet, download
from kg.web.wording import Wording

LONGEST = 400
_FOUND = 30
# These stand in a line already: who, what, how much.
_SHOWN = frozenset({"value", "min", "max", "unit", "verbatim"})
_LEFT = frozenset({"more"})


@dataclass(frozen=True, slots=True)
class Told:
    """An answer to print: how it was understood, its lines, its near misses, and the SPARQL of both."""

    understood: str
    lines: tuple[Line, ...]
    near: tuple[Line, ...]
    query: str
    near_query: str


def page(request: Request) -> Response:
    """The page of a question or a name; of a name that one thing has, the page of that thing."""
    desk = desk_of(request)
    text = desk.one("q").strip()[:LONGEST]
    names = search(desk.catalogue.names, text, _FOUND)
    exact = [one for one in names if one.label == text.strip("《》")]
    if len(exact) == 1 and not desk.one("format"):
        return RedirectResponse(with_query(link(desk, exact[0].iri).url, [("lang", desk.one("lang"))]), 303)
    try:
        answer = ask(desk.catalogue.out, text) if text else None
    except UsageError as error:
        if desk.one("format"):
            raise
        return _not_understood(desk, text, error, [link(desk, one.iri) for one in names])
    if answer and desk.one("format") in MEDIA_TYPES:
        return download(sheet(answer), desk.one("format"))
    found = [link(desk, one.iri) for one in names]
    return render(
        desk, "answer.html", question=text, told=answer and told(desk, answer), names=found, refused="", near=[]
    )


def told(desk: Desk, answer: Answer) -> Told:
    """An answer in the reader's language."""
    return Told(
        understood=understood(desk.wording, answer.question),
        lines=tuple(_line(desk, row) for row in answer.rows),
        near=tuple(_line(desk, row) for row in answer.near_misses),
        query=answer.query,
        near_query=answer.near_query,
    )


def understood(words: Wording, question: Question) -> str:
    """How a question was understood, in one language.

    >>> from kg.query.ask import parse
    >>> from kg.web.wording import wording
    >>> understood(wording("zh"), parse("哪些城市制定了停车条例"))
    '城市 · 制定 · 停车'
    """
    what = question.what
    asked = [question.act.phrase] if question.act else [pick.phrase for pick in question.picks]
    told = [words.said(phrase) for phrase in (question.who.phrase, *(asked or [question.kind.phrase]))]
    about = [*map(words.code, (*what.indicators, *what.topics)), *(f"“{word}”" for word in what.words)]
    figure = words.said(str(question.figure)) if question.figure else ""
    return " · ".join(part for part in (*told, *about, figure, words.half(str(question.when))) if part)


def sheet(answer: Answer) -> Sheet:
    """The rows of an answer, then its near misses, told apart by the first column and by the reason in the last."""
    plain = [one.name for one in fields(Row) if one.name not in _LEFT and one.name != "reason"]
    more = answer.question.kind.columns if not answer.question.act else ()
    rows: list[tuple[Cell, ...]] = [
        (said, *(getattr(row, name) for name in plain), *(dict(row.more).get(name) for name in more), row.reason)
        for said, found in (("row", answer.rows), ("near miss", answer.near_misses))
        for row in found
    ]
    about = {"question": answer.question.text, "understood": str(answer.question), "query": answer.query}
    return Sheet("answer", ("answer", *plain, *more, "reason"), rows, about)


def _line(desk: Desk, row: Row) -> Line:
    """A row by its fact, with the quote that the row itself has."""
    one = desk.catalogue.fact(row.fact_iri)
    assert one is not None, "an answer's fact is one of the same graph"
    names = desk.wording.texts["columns"]
    more = tuple(
        (names.get(name, name), str(value)) for name, value in row.more if value is not None and name not in _SHOWN
    )
    return replace(line(desk, one, _passage(one, row)), more=more, reason=desk.wording.reasons(row.reason))


def _passage(one: Entry, row: Row) -> Passage | None:
    at = (row.start, row.end, row.quote)
    return next((passage for passage in one.passages if (passage.start, passage.end, passage.quote) == at), None)


def _not_understood(desk: Desk, text: str, error: UsageError, names: list[Link]) -> Response:
    """The things whose name holds the text; and, where none does, the questions nearest to it."""
    near = [Link(one, with_query("/ask", [("q", one)])) for one in nearest(text, 4)]
    return render(
        desk, "answer.html", 200 if names else 400, question=text, told=None, names=names, refused=error.what, near=near
    )
