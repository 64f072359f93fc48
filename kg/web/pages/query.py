"""The SPARQL page: the editor, the prefixes, and the named questions to load."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.query.named import queries
from kg.rdf.vocabulary import PREFIXES
from kg.web.desk import desk_of
from kg.web.rendering import render


def page(request: Request) -> Response:
    """The page of the editor; ``query`` in its address is what it begins with."""
    desk = desk_of(request)
    zh = desk.wording.language == "zh"
    named = [(one.name, one.title_zh if zh else one.title_en, one.text) for one in queries()]
    return render(desk, "query.html", named=named, prefixes=sorted(PREFIXES.items()), text=desk.one("query"))
