"""The order of the steps, and nothing else: documents → facts → graph."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError, KgError
from kg.extract.engine import Extracted, extract
from kg.extract.setting import Setting
from kg.model import Document, Fact, Missed
from kg.read import find_sources, read_document
from kg.recognise import recognise
from kg.resolve import resolve
from kg.text.clauses import clauses
from kg.text.reports import split_reports

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and wrote. ``skipped`` holds the files left out, each with its reason."""

    documents: int
    facts: dict[str, int]
    triples: int
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """The documents read, in order of their text's hash, and the files that could not be."""

    documents: tuple[Document, ...]
    skipped: tuple[tuple[str, str], ...]


def facts_of(document: Document) -> Extracted:
    """All facts of a document and its ledger: a pure function of its name and text.

    >>> document = Document("a.txt", "青州市人大常委会制定《青州市养犬管理条例》。", "utf_8")
    >>> [fact.kind for fact in facts_of(document).facts]
    ['enactment']
    """
    facts: list[Fact] = []
    missed: list[Missed] = []
    for report in split_reports(document):
        marked = [(clause, recognise(clause)) for clause in clauses(report)]
        resolved = resolve(report, marked)
        setting = Setting(resolved.report, resolved.standing, resolved.higher)
        found = extract(setting, resolved.clauses, resolved.references, resolved.sections)
        facts += found.facts
        missed += found.missed
    return Extracted(tuple(facts), tuple(missed))


def build(paths: Sequence[Path], out: Path, progress: Progress | None = None) -> BuildReport:
    """Build the graph of some files and folders into ``out``, replacing what an earlier build left there.

    Everything is written beside ``out`` and moved into place whole. A file that cannot be read is left out
    and listed; :class:`InputError` when none can be.
    """
    read = _read(find_sources(paths), progress)
    if not read.documents:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in read.skipped) or "no .txt or .md file found"
        raise InputError(f"nothing to build from ({reasons})", "", "give files or folders with readable text")
    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        report = _write(read, work)
        _move(work, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return report


def _read(sources: Sequence[Path], progress: Progress | None) -> Read:
    documents: dict[tuple[str, str], Document] = {}
    skipped: list[tuple[str, str]] = []
    for number, path in enumerate(sources, start=1):
        if progress is not None:
            progress(number, len(sources), path.name)
        try:
            document = read_document(path)
        except KgError as error:
            skipped.append((str(path), error.what))
            continue
        documents.setdefault((document.sha256, document.name), document)
    return Read(tuple(documents[key] for key in sorted(documents)), tuple(sorted(skipped)))


def _write(read: Read, folder: Path) -> BuildReport:
    from kg.rdf import files, identity
    from kg.rdf.entities import document as describe
    from kg.rdf.facts import triples
    from kg.store import create

    graphs: dict[str, set[Any]] = {}
    kinds: Counter[str] = Counter()
    ledger: list[Missed] = []
    summary: list[dict[str, object]] = []
    for document in read.documents:
        found = facts_of(document)
        graph = graphs.setdefault(identity.document_iri(document), set())
        graph.update(describe(document))
        for fact in found.facts:
            graph.update(triples(fact))
        kinds.update(f"{fact.type}/{fact.kind}" if fact.kind else fact.type for fact in found.facts)
        ledger += found.missed
        summary.append(_summary(document, found))
    merged = set().union(*graphs.values())
    files.write(folder / "graph.ttl", files.turtle(merged))
    files.write(folder / "graph.nq", files.n_quads(graphs))
    create(folder / "store", folder / "graph.nq")
    _write_texts(read.documents, folder / "texts")
    report = BuildReport(len(read.documents), dict(sorted(kinds.items())), len(merged), read.skipped)
    files.write(folder / "report.json", _json(_report(report, summary)))
    files.write(folder / "ledger.jsonl", b"".join(_ledger(ledger)))
    return report


def _summary(document: Document, found: Extracted) -> dict[str, object]:
    return {
        "name": document.name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "facts": len(found.facts),
        "not_understood": len(found.missed),
    }


def _report(report: BuildReport, documents: Sequence[dict[str, object]]) -> dict[str, object]:
    skipped = [{"file": name, "reason": reason} for name, reason in report.skipped]
    return {"documents": documents, "facts": report.facts, "triples": report.triples, "skipped": skipped}


def _write_texts(documents: Sequence[Document], folder: Path) -> None:
    folder.mkdir()
    for document in documents:
        (folder / f"{document.doc16}.txt").write_bytes(document.text.encode("utf-8"))


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


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def _move(work: Path, out: Path) -> None:
    """Put the new build in the old one's place, or, where that fails midway, the old one back. A README stays."""
    out.mkdir(exist_ok=True)
    kept = work / "before"
    names = sorted(new.name for new in work.iterdir())
    kept.mkdir()
    try:
        for name in names:
            if (out / name).exists():
                (out / name).rename(kept / name)
            (work / name).rename(out / name)
    except OSError:
        for old in kept.iterdir():
            if (out / old.name).exists():
                (out / old.name).rename(work / old.name)
            old.rename(out / old.name)
        raise
