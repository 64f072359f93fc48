"""``kg`` as a process of its own, as a person starts it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

COMMAND = [sys.executable, "-P", "-c", "from kg.cli import main; main()"]


def kg(
    *arguments: str | bytes | Path, cwd: Path | None = None, env: Mapping[str, str] = {}, memory: int = 0
) -> tuple[int, str, str]:
    """The exit code, what went to standard output, and what went to standard error.

    ``memory`` is how many bytes it may take (0: any number).
    """
    bounded = partial(resource.setrlimit, resource.RLIMIT_DATA, (memory, memory)) if memory else None
    run = subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **env},
        preexec_fn=bounded,
        timeout=120,
        check=False,
    )
    assert b"Traceback" not in run.stderr, run.stderr.decode("utf-8", "replace")
    assert b"fault of kg itself" not in run.stderr, run.stderr.decode("utf-8", "replace")
    return run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8")
