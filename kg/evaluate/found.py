"""The facts of a graph with the fields that are compared, and where their evidence stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.evaluate.gold import Span
from kg.rdf.vocabulary import PREFIXES

FORMATS = ("nq", "nt", "ttl", "trig")
_HEAD = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())
_EVIDENCE = """?fact rd:evidence ?e . ?e oa:start ?start ; oa:end ?end ; rd:inDocument ?d .
OPTIONAL { ?d dcterms:identifier ?own } OPTIONAL { ?d dcterms:isPartOf/dcterms:identifier ?whole }
BIND(COALESCE(?whole, ?own) AS ?file)"""
_NAME = "rdfs:label|foaf:name"
_STEP = {
    "kind": "rd:kind",
    "work": "rd:concerns/dcterms:title",
    "division": "rd:concerns/rd:jurisdiction",
    "place": "rd:concerns/rd:jurisdiction/rdfs:label",
    "date": "rd:date",
    "year": "rd:year",
}
_SUPERVISION = {
    "kind": "rd:kind",
    "work": "rd:concerns/(dcterms:title|rdfs:label)",
    "object": "rdfs:label|rd:subjectMatter",
}
_STATISTIC = {
    "indicator": "rd:indicator/(skos:prefLabel|rdfs:label)",
    "label": "rdfs:label",
    "value": "schema:value",
    "approx": "rd:approximation",
    "unit": "rd:unit/(skos:prefLabel|skos:altLabel|rdfs:label)",
    "redacted": "rd:redacted",
    "verbatim": "rd:verbatim",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A fact of the graph: where its evidence stands (file, start, end) and its fields' values."""

    iri: str
    spans: frozenset[Span]
    values: Mapping[str, frozenset[str]]

    def has(self, name: str) -> frozenset[str]:
        """The values of a field, none where it is missing."""
        return self.values.get(name, frozenset())

    @property
    def kinds(self) -> frozenset[str]:
        """The codes of its kinds."""
        return frozenset(map(local, self.has("kind")))


@dataclass(frozen=True, slots=True)
class Kind:
    """A gold type: the class of its facts, the path to each field, and the fields a fact must have."""

    type: str
    paths: Mapping[str, str]
    needed: tuple[str, ...] = ()


KINDS = {
    "step": Kind("LegislativeStep", _STEP, ("kind", "work")),
    "supervision": Kind("SupervisionEvent", _SUPERVISION, ("kind",)),
    "stat": Kind("Statistic", _STATISTIC),
    "post": Kind("PostHolding", {"person": f"org:member/({_NAME})", "post": "rd:postTitle"}, ("person", "post")),
    "proposal": Kind("DeputyProposal", {"title": "dcterms:title"}, ("title",)),
    "programme": Kind("Programme", {"name": "rdfs:label"}, ("name",)),
    "facility": Kind("Facility", {"name": "rdfs:label"}, ("name",)),
    "cooperation": Kind("Cooperation", {"object": "rdfs:label"}),
    "award": Kind("AwardEvent", {"name": "rdfs:label"}, ("name",)),
    "decision": Kind("DecisionEvent", {"object": "rdfs:label"}),
}


def local(iri: str) -> str:
    """The last part of an IRI.

    >>> local("https://w3id.org/rendakg/code/adoption")
    'adoption'
    """
    return re.split(r"[/#]", iri)[-1]


def load(path: Path) -> ox.Store:
    """A graph's file (.nq, .nt, .ttl or .trig) in memory; InputError when it cannot be read as one."""
    ending = path.suffix[1:]
    if ending not in FORMATS:
        raise InputError("is no graph this can read", path, f"give a file ending in .{', .'.join(FORMATS)}")
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=ox.RdfFormat.from_extension(ending))
    except (OSError, SyntaxError) as error:
        raise InputError(f"cannot be read: {error}", path, "give a graph that kg build wrote") from error
    return store


def facts(store: ox.Store, kind: Kind) -> tuple[Found, ...]:
    """The facts of one class with their evidence, in the order of their IRIs."""
    spans: dict[str, set[Span]] = defaultdict(set)
    values: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for iri, file, start, end in _rows(
        store, f"SELECT ?fact ?file ?start ?end {{ ?fact a rd:{kind.type} . {_EVIDENCE} }}"
    ):
        spans[iri].add((file, int(start), int(end)))
    for name, path in kind.paths.items():
        for iri, value in _rows(store, f"SELECT ?fact ?value {{ ?fact a rd:{kind.type} ; {path} ?value }}"):
            values[iri][name] = values[iri].get(name, frozenset()) | {value}
    return tuple(
        Found(iri, frozenset(spans[iri]), values[iri])
        for iri in sorted(spans)
        if all(values[iri].get(name) for name in kind.needed)
    )


def _rows(store: ox.Store, query: str) -> Iterator[list[str]]:
    solutions = store.query(_HEAD + query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        terms = list(row)
        if None not in terms:
            yield [term.value for term in terms]
