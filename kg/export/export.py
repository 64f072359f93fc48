"""One call for every format."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from kg.errors import UsageError
from kg.export import csv as csv_files
from kg.export import gexf, graphml, jsonld, neo4j, nquads, ntriples, parquet, rdfxml, source, trig, turtle, void, xlsx
from kg.export.formats import FORMATS, Shape
from kg.export.target import refuse_inside, whole_file, whole_folder
from kg.export.void import Distribution, Tally
from kg.store import open_graph

_TRIPLES = {"turtle": turtle.write, "n-triples": ntriples.write, "json-ld": jsonld.write, "rdf-xml": rdfxml.write}
_WHOLE = {"graphml": graphml.write, "gexf": gexf.write, "xlsx": xlsx.write, "parquet": parquet.write}
_FOLDERS = {"csv": (csv_files.write, csv_files.NAMES), "neo4j": (neo4j.write, neo4j.NAMES)}


def to_path(out: Path, form: str, path: Path, view: str = "") -> list[Path]:
    """Write the graph of the build folder ``out`` in the format ``form`` (one of FORMATS) to ``path``.

    ``path`` is a folder for the formats of that shape, else a file. Beside RDF goes its description,
    ``{name}.void.ttl``. With ``view`` the triples are those of that view. Returns the paths that were written.

    Raises :class:`~kg.errors.UsageError` when the view is unknown or the format cannot hold one, and
    :class:`~kg.errors.InputError` when ``out`` holds no graph or ``path`` cannot be written.
    """
    _check(form, view)
    refuse_inside(path, out)
    if FORMATS[form].shape is Shape.FOLDER:
        write, names = _FOLDERS[form]
        store = open_graph(out)
        with whole_folder(path, names) as folder:
            write(store, folder)
        return [path]
    tally = Tally(view)
    with whole_file(path) as file:
        _write(out, form, file, view, tally)
    return [path, _describe(out, form, path, tally)] if FORMATS[form].rdf else [path]


def to_stream(out: Path, form: str, stream: IO[bytes], view: str = "") -> None:
    """Write the graph of the build folder ``out`` to a stream, in any format that is no folder; no description.

    Raises as :func:`to_path` does.
    """
    _check(form, view)
    if FORMATS[form].shape is Shape.FOLDER:
        raise UsageError("is a folder of files", form, "name the folder to write")
    _write(out, form, stream, view, Tally())


def _check(form: str, view: str) -> None:
    if view and FORMATS[form].shape is not Shape.TRIPLES:
        raise UsageError(f"{form} cannot hold a view", "--view", f"take {', '.join(_TRIPLES)}")


def _write(out: Path, form: str, file: IO[bytes], view: str, tally: Tally) -> None:
    if form in _TRIPLES:
        found = source.view(out, view) if view else source.triples(out)
        _TRIPLES[form](tally.passing(found), file)
    elif form == "n-quads":
        nquads.write(source.quads(out), file)
    elif form == "trig":
        trig.write(source.by_document(out), file)
    elif form == "void":
        tally.count(source.triples(out))
        void.write(tally, out, file)
    else:
        _WHOLE[form](open_graph(out), file)


def _describe(out: Path, form: str, path: Path, tally: Tally) -> Path:
    if FORMATS[form].shape is Shape.QUADS:
        tally.count(source.triples(out))
    if tally.view:
        whole = Tally()
        whole.count(source.triples(out))
        tally.documents = whole.documents
    description = path.with_name(f"{path.name}.void.ttl")
    with whole_file(description) as file:
        void.write(tally, out, file, Distribution(path.name, FORMATS[form].media_type, path.stat().st_size))
    return description
