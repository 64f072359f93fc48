"""What the explorer is started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.query.runner import Limits

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SIZE = 50_000_000
MEMORY = 2 * 2**30
# What make assets bundles: the SPARQL editor and the graph of a thing's neighbours.
ASSETS = Path(__file__).parent / "assets"


@dataclass(frozen=True, slots=True)
class Settings:
    """The build folder ``out``, the ``hosts`` a request may name, and what a query may take.

    At most ``most`` queries run at once, each in ``memory`` bytes. ``still`` leaves out what needs a server:
    search, facets together, the choice of places to compare, SPARQL.
    """

    out: Path
    hosts: tuple[str, ...] = LOOPBACK
    limits: Limits = field(default_factory=lambda: Limits(seconds=10.0, rows=10_000, size=SIZE))
    most: int = 2
    memory: int = MEMORY
    still: bool = False

    @property
    def assets(self) -> frozenset[str]:
        """The names of the bundled scripts of this installation; a site without a server uses none."""
        return frozenset() if self.still else _bundled()


@cache
def _bundled() -> frozenset[str]:
    return frozenset(path.name for path in ASSETS.iterdir() if path.is_file()) if ASSETS.is_dir() else frozenset()
