"""GraphML (http://graphml.graphdrawing.org/), by networkx."""

from __future__ import annotations

from typing import IO

import pyoxigraph as ox

from kg.export.network import network


def write(store: ox.Store, file: IO[bytes]) -> None:
    """Write the nodes and edges of a store's default graph, sorted."""
    import networkx as nx

    nx.write_graphml(network(store), file)
