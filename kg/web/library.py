"""The catalogue as it is now: read at the start, and again when the graph has been built anew."""

from __future__ import annotations

import threading
from pathlib import Path

from kg.store import STORE
from kg.web.catalogue import Catalogue, load

_Mark = tuple[int, int]


class Library:
    """The catalogue of the build folder ``out``; raises :class:`~kg.errors.InputError` when it holds no graph.

    A build takes the place of the one before as a whole, so that a new store is told by its folder. While a new one
    is read, and when it cannot be, the old one answers.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._mark = _mark(out)
        self._catalogue = load(out)

    def catalogue(self) -> Catalogue:
        """The catalogue of the graph as it is built now."""
        mark = _mark(self._out)
        if mark not in (self._mark, (0, 0)) and self._lock.acquire(blocking=False):
            try:
                self._catalogue, self._mark = load(self._out), mark
            finally:
                self._lock.release()
        return self._catalogue


def _mark(out: Path) -> _Mark:
    """What tells one build's store from the next; zeros where there is none."""
    try:
        found = (out / STORE).stat()
    except OSError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns
