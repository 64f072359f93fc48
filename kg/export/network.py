"""The graph as a networkx graph, which the formats for drawing programs are written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.export.properties import Node, Scalar, edges, nodes
from kg.xmltext import legal

if TYPE_CHECKING:
    import networkx as nx

_SEVERAL = "; "
# GEXF means the times of a node by these: an evidence's offsets would make the graph one that changes.
_RESERVED = {"start": "quote_start", "end": "quote_end"}


def network(store: ox.Store) -> nx.MultiDiGraph[str]:
    """Nodes by IRI with ``label``, ``type`` and their properties; edges with the property's name as ``label`` and key.

    Several values of a property are one text, joined by "; "; several numbers that of its name with ``_all``, for a
    property has one type. An evidence's ``start`` and ``end`` are ``quote_start`` and ``quote_end``. What XML cannot
    hold is replaced (:func:`kg.xmltext.legal`).
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes(store):
        graph.add_node(node.iri, **_attributes(node))
    for edge in edges(store):
        graph.add_edge(edge.start, edge.end, key=edge.name, label=edge.name)
    return graph


def _attributes(node: Node) -> dict[str, Scalar]:
    own = dict(_attribute(_RESERVED.get(name, name), values) for name, values in node.properties.items())
    named = next((own[name] for name in ("label", "title", "identifier", "exact") if name in own), node.iri)
    return {**own, "label": str(named), "type": _SEVERAL.join(node.classes)}


def _attribute(name: str, values: tuple[Scalar, ...]) -> tuple[str, Scalar]:
    if all(isinstance(value, str) for value in values):
        return name, legal(_SEVERAL.join(map(str, values)))
    return (name, values[0]) if len(values) == 1 else (f"{name}_all", legal(_SEVERAL.join(map(str, values))))
