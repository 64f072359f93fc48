"""The codes: the page of one, with its definition and what has it, and the lists of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.rdf.vocabulary import RDC, SKOS
from kg.resources import ontology_dir
from kg.web.desk import desk_of
from kg.web.links import iri_of
from kg.web.negotiation import RDF_FORMS, described, wanted
from kg.web.pages.thing import show
from kg.web.rendering import render
from kg.web.wording import LANGUAGES


@dataclass(frozen=True, slots=True)
class Code:
    """A code: its labels, the other words for it and its definition by language; all but the name may be empty."""

    name: str
    zh: str
    en: str
    words: Mapping[str, tuple[str, ...]]
    definitions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes."""

    head: Code
    codes: tuple[Code, ...]


def page(request: Request) -> Response:
    """The page of a code; one that the graph does not use has its definition only."""
    desk = desk_of(request)
    iri = iri_of(request.url.path)
    known = _defined().get(iri)
    in_graph = desk.catalogue.reader.knows(iri)
    if known is None:
        raise HTTPException(404, desk.wording.fill("thing", "unknown", name=request.url.path[:200]))
    if in_graph and wanted(request) in RDF_FORMS:
        return described(desk.catalogue.reader, iri, wanted(request))
    return show(desk, iri) if in_graph else render(desk, "codes.html", lists=[CodeList(known, ())], alone=True)


def lists(request: Request) -> Response:
    """The lists of all codes."""
    return render(desk_of(request), "codes.html", lists=code_lists(), alone=False)


@cache
def code_lists() -> tuple[CodeList, ...]:
    """All lists of ``codes.ttl``, by their names.

    >>> next(one for one in code_lists() if one.head.name == "proposal").codes[0].zh
    '议案'
    """
    members: dict[str, list[Code]] = {}
    for triple in _triples():
        if triple.predicate.value == SKOS + "inScheme" and isinstance(triple.object, ox.NamedNode):
            members.setdefault(triple.object.value, []).append(_defined()[_subject(triple)])
    return tuple(
        CodeList(_defined()[scheme], tuple(sorted(found, key=lambda one: one.name)))
        for scheme, found in sorted(members.items())
    )


@cache
def _defined() -> dict[str, Code]:
    """Every code and list by IRI."""
    held: dict[str, list[tuple[str, ox.Literal]]] = {}
    for triple in _triples():
        subject = held.setdefault(_subject(triple), [])
        if isinstance(triple.object, ox.Literal):
            subject.append((triple.predicate.value.removeprefix(SKOS), triple.object))
    return {iri: _code(iri, literals) for iri, literals in held.items()}


def _code(iri: str, literals: list[tuple[str, ox.Literal]]) -> Code:
    def of(name: str, language: str) -> tuple[str, ...]:
        return tuple(text.value for key, text in literals if key == name and text.language == language)

    zh, en = ("".join(of("prefLabel", language)[:1]) for language in ("zh", "en"))
    definitions = {language: "".join(of("definition", language)[:1]) for language in LANGUAGES}
    return Code(
        iri.removeprefix(RDC), zh, en, {language: of("altLabel", language) for language in LANGUAGES}, definitions
    )


@cache
def _triples() -> tuple[ox.Triple, ...]:
    path = ontology_dir() / "codes.ttl"
    return tuple(quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def _subject(triple: ox.Triple) -> str:
    return triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
