"""What a fact's row holds: the columns of ``columns.toml``, with their headings in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from kg.errors import InputError
from kg.rdf.vocabulary import LABEL, PREFIXES
from kg.resources import ontology_dir
from kg.tables import made, parsed

_FILE = "columns.toml"


class Kind(StrEnum):
    """What a cell holds: a text, a whole number, a decimal number, or yes and no."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``name`` for programs, ``paths`` of properties from the fact, of which the first that leads on counts.

    ``at`` tells where the paths begin (``fact``, or ``proof``: the fact's first evidence) and ``show`` what is
    written of the term they end at: its ``label`` (a text or number itself), a code's ``code`` or ``english``
    label, its ``iri``, or ``how many`` there are. ``of`` has the classes whose tables show the column; none means all.
    """

    name: str
    zh: str
    en: str
    paths: tuple[str, ...]
    at: str
    show: str
    kind: Kind
    of: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The heading for people: Chinese, then the name for programs.

        >>> columns()[0].heading
        '类别 type'
        """
        return f"{self.zh} {self.name}"


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    paths: tuple[str, ...]
    term: str = ""
    zh: str = ""
    en: str = ""
    at: str = "fact"
    show: str = "label"
    kind: str = "text"
    of: tuple[str, ...] = ()


@cache
def columns() -> tuple[Column, ...]:
    """All columns in their order. A column that names a ``term`` of the vocabulary is headed by that term's labels.

    Raises InputError, naming the file, for an unknown key, term, kind or beginning.

    >>> [column.name for column in columns()][:4]
    ['type', 'kind', 'kind_zh', 'kind_en']
    """
    return parse(files("kg.records").joinpath(_FILE).read_text(encoding="utf-8"))


def parse(text: str) -> tuple[Column, ...]:
    """The columns of a TOML text written as ``columns.toml``; raises InputError as :func:`columns` does."""
    rows = parsed(_FILE, text)["column"]
    return tuple(_column(made(_FILE, _Row, row, f"[[column]] {n}")) for n, row in enumerate(rows, start=1))


@cache
def columns_of(name: str) -> tuple[Column, ...]:
    """The columns that the table of a class (its local name) shows.

    >>> "value" in {column.name for column in columns_of("Statistic")}
    True
    >>> "value" in {column.name for column in columns_of("LegislativeStep")}
    False
    """
    return tuple(column for column in columns() if not column.of or name in column.of)


def class_labels(name: str) -> tuple[str, str]:
    """The Chinese and English label of a class of the vocabulary; its name twice where it has none.

    >>> class_labels("Statistic")
    ('统计数据', 'statistic')
    """
    return _labels().get(f"rd:{name}", (name, name))


@cache
def expand(name: str) -> str:
    """The IRI of a prefixed name of the columns file; InputError where its prefix is not known.

    >>> expand("oa:exact")
    'http://www.w3.org/ns/oa#exact'
    """
    prefix, _, local = name.partition(":")
    if prefix not in PREFIXES:
        raise InputError(f"the prefix of {name!r} is not known", _FILE, f"use one of {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + local


def _column(row: _Row) -> Column:
    if row.term and row.term not in _labels():
        raise InputError(f"{row.term!r} of the column {row.name!r} is no term of renda.ttl", _FILE, "mend its name")
    if row.at not in ("fact", "proof") or row.show not in ("label", "code", "english", "iri", "how many"):
        raise InputError(f"the column {row.name!r} begins or shows what is not known", _FILE, "mend at or show")
    if row.kind not in list(Kind):
        said = f"use one of {', '.join(Kind)}"
        raise InputError(f"the column {row.name!r} holds {row.kind!r}, which is not known", _FILE, said)
    for path in row.paths:
        for step in path.split("/"):
            expand(step.removeprefix("^"))
    zh, en = _labels()[row.term] if row.term else (row.zh, row.en)
    return Column(row.name, zh, en, row.paths, row.at, row.show, Kind(row.kind), row.of)


@cache
def _labels() -> dict[str, tuple[str, str]]:
    """The labels of the vocabulary's own terms, by prefixed name."""
    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=ontology_dir() / "renda.ttl", format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == LABEL and isinstance(quad.object, ox.Literal):
            labels = found.setdefault(quad.subject.value, {})
            labels[quad.object.language or ""] = quad.object.value
    space = PREFIXES["rd"]
    return {
        f"rd:{iri.removeprefix(space)}": (labels["zh"], labels["en"])
        for iri, labels in found.items()
        if iri.startswith(space)
    }
