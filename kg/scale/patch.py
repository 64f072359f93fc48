"""The sorted files with a few documents more or less: what stays is copied as it is, the rest found by bisection."""

from __future__ import annotations

import io
import mmap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.rdf.vocabulary import PREFIXES
from kg.scale.merge import triple_of

_COPIED = 8 * 1024 * 1024
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
        with path.open("wb") as file, memoryview(self.data) as view:
            for start, end, instead in edits:
                _copy(view, done, start, file)
                file.write(instead)
                done = end
            _copy(view, done, len(view), file)


def _copy(view: memoryview, start: int, end: int, file: io.BufferedWriter) -> None:
    for at in range(start, end, _COPIED):
        file.write(view[at : min(end, at + _COPIED)])


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


def changed_triples(old: Path, new: Path, gone: Sequence[bytes], come: Sequence[bytes]) -> Change:
    """What a change of quads changes in the union of all documents; ``old`` and ``new`` are the N-Quads files."""
    with Sorted(old) as before, Sorted(new) as after:
        lost = sorted({triple_of(line) for line in gone})
        won = sorted({triple_of(line) for line in come})
        triples_gone = tuple(triple for triple in lost if not _stated(after, triple))
        triples_come = tuple(triple for triple in won if not _stated(before, triple))
    return Change(tuple(gone), tuple(come), triples_gone, triples_come)


def _stated(lines: Sorted, triple: bytes) -> bool:
    return next(lines.beginning_with(triple + b" <"), None) is not None


def patch_turtle(old: Path, new: Path, quads: Path, change: Change) -> None:
    """Write the Turtle file ``old`` anew as ``new``: the blocks of subjects that change are those of ``quads``."""
    subjects = sorted({triple.partition(b" ")[0] for triple in (*change.triples_gone, *change.triples_come)})
    length = len(_HEADER)
    with Sorted(old, b" .\n", _subject, length) as blocks, Sorted(quads) as lines:
        if blocks.data[:length] != _HEADER:
            raise Stale
        blocks.write(_block_edits(blocks, lines, subjects, length), new)


def _block_edits(blocks: Sorted, lines: Sorted, subjects: Sequence[bytes], skipped: int) -> Iterator[Edit]:
    for subject in subjects:
        at = blocks.first(subject)
        there = blocks.record(at)
        length = len(there) if there and _subject(there) == subject else 0
        found = [triple for triple, _ in groupby(map(triple_of, lines.beginning_with(subject + b" ")))]
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
