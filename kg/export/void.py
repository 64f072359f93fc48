"""What a data set is, for catalogues: VoID (W3C, https://www.w3.org/TR/void/) and DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/).

The one file of an export that has a date: that of ``SOURCE_DATE_EPOCH`` (seconds since 1970,
https://reproducible-builds.org/specs/source-date-epoch/), else that of the build's graph file.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import UsageError
from kg.export import turtle
from kg.rdf.vocabulary import DCTERMS, ID, IDENTIFIER, TITLE, TYPE, XSD
from kg.store import graph_file

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_NO_TIME = "{!r} is no number of seconds"
_TITLES = (("人大知识图谱", "zh"), ("Knowledge graph of people's congresses", "en"))


@dataclass(slots=True)
class Tally:
    """Counts of the triples that pass through; ``documents`` are the IRIs and names of the source files.

    ``view`` is the name of the view they are of, empty for the graph itself.
    """

    view: str = ""
    triples: int = 0
    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    documents: dict[str, str] = field(default_factory=dict)
    _last: object = None

    def passing(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """The same triples, counted; those of a subject must come together, each once."""
        for triple in triples:
            self._count(triple)
            yield triple

    def count(self, triples: Iterable[ox.Triple]) -> None:
        """Count triples that come as :meth:`passing` wants them."""
        for triple in triples:
            self._count(triple)

    def _count(self, triple: ox.Triple) -> None:
        predicate, value = triple.predicate.value, triple.object
        self.triples += 1
        if triple.subject != self._last:
            self.subjects, self._last = self.subjects + 1, triple.subject
        self.properties[predicate] += 1
        if predicate == TYPE and isinstance(value, ox.NamedNode):
            self.classes[value.value] += 1
        elif predicate == IDENTIFIER and isinstance(triple.subject, ox.NamedNode) and isinstance(value, ox.Literal):
            self.documents[triple.subject.value] = value.value


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that holds the data set: its name, media type, and size in bytes."""

    name: str
    media_type: str
    size: int


def write(tally: Tally, out: Path, file: IO[bytes], distribution: Distribution | None = None) -> None:
    """Write the description of what was counted as Turtle, with the file that holds it, if there is one.

    Raises :class:`~kg.errors.UsageError` when ``SOURCE_DATE_EPOCH`` is no number of seconds.
    """
    found = [*_data_set(tally, moment(out)), *_partitions(tally)]
    if distribution is not None:
        found += _distribution(_name(tally), distribution)
    turtle.write(sorted(found, key=str), file)


def moment(out: Path) -> datetime:
    """The time an export is dated with, in UTC and whole seconds; raises UsageError as :func:`write` does."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        seconds = int(told) if told else int(graph_file(out).stat().st_mtime)
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(_NO_TIME.format(told), "SOURCE_DATE_EPOCH", "set it to one, or unset it") from error


def _name(tally: Tally) -> str:
    """The data set's IRI, made of the documents it is from."""
    whole = f"{ID}dataset/{_h16(*sorted(tally.documents))}"
    return f"{whole}/view/{tally.view}" if tally.view else whole


def _h16(*fields: str) -> str:
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()[:16]


def _vocabularies(tally: Tally) -> list[str]:
    """The namespaces of the classes and properties, sorted."""
    return sorted({re.sub(r"[^/#]+$", "", iri) for iri in (*tally.classes, *tally.properties)})


def _data_set(tally: Tally, when: datetime) -> Iterator[ox.Triple]:
    name = _name(tally)
    for kind in (VOID + "Dataset", DCAT + "Dataset"):
        yield _triple(name, TYPE, ox.NamedNode(kind))
    for title, language in _TITLES:
        titled = f"{title} ({tally.view})" if tally.view else title
        yield _triple(name, TITLE, ox.Literal(titled, language=language))
    yield _triple(name, DCTERMS + "modified", _typed(when.strftime("%Y-%m-%dT%H:%M:%SZ"), "dateTime"))
    yield _triple(name, VOID + "uriSpace", ox.Literal(ID))
    for space in _vocabularies(tally):
        yield _triple(name, VOID + "vocabulary", ox.NamedNode(space))
    yield _triple(name, VOID + "triples", _integer(tally.triples))
    yield _triple(name, VOID + "distinctSubjects", _integer(tally.subjects))
    yield _triple(name, VOID + "classes", _integer(len(tally.classes)))
    yield _triple(name, VOID + "properties", _integer(len(tally.properties)))
    yield _triple(name, VOID + "documents", _integer(len(tally.documents)))
    for iri, title in tally.documents.items():
        yield _triple(name, DCTERMS + "source", ox.NamedNode(iri))
        yield _triple(iri, IDENTIFIER, ox.Literal(title))


def _partitions(tally: Tally) -> Iterator[ox.Triple]:
    """How many nodes of each class, how many triples of each property; each partition has an IRI, none is blank."""
    for counts, part, what, unit in (
        (tally.classes, "classPartition", "class", "entities"),
        (tally.properties, "propertyPartition", "property", "triples"),
    ):
        for iri in sorted(counts):
            node = f"{_name(tally)}/{what}/{_h16(iri)}"
            yield _triple(_name(tally), VOID + part, ox.NamedNode(node))
            yield _triple(node, VOID + what, ox.NamedNode(iri))
            yield _triple(node, VOID + unit, _integer(counts[iri]))


def _distribution(name: str, file: Distribution) -> Iterator[ox.Triple]:
    node = f"{name}/file/{_h16(file.name)}"
    yield _triple(name, DCAT + "distribution", ox.NamedNode(node))
    yield _triple(node, TYPE, ox.NamedNode(DCAT + "Distribution"))
    yield _triple(node, TITLE, ox.Literal(file.name))
    yield _triple(node, DCAT + "mediaType", ox.NamedNode(_MEDIA + file.media_type))
    yield _triple(node, DCAT + "byteSize", _typed(str(file.size), "nonNegativeInteger"))


def _triple(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def _integer(number: int) -> ox.Literal:
    return _typed(str(number), "integer")


def _typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
