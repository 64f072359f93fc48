"""The graph to walk on: things and their facts, neighbours, paths, likeness, ranks, comparisons, timelines.

:func:`~kg.query.network.graph.open_graph` opens a build folder; every operation is a method of the
:class:`~kg.query.network.graph.Graph` it gives. What needs little of the graph reads only that from the store;
:attr:`~kg.query.network.graph.Graph.network` is all of it as a networkx graph.
"""

from __future__ import annotations

from kg.query.network.graph import Graph, open_graph

__all__ = ["Graph", "open_graph"]
