"""TriG (W3C, https://www.w3.org/TR/trig/): Turtle, with a block for each document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

import pyoxigraph as ox

from kg.rdf.vocabulary import PREFIXES


def write(quads: Iterable[ox.Quad], file: IO[bytes]) -> None:
    """Write quads as TriG; those of one graph must come together, or it gets several blocks."""
    ox.serialize(quads, file, ox.RdfFormat.TRIG, prefixes=dict(PREFIXES))
