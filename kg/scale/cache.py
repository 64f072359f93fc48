"""What earlier builds found, by document: sorted shards of N-Quads, the texts, and an index that is the manifest.

A shard is a file that never changes; the index (SQLite) tells which documents it holds. A document is found again by
its key, so any part of the folder may be lost: what is missing is read anew. ``now`` are the documents of the running
build, ``built`` those of the files that lie in the build's folder.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from kg.errors import InputError
from kg.rdf import files
from kg.scale.batch import Shard

NAME = "cache"
_TAG = "CACHEDIR.TAG"
_SIGNED = b"Signature: 8a477f597d28d172789f06886806bc55\n# What kg build found; it may be deleted at any time.\n"
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS shard (id TEXT PRIMARY KEY, size INTEGER, documents INTEGER);
CREATE TABLE IF NOT EXISTS document (
  key TEXT PRIMARY KEY, name TEXT, sha256 TEXT, doc16 TEXT, shard TEXT, reason TEXT,
  summary TEXT, kinds TEXT, ledger BLOB, size INTEGER, changed INTEGER);
CREATE INDEX IF NOT EXISTS of_shard ON document (shard);
CREATE INDEX IF NOT EXISTS of_text ON document (doc16);
CREATE INDEX IF NOT EXISTS of_hash ON document (sha256, name);
CREATE INDEX IF NOT EXISTS of_name ON document (name, sha256);
CREATE TABLE IF NOT EXISTS now (key TEXT, place TEXT, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS aside (place TEXT, reason TEXT, other INTEGER, PRIMARY KEY (place, reason)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS late (key TEXT PRIMARY KEY, seconds REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS built (key TEXT PRIMARY KEY, doc16 TEXT, shard TEXT) WITHOUT ROWID;
"""
# CROSS JOIN has SQLite go by the order of what was chosen: no document's ledger is held to be sorted.
_DOCUMENTS = """
CREATE TEMP TABLE chosen (key TEXT PRIMARY KEY, name TEXT, sha256 TEXT) WITHOUT ROWID;
CREATE INDEX temp.chosen_name ON chosen (name, sha256);
CREATE INDEX temp.chosen_hash ON chosen (sha256, name);
CREATE TEMP VIEW current AS
  SELECT c.key, c.name, c.sha256, d.doc16, d.shard, d.summary, d.kinds, d.ledger
  FROM chosen c CROSS JOIN document d USING (key);
"""
# Of several sources with one name and text, one is the document: which one does not depend on their order.
_CHOSEN = """
INSERT INTO chosen SELECT MIN(d.key), d.name, d.sha256
  FROM now CROSS JOIN document d USING (key) WHERE d.reason = '' GROUP BY d.sha256, d.name
"""


class Cache:
    """The cache in ``folder``, made empty if it is to be ``fresh``. Only one build may have it open.

    What took longer than a time limit is not known to a build with a longer one (``seconds``).
    """

    def __init__(self, folder: Path, fresh: bool = False, seconds: float = 0.0) -> None:
        self.folder = folder
        self._seconds = seconds
        _own(folder, fresh)
        self.texts = folder / "texts"
        self.shards = folder / "shards"
        for made in (self.texts, self.shards):
            made.mkdir(exist_ok=True)
        self.index = _opened(folder / "index.sqlite")
        self._whole = self._named()

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.index.close()

    def start(self) -> None:
        """Begin a build: nothing is of now yet."""
        self.index.execute("DELETE FROM now")
        self.index.execute("DELETE FROM aside")
        self.index.commit()

    def see(self, key: str, where: str) -> bool:
        """A source of this build; whether its facts are known (or are being read already)."""
        known = self._known(key)
        seen = self.index.execute("SELECT 1 FROM now WHERE key = ?", (key,)).fetchone() is not None
        self.index.execute("INSERT OR IGNORE INTO now VALUES (?, ?)", (key, where))
        return known or seen

    def refuse(self, where: str, reason: str, other: bool) -> None:
        """What this build cannot read, or (``other``) does not."""
        self.index.execute("INSERT OR IGNORE INTO aside VALUES (?, ?, ?)", (where, reason, int(other)))

    def choose(self) -> None:
        """Settle which documents are of now, by what was seen so far: these are ``current`` in what follows."""
        self.index.execute("DELETE FROM chosen")
        self.index.execute(_CHOSEN)

    def add(self, shard: Shard) -> None:
        """Keep a shard: first its files, whole, then the rows that name them."""
        name = ""
        if held := sum(1 for entry in shard.entries if entry.sha256):
            name = hashlib.sha256("".join(sorted(entry.key for entry in shard.entries)).encode()).hexdigest()[:16]
            self.write_shard(name, (shard.quads,), held)
        for entry in shard.entries:
            size, changed = self._keep_text(entry.sha256, entry.text) if entry.sha256 else (0, 0)
            told = (entry.summary, entry.kinds, entry.ledger, size, changed)
            row = (
                entry.key,
                entry.name,
                entry.sha256,
                entry.sha256[:16],
                name if entry.sha256 else "",
                entry.reason,
                *told,
            )
            self.index.execute("INSERT OR REPLACE INTO document VALUES (?,?,?,?,?,?,?,?,?,?,?)", row)
            if entry.late:
                self.index.execute("INSERT OR REPLACE INTO late VALUES (?, ?)", (entry.key, entry.late))
        self.index.commit()

    def write_shard(self, name: str, quads: Iterable[bytes], documents: int) -> None:
        """Write the file of a shard, whole, with its sorted lines, and name it in the index."""
        partial = self.shards / f"{name}.part"
        with partial.open("wb") as file:
            file.writelines(quads)
        partial.replace(self.shard(name))
        size = self.shard(name).stat().st_size
        self._whole |= {name}
        self.index.execute("INSERT OR REPLACE INTO shard VALUES (?, ?, ?)", (name, size, documents))

    def shard(self, name: str) -> Path:
        """The file of a shard."""
        return self.shards / f"{name}.nq"

    def text(self, sha256: str) -> Path:
        """The file of a text."""
        return self.texts / f"{sha256[:16]}.txt"

    def meta(self, name: str) -> object:
        """A value that an earlier build kept, or None."""
        row = self.index.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def set_meta(self, name: str, value: object) -> None:
        """Keep a value for later builds."""
        self.index.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))

    def mark_built(self) -> None:
        """The documents of now are those of the files in place."""
        self.index.execute("DELETE FROM built")
        self.index.execute("INSERT INTO built SELECT key, doc16, shard FROM current")
        self.index.commit()

    def sweep(self) -> None:
        """Delete the shards and texts of which no document is of now."""
        self.index.execute("DELETE FROM document WHERE shard NOT IN (SELECT shard FROM document JOIN now USING (key))")
        self.index.execute("DELETE FROM shard WHERE id NOT IN (SELECT shard FROM document)")
        self.index.commit()
        self._whole = self._named()
        known = "SELECT 1 FROM document WHERE doc16 = ?"
        for path in self.texts.iterdir():
            if self.index.execute(known, (path.stem,)).fetchone() is None:
                path.unlink()

    def _known(self, key: str) -> bool:
        row = self.index.execute(
            "SELECT sha256, shard, size, changed, reason FROM document WHERE key = ?", (key,)
        ).fetchone()
        if row is None:
            return False
        sha256, shard, size, changed, reason = row
        if reason:
            late = self.index.execute("SELECT 1 FROM late WHERE key = ? AND seconds < ?", (key, self._seconds))
            return late.fetchone() is None
        return shard in self._whole and _stamp(self.text(sha256)) == (size, changed)

    def _keep_text(self, sha256: str, text: bytes) -> tuple[int, int]:
        path = self.text(sha256)
        if not path.is_file() or path.read_bytes() != text:
            files.write(path, text)
        stamp = _stamp(path)
        assert stamp is not None
        return stamp

    def _named(self) -> frozenset[str]:
        """The shards that are whole. A file that a build wrote and did not come to name is deleted."""
        sizes: dict[str, int] = dict(self.index.execute("SELECT id, size FROM shard"))
        whole = set()
        for path in self.shards.iterdir():
            if path.suffix == ".nq" and path.stat().st_size == sizes.get(path.stem):
                whole.add(path.stem)
            else:
                path.unlink()
        return frozenset(whole)


def _own(folder: Path, fresh: bool) -> None:
    """Make the folder, or make it empty; InputError when it is not a cache's."""
    tag = folder / _TAG
    if folder.exists() and not tag.is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("is no cache of kg", folder, "name another folder with --cache, or move it away")
    if fresh and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files.write(tag, _SIGNED)


def _opened(path: Path) -> sqlite3.Connection:
    """The index; one that is damaged is begun anew, for all of it can be found again."""
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        for name in (path.name, f"{path.name}-journal"):
            path.with_name(name).unlink(missing_ok=True)
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    index = sqlite3.connect(path)
    index.execute("PRAGMA synchronous = OFF")
    index.executescript(_TABLES + _DOCUMENTS)
    return index


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns
