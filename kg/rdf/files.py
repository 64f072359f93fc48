"""Triples → files: Turtle and N-Quads in one stable order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.rdf.terms import Triple
from kg.rdf.vocabulary import PREFIXES


def turtle(triples: Iterable[Triple]) -> bytes:
    """One graph as Turtle, sorted, with the project's prefixes. Raises SyntaxError for what is no triple."""
    lines = "".join(f"{triple} .\n" for triple in sorted(set(triples)))
    parsed = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    data = ox.serialize(parsed, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    assert data is not None
    return data


def n_quads(graphs: Mapping[str, Iterable[Triple]]) -> bytes:
    """One named graph for each document, by its IRI, as N-Quads, its lines sorted."""
    return b"".join(quads(graphs))


def quads(graphs: Mapping[str, Iterable[Triple]]) -> tuple[bytes, ...]:
    """The lines of :func:`n_quads`.

    >>> quads({"urn:g": ["<urn:s> <urn:p> <urn:o>"] * 2})
    (b'<urn:s> <urn:p> <urn:o> <urn:g> .\\n',)
    """
    lines = [f"{triple} <{name}> .\n" for name, triples in graphs.items() for triple in set(triples)]
    # The order of code points is that of their bytes in UTF-8, and a line of N-Quads has one line feed, at its end.
    lines.sort()
    return tuple("".join(lines).encode("utf-8").splitlines(keepends=True))


def write(path: Path, data: bytes) -> None:
    """Write a file whole: under a temporary name, then renamed."""
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(data)
    partial.replace(path)
