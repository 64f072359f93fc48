"""One build at a time in a folder: the second is told who holds it.

The system itself lets go of a lock when its process ends (``flock``), so what a killed build leaves holds nobody up.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from kg.errors import InputError


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the folder ``home``, which need not exist, by a file beside it.

    Raises InputError, naming process, host and time, when another build holds it.

    >>> import tempfile
    >>> home = Path(tempfile.mkdtemp()) / "out"
    >>> with locked(home), locked(home):  # doctest: +ELLIPSIS
    ...     pass
    Traceback (most recent call last):
    kg.errors.InputError: ...out: is being built by process ... on ... since ...; wait until it is done
    """
    path = home.with_name(f".{home.name}.lock")
    number = _taken(path, home)
    try:
        _sign(number)
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(number)


def _taken(path: Path, home: Path) -> int:
    while True:
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held it before took the file away at the end: another one may lie there by now.
            if os.path.exists(path) and os.path.samestat(os.fstat(number), os.stat(path)):
                return number
        except BlockingIOError:
            said = _holder(number)
            os.close(number)
            raise InputError(f"is being built by {said}", home, "wait until it is done") from None
        except BaseException:
            os.close(number)
            raise
        os.close(number)


def _sign(number: int) -> None:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": now}
    os.ftruncate(number, 0)
    os.pwrite(number, json.dumps(holder).encode("utf-8"), 0)


def _holder(number: int) -> str:
    try:
        holder = json.loads(os.pread(number, 4096, 0))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (ValueError, KeyError, TypeError):
        return "another process"
