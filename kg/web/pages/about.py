"""About the graph: how it was made, how much of each document was read, what it cannot do, and what to download."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kg.web.catalogue.documents import Document, skipped
from kg.web.desk import Desk, desk_of
from kg.web.links import page_of
from kg.web.pages.files_of import FILES
from kg.web.rendering import render


@dataclass(frozen=True, slots=True)
class Row:
    """A document, how many facts it states, and the share of its countable clauses that gave one, in per cent."""

    document: Document
    url: str
    facts: int
    share: int | None


def page(request: Request) -> Response:
    """The page about the graph."""
    desk = desk_of(request)
    rows = [_row(desk, document) for document in desk.catalogue.documents.values()]
    sizes = [(name, path.stat().st_size) for name in FILES if (path := desk.catalogue.out / name).is_file()]
    return render(desk, "about.html", rows=rows, files=sizes, skipped=skipped(desk.catalogue.out))


def _row(desk: Desk, document: Document) -> Row:
    share = round(100 * document.with_facts / document.clauses) if document.clauses else None
    return Row(document, page_of(document.iri), len(desk.catalogue.in_document.get(document.iri, ())), share)
