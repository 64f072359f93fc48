"""What an export is made of: the triples and quads of a build in one stable order, and views of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.rdf.vocabulary import PREFIXES
from kg.resources import ontology_dir
from kg.store import QUADS, graph_file, open_graph

_AGAIN = "run kg build again"


def triples(out: Path) -> Iterator[ox.Triple]:
    """The triples of the build folder ``out``, sorted by subject as in its Turtle file, which is read as they go.

    Raises :class:`~kg.errors.InputError` when there is none, and while reading when it is broken.
    """
    return _parsed(graph_file(out), ox.RdfFormat.TURTLE)


def quads(out: Path) -> Iterator[ox.Quad]:
    """The quads of the build folder ``out``, sorted as the lines of its N-Quads file, which is read as they go."""
    graph_file(out)
    return _parsed_quads(out / QUADS, ox.RdfFormat.N_QUADS)


def by_document(out: Path) -> Iterator[ox.Quad]:
    """The quads of the build folder ``out`` document by document, each sorted; only one of them is held at a time."""
    store = open_graph(out)
    for name in sorted(store.named_graphs(), key=str):
        yield from sorted(store.quads_for_pattern(None, None, None, name), key=_key)


def views() -> list[str]:
    """The names of the views: the CONSTRUCT queries of ``ontology/exports``.

    >>> views()
    ['eli', 'figures', 'schema-org']
    """
    return sorted(path.stem for path in (ontology_dir() / "exports").glob("*.rq"))


def view(out: Path, name: str) -> list[ox.Triple]:
    """The triples of the view ``name`` on the build folder ``out``, sorted, each once.

    Raises :class:`~kg.errors.UsageError` when there is no such view.
    """
    if name not in views():
        raise UsageError(f"there is no view {name!r}", "--view", f"use one of {', '.join(views())}")
    query = (ontology_dir() / "exports" / f"{name}.rq").read_text(encoding="utf-8")
    found = open_graph(out).query(query, prefixes=dict(PREFIXES))
    if not isinstance(found, ox.QueryTriples):
        raise InputError("makes no triples", f"ontology/exports/{name}.rq", "write it with CONSTRUCT")
    return sorted(set(found), key=str)


def _key(quad: ox.Quad) -> str:
    return str(quad.triple)


def _parsed(path: Path, form: ox.RdfFormat) -> Iterator[ox.Triple]:
    return (quad.triple for quad in _parsed_quads(path, form))


def _parsed_quads(path: Path, form: ox.RdfFormat) -> Iterator[ox.Quad]:
    try:
        if not path.stat().st_size and any(open_graph(path.parent)):
            raise InputError("is empty, and the store is not", path, _AGAIN)
        yield from ox.parse(path=path, format=form)
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"cannot be read ({error})", path, _AGAIN) from error
