"""Turtle (W3C, https://www.w3.org/TR/turtle/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

import pyoxigraph as ox

from kg.rdf.vocabulary import PREFIXES


def write(triples: Iterable[ox.Triple], file: IO[bytes]) -> None:
    """Write triples as Turtle in the order they come, with the project's prefixes."""
    ox.serialize(triples, file, ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
