"""The course of a build: find the sources, read what is new, put the files together, move them into place."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.read import MAX_BYTES, printable
from kg.scale import cluster, pool
from kg.scale.assemble import assemble, report
from kg.scale.batch import Digest, Job, Source
from kg.scale.cache import NAME, Cache
from kg.scale.compact import compact
from kg.scale.lock import locked
from kg.scale.place import move, settle, work_of
from kg.scale.plan import Plan
from kg.scale.report import REPORT, BuildReport
from kg.scale.report import write as write_report
from kg.scale.rules import rules_version
from kg.scale.sources import Found, find, stream
from kg.scale.worker import prepare
from kg.store import GRAPH, QUADS, STORE, TEXTS

WRITTEN = (GRAPH, QUADS, STORE, TEXTS, REPORT, "ledger.jsonl")
BATCH = 100
BATCH_BYTES = 1024 * 1024
SHARES = 8
Progress = Callable[[int, int, str], None]


def build(
    paths: Sequence[Path], out: Path, digest: Callable[[Document], Digest], progress: Progress | None, plan: Plan
) -> BuildReport:
    """Build the graph of some sources into ``out``; see :func:`kg.pipeline.build`."""
    home = out.resolve()
    refuse_foreign(out)
    found = find(paths, out)
    with _held(out, home), _cache(home, plan) as cache:
        cache.start()
        template = Job((), digest, plan.time_limit, rules_version(), plan.max_bytes)
        _prepare(found, home, template, plan)
        _read(cache, found, template, progress, plan)
        _refuse_nothing(cache)
        return _finish(cache, home, plan.jobs)


def remove(out: Path, name: str, cache: Path | None = None) -> BuildReport:
    """Take a document out of the build in ``out``: by its name, or the beginning of its text's SHA-256 (from 8 digits).

    Nothing is read anew; what the build left aside stays told. Raises InputError when there is no build, its cache is
    gone, no document or more than one is called so, or it is the only one.
    """
    home = out.resolve()
    if not (home / REPORT).is_file():
        raise InputError(f"no graph in {out}", mend="run kg build first")
    with _held(out, home), _cache(home, Plan(cache=cache)) as kept:
        if not _in_place(kept, home):
            raise InputError("its cache does not fit the graph", out, "run kg build again with the other documents")
        _forget(kept, out, name)
        return _finish(kept, home, 1)


def _forget(cache: Cache, out: Path, name: str) -> None:
    cache.choose()
    prefix = f"{name}%" if len(name) >= 8 and all(digit in "0123456789abcdef" for digit in name) else ""
    where = "name = ? OR sha256 LIKE ?"
    rows = cache.index.execute(f"SELECT key, name, sha256 FROM current WHERE {where} ORDER BY sha256", (name, prefix))
    named = rows.fetchall()
    if not named:
        raise InputError(f"has no document {name!r}", out, f"see the documents in {out / REPORT}")
    if len(named) > 1:
        said = ", ".join(f"{other} ({sha256[:16]})" for _, other, sha256 in named)
        raise InputError(f"has {len(named)} documents {name!r}: {said}", out, "name it by its SHA-256")
    ((_, other, sha256),) = named
    same = "SELECT key FROM document WHERE name = ? AND sha256 = ?"
    cache.index.execute(f"DELETE FROM now WHERE key IN ({same})", (other, sha256))
    cache.choose()
    _refuse_nothing(cache)


def refuse_foreign(out: Path) -> None:
    """Refuse to build over what no earlier build made: only names of a build's own are ever replaced."""
    if not out.is_dir() or (out / REPORT).is_file():
        return
    if taken := sorted(name for name in WRITTEN if (out / name).exists()):
        raise InputError(f"holds {taken[0]!r} and is no earlier build", out, "give an empty or a new folder with -o")


@contextmanager
def _held(out: Path, home: Path) -> Iterator[None]:
    """Hold the folder; what cannot be written becomes an InputError, and nothing lies about afterwards."""
    work = work_of(home)
    made = [folder for folder in (home, *home.parents) if not folder.exists()]
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with locked(home):
            try:
                settle(work, home)
                yield
            finally:
                settle(work, home)
    except sqlite3.Error as error:
        raise InputError(f"its cache cannot be written ({error})", out, "make room, or delete the cache") from error
    except OSError as error:
        said = error.strerror or str(error)
        raise InputError(
            f"cannot be written ({said})", out, "make room there, or give a folder you may write to"
        ) from error
    finally:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def _cache(home: Path, plan: Plan) -> Iterator[Cache]:
    folder = home / NAME if plan.cache is None else plan.cache
    new = not folder.exists()
    try:
        with Cache(folder, plan.force, plan.time_limit) as cache:
            yield cache
            new = False
    finally:
        if new and folder.exists() and not any((folder / "shards").iterdir()):
            shutil.rmtree(folder, ignore_errors=True)


def _prepare(found: Found, home: Path, template: Job, plan: Plan) -> None:
    """Have workers load their words while the sources are looked through, if any seem to be new.

    Seem: this is only about when they start. What is new is told by the bytes.
    """
    built = home / REPORT
    since = built.stat().st_mtime if built.is_file() and not plan.force else 0.0
    newer = sum(_changed(path) > since for path in (*found.files, *found.containers))
    if newer and plan.scheduler in (None, cluster.LOCAL):
        prepare(template, min(plan.jobs, len(found.containers) + newer))


def _changed(path: Path) -> float:
    """When a file was written last, 0 where there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(cache: Cache, found: Found, template: Job, progress: Progress | None, plan: Plan) -> None:
    """Make the cache know every source, and which of them are of now."""
    tally = _Tally(sum(os.path.exists(path) for path in found.files), progress)
    size = max(1, min(BATCH, tally.total // (plan.jobs * SHARES))) if not found.containers else BATCH
    jobs = (replace(template, sources=batch) for batch in _batches(_unknown(cache, found, tally, template.most), size))
    if plan.scheduler is None:
        for event in pool.run(jobs, plan.jobs):
            if isinstance(event, str):
                tally.tell(event)
            else:
                for shard in event:
                    cache.add(shard)
    else:
        for shards in cluster.run(jobs, plan.scheduler, plan.jobs):
            for shard in shards:
                for entry in shard.entries:
                    tally.tell(entry.name)
                cache.add(shard)
    cache.choose()
    cache.index.commit()


class _Tally:
    """How many documents are done, of those known so far."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total = total
        self._done = 0
        self._progress = progress

    def tell(self, name: str) -> None:
        self._done += 1
        self.total = max(self.total, self._done)
        if self._progress is not None:
            self._progress(self._done, self.total, printable(Path(name)))


def _unknown(cache: Cache, found: Found, tally: _Tally, most: int) -> Iterator[Source]:
    """The sources whose facts are not in the cache; every one is noted as of now."""
    version = rules_version()
    for one in stream(found, most):
        if not isinstance(one, Source):
            cache.refuse(one.where, one.reason, one.other)
            continue
        keyed = replace(one, key=_key(one, version, most))
        if cache.see(keyed.key, keyed.where):
            tally.tell(keyed.name)
        else:
            yield keyed


def _key(source: Source, version: str, most: int) -> str:
    digest = hashlib.sha256(version.encode())
    # What was too large at the usual size is tried again where more is allowed.
    digest.update(b"" if most == MAX_BYTES else str(most).encode())
    for field in (source.form, source.name, source.metadata):
        digest.update(field.encode("utf-8", "surrogatepass") + b"\0")
    digest.update(source.data)
    return digest.hexdigest()


def _batches(sources: Iterable[Source], most: int) -> Iterator[tuple[Source, ...]]:
    """At most so many documents together, and not much more than :data:`BATCH_BYTES`."""
    batch: list[Source] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += len(source.data)
        if len(batch) == most or size >= BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _refuse_nothing(cache: Cache) -> None:
    if cache.index.execute("SELECT 1 FROM current").fetchone() is None:
        skipped = report(cache, 0).skipped
        reasons = "; ".join(f"{name}: {reason}" for name, reason in skipped)
        raise InputError(f"nothing to build from ({reasons})", "", "give files or folders with readable text")


def _finish(cache: Cache, home: Path, threads: int) -> BuildReport:
    """Bring the files in ``home`` to what is of now; where they are that already, leave them."""
    in_place = _in_place(cache, home)
    state = _digest(
        cache.index.execute("SELECT place, reason, other FROM aside UNION SELECT key, place, 2 FROM now ORDER BY 1, 2")
    )
    if in_place and state == cache.meta("state"):
        triples = cache.meta("triples")
        assert isinstance(triples, int)
        return report(cache, triples)
    work = work_of(home)
    work.mkdir()
    triples = assemble(cache, work, home, in_place, threads)
    found = report(cache, triples)
    documents = (row[0] for row in cache.index.execute("SELECT summary FROM current ORDER BY sha256, name"))
    write_report(work / REPORT, documents, found)
    cache.set_meta("files", None)
    cache.index.commit()
    move(work, home)
    # The build is done. What cannot be noted any more, the next one works out.
    with suppress(OSError, sqlite3.Error):
        _note(cache, home, triples, state)
    return found


def _note(cache: Cache, home: Path, triples: int, state: str) -> None:
    """Have the cache know what lies in ``home`` now, and forget what is no part of it."""
    compact(cache)
    cache.set_meta("triples", triples)
    cache.set_meta("state", state)
    cache.set_meta("files", _stamps(home))
    cache.mark_built()
    cache.sweep()


def _in_place(cache: Cache, home: Path) -> bool:
    """Whether the files in ``home`` are those that the last build with this cache put there, untouched."""
    return cache.meta("files") == _stamps(home)


def _stamps(home: Path) -> str:
    """Size and time of each file of a build as one hash; a store's own notes (``LOG``, ``LOCK``) tell nothing."""
    paths = [home / name for name in WRITTEN]
    files = (file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path]))
    found = ((file.name, file.stat()) for file in files if file.exists() and file.name not in ("LOG", "LOCK"))
    return _digest((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)


def _digest(rows: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
