"""SPARQL on the embedded store: reading only, with the project's prefixes declared.

A query and its answer are plain text here, so that :mod:`kg.query.runner` can answer it in a process of its
own, which can be ended when it takes too long: the store itself has no way to stop a query.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from kg.errors import InputError, LimitError, UsageError
from kg.query.faults import explained
from kg.query.keywords import check
from kg.rdf.vocabulary import PREFIXES
from kg.store import open_graph
from kg.xmltext import legal

if TYPE_CHECKING:
    from typing_extensions import Buffer

T = TypeVar("T")
TABLE = "table"
# A quoted cell, which may hold line ends, or the end of a row.
_CSV = re.compile(r'"(?:[^"]|"")*"|\r\n')
FORMS = (TABLE, "csv", "tsv", "json", "xml", "turtle", "ntriples")


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as columns and rows of text; IRIs are shortened by the prefixes, unbound is empty.

    ``cut`` tells that there were more rows than asked for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as the text of a format; ``cut`` tells that there were more rows than asked for."""

    text: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of an answer is taken: the first ``rows`` rows, ``size`` bytes (0: any number)."""

    rows: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Dataset:
    """The IRIs of the graphs a query is about instead of all: merged as its default graph, and by name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def select(store: ox.Store, query: str) -> Iterator[dict[str, str]]:
    """The solutions of a SELECT query as text by variable name; unbound variables are absent.

    Raises :class:`~kg.errors.UsageError` as :func:`run` does.

    >>> import pyoxigraph as ox
    >>> store = ox.Store()
    >>> store.update('INSERT DATA { <urn:a> <urn:p> "人大"@zh }')
    >>> list(select(store, "SELECT ?o ?none { ?s ?p ?o OPTIONAL { ?o <urn:q> ?none } }"))
    [{'o': '人大'}]
    """
    solutions = _query(store, query)
    if not isinstance(solutions, ox.QuerySolutions):
        raise UsageError("the query gives no rows", mend="write it with SELECT")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: _text(solution[name]) for name in names if solution[name] is not None}


def tabulate(out: Path, query: str, bounds: Bounds = Bounds()) -> Table:
    """The answer of any query form on the build folder ``out``, as a table to read.

    No more rows than the bounds say are taken; the triples of an answer are rows, too.
    Raises :class:`~kg.errors.UsageError` for what :func:`run` refuses, :class:`~kg.errors.InputError`
    when ``out`` holds no graph, and :class:`~kg.errors.LimitError` when the cells hold more
    bytes than the bounds say.
    """
    answer = _query(open_graph(out), query)
    if isinstance(answer, ox.QueryBoolean):
        return Table(("answer",), (("yes" if answer else "no",),))
    if isinstance(answer, ox.QueryTriples):
        found = [
            tuple(_shown(term) for term in (t.subject, t.predicate, t.object)) for t in _in_order(answer, bounds.size)
        ]
        return Table(("subject", "predicate", "object"), *_first(found, bounds.rows))
    names = tuple(variable.value for variable in answer.variables)
    cells = (tuple(_shown(row[name]) for name in names) for row in answer)
    return Table(names, *_first(_weighed(cells, bounds.size), bounds.rows))


def run(out: Path, query: str, form: str, bounds: Bounds = Bounds(), dataset: Dataset | None = None) -> Written:
    """The answer of ``query`` on the build folder ``out``, written in ``form`` (one of FORMS, but not table).

    No more rows than the bounds say are taken; the triples of an answer are rows, too.
    Raises :class:`~kg.errors.UsageError` when the query is wrong (with its line), reaches beyond the
    graph (SERVICE), would change it, or its answer has no such form, :class:`~kg.errors.InputError` when
    ``out`` holds no graph, and :class:`~kg.errors.LimitError` when the text has more bytes
    than the bounds say. ``dataset`` takes the place of the graphs the query names (SPARQL 1.1 Protocol, 2.1.4).
    """
    answer = _query(open_graph(out), query, dataset)
    if isinstance(answer, ox.QueryTriples):
        triples, cut = _first(_in_order(answer, bounds.size), bounds.rows)
        return Written(write_triples(triples, form, bounds.size), cut)
    formats = {
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
    }
    if form not in formats or (isinstance(answer, ox.QueryBoolean) and form in {"csv", "tsv"}):
        raise UsageError(f"the answer of this query cannot be written as {form}", mend="take json, xml or table")
    cut = False
    if bounds.rows and isinstance(answer, ox.QuerySolutions):
        answer, cut = _first_solutions(answer, bounds.rows)
    written = _Bounded(bounds.size)
    answer.serialize(written, format=formats[form])
    return Written(written.text(form), cut)


def write_triples(triples: Iterable[ox.Triple], form: str, size: int = 0) -> str:
    """The triples in ``form`` (turtle, ntriples, xml, json for JSON-LD), in their order, with the project's prefixes.

    Raises :class:`~kg.errors.UsageError` for another form, and :class:`~kg.errors.LimitError` when the text has
    more than ``size`` bytes (0: any number).
    """
    formats = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "xml": ox.RdfFormat.RDF_XML}
    formats["json"] = ox.RdfFormat.JSON_LD
    if form not in formats:
        raise UsageError(f"triples cannot be written as {form}", mend="take turtle, ntriples, xml, json or table")
    written = _Bounded(size)
    ox.serialize(triples, written, format=formats[form], prefixes=dict(PREFIXES))
    return written.text(form)


def shorten(iri: str) -> str:
    """``iri`` with the longest prefix that fits, or itself when none leaves a plain name.

    >>> shorten("http://www.w3.org/2000/01/rdf-schema#label")
    'rdfs:label'
    >>> shorten("urn:x")
    'urn:x'
    """
    found = max(((space, name) for name, space in PREFIXES.items() if iri.startswith(space)), default=None, key=_length)
    if found is None or not re.fullmatch(r"[\w.~-]+", iri[len(found[0]) :]):
        return iri
    return f"{found[1]}:{iri[len(found[0]) :]}"


def _length(entry: tuple[str, str]) -> int:
    return len(entry[0])


def _query(
    store: ox.Store, query: str, dataset: Dataset | None = None
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    check(query)
    graphs = {} if dataset is None else _graphs(dataset)
    try:
        return store.query(query, prefixes=dict(PREFIXES), **graphs)
    except SyntaxError as error:
        raise UsageError(explained(str(error), query)) from error
    except OSError as error:
        raise InputError(f"the store cannot be read ({error})", mend="run kg build again") from error


def _graphs(dataset: Dataset) -> dict[str, Any]:
    try:
        default, named = ([ox.NamedNode(iri) for iri in iris] for iris in (dataset.default, dataset.named))
    except ValueError as error:
        raise UsageError(f"the name of a graph is no IRI ({error})", mend="give it whole, with its scheme") from error
    return {"default_graph": default, "named_graphs": named}


class _Bounded(io.BytesIO):
    """Bytes in memory that refuse to become more than ``size`` (0: any number)."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def write(self, data: Buffer, /) -> int:
        written = super().write(data)
        if self._size and self.tell() > self._size:
            raise _too_large(self._size)
        return written

    def text(self, form: str) -> str:
        """What was written, with LF and a line break at its end; the texts in it are as they were, if XML has them."""
        written = self.getvalue().decode("utf-8")
        if form == "csv":
            written = _CSV.sub(lambda part: "\n" if part[0] == "\r\n" else part[0], written)
        elif form == "xml":
            written = legal(written).replace("\r", "&#13;")
        return written if written.endswith("\n") else written + "\n"


def _too_large(size: int) -> LimitError:
    return LimitError(f"the answer has more than {size} bytes", mend="ask for less, for example with LIMIT")


def _weighed(rows: Iterable[tuple[str, ...]], size: int) -> Iterator[tuple[str, ...]]:
    """The same rows, as long as their cells have no more than ``size`` bytes (0: any number)."""
    total = 0
    for row in rows:
        total += sum(len(cell.encode("utf-8")) for cell in row)
        if size and total > size:
            raise _too_large(size)
        yield row


def _first(found: Iterable[T], count: int) -> tuple[tuple[T, ...], bool]:
    """The first ``count`` (0: all), and whether there are more."""
    taken = tuple(islice(found, count + 1 if count else None))
    return (taken[:count], len(taken) > count) if count else (taken, False)


def _first_solutions(answer: ox.QuerySolutions, count: int) -> tuple[ox.QuerySolutions, bool]:
    """The first ``count`` solutions, by way of the TSV format: pyoxigraph cannot make or cut solutions otherwise."""
    solutions, cut = _first(answer, count)
    rows = (("" if term is None else str(term) for term in solution) for solution in solutions)
    lines = "".join("\t".join(row) + "\n" for row in (map(str, answer.variables), *rows))
    kept = ox.parse_query_results(lines, format=ox.QueryResultsFormat.TSV)
    assert isinstance(kept, ox.QuerySolutions)
    return kept, cut


def _in_order(triples: Iterable[ox.Triple], size: int) -> list[ox.Triple]:
    """The triples sorted, each once; an answer of more than ``size`` bytes is not even kept."""
    kept: dict[str, ox.Triple] = {}
    total = 0
    for triple in triples:
        key = str(triple)
        total += 0 if key in kept else len(key.encode("utf-8"))
        if size and total > size:
            raise _too_large(size)
        kept[key] = triple
    return [kept[key] for key in sorted(kept)]


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


def _shown(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    return _text(term)
