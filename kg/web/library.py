"""The catalogue as it is now: read at the start, and again when the graph has been built anew."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kg.errors import KgError
from kg.store import STORE
from kg.web.catalogue import Catalogue, load

_Mark = tuple[int, int]


class Library:
    """The catalogue of the build folder ``out``; raises :class:`~kg.errors.InputError` when it holds no graph.

    ``say`` is told how far it is read. A build takes the place of the one before as a whole, so that a new store is
    told by its folder. While a new one is read, and when it cannot be, the old one answers.
    """

    def __init__(self, out: Path, say: Callable[[str], None]) -> None:
        self._out = out
        self._reading = threading.Lock()
        self._mark = _mark(out)
        self._catalogue = _read(out, say)

    def catalogue(self) -> Catalogue:
        """The catalogue that is shown; a newer graph than its own is read beside it from now on."""
        mark = _mark(self._out)
        if mark not in (self._mark, (0, 0)) and self._reading.acquire(blocking=False):
            threading.Thread(target=self._renew, args=(mark,), daemon=True).start()
        return self._catalogue

    def _renew(self, mark: _Mark) -> None:
        with suppress(KgError, OSError):
            self._catalogue, self._mark = _read(self._out, lambda _: None), mark
        self._reading.release()


def _read(out: Path, say: Callable[[str], None]) -> Catalogue:
    """The catalogue with all that is looked up in it at hand."""
    found = load(out, say)
    found.prepare()
    # It stays as long as it is shown: going through its millions of objects again and again would halt the pages.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return found


def _mark(out: Path) -> _Mark:
    """What tells one build's store from the next; zeros where there is none."""
    try:
        found = (out / STORE).stat()
    except OSError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns
