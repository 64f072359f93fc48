"""The order of the steps, documents → facts → graph, and the one entry to a build.

The steps are imported where they are called: a build has its workers read, and need not wait for what only they load.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Document, Fact, Missed
from kg.scale.plan import Plan

if TYPE_CHECKING:
    from kg.coverage import Coverage, Section
    from kg.extract.engine import Extracted
    from kg.rdf.terms import Triple
    from kg.resolve import Resolved
    from kg.scale.batch import Digest
    from kg.scale.report import BuildReport

Progress = Callable[[int, int, str], None]


def facts_of(document: Document) -> Extracted:
    """All facts of a document and its ledger: a pure function of its name and text.

    >>> document = Document("a.txt", "青州市人大常委会制定《青州市养犬管理条例》。", "utf_8")
    >>> [fact.kind for fact in facts_of(document).facts]
    ['enactment']
    """
    return _joined([found for _, found in reports_of(document)])


def reports_of(document: Document) -> Iterator[tuple[Resolved, Extracted]]:
    """Each report of a document in turn: its clauses with what they refer to, and what was read from them.

    >>> document = Document("a.txt", "青州市人大常委会制定《青州市养犬管理条例》。", "utf_8")
    >>> [(len(resolved.clauses), len(found.facts)) for resolved, found in reports_of(document)]
    [(1, 1)]
    """
    from kg.extract.engine import extract
    from kg.extract.setting import Setting
    from kg.recognise import recognise
    from kg.resolve import resolve
    from kg.text.clauses import clauses
    from kg.text.reports import split_reports

    for report in split_reports(document):
        marked = [(clause, recognise(clause)) for clause in clauses(report)]
        resolved = resolve(report, marked)
        setting = Setting(resolved.report, resolved.standing, resolved.higher)
        yield resolved, extract(setting, resolved.clauses, resolved.references, resolved.sections)


def _joined(found: Sequence[Extracted]) -> Extracted:
    from kg.extract.engine import Extracted

    facts = tuple(fact for part in found for fact in part.facts)
    return Extracted(facts, tuple(line for part in found for line in part.missed))


def build(paths: Sequence[Path], out: Path, progress: Progress | None = None, plan: Plan | None = None) -> BuildReport:
    """Build the graph of files, folders, patterns, archives and tables into ``out``, in place of an earlier build.

    The files are the same bytes whatever the ``plan``. What cannot be read, crashes its process or takes too long is
    left out and listed; ``progress`` is told how many documents are begun, of how many, and the name of the last one.

    Everything is written beside ``out`` and moved into place whole. Raises :class:`InputError` when nothing can be
    read, ``out`` cannot be written, or another build is at it.
    """
    from kg.scale.build import build as build_all

    return build_all(paths, out, digest, progress, plan or Plan())


def remove(out: Path, name: str, *, cache: Path | None = None) -> BuildReport:
    """Take a document out of the graph in ``out``, by its name or the first digits (8 or more) of its text's SHA-256.

    The files are then those of a build without it. Raises :class:`InputError` when there is no such document, or
    several, or only this one, and when the ``cache`` of the build is gone.
    """
    from kg.scale.build import remove as remove_document

    return remove_document(out, name, cache)


def digest(document: Document) -> Digest:
    """All that a build keeps of a document: a pure function of its name and text.

    >>> digest(Document("a.txt", "青州市人大常委会制定《青州市养犬管理条例》。", "utf_8")).kinds
    {'LegislativeStep/enactment': 1}
    """
    from kg.rdf import files
    from kg.rdf.identity import document_iri
    from kg.scale.batch import Digest

    reports = list(reports_of(document))
    found = _joined([part for _, part in reports])
    quads = files.quads({document_iri(document): _graph(document, found.facts)})
    kinds = Counter(f"{fact.type}/{fact.kind}" if fact.kind else fact.type for fact in found.facts)
    summary = _summary(document, found) | {"coverage": _coverage(reports)}
    return Digest(quads, b"".join(_ledger(found.missed)), summary, dict(kinds))


def _graph(document: Document, facts: Sequence[Fact]) -> set[Triple]:
    from kg.rdf import entities
    from kg.rdf.facts import graph

    return graph(facts).union(entities.document(document))


def _summary(document: Document, found: Extracted) -> dict[str, object]:
    return {
        "name": document.name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "facts": len(found.facts),
        "not_understood": len(found.missed),
    }


def _coverage(reports: Sequence[tuple[Resolved, Extracted]]) -> dict[str, object]:
    """The coverage of a document, and of its sections in their order."""
    from kg.coverage import Coverage, sections

    parts = [
        section
        for resolved, found in reports
        for section in sections(resolved.report.start, resolved.clauses, found.facts, found.missed)
    ]
    whole = sum((section.coverage for section in parts), Coverage())
    return _covered(whole) | {"sections": [_section(section) for section in parts]}


def _section(section: Section) -> dict[str, object]:
    return {"report": section.report, "heading": section.heading} | _covered(section.coverage)


def _covered(coverage: Coverage) -> dict[str, object]:
    return {"clauses": coverage.countable, "with_facts": coverage.gave, "share": coverage.share}


def _ledger(missed: Sequence[Missed]) -> Iterator[bytes]:
    for line in sorted(missed, key=lambda m: (m.document.name, m.document.sha256, m.start, m.what, m.reason)):
        row = {
            "document": line.document.name,
            "start": line.start,
            "end": line.end,
            "what": line.what,
            "reason": line.reason,
            "text": line.text,
        }
        yield json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n"
