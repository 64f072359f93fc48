"""GEXF 1.2 (https://gexf.net/), by networkx."""

from __future__ import annotations

import io
import re
from typing import IO

import pyoxigraph as ox

from kg.export.network import network

# networkx writes the day it ran; two exports of one graph are to be the same.
_TODAY = re.compile(rb' lastmodifieddate="[^"]*"')


def write(store: ox.Store, file: IO[bytes]) -> None:
    """Write the nodes and edges of a store's default graph, sorted, without the day of the export."""
    import networkx as nx

    whole = io.BytesIO()
    nx.write_gexf(network(store), whole)
    file.write(_TODAY.sub(b"", whole.getvalue(), count=1))
