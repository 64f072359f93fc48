"""The order of the steps, documents → facts → graph, and the folder a build writes."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.coverage import Coverage, Section, sections
from kg.errors import InputError, KgError
from kg.extract.engine import Extracted, extract
from kg.extract.setting import Setting
from kg.model import Document, Fact, Missed
from kg.read import SUFFIXES, find_others, find_sources, printable, read_document
from kg.recognise import recognise
from kg.resolve import Resolved, resolve
from kg.text.clauses import clauses
from kg.text.reports import split_reports

if TYPE_CHECKING:
    from kg.rdf.entities import Triple

REPORT = "report.json"
WRITTEN = ("graph.ttl", "graph.nq", "store", "texts", REPORT, "ledger.jsonl")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and wrote. ``skipped`` holds the files that could not be read, each with its reason.

    ``left_aside`` are the files below the folders that are of another format.
    """

    documents: int
    facts: dict[str, int]
    triples: int
    skipped: tuple[tuple[str, str], ...]
    left_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """The documents read, in order of their text's hash, the files that could not be, and those of other formats."""

    documents: tuple[Document, ...]
    skipped: tuple[tuple[str, str], ...]
    left_aside: tuple[str, ...]


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
    for report in split_reports(document):
        marked = [(clause, recognise(clause)) for clause in clauses(report)]
        resolved = resolve(report, marked)
        setting = Setting(resolved.report, resolved.standing, resolved.higher)
        yield resolved, extract(setting, resolved.clauses, resolved.references, resolved.sections)


def _joined(found: Sequence[Extracted]) -> Extracted:
    facts = tuple(fact for part in found for fact in part.facts)
    return Extracted(facts, tuple(line for part in found for line in part.missed))


def build(paths: Sequence[Path], out: Path, progress: Progress | None = None) -> BuildReport:
    """Build the graph of some files and folders into ``out``, replacing what an earlier build left there.

    Everything is written beside ``out`` and moved into place whole. A file that cannot be read is left out
    and listed; :class:`InputError` when none can be.
    """
    _refuse_foreign(out)
    home = out.resolve()
    read = _read(_sources(paths, out), progress, [path for path in find_others(paths) if not _inside(path, home)])
    if not read.documents:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in read.skipped)
        raise InputError(f"nothing to build from ({reasons})", "", "give files or folders with readable text")
    work = None
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
        report = _write(read, work)
        _move(work, home)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", out, "give a folder you may write to") from error
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
    return report


def _refuse_foreign(out: Path) -> None:
    """Refuse to build over what no earlier build made: only names of a build's own are ever replaced."""
    if not out.is_dir() or (out / REPORT).is_file():
        return
    if taken := sorted(name for name in WRITTEN if (out / name).exists()):
        raise InputError(f"holds {taken[0]!r} and is no earlier build", out, "give an empty or a new folder with -o")


def _sources(paths: Sequence[Path], out: Path) -> list[Path]:
    """The files to read: none inside ``out``, where a build's own texts are."""
    home = out.resolve()
    inside = f"inside the output folder {printable(out)}, of which nothing is read"
    if named := next((path for path in paths if os.path.exists(path) and _inside(path, home)), None):
        raise InputError(f"lies {inside}", printable(named), "choose another folder with -o")
    found = find_sources(paths)
    sources = [path for path in found if not _inside(path, home)]
    where = ", ".join(map(printable, paths))
    if found and not sources:
        raise InputError(f"all its files ({len(found)}) lie {inside}", where, "choose another folder with -o")
    if not sources:
        raise InputError(f"no {', '.join(SUFFIXES)} file found", where, "give files or folders with such files")
    return sources


def _inside(path: Path, home: Path) -> bool:
    real = Path(os.path.realpath(path))
    return home == real or home in real.parents


def _read(sources: Sequence[Path], progress: Progress | None, others: Sequence[Path]) -> Read:
    documents: dict[tuple[str, str], Document] = {}
    skipped: list[tuple[str, str]] = []
    present = [path for path in sources if os.path.exists(path)]
    missing = [(0, path) for path in sources if not os.path.exists(path)]
    for number, path in (*missing, *enumerate(present, start=1)):
        if progress is not None and number:
            progress(number, len(present), printable(Path(path.name)))
        try:
            document = read_document(path)
        except KgError as error:
            skipped.append((printable(path), error.what))
            continue
        documents.setdefault((document.sha256, document.name), document)
    left_aside = tuple(sorted(map(printable, others)))
    return Read(tuple(documents[key] for key in sorted(documents)), tuple(sorted(skipped)), left_aside)


def _write(read: Read, folder: Path) -> BuildReport:
    from kg.rdf import files
    from kg.rdf.identity import document_iri
    from kg.store import create

    graphs: dict[str, set[Triple]] = {}
    kinds: Counter[str] = Counter()
    ledger: list[Missed] = []
    summary: list[dict[str, object]] = []
    for document in read.documents:
        reports = list(reports_of(document))
        found = _joined([part for _, part in reports])
        graphs.setdefault(document_iri(document), set()).update(_graph(document, found.facts))
        kinds.update(f"{fact.type}/{fact.kind}" if fact.kind else fact.type for fact in found.facts)
        ledger += found.missed
        summary.append(_summary(document, found) | {"coverage": _coverage(reports)})
    merged = set().union(*graphs.values())
    files.write(folder / "graph.ttl", files.turtle(merged))
    files.write(folder / "graph.nq", files.n_quads(graphs))
    create(folder / "store", folder / "graph.nq")
    _write_texts(read.documents, folder / "texts")
    report = BuildReport(len(read.documents), dict(sorted(kinds.items())), len(merged), read.skipped, read.left_aside)
    files.write(folder / REPORT, _json(_report(report, summary)))
    files.write(folder / "ledger.jsonl", b"".join(_ledger(ledger)))
    return report


def _graph(document: Document, facts: Sequence[Fact]) -> Iterator[Triple]:
    from kg.rdf import entities
    from kg.rdf.facts import triples

    yield from entities.document(document)
    for fact in facts:
        yield from triples(fact)


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


def _report(report: BuildReport, documents: Sequence[dict[str, object]]) -> dict[str, object]:
    skipped = [{"file": name, "reason": reason} for name, reason in report.skipped]
    told = {"documents": documents, "facts": report.facts, "triples": report.triples}
    return {**told, "skipped": skipped, "left_aside": report.left_aside}


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
