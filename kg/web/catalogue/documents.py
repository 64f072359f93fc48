"""The documents of a build: their texts, their reports, what was read of them and what was not understood."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.query.network.reader import Reader
from kg.rdf.vocabulary import ID, IDENTIFIER, IS_PART_OF
from kg.store import TEXTS

_TITLE = 60


@dataclass(frozen=True, slots=True)
class Unread:
    """A line of the ledger: ``start`` and ``end`` (code points, end exclusive), what stood there, why it gave none."""

    start: int
    end: int
    what: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """How many of a section's countable clauses gave a fact; ``report`` is the offset of its report."""

    report: int
    heading: str
    clauses: int
    with_facts: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its ``name`` (the file's), its ``reports``, and how much of it was read.

    A report is the fragment of its IRI and its heading.
    """

    iri: str
    name: str
    first_line: str
    reports: tuple[tuple[str, str], ...]
    clauses: int
    with_facts: int
    sections: tuple[Section, ...]
    unread: tuple[Unread, ...]

    @property
    def title(self) -> str:
        """The heading of its only report, else its first line."""
        headings = [heading for _, heading in self.reports if heading]
        return headings[0] if len(headings) == 1 else self.first_line or self.name


def documents(out: Path, reader: Reader) -> dict[str, Document]:
    """The documents of a build by IRI, in the order of their names; empty where it has no report of what was read."""
    told = {ID + "doc/" + one["sha256"][:16]: one for one in _report(out).get("documents", ())}
    ledger = _ledger(out)
    found = [_document(out, reader, iri, one, ledger.get(one["name"], ())) for iri, one in told.items()]
    return {one.iri: one for one in sorted(found, key=lambda one: one.name)}


def text_of(out: Path, iri: str) -> str:
    """The text of a document as it was read, without white space changed.

    Raises :class:`~kg.errors.InputError` when the build keeps none.
    """
    path = out / TEXTS / f"{iri.removeprefix(ID + 'doc/')}.txt"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except OSError as error:
        raise InputError("the text of the document is missing", path.name, "run kg build again") from error


def skipped(out: Path) -> list[tuple[str, str]]:
    """The files that could not be read, each with the reason."""
    return [(one["file"], one["reason"]) for one in _report(out).get("skipped", ())]


def _first_line(out: Path, iri: str) -> str:
    """The first line with words, as far as a title may go; empty where the build keeps no text."""
    path = out / TEXTS / f"{iri.removeprefix(ID + 'doc/')}.txt"
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8") as lines:
        return next((line.strip() for line in lines if line.strip()), "")[:_TITLE]


def _document(out: Path, reader: Reader, iri: str, told: Mapping[str, Any], unread: Sequence[Unread]) -> Document:
    coverage = told.get("coverage", {})
    parts = sorted(reader.subjects(IS_PART_OF, iri), key=_offset)
    names = reader.objects(iri, IDENTIFIER) or [told["name"]]
    keys = ("report", "heading", "clauses", "with_facts")
    return Document(
        iri=iri,
        name=names[0],
        first_line=_first_line(out, iri),
        reports=tuple((part.partition("#")[2], reader.thing(part).label) for part in parts),
        clauses=coverage.get("clauses", 0),
        with_facts=coverage.get("with_facts", 0),
        sections=tuple(Section(**{key: one[key] for key in keys}) for one in coverage.get("sections", ())),
        unread=tuple(unread),
    )


def _offset(part: str) -> int:
    return int(part.partition("#char=")[2].partition(",")[0] or 0)


def _report(out: Path) -> Mapping[str, Any]:
    path = out / "report.json"
    if not path.is_file():
        return {}
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _ledger(out: Path) -> dict[str, list[Unread]]:
    path = out / "ledger.jsonl"
    found: defaultdict[str, list[Unread]] = defaultdict(list)
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                keys = ("start", "end", "what", "reason", "text")
                found[one["document"]].append(Unread(**{key: one[key] for key in keys}))
    return dict(found)
