"""The same address for people and programs: HTML, Turtle or JSON-LD, as the request prefers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.export import jsonld, turtle
from kg.query.network.reader import Reader
from kg.rdf.vocabulary import rd
from kg.web.accept import best

HTML = "html"
RDF_FORMS: Mapping[str, str] = {"turtle": "text/turtle", "jsonld": "application/ld+json"}
_OFFERED: Mapping[str, str] = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
}


def wanted(request: Request) -> str:
    """The form a request wants: the one it names with ``format``, else the best of its Accept headers."""
    named = request.query_params.get("format", "")
    return named if named in RDF_FORMS else form_of(",".join(request.headers.getlist("accept")))


def form_of(accept: str) -> str:
    """The form an Accept header likes best; HTML where it takes nothing we have.

    >>> form_of("text/turtle;q=0.9, application/ld+json"), form_of("text/html,*/*;q=0.8"), form_of("image/png")
    ('jsonld', 'html', 'html')
    """
    kind = best(accept, list(_OFFERED))
    return _OFFERED[kind] if kind else HTML


def described(reader: Reader, iri: str, form: str) -> Response:
    """What the graph says of a thing, and of its evidence, in one of RDF_FORMS."""
    file = io.BytesIO()
    writers = {"turtle": turtle.write, "jsonld": jsonld.write}
    writers[form](_triples(reader, iri), file)
    return Response(file.getvalue(), media_type=RDF_FORMS[form], headers={"Vary": "Accept, Cookie"})


def _triples(reader: Reader, iri: str) -> Iterator[ox.Triple]:
    for subject in (iri, *reader.objects(iri, rd("evidence"))):
        quads = reader.store.quads_for_pattern(ox.NamedNode(subject), None, None, ox.DefaultGraph())
        yield from sorted((quad.triple for quad in quads), key=str)
