"""Where sources contradict each other: figures and steps of which both statements cannot be right.

A range meets what lies in it, a year every day of it; what is masked contradicts nothing. That two statements
conflict does not say that either is wrong: "15" may count a part of "23".
"""

from __future__ import annotations

from pathlib import Path

from kg.query.conflicts.claims import Conflict, Side
from kg.query.conflicts.figures import figures
from kg.query.conflicts.steps import steps
from kg.store import open_graph

__all__ = ["Conflict", "Side", "conflicts"]


def conflicts(out: Path) -> list[Conflict]:
    """The conflicts in the build folder ``out``: figures, then steps, each by what they are about.

    Raises :class:`~kg.errors.InputError` when ``out`` holds no graph.
    """
    store = open_graph(out)
    return [*figures(store), *steps(store)]
