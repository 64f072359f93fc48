"""Facts out of a store, one record each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.rdf.vocabulary import EXACT, RD
from kg.records.columns import Column, Kind, columns_of
from kg.records.nodes import Nodes, code

Cell = str | int | Decimal | bool | None
_EVIDENCE = RD + "evidence"
_SEVERAL = "; "


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """Where a fact is stated: ``start`` and ``end`` are code points of ``document`` (a file's name), end exclusive.

    ``report`` is the heading of the report it stands in, or empty; ``evidence`` the IRI.
    """

    document: str
    start: int
    end: int
    quote: str
    report: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Record:
    """A fact as a row: ``type`` is the local name of its class, ``cells`` are by the names of the columns of that.

    ``kind`` is a code or empty, ``proofs`` are in the order of their files and offsets. Several values of one
    cell are joined by "; "; a cell without a value is None.
    """

    iri: str
    type: str
    kind: str
    label: str
    proofs: tuple[Proof, ...]
    cells: Mapping[str, Cell]


def fact_iris(store: ox.Store) -> list[str]:
    """The IRIs of all facts of a store, that is, of what has evidence, sorted."""
    quads = store.quads_for_pattern(None, ox.NamedNode(_EVIDENCE), None, ox.DefaultGraph())
    return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})


def read(store: ox.Store) -> Iterator[Record]:
    """All facts of a store's default graph, by IRI.

    >>> list(read(ox.Store()))
    []
    """
    nodes = Nodes(store)
    return (record(nodes, iri) for iri in fact_iris(store))


def by_class(store: ox.Store) -> dict[str, list[Record]]:
    """All facts by class, both in order: classes by name, facts by the place that states them first, then by IRI."""
    found: dict[str, list[Record]] = {}
    for fact in read(store):
        found.setdefault(fact.type, []).append(fact)
    return {name: sorted(found[name], key=_place_of) for name in sorted(found)}


def record(nodes: Nodes, iri: str) -> Record:
    """The record of one fact."""
    proofs = tuple(sorted(_proof(nodes, term.value) for term in nodes.follow(iri, "rd:evidence")))
    first = proofs[0].evidence if proofs else iri
    name = next((code(term) for term in nodes.follow(iri, "rdf:type")), "")
    cells = {
        column.name: _cell(nodes, column, first if column.at == "proof" else iri)
        for column in columns_of(name)
        if proofs or column.at == "fact"
    }
    return Record(iri, name, str(cells.get("kind") or ""), str(cells["label"] or ""), proofs, cells)


def _place_of(fact: Record) -> tuple[str, int, int, str]:
    first = fact.proofs[0]
    return first.document, first.start, first.end, fact.iri


def _proof(nodes: Nodes, evidence: str) -> Proof:
    def text(*paths: str) -> str:
        return next((nodes.label(term) for path in paths for term in nodes.follow(evidence, path)), "")

    return Proof(
        document=text("rd:inDocument/dcterms:isPartOf/dcterms:identifier", "rd:inDocument/dcterms:identifier"),
        start=int(text("oa:start") or 0),
        end=int(text("oa:end") or 0),
        quote="".join(nodes.label(term) for term in nodes.statements(evidence).get(EXACT, ())[:1]),
        report=text("rd:inDocument/rdfs:label"),
        evidence=evidence,
    )


def _cell(nodes: Nodes, column: Column, iri: str) -> Cell:
    if column.show == "iri":
        return iri
    terms = next((found for path in column.paths if (found := nodes.follow(iri, path))), ())
    if column.show == "how many":
        return len(terms)
    if column.show == "code":
        return _SEVERAL.join(code(term) for term in terms) or None
    language = "en" if column.show == "english" else "zh"
    return _typed(column.kind, [nodes.label(term, language) for term in terms])


def _typed(kind: Kind, texts: list[str]) -> Cell:
    """The texts as one cell; no number where there are several or the text is none, for none of them is the one."""
    if kind is Kind.FLAG:
        return "true" in texts
    if kind is Kind.TEXT:
        return _SEVERAL.join(texts) or None
    try:
        number = Decimal(texts[0]) if len(texts) == 1 else Decimal("nan")
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return int(number) if kind is Kind.INTEGER else number
