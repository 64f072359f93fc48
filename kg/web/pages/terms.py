"""The terms of the vocabulary with their definitions: the local page of every ``rd:`` name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kg.query.network.terms import local
from kg.rdf.vocabulary import LABEL, OWL, RD, RDFS, TYPE
from kg.resources import ontology_dir
from kg.web.desk import desk_of
from kg.web.negotiation import wanted
from kg.web.rendering import render
from kg.web.wording import LANGUAGES

_KINDS = {OWL + "Class": "classes", OWL + "ObjectProperty": "links", OWL + "DatatypeProperty": "values"}
_ABOVE = frozenset({RDFS + "subClassOf", RDFS + "subPropertyOf"})


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its labels, its definition by language, what lies above it, where it leads from and to."""

    name: str
    kind: str
    zh: str
    en: str
    definitions: Mapping[str, str]
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]


def page(request: Request) -> Response:
    """The page of the vocabulary, or its Turtle file."""
    if wanted(request) == "turtle":
        return FileResponse(ontology_dir() / "renda.ttl", media_type="text/turtle", headers={"Vary": "Accept, Cookie"})
    found = [(kind, [term for term in defined() if term.kind == kind]) for kind in _KINDS.values()]
    return render(desk_of(request), "terms.html", kinds=found, own={term.name for term in defined()})


@cache
def defined() -> tuple[Term, ...]:
    """The terms of ``renda.ttl``, by name.

    >>> next(term for term in defined() if term.name == "enacted").above
    ('actedOn',)
    """
    held: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(path=str(ontology_dir() / "renda.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(RD):
            held.setdefault(quad.subject.value, []).append(quad.triple)
    return tuple(_term(iri, held[iri]) for iri in sorted(held))


def _term(iri: str, triples: list[ox.Triple]) -> Term:
    def texts(key: str, language: str) -> str:
        found = [one.object for one in triples if one.predicate.value == key]
        return next((text.value for text in found if isinstance(text, ox.Literal) and text.language == language), "")

    def names(*keys: str) -> tuple[str, ...]:
        found = [one.object for one in triples if one.predicate.value in keys]
        return tuple(sorted(local(node.value) for node in found if isinstance(node, ox.NamedNode)))

    kinds = [node.object.value for node in triples if node.predicate.value == TYPE and hasattr(node.object, "value")]
    return Term(
        name=iri.removeprefix(RD),
        kind=next((_KINDS[kind] for kind in kinds if kind in _KINDS), "links"),
        zh=texts(LABEL, "zh"),
        en=texts(LABEL, "en"),
        definitions={language: texts(RDFS + "comment", language) for language in LANGUAGES},
        above=names(*_ABOVE),
        domain=names(RDFS + "domain"),
        range=names(RDFS + "range"),
    )
