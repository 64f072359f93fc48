"""The graph into a triple store: one named graph for each document, each replaced whole.

A push that broke off is mended by the same push again: what is replaced twice is as what is replaced once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox

from kg.errors import CheckFailed
from kg.export.triplestore import Access, Broken, Refused, TripleStore
from kg.rdf.vocabulary import IDENTIFIER
from kg.store import open_graph

# Triples in one request, for the graph store protocol and for updates: Virtuoso refuses an update of 5000.
BATCH, BATCH_OF_UPDATE = 10_000, 1_000


class State(StrEnum):
    """How a graph of the store stands to the document's."""

    OLD = "not replaced"
    UNSURE = "not known"
    PART = "replaced in part"
    REPLACED = "replaced"
    EQUAL = "replaced, count equal"
    DIFFERENT = "replaced, count differs"


@dataclass(frozen=True, slots=True)
class Row:
    """A graph: its IRI, its document's file name, how many triples are to be there and are (None: not counted)."""

    graph: str
    document: str
    triples: int
    counted: int | None = None
    state: State = State.OLD


# Told after each request: the graph's number, how many there are, the graph, and how many of its triples are sent.
Progress = Callable[[int, int, Row, int], None]


class Push:
    """The graphs of the build folder ``out`` on their way to a store; ``rows`` tells at any time how far they are.

    Raises :class:`~kg.errors.InputError` when ``out`` holds no graph.
    """

    def __init__(self, out: Path, access: Access, batch: int = 0) -> None:
        self._store = open_graph(out)
        self._access = access
        self._batch = batch or (BATCH_OF_UPDATE if access.update else BATCH)
        names = sorted(graph.value for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))
        self._rows = [Row(name, self._document(name), self._size(name)) for name in names]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The graphs, by IRI."""
        return tuple(self._rows)

    def run(self, progress: Progress) -> None:
        """Replace every graph, then count the triples of each.

        Raises :class:`~kg.errors.CheckFailed` when a count differs, and :class:`~kg.export.triplestore.Refused` or
        :class:`~kg.export.triplestore.Broken`, with what is replaced and what is not, when the store fails.
        """
        try:
            with TripleStore(self._access) as target:
                for place in range(len(self._rows)):
                    self._replace(target, place, progress)
                for place in range(len(self._rows)):
                    self._count(target, place)
        except (Refused, Broken) as error:
            mend = f"{error.mend}\n{self._told()}; the same command again replaces all of them"
            raise type(error)(error.what, error.where, mend) from error
        differing = [row.graph for row in self._rows if row.state == State.DIFFERENT]
        if differing:
            counts = f"{len(differing)} of {len(self._rows)} graphs hold another number of triples than was sent"
            raise CheckFailed(f"{counts}: {', '.join(differing)}")

    def _replace(self, target: TripleStore, place: int, progress: Progress) -> None:
        row = self._rows[place]
        lines = self._lines(row.graph)
        for start in range(0, max(1, len(lines)), self._batch):
            send = target.add if start else target.replace
            self._enter(place, State.PART if start else State.UNSURE)
            try:
                send(row.graph, lines[start : start + self._batch])
            except Refused:
                self._enter(place, State.PART if start else State.OLD)
                raise
            progress(place + 1, len(self._rows), row, min(start + self._batch, len(lines)))
        self._enter(place, State.REPLACED)

    def _count(self, target: TripleStore, place: int) -> None:
        row = self._rows[place]
        counted = target.count(row.graph)
        state = State.EQUAL if counted == row.triples else State.DIFFERENT
        self._rows[place] = replace(row, counted=counted, state=state)

    def _enter(self, place: int, state: State) -> None:
        self._rows[place] = replace(self._rows[place], state=state)

    def _told(self) -> str:
        """How many graphs are in which state, and which of them may hold a part of the new triples."""
        numbers = Counter(row.state for row in self._rows)
        told = ", ".join(f"{numbers[state]} {state}" for state in State if numbers[state])
        doubtful = [row.graph for row in self._rows if row.state in (State.UNSURE, State.PART)]
        return f"of {len(self._rows)} graphs {told}" + (f" ({', '.join(doubtful)})" if doubtful else "")

    def _size(self, graph: str) -> int:
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def _lines(self, graph: str) -> list[str]:
        """The triples of a graph as N-Triples, sorted."""
        quads = self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        return sorted(f"{quad.triple} ." for quad in quads)

    def _document(self, graph: str) -> str:
        node = ox.NamedNode(graph)
        quads = self._store.quads_for_pattern(node, ox.NamedNode(IDENTIFIER), None, node)
        return next((quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)), "")
