"""What the tests see of the processes that run queries."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def workers(pid: int) -> list[int]:
    """The processes for queries that the threads of ``pid`` started and nobody waited for.

    A process that was forked and does not yet run its own command still shows that of the one who forked it.
    """
    files = Path(f"/proc/{pid}/task").glob("*/children")
    found = sorted(int(name) for file in files for name in file.read_text(encoding="ascii").split())
    return [one for one in found if b"kg.query.runner import serve" in _command(one)]


def ended(pid: int) -> bool:
    """Whether a process is gone with all its threads, or waits for nothing but to be counted."""
    try:
        if len(list(Path(f"/proc/{pid}/task").iterdir())) > 1:
            return False
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def waited(done: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something came true within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.02)
    return done()


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""
