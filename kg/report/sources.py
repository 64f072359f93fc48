"""The documents of a build: what each is, of which places and times it speaks, and how much of it was read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.coverage import Coverage
from kg.errors import InputError
from kg.query.sparql import select

REPORT = "report.json"
# A report is the file's own node, or a part of it.
_REPORTS = """SELECT ?sha256 ?source ?name ?masked ?year ?from ?to {
  { ?source rd:sha256 ?sha256 } UNION { ?source dcterms:isPartOf/rd:sha256 ?sha256 }
  OPTIONAL { ?source rd:jurisdiction ?place . ?place rdfs:label ?name FILTER(LANG(?name) = "zh")
             OPTIONAL { ?place rd:redacted ?masked } }
  OPTIONAL { ?source rd:year ?year }
  OPTIONAL { ?source rd:period ?period . ?period schema:startDate ?from ; schema:endDate ?to }
} ORDER BY ?source ?name ?year ?from ?to"""


@dataclass(frozen=True, slots=True)
class Section:
    """The coverage of one section of a document; ``heading`` may be empty."""

    document: str
    heading: str
    clauses: int
    with_facts: int
    share: float


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was read. ``places`` and ``times`` are those of its reports, each once: a year,
    or first and last of several.

    ``masked_reports`` counts the reports whose place the source hides: each is a place of its own.
    ``statements`` were read from it, ``not_understood`` are its lines in the ledger.
    """

    name: str
    sha256: str
    encoding: str
    reports: int
    places: tuple[str, ...]
    masked_reports: int
    times: tuple[str, ...]
    statements: int
    not_understood: int
    clauses: int
    with_facts: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Sources:
    """All documents by name, their sections, what was ``refused`` (file, reason) and ``left_aside`` (file)."""

    documents: tuple[Source, ...]
    sections: tuple[Section, ...]
    refused: tuple[tuple[str, str], ...]
    left_aside: tuple[str, ...]

    @property
    def coverage(self) -> Coverage:
        """The countable clauses of all documents, and those that gave a fact."""
        return sum((Coverage(one.clauses, one.with_facts) for one in self.documents), Coverage())


def sources(out: Path, store: ox.Store) -> Sources:
    """What the build in ``out`` says it read; places and times are those of its graph in ``store``.

    Raises :class:`~kg.errors.InputError` where ``report.json`` is missing or broken.
    """
    told = _told(out / REPORT)
    try:
        rows = _rows(store)
        documents = tuple(_source(one, rows.get(one["sha256"], ())) for one in told["documents"])
        sections = tuple(
            Section(one["name"], part["heading"], part["clauses"], part["with_facts"], part["share"])
            for one in told["documents"]
            for part in one["coverage"]["sections"]
        )
        refused = tuple((one["file"], one["reason"]) for one in told["skipped"])
        left = tuple(told["left_aside"])
    except (KeyError, TypeError) as error:
        raise InputError(f"lacks {error}", out / REPORT, "run kg build again") from error
    return Sources(tuple(sorted(documents, key=lambda one: (one.name, one.sha256))), sections, refused, left)


def _told(path: Path) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({error})", path, "run kg build again") from error
    return found


def _rows(store: ox.Store) -> Mapping[str, list[dict[str, str]]]:
    found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in select(store, _REPORTS):
        found[row["sha256"]].append(row)
    return found


def _source(one: Mapping[str, Any], rows: Iterable[Mapping[str, str]]) -> Source:
    rows = list(rows)
    places = {row["name"]: None for row in rows if "name" in row and "masked" not in row}
    masked = {row["source"] for row in rows if "masked" in row}
    return Source(
        name=one["name"],
        sha256=one["sha256"],
        encoding=one["encoding"],
        reports=max(1, len({row["source"] for row in rows if "#" in row["source"]})),
        places=tuple(sorted(places)),
        masked_reports=len(masked),
        times=tuple(sorted({time for row in rows if (time := _time(row))})),
        statements=one["facts"],
        not_understood=one["not_understood"],
        clauses=one["coverage"]["clauses"],
        with_facts=one["coverage"]["with_facts"],
        share=one["coverage"]["share"],
    )


def _time(row: Mapping[str, str]) -> str:
    """The year a report is of, or the first and the last of its years; empty where it tells none."""
    first, last = row.get("from", "")[:4], row.get("to", "")[:4]
    return row.get("year") or (first if first == last else f"{first}–{last}")
