"""The cache → the files of a build: patched where little has changed, else merged from all shards."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg import store
from kg.rdf.vocabulary import PREFIXES
from kg.scale.cache import Cache
from kg.scale.merge import Run, lines, merge
from kg.scale.patch import Change, Stale, changed, patch_quads, patch_turtle
from kg.scale.report import BuildReport

LITTLE = 0.1
_QUADS, _TURTLE, _STORE = store.QUADS, store.GRAPH, store.STORE


def assemble(cache: Cache, work: Path, home: Path, patchable: bool, threads: int) -> int:
    """Write graph, store, texts and ledger of the documents of now into ``work``; return the number of triples.

    The store is loaded in so many ``threads``. ``patchable`` says that the files in ``home`` are those of the
    documents that are marked as built.
    """
    with ThreadPoolExecutor(1) as beside:
        graph = beside.submit(_graph(cache, work, home, patchable, threads))
        write_texts(cache, work / store.TEXTS)
        with (work / "ledger.jsonl").open("wb") as file:
            for (ledger,) in cache.index.execute("SELECT ledger FROM current ORDER BY name, sha256"):
                file.write(ledger)
        return graph.result()


def _graph(cache: Cache, work: Path, home: Path, patchable: bool, threads: int) -> Callable[[], int]:
    """What writes the graph's files and returns the number of triples; the index is of no more need to it."""
    merged = partial(_merged, runs(cache, "current"), work, threads)
    texts = _changed(cache) if patchable else None
    before = cache.meta("triples")
    if texts is None or not isinstance(before, int):
        return merged
    old, new = runs(cache, "built", texts), runs(cache, "current", texts)

    def patched() -> int:
        try:
            return before + _patched(old, new, work, home)
        except (Stale, OSError, ValueError):
            for name in (_QUADS, _TURTLE, _STORE):
                _delete(work / name)
            return merged()

    return patched


def runs(cache: Cache, table: str, texts: frozenset[str] | None = None) -> list[Run]:
    """The shards of the documents in ``table`` (``current`` or ``built``), or of those of them with these texts."""
    shards: dict[str, set[str]] = defaultdict(set)
    for shard, doc16 in cache.index.execute(f"SELECT shard, doc16 FROM {table} WHERE shard != '' ORDER BY shard"):
        if texts is None or doc16 in texts:
            shards[shard].add(doc16)
    held = dict(cache.index.execute("SELECT id, documents FROM shard"))
    return [
        Run(cache.shard(name), None if len(alive) == held.get(name) else frozenset(text.encode() for text in alive))
        for name, alive in shards.items()
    ]


def _merged(shards: Sequence[Run], work: Path, threads: int) -> int:
    union = work / "graph.nt"
    triples = merge(shards, work / _QUADS, union)
    failed: list[BaseException] = []
    loading = threading.Thread(target=_loaded, args=(work, union, threads, failed))
    loading.start()
    try:
        with (work / _TURTLE).open("wb") as file:
            parsed = ox.parse(path=union, format=ox.RdfFormat.N_TRIPLES)
            ox.serialize(parsed, file, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    finally:
        loading.join()
    if failed:
        raise failed[0]
    union.unlink()
    return triples


def _loaded(work: Path, union: Path, threads: int, failed: list[BaseException]) -> None:
    try:
        store.load(work / _STORE, work / _QUADS, union, threads)
    except BaseException as error:
        failed.append(error)


def _changed(cache: Cache) -> frozenset[str] | None:
    """The texts (``doc16``) that a document came with or went with; None when they are many."""
    query = (
        "SELECT doc16 FROM current WHERE key NOT IN (SELECT key FROM built) "
        "UNION SELECT doc16 FROM built WHERE key NOT IN (SELECT key FROM chosen)"
    )
    texts = frozenset(doc16 for (doc16,) in cache.index.execute(query))
    built = cache.index.execute("SELECT COUNT(*) FROM built").fetchone()[0]
    return texts if len(texts) <= max(1, LITTLE * built) else None


def _patched(old_shards: Sequence[Run], new_shards: Sequence[Run], work: Path, home: Path) -> int:
    """Patch the graph's files; return how many triples it has more."""
    old = {line for run in old_shards for line in lines(run)}
    new = {line for run in new_shards for line in lines(run)}
    gone, come = sorted(old - new), sorted(new - old)
    change = changed(home / _QUADS, gone, come)
    with ThreadPoolExecutor(3) as pool:
        written = (
            pool.submit(patch_quads, home / _QUADS, work / _QUADS, gone, come),
            pool.submit(patch_turtle, home / _TURTLE, work / _TURTLE, home / _QUADS, change),
            pool.submit(store.change, home / _STORE, work / _STORE, *_statements(change)),
        )
    for done in written:
        done.result()
    return len(change.triples_come) - len(change.triples_gone)


def _statements(change: Change) -> Iterator[bytes]:
    for quads, triples in (
        (change.quads_gone, change.triples_gone),
        (change.quads_come, change.triples_come),
    ):
        yield b"".join(quads) + b"".join(triple + b" .\n" for triple in triples)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_texts(cache: Cache, folder: Path) -> None:
    """Put the texts of the documents of now into a new folder; shared with the cache where this is possible."""
    folder.mkdir()
    for (sha256,) in cache.index.execute("SELECT DISTINCT sha256 FROM current"):
        kept = cache.text(sha256)
        try:
            os.link(kept, folder / kept.name)
        except OSError:
            shutil.copy2(kept, folder / kept.name)


def report(cache: Cache, triples: int) -> BuildReport:
    """What this build read and found."""
    kinds: dict[str, int] = defaultdict(int)
    documents = 0
    for (told,) in cache.index.execute("SELECT kinds FROM current"):
        for kind, count in json.loads(told).items():
            kinds[kind] += count
        documents += 1
    skipped = cache.index.execute(
        "SELECT place, reason FROM now JOIN document USING (key) WHERE reason != '' "
        "UNION SELECT place, reason FROM aside WHERE NOT other"
    )
    left_aside = cache.index.execute("SELECT place FROM aside WHERE other")
    return BuildReport(
        documents,
        dict(sorted(kinds.items())),
        triples,
        tuple(sorted((place, reason) for place, reason in skipped)),
        tuple(sorted(place for (place,) in left_aside)),
    )
