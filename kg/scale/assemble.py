"""The cache → the files of a build: patched where little has changed, else merged from all shards."""

from __future__ import annotations

import json
import shutil
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import store
from kg.rdf.vocabulary import PREFIXES
from kg.scale.cache import Cache
from kg.scale.merge import Run, lines, merge
from kg.scale.patch import Change, Stale, changed_triples, patch_quads, patch_turtle
from kg.scale.report import BuildReport

LITTLE = 0.1
_QUADS, _TURTLE, _STORE = store.QUADS, store.GRAPH, store.STORE


def assemble(cache: Cache, work: Path, home: Path, patchable: bool, threads: int) -> int:
    """Write graph, store, texts and ledger of the documents of now into ``work``; return the number of triples.

    The store is loaded in so many ``threads``. ``patchable`` says that the files in ``home`` are those of the
    documents that are marked as built.
    """
    triples = None
    if patchable and (keys := _changed(cache)) is not None:
        try:
            triples = _patched(cache, work, home, keys)
        except (Stale, OSError, ValueError, KeyError):
            for name in (_QUADS, _TURTLE, _STORE):
                _delete(work / name)
    if triples is None:
        triples = _merged(cache, work, threads)
    write_texts(cache, work / store.TEXTS)
    with (work / "ledger.jsonl").open("wb") as file:
        for (ledger,) in cache.index.execute("SELECT ledger FROM current ORDER BY name, sha256"):
            file.write(ledger)
    return triples


def runs(cache: Cache, table: str, texts: frozenset[str] | None = None) -> list[Run]:
    """The shards of the documents in ``table`` (``current`` or ``built``), or of those of them with these texts."""
    shards: dict[str, set[str]] = defaultdict(set)
    for shard, doc16 in cache.index.execute(f"SELECT shard, doc16 FROM {table} WHERE shard != '' ORDER BY shard"):
        if texts is None or doc16 in texts:
            shards[shard].add(doc16)
    held = dict(cache.index.execute("SELECT id, documents FROM shard"))
    return [
        Run(cache.shard(name), None if len(alive) == held[name] else frozenset(text.encode() for text in alive))
        for name, alive in shards.items()
    ]


def _merged(cache: Cache, work: Path, threads: int) -> int:
    union = work / "graph.nt"
    triples = merge(runs(cache, "current"), work / _QUADS, union)
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
    both = "SELECT doc16 FROM {0} WHERE key NOT IN (SELECT key FROM {1})"
    query = f"{both.format('current', 'built')} UNION {both.format('built', 'current')}"
    texts = frozenset(doc16 for (doc16,) in cache.index.execute(query))
    built = cache.index.execute("SELECT COUNT(*) FROM built").fetchone()[0]
    return texts if len(texts) <= max(1, LITTLE * built) else None


def _patched(cache: Cache, work: Path, home: Path, texts: frozenset[str]) -> int:
    old = {line for run in runs(cache, "built", texts) for line in lines(run)}
    new = {line for run in runs(cache, "current", texts) for line in lines(run)}
    gone, come = sorted(old - new), sorted(new - old)
    patch_quads(home / _QUADS, work / _QUADS, gone, come)
    change = changed_triples(home / _QUADS, work / _QUADS, gone, come)
    patch_turtle(home / _TURTLE, work / _TURTLE, work / _QUADS, change)
    store.change(home / _STORE, work / _STORE, *_statements(change))
    before = cache.meta("triples")
    assert isinstance(before, int)
    return before + len(change.triples_come) - len(change.triples_gone)


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
            (folder / kept.name).hardlink_to(kept)
        except OSError:
            shutil.copy2(kept, folder / kept.name)


def report(cache: Cache, triples: int) -> BuildReport:
    """What this build read and found."""
    kinds: Counter[str] = Counter()
    documents = 0
    for (told,) in cache.index.execute("SELECT kinds FROM current"):
        kinds.update(json.loads(told))
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
