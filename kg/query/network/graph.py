"""The graph as one Python object, with the operations of the commands as methods."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.query.ask import Answer, Row
from kg.query.ask import ask as ask_graph
from kg.query.network import comparing, history, likeness, ranking, showing, walking, whole
from kg.query.network.finding import PLACE, WORK, find
from kg.query.network.links import Neighbour
from kg.query.network.reader import Reader, Thing
from kg.query.network.rows import Rows, Solutions
from kg.query.sparql import tabulate
from kg.store import open_graph as open_store

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Answered:
    """An :class:`~kg.query.ask.Answer` and its two parts as :class:`Rows`."""

    answer: Answer
    rows: Rows[Row]
    near_misses: Rows[Row]


class Graph:
    """The graph of a build folder, opened by :func:`open_graph`; it may be read from many processes at once.

    Where a method takes a name, an IRI will do too, whole or short (``division/140200``). Names are found as
    :func:`~kg.query.network.finding.find` does: :class:`~kg.errors.UsageError` for a name of several things or of
    something else than is wanted, :class:`~kg.errors.InputError` for one that the graph does not know.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._reader = Reader(open_store(out))

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """All of the graph as a networkx graph (see :func:`~kg.query.network.whole.network`), read at first use."""
        return whole.network(self._reader)

    def find(self, name: str) -> Thing:
        """The one thing of this name."""
        return find(self._reader, name)

    def show(self, name: str, limit: int = 20) -> showing.Shown:
        """What the graph says of a thing; ``limit`` is for the facts of each kind and for the neighbours (0: all)."""
        return showing.show(self._reader, find(self._reader, name).iri, limit)

    def neighbours(self, name: str, hops: int = 1) -> Rows[Neighbour]:
        """What is at most ``hops`` links away; UsageError when ``hops`` is below 1."""
        return walking.neighbours(self._reader, find(self._reader, name).iri, hops)

    def path(self, first: str, last: str, hops: int = 8, facts: int = 3) -> Rows[walking.Hop]:
        """A shortest way of at most ``hops`` hops with at most ``facts`` facts of each (0: all); none: no row."""
        source, target = (find(self._reader, name).iri for name in (first, last))
        return walking.path(self._reader, source, target, hops, facts)

    def similar(self, place: str, by: str = "all") -> Rows[likeness.Like]:
        """The places that are like ``place`` in their legislation, their programmes, or all."""
        return likeness.similar(self._reader, find(self._reader, place, PLACE), by)

    def communities(self, by: str = "all") -> Rows[likeness.Community]:
        """Groups of places that are alike."""
        return likeness.communities(self._reader, by)

    def rank(self, things: str, by: str) -> Rows[ranking.Ranked]:
        """``places``, ``works`` or ``topics`` by one of their measures (:data:`~kg.query.network.ranking.MEASURES`)."""
        return ranking.rank(self._reader, things, by)

    def compare(self, *places: str, year: int | None = None) -> comparing.Comparison:
        """Two or more places side by side."""
        return comparing.compare(self._reader, [find(self._reader, place, PLACE) for place in places], year)

    def timeline(self, name: str, every: bool = False) -> Rows[history.Step]:
        """The steps of a place or work in time; with ``every`` all events of a place."""
        return history.timeline(self._reader, find(self._reader, name, PLACE, WORK), every)

    def ask(self, question: str) -> Answered:
        """Answer a question as ``kg ask`` does; UsageError when it is not understood."""
        answer = ask_graph(self._out, question)
        return Answered(answer, Rows(Row, answer.rows), Rows(Row, answer.near_misses))

    def sparql(self, query: str) -> Solutions:
        """The answer of a SPARQL query as columns and rows of text; UsageError when it is wrong or would write."""
        table = tabulate(self._out, query)
        return Solutions(table.columns, table.rows)


def open_graph(out: str | Path) -> Graph:
    """Open the graph that ``kg build`` wrote into the folder ``out``.

    Raises :class:`~kg.errors.InputError` when there is none.

    >>> open_graph("nowhere")
    Traceback (most recent call last):
    kg.errors.InputError: no graph in nowhere; run kg build first
    """
    return Graph(Path(out))
