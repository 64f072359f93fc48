"""What the explorer is started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.query.runner import Limits

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SIZE = 50_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """The build folder ``out``, the ``hosts`` a request may name, and what a query may take.

    At most ``most`` queries run at once. ``still`` leaves out what needs a server: search, facets, SPARQL.
    """

    out: Path
    hosts: tuple[str, ...] = LOOPBACK
    limits: Limits = field(default_factory=lambda: Limits(seconds=10.0, rows=10_000, size=SIZE))
    most: int = 2
    still: bool = False
