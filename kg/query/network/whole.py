"""The whole graph at once: all values of one property, the links of all things, and the networkx graph of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.query.network.facts import NOT_STATED, Quote, document_name, figure, moment
from kg.query.network.reader import Reader, Values, fact_types, thing
from kg.query.network.terms import local, term, terms
from kg.rdf.vocabulary import END, EXACT, RDC, START, rd

if TYPE_CHECKING:
    import networkx as nx

_WHOLE = ox.DefaultGraph()


def pairs(reader: Reader, name: str) -> Iterator[tuple[str, str]]:
    """Every subject and IRI value of the property ``name`` (an IRI), in the order of the store.

    >>> store = ox.Store()
    >>> store.update('INSERT DATA { <urn:a> <urn:p> <urn:b>, "text" }')
    >>> list(pairs(Reader(store), "urn:p"))
    [('urn:a', 'urn:b')]
    """
    for quad in reader.store.quads_for_pattern(None, ox.NamedNode(name), None, _WHOLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            yield quad.subject.value, quad.object.value


def grouped(reader: Reader, name: str) -> dict[str, list[str]]:
    """The IRI values of a property by subject."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for subject, value in pairs(reader, name):
        found[subject].append(value)
    return dict(found)


def links(reader: Reader) -> list[tuple[str, str, str]]:
    """Every link between things as source, target and the local name of the property, sorted; no derived one."""
    names = terms().links - terms().derived
    return sorted((source, target, local(name)) for name in names for source, target in pairs(reader, name))


def network(reader: Reader) -> nx.MultiDiGraph[str]:
    """The graph as a networkx MultiDiGraph, in an order that depends on the graph alone.

    A node is a thing, by its IRI, with the attributes type, kind, label and masked; a fact has also when, first, last,
    value (of a figure) and evidence, a tuple of :class:`~kg.query.network.facts.Quote`. An edge has the property's
    local name as key, its names in both languages as label, and derived where it follows from facts (``rd:enacted``).
    Kinds, times, units and evidence are attributes, not nodes.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    everything = reader.everything()
    proofs = _proofs(reader, everything)
    kept = [iri for iri in sorted(everything) if _is_node(iri, everything[iri])]
    for iri in kept:
        graph.add_node(iri, **_attributes(reader, iri, everything[iri], proofs))
    for iri in kept:
        for name, target in _targets(everything[iri]):
            if target in graph:
                graph.add_edge(iri, target, local(name), label=term(local(name)), derived=name in terms().derived)
    return graph


def _is_node(iri: str, values: Values) -> bool:
    what = thing(iri, values)
    return what.type not in {"", "Evidence"} and (not iri.startswith(RDC) or what.type in {"topic", "indicator"})


def _targets(values: Values) -> Iterator[tuple[str, str]]:
    return ((name, target) for name, found in values.items() if name in terms().links for target in found)


def _proofs(reader: Reader, everything: dict[str, Values]) -> dict[str, Quote]:
    """Every evidence as a quote."""
    names: dict[str, str] = {}
    found = {}
    for iri, values in everything.items():
        if EXACT in values:
            source = values.get(rd("inDocument"), [""])[0]
            if source not in names:
                names[source] = document_name(reader, source) if source else ""
            found[iri] = Quote(values[EXACT][0], names[source], int(values[START][0]), int(values[END][0]))
    return found


def _attributes(reader: Reader, iri: str, values: Values, proofs: dict[str, Quote]) -> dict[str, Any]:
    what = thing(iri, values)
    plain: dict[str, Any] = {"type": what.type, "kind": what.kind, "label": what.label, "masked": what.masked}
    if what.type not in fact_types():
        return plain
    time = moment(reader, values)
    quotes = [proofs[one] for one in values.get(rd("evidence"), ()) if one in proofs]
    return plain | {
        "when": "" if time.text == NOT_STATED else time.text,
        "first": time.first,
        "last": time.last,
        "value": figure(values) if what.type == "Statistic" else "",
        "evidence": tuple(sorted(quotes, key=lambda proof: (proof.document, proof.start, proof.end))),
    }
