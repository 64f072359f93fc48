"""The graph's proofs held against the sources: every quote must equal its slice.

The store and the two files that are handed on are held each for itself, for one may be changed without the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, KgError
from kg.model import Document
from kg.query.sparql import select
from kg.read import MAX_BYTES, read_document
from kg.store import GRAPH, QUADS, TEXTS, open_graph

_EVIDENCE = """SELECT DISTINCT ?evidence ?quote ?start ?end ?document ?sha256 WHERE {
  ?evidence a rd:Evidence
  OPTIONAL { ?evidence oa:exact ?quote } OPTIONAL { ?evidence oa:start ?start } OPTIONAL { ?evidence oa:end ?end }
  OPTIONAL { ?evidence rd:inDocument ?source OPTIONAL { ?source dcterms:isPartOf ?file }
             BIND(COALESCE(?file, ?source) AS ?whole)
             ?whole dcterms:identifier ?document ; rd:sha256 ?sha256 }
} ORDER BY ?evidence ?start ?end ?quote"""
_UNPROVEN = """SELECT DISTINCT ?fact WHERE {
  ?fact rd:evidence ?evidence FILTER NOT EXISTS { ?evidence a rd:Evidence } } ORDER BY ?fact"""
_FIELDS = ("quote", "start", "end", "document", "sha256")


@dataclass(frozen=True, slots=True)
class Fault:
    """An evidence (its IRI) that does not hold, and why."""

    evidence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How many evidences were held against their source, and those that failed."""

    checked: int
    faults: tuple[Fault, ...]


def verify(out: Path, sources: Path | None = None, most: int = MAX_BYTES) -> Verification:
    """Hold every evidence of the graph in ``out`` against the texts the build kept, or the files in ``sources``.

    A file of more than ``most`` bytes is not read.
    A text must have the SHA-256 the graph names, and the quote must equal its slice of code points. What the store
    says is checked first, then what ``graph.ttl`` and ``graph.nq`` say otherwise or leave out; an evidence counts once.
    Raises :class:`~kg.errors.InputError` when ``out`` holds no graph or one of the files is missing or broken.
    """
    read = cache(_kept(out) if sources is None else _source(sources, most))
    seen: set[tuple[tuple[str, str], ...]] = set()
    faults: dict[Fault, None] = {}
    stored: dict[str, None] = {}
    for where, store in _graphs(out):
        rows = list(select(store, _EVIDENCE))
        for row in rows:
            key = tuple(row.items())
            reason = "" if key in seen else _reason(row, read)
            seen.add(key)
            if reason:
                faults[Fault(row["evidence"], where + reason)] = None
        faults |= dict.fromkeys(fault for fault in _unproven(store) if fault not in faults)
        named = dict.fromkeys(row["evidence"] for row in rows)
        stored = stored or named
        faults |= dict.fromkeys(Fault(iri, f"{where}it is missing") for iri in stored if iri not in named)
    return Verification(len({row[0] for row in seen}), tuple(faults))


def _graphs(out: Path) -> Iterator[tuple[str, ox.Store]]:
    """The store and the files beside it, each with what a fault found there begins with."""
    yield "", open_graph(out)
    for name, form in ((GRAPH, ox.RdfFormat.TURTLE), (QUADS, ox.RdfFormat.N_QUADS)):
        store = ox.Store()
        try:
            parsed = ox.parse(path=out / name, format=form)
            store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in parsed)
        except (OSError, SyntaxError, ValueError) as error:
            raise InputError(f"cannot be read ({error})", out / name, "run kg build again") from error
        yield f"in {name}: ", store


def _unproven(store: ox.Store) -> Iterator[Fault]:
    for row in select(store, _UNPROVEN):
        yield Fault(row["fact"], "its evidence is not in the graph")


def _reason(row: dict[str, str], read: Callable[[str, str], str | KgError]) -> str:
    """Why an evidence fails; empty when it holds."""
    missing = [name for name in _FIELDS if name not in row]
    if missing:
        return f"its {', '.join(missing)} is not in the graph"
    text = read(row["document"], row["sha256"])
    if isinstance(text, KgError):
        return str(text)
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start < end <= len(text):
        return f"{row['document']} has {len(text)} characters, the evidence goes from {start} to {end}"
    if text[start:end] != row["quote"]:
        return f"{row['document']} has “{text[start:end]}” at {start}–{end}, the graph says “{row['quote']}”"
    return ""


def _kept(out: Path) -> Callable[[str, str], str | KgError]:
    """Read what the build kept of a document (by its SHA-256)."""

    def read(name: str, sha256: str) -> str | KgError:
        path = out / TEXTS / f"{sha256[:16]}.txt"
        try:
            with path.open(encoding="utf-8", newline="") as file:
                return _same(name, Document(name, file.read(), "utf_8"), sha256)
        except (OSError, UnicodeDecodeError) as error:
            return KgError(f"its text {path} cannot be read ({error})", name, "run kg build again")

    return read


def _source(folder: Path, most: int) -> Callable[[str, str], str | KgError]:
    """Read a document (by its name) anew from the source files."""

    def read(name: str, sha256: str) -> str | KgError:
        try:
            return _same(name, read_document(folder / name, most), sha256)
        except KgError as error:
            return error

    return read


def _same(name: str, document: Document, sha256: str) -> str | KgError:
    if document.sha256 == sha256:
        return document.text
    return KgError(f"has changed since the build (SHA-256 {document.sha256[:16]}…, not {sha256[:16]}…)", name)
