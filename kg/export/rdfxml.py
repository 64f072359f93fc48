"""RDF/XML (W3C, https://www.w3.org/TR/rdf-syntax-grammar/)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import IO, cast

import pyoxigraph as ox

from kg.rdf.vocabulary import PREFIXES
from kg.xmltext import legal


def write(triples: Iterable[ox.Triple], file: IO[bytes]) -> None:
    """Write triples as RDF/XML in the order they come; see :func:`kg.xmltext.legal` for what is replaced."""
    ox.serialize(_legal(triples), cast("IO[bytes]", _Returns(file)), ox.RdfFormat.RDF_XML, prefixes=dict(PREFIXES))


def _legal(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    for triple in triples:
        value = triple.object
        if not isinstance(value, ox.Literal) or value.value.isprintable():
            yield triple
        elif value.language:
            yield ox.Triple(triple.subject, triple.predicate, ox.Literal(legal(value.value), language=value.language))
        else:
            yield ox.Triple(triple.subject, triple.predicate, ox.Literal(legal(value.value), datatype=value.datatype))


class _Returns(io.RawIOBase):
    """A file that gets each carriage return as a reference: an XML reader would turn a bare one into a line feed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        raw = bytes(data)  # type: ignore[call-overload]
        self._file.write(raw.replace(b"\r", b"&#13;"))
        return len(raw)
