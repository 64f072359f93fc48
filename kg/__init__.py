"""A knowledge-graph builder for the documents of China's people's congresses.

:func:`open_graph` opens a built graph in Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query.network import Graph, open_graph

__all__ = ["Graph", "__version__", "open_graph"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """What is slow to load waits until it is asked for."""
    if name in {"Graph", "open_graph"}:
        from kg.query import network

        return getattr(network, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
