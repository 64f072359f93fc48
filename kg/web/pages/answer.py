"""An answer: the things of that name, or the rows that answer a question, with what comes near and why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import BusyError, UsageError
from kg.query.ask import Answer, Question, Row
from kg.query.ask.examples import nearest
from kg.web.catalogue import Entry, Passage
from kg.web.catalogue.naming import Name, search
from kg.web.desk import Desk, desk_of
from kg.web.lines import Line, Link, line, link
from kg.web.links import paged, with_query
from kg.web.rendering import render
from kg.web.sheets import MEDIA_TYPES, Cell, Sheet, download
from kg.web.wording import LANGUAGES, Wording

LONGEST = 400
PAGE = 100
_FOUND = 30
# These stand in a line already: who, what, how much.
_SHOWN = frozenset({"value", "min", "max", "unit", "verbatim"})
_LEFT = frozenset({"more"})


@dataclass(frozen=True, slots=True)
class Told:
    """An answer to print: how it was understood, the SPARQL of both parts, the lines of one page of ``rows`` rows.

    ``near`` are the first near misses, ``near_left`` how many more there are.
    """

    understood: str
    rows: int
    lines: tuple[Line, ...]
    number: int
    pages: int
    near: tuple[Line, ...]
    near_left: int
    query: str
    near_query: str


async def page(request: Request) -> Response:
    """The page of a question or a name; of a name that one thing has, the page of that thing."""
    desk = desk_of(request)
    text = desk.one("q").strip()[:LONGEST]
    names = await run_in_threadpool(search, desk.catalogue.names, text, _FOUND)
    exact = [one for one in names if one.label == text.strip("《》")]
    if len(exact) == 1 and not desk.one("format"):
        return RedirectResponse(with_query(link(desk, exact[0].iri).url, [("lang", desk.one("lang"))]), 303)
    try:
        answer = await request.app.state.asking.answer(request.receive, desk.catalogue, text) if text else None
    except UsageError as error:
        if desk.one("format"):
            raise
        return await run_in_threadpool(_not_understood, desk, text, error, names)
    return await run_in_threadpool(_answered, desk, text, answer, names)


def _answered(desk: Desk, text: str, answer: Answer | None, names: Sequence[Name]) -> Response:
    if answer and desk.one("format") in MEDIA_TYPES:
        return download(sheet(answer), desk.one("format"))
    found = [link(desk, one.iri) for one in names]
    return render(
        desk, "answer.html", question=text, told=answer and told(desk, answer), names=found, refused="", near=[]
    )


def told(desk: Desk, answer: Answer) -> Told:
    """The page of an answer that the query string names, in the reader's language."""
    number, pages = paged(len(answer.rows), PAGE, desk.one("page"))
    shown = answer.rows[(number - 1) * PAGE : number * PAGE]
    near = answer.near_misses[:PAGE]
    return Told(
        understood=understood(desk.wording, answer.question),
        rows=len(answer.rows),
        lines=tuple(_line(desk, row) for row in shown),
        number=number,
        pages=pages,
        near=tuple(_line(desk, row) for row in near),
        near_left=len(answer.near_misses) - len(near),
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
    """A row by its fact, with the quote that the row itself has.

    Raises :class:`~kg.errors.BusyError` when the answer is of a newer graph than the one that is shown.
    """
    one = desk.catalogue.fact(row.fact_iri)
    if one is None:
        raise BusyError("the graph was built anew and is being read", mend="ask again in a moment")
    names = desk.wording.texts["columns"]
    more = tuple(
        (names.get(name, name), _said(desk, str(value)))
        for name, value in row.more
        if value is not None and name not in _SHOWN
    )
    return replace(line(desk, one, _passage(one, row)), more=more, reason=desk.wording.reasons(row.reason))


def _said(desk: Desk, value: str) -> str:
    """A value of a column: what is printed in Chinese stays, a word of ours is in the reader's language."""
    return desk.wording.said(value) if value.isascii() else value


def _passage(one: Entry, row: Row) -> Passage | None:
    at = (row.start, row.end, row.quote)
    return next((passage for passage in one.passages if (passage.start, passage.end, passage.quote) == at), None)


def _not_understood(desk: Desk, text: str, error: UsageError, names: Sequence[Name]) -> Response:
    """The things whose name holds the text; and, where none does, the questions nearest to it."""
    own = nearest(text, 4)[LANGUAGES.index(desk.wording.language) :: len(LANGUAGES)]
    return render(
        desk,
        "answer.html",
        200 if names else 400,
        question=text,
        told=None,
        names=[link(desk, one.iri) for one in names],
        refused=desk.wording.said(error.what),
        near=[Link(one, with_query("/ask", [("q", one)])) for one in own],
    )
