"""Sorted shards → one sorted file, a block at a time: the room it takes does not grow with the corpus."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.rdf.vocabulary import ID

ROOM = 32 * 1024 * 1024
WIDTH = 128
# " <…/doc/0123456789abcdef> .\n": what stands behind the triple has one length in every line.
_GRAPH = len(f" <{ID}doc/") + 16 + len("> .\n")


@dataclass(frozen=True, slots=True)
class Run:
    """A sorted N-Quads file, and of which documents (``doc16``) its lines count; None means all."""

    path: Path
    only: frozenset[bytes] | None = None


def triple_of(line: bytes) -> bytes:
    """A line's triple, without the graph and the full stop.

    >>> triple_of(b"<urn:s> <urn:p> <urn:o> <https://w3id.org/rendakg/id/doc/0123456789abcdef> .")
    b'<urn:s> <urn:p> <urn:o>'
    """
    return line.rstrip(b"\n")[: 1 - _GRAPH]


def doc16_of(line: bytes) -> bytes:
    """The document of a line that ends in a line feed, as the 16 digits of its IRI."""
    return line[-20:-4]


def lines(run: Run) -> Iterator[bytes]:
    """The lines of a shard that count."""
    with run.path.open("rb") as file:
        for line in file:
            if run.only is None or doc16_of(line) in run.only:
                yield line


def merge(runs: Sequence[Run], quads: Path, triples: Path) -> int:
    """Write all quads of the shards, and beside them all triples as N-Triples, each sorted, each line once.

    Returns the number of triples. More than :data:`WIDTH` shards are first merged to fewer, beside ``quads``.
    """
    passed: list[Path] = []
    while len(runs) > WIDTH:
        joined = []
        for at in range(0, len(runs), WIDTH):
            joined.append(Run(quads.with_name(f"{quads.name}.{len(passed)}")))
            passed.append(joined[-1].path)
            with joined[-1].path.open("wb") as file:
                for block in blocks(runs[at : at + WIDTH]):
                    file.writelines(block)
        runs = joined
    count = _written(runs, quads, triples)
    for path in passed:
        path.unlink()
    return count


def _written(runs: Sequence[Run], quads: Path, triples: Path) -> int:
    count = 0
    last = b""
    with quads.open("wb") as all_quads, triples.open("wb") as all_triples:
        for block in blocks(runs):
            all_quads.writelines(block)
            found = list(dict.fromkeys([line[:-_GRAPH] for line in block]))
            if found[0] == last:
                del found[0]
            if found:
                last = found[-1]
                count += len(found)
                all_triples.write(b" .\n".join(found) + b" .\n")
    return count


def blocks(runs: Sequence[Run]) -> Iterator[list[bytes]]:
    """The lines of all runs in order, each once, in blocks; none is empty, and no line is in two."""
    with ExitStack() as stack:
        size = max(64 * 1024, ROOM // max(1, len(runs)))
        heads = [_Head(stack.enter_context(run.path.open("rb")), run.only, size) for run in runs]
        while heads := [head for head in heads if head.fill()]:
            # No line still in a file can come before the last one of its block.
            until = min(head.block[-1] for head in heads)
            taken = [line for head in heads for line in head.take(until)]
            taken.sort()
            yield list(dict.fromkeys(taken))


class _Head:
    """The next lines of a run."""

    def __init__(self, file: IO[bytes], only: frozenset[bytes] | None, size: int) -> None:
        self._file = file
        self._only = only
        self._size = size
        self._at = 0
        self.block: list[bytes] = []

    def fill(self) -> bool:
        """Read on where nothing is left; whether there is a line."""
        while self._at == len(self.block):
            block = self._file.readlines(self._size)
            if not block:
                return False
            only = self._only
            self.block = block if only is None else [line for line in block if line[-20:-4] in only]
            self._at = 0
        return True

    def take(self, until: bytes) -> list[bytes]:
        """The lines up to and with ``until``."""
        end = bisect_right(self.block, until, self._at)
        taken = self.block[self._at : end]
        self._at = end
        return taken
