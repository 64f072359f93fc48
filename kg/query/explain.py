"""Why the graph says so: a fact, its rule, and the sentence it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.query.sparql import select, shorten
from kg.rdf.vocabulary import ID, PREFIXES
from kg.store import TEXTS, open_graph

# A sentence ends here; a line break ends one too, but for the wrapped lines within a quote.
SENTENCE_ENDS = "。！？!?\n"


@dataclass(frozen=True, slots=True)
class Proof:
    """One evidence: the rules that read it, and its sentence as ``before`` + ``quote`` + ``after``.

    ``start`` and ``end`` are code points of ``document``, end exclusive; ``report`` is a heading or empty.
    """

    rules: tuple[str, ...]
    document: str
    report: str
    start: int
    end: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A resource: its classes, kinds and labels, its other values, and the evidence if it is a fact.

    ``facts`` are the facts that speak of a resource that is no fact itself (a place, a work, a body).
    """

    iri: str
    classes: tuple[str, ...]
    kinds: tuple[str, ...]
    label: str
    values: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]
    facts: tuple[str, ...]


def explain(out: Path, name: str) -> Explanation:
    """What the graph in ``out`` says about the resource ``name`` (an IRI, or its part below ``…/id/``), and why.

    Raises :class:`~kg.errors.InputError` when the graph does not know it or there is no graph in ``out``, and
    :class:`~kg.errors.UsageError` when ``name`` is empty.
    """
    if not name.strip():
        raise UsageError("the IRI is empty", mend=_MEND)
    store = open_graph(out)
    iri = expand(name)
    values = tuple(_values(store, iri)) if _is_iri(iri) else ()
    if not values:
        raise InputError(f"nothing in {out} is called {name}", mend=_MEND)
    kinds = tuple(value for key, value, _ in values if key == "rd:kind")
    proofs = tuple(_proofs(store, out, iri, kinds))
    return Explanation(
        iri=iri,
        classes=tuple(value for key, value, _ in values if key == "rdf:type"),
        kinds=kinds,
        label=_label(store, iri),
        values=tuple((key, text) for key, value, text in values if key not in _SHOWN_APART),
        proofs=proofs,
        facts=() if proofs else tuple(_facts(store, iri)),
    )


_SHOWN_APART = frozenset({"rdf:type", "rd:kind", "rdfs:label", "rd:evidence"})
_MEND = (
    "take an IRI that kg ask --format json or kg sparql printed, whole or from event/ on, "
    'for example: kg sparql "SELECT ?fact { ?fact rd:evidence ?e } LIMIT 5"'
)


def expand(name: str) -> str:
    """The IRI meant by ``name``: whole, in <…>, with a known prefix, or the part below ``…/id/``.

    >>> expand("division/140200")
    'https://w3id.org/rendakg/id/division/140200'
    >>> expand("<urn:x>"), expand("rdfs:label")
    ('urn:x', 'http://www.w3.org/2000/01/rdf-schema#label')
    """
    plain = name.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = plain.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    return plain if colon and "/" not in prefix else ID + plain.lstrip("/")


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _label(store: ox.Store, iri: str) -> str:
    """The Chinese label; another one when there is none."""
    query = f"SELECT ?label {{ <{iri}> rdfs:label ?label }} ORDER BY DESC(LANGMATCHES(LANG(?label), 'zh')) ?label"
    return next((row["label"] for row in select(store, query)), "")


def _values(store: ox.Store, iri: str) -> Iterator[tuple[str, str, str]]:
    """The statements about ``iri``: property, value, and the value with its label to read."""
    query = f"""SELECT ?property ?value (SAMPLE(?name) AS ?label) WHERE {{ <{iri}> ?property ?value
        OPTIONAL {{ ?value rdfs:label ?name . FILTER(!LANGMATCHES(LANG(?name), "en")) }} }}
        GROUP BY ?property ?value ORDER BY ?property ?value"""
    for row in select(store, query):
        value = shorten(row["value"])
        yield shorten(row["property"]), value, f"{row['label']} ({value})" if "label" in row else value


def _proofs(store: ox.Store, out: Path, iri: str, kinds: tuple[str, ...]) -> Iterator[Proof]:
    query = f"""SELECT ?evidence ?quote ?start ?end ?document ?report ?whole
        (GROUP_CONCAT(DISTINCT ?rule; SEPARATOR=" ") AS ?rules) WHERE {{
        <{iri}> rd:evidence ?evidence .
        ?evidence oa:exact ?quote ; oa:start ?start ; oa:end ?end ; rd:inDocument ?source .
        OPTIONAL {{ ?evidence rd:rule ?rule }}
        OPTIONAL {{ ?source dcterms:isPartOf ?file ; rdfs:label ?report }}
        BIND(COALESCE(?file, ?source) AS ?whole) ?whole dcterms:identifier ?document }}
        GROUP BY ?evidence ?quote ?start ?end ?document ?report ?whole ORDER BY ?document ?start ?end"""
    for row in select(store, query):
        start, end = int(row["start"]), int(row["end"])
        text = _text(out, row["whole"])
        before, after = around(text, start, end) if text[start:end] == row["quote"] else ("", "")
        rules = _rules_of(row.get("rules", "").split(), kinds)
        yield Proof(rules, row["document"], row.get("report", ""), start, end, before, row["quote"], after)


def _text(out: Path, document: str) -> str:
    """The decoded text of a document; empty when the build keeps none (``kg verify`` tells of it)."""
    path = out / TEXTS / f"{document.removeprefix(ID).removeprefix('doc/')}.txt"
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence that holds ``text[start:end]``: what stands before and after it.

    >>> around("前言。市人大常委会通过了条例。结束", 10, 12)
    ('市人大常委会通', '条例。')
    """
    first = max((text.rfind(mark, 0, start) for mark in SENTENCE_ENDS), default=-1) + 1
    stops = [text.find(mark, end) for mark in SENTENCE_ENDS]
    last = min((stop + 1 for stop in stops if stop >= 0), default=len(text))
    if end > start and text[end - 1] in SENTENCE_ENDS:
        last = end
    return text[first:start].lstrip(), text[end:last].rstrip()


def _rules_of(rules: list[str], kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Those of an evidence's rules that give facts of these kinds; all of them when none tells."""
    names = [kind.partition(":")[2] for kind in kinds]
    fitting = [rule for rule in sorted(rules) for kind in names if _gives(rule.partition(".")[2], kind)]
    return tuple(dict.fromkeys(fitting)) or tuple(sorted(rules))


def _gives(rule: str, kind: str) -> bool:
    return rule == kind or (rule.startswith(kind) and not rule[len(kind)].isalnum())


def _facts(store: ox.Store, iri: str) -> Iterator[str]:
    """The facts that name ``iri``, or a body or work of the place ``iri``."""
    query = f"""SELECT DISTINCT ?fact WHERE {{
        {{ ?fact ?property <{iri}> }} UNION {{ ?of rd:jurisdiction <{iri}> . ?fact ?property ?of }}
        ?fact rd:evidence ?evidence }} ORDER BY ?fact"""
    return (row["fact"] for row in select(store, query))
