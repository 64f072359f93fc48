"""N-Quads (W3C, https://www.w3.org/TR/n-quads/): the fourth term is the document that states it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

import pyoxigraph as ox


def write(quads: Iterable[ox.Quad], file: IO[bytes]) -> None:
    """Write quads as N-Quads in UTF-8, a line each, in the order they come."""
    ox.serialize(quads, file, ox.RdfFormat.N_QUADS)
