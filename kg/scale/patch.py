"""The sorted files with a few documents more or less: what stays is copied as it is, the rest found by bisection."""

from __future__ import annotations

import errno
import io
import mmap
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.rdf.vocabulary import PREFIXES
from kg.scale.merge import triple_of

_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSOCK})
_PREFIXES = {name.encode(): iri.encode() for name, iri in PREFIXES.items()}
Edit = tuple[int, int, bytes]


class Stale(Exception):
    """A file is not what the last build wrote: it cannot be patched."""


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of N-Quads that go and come, and triples (N-Triples without the full stop) of the whole graph, sorted."""

    quads_gone: tuple[bytes, ...]
    quads_come: tuple[bytes, ...]
    triples_gone: tuple[bytes, ...]
    triples_come: tuple[bytes, ...]


class Sorted:
    """A sorted file of records that end in ``end``; ``key`` gives what they are sorted by."""

    def __init__(self, path: Path, end: bytes = b"\n", key: Callable[[bytes], bytes] = bytes, start: int = 0) -> None:
        self._file = path.open("rb")
        self.data = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        self._end = end
        self._key = key
        self._start = start

    def __enter__(self) -> Sorted:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.data.close()
        self._file.close()

    def first(self, wanted: bytes) -> int:
        """The offset of the first record that is not before ``wanted``."""
        low, high = self._start, len(self.data)
        while low < high:
            before = self.data.rfind(self._end, low, (low + high) // 2)
            at = low if before < 0 else before + len(self._end)
            record = self.record(at)
            if self._key(record) < wanted:
                low = at + len(record)
            else:
                high = at
        return low

    def record(self, at: int) -> bytes:
        """The record that begins at ``at``, with its end; empty at the end of the file."""
        found = self.data.find(self._end, at)
        return self.data[at : found + len(self._end)] if found >= 0 else b""

    def beginning_with(self, prefix: bytes) -> Iterator[bytes]:
        """The records that begin with ``prefix``, where these are what the file is sorted by."""
        at = self.first(prefix)
        while (record := self.record(at)).startswith(prefix):
            yield record
            at += len(record)

    def write(self, edits: Iterable[Edit], path: Path) -> None:
        """Write the file with edits (from, to, what stands there instead), which are in order."""
        done = 0
        with path.open("wb", buffering=0) as file:
            for start, end, instead in edits:
                self._copy(done, start, file)
                _put(instead, file)
                done = end
            self._copy(done, len(self.data), file)

    def _copy(self, start: int, end: int, file: io.FileIO) -> None:
        """Have the system copy a stretch, at half of what it costs to write it from here; write it where it cannot."""
        try:
            while start < end and (sent := os.sendfile(file.fileno(), self._file.fileno(), start, end - start)):
                start += sent
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
        with memoryview(self.data) as view, view[start:end] as rest:
            _put(rest, file)


def _put(data: bytes | memoryview, file: io.FileIO) -> None:
    while data:
        data = data[file.write(data) or 0 :]


def patch_quads(old: Path, new: Path, gone: Sequence[bytes], come: Sequence[bytes]) -> None:
    """Write the N-Quads file ``old`` without some lines and with others; raises Stale when one of them is not there."""
    with Sorted(old) as lines:
        lines.write(_quad_edits(lines, frozenset(gone), sorted((*gone, *come))), new)


def _quad_edits(lines: Sorted, gone: frozenset[bytes], both: Sequence[bytes]) -> Iterator[Edit]:
    for line in both:
        at = lines.first(line)
        there = lines.record(at) == line
        if there != (line in gone):
            raise Stale
        yield (at, at + len(line), b"") if there else (at, at, line)


def changed(old: Path, gone: Sequence[bytes], come: Sequence[bytes]) -> Change:
    """What a change of quads changes in the union of all documents; ``old`` is the N-Quads file before it."""
    lost = sorted({triple_of(line) for line in gone})
    won = sorted({triple_of(line) for line in come})
    left, here = frozenset(gone), frozenset(won)
    with Sorted(old) as lines:
        triples_gone = (triple for triple in lost if triple not in here and not _stated(lines, triple, left))
        triples_come = (triple for triple in won if not _stated(lines, triple, frozenset()))
        return Change(tuple(gone), tuple(come), tuple(triples_gone), tuple(triples_come))


def _stated(lines: Sorted, triple: bytes, gone: frozenset[bytes]) -> bool:
    return any(line not in gone for line in lines.beginning_with(triple + b" <"))


def patch_turtle(old: Path, new: Path, quads: Path, change: Change) -> None:
    """Write the Turtle file ``old`` anew as ``new``: the blocks of subjects that change are made of their quads.

    ``quads`` is the N-Quads file before the change.
    """
    subjects = sorted({triple.partition(b" ")[0] for triple in (*change.triples_gone, *change.triples_come)})
    length = len(_HEADER)
    with Sorted(old, b" .\n", _subject, length) as blocks, Sorted(quads) as lines:
        if blocks.data[:length] != _HEADER:
            raise Stale
        blocks.write(_block_edits(blocks, _Subjects(lines, change), subjects, length), new)


class _Subjects:
    """The triples of a subject after a change."""

    def __init__(self, before: Sorted, change: Change) -> None:
        self._before = before
        self._gone = frozenset(change.triples_gone)
        self._come: dict[bytes, list[bytes]] = defaultdict(list)
        for triple in change.triples_come:
            self._come[triple.partition(b" ")[0]].append(triple)

    def triples(self, subject: bytes) -> list[bytes]:
        """Its triples (N-Triples without the full stop), sorted."""
        before = (triple for triple, _ in groupby(map(triple_of, self._before.beginning_with(subject + b" "))))
        return sorted([*(triple for triple in before if triple not in self._gone), *self._come[subject]])


def _block_edits(blocks: Sorted, after: _Subjects, subjects: Sequence[bytes], skipped: int) -> Iterator[Edit]:
    for subject in subjects:
        at = blocks.first(subject)
        there = blocks.record(at)
        length = len(there) if there and _subject(there) == subject else 0
        found = after.triples(subject)
        yield at, at + length, turtle(found)[skipped:] if found else b""


def turtle(triples: Iterable[bytes]) -> bytes:
    """Sorted triples (N-Triples without the full stop) as Turtle."""
    data = b"".join(triple + b" .\n" for triple in triples)
    parsed = ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
    written = ox.serialize(parsed, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    assert written is not None
    return written


def _subject(block: bytes) -> bytes:
    """The subject of a Turtle block as an IRI in angle brackets."""
    name = block.partition(b" ")[0]
    if name.startswith(b"<"):
        return name
    prefix, _, local = name.partition(b":")
    return b"<" + _PREFIXES[prefix] + local.replace(b"\\", b"") + b">"


# What stands above the first block, whatever follows: the prefixes.
_HEADER = turtle([b"<urn:s> <urn:p> <urn:o>"]).partition(b"<urn:s>")[0]
