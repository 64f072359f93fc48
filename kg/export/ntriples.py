"""N-Triples (W3C, https://www.w3.org/TR/n-triples/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

import pyoxigraph as ox


def write(triples: Iterable[ox.Triple], file: IO[bytes]) -> None:
    """Write triples as canonical N-Triples in UTF-8, a line each, in the order they come."""
    ox.serialize(triples, file, ox.RdfFormat.N_TRIPLES)
