"""A build that is written whole → its place, or the old one back."""

from __future__ import annotations

import shutil
from pathlib import Path

_BEFORE = "before"


def settle(work: Path, home: Path) -> None:
    """Clear the work of a build that is over: one that was cut off while it moved its files into place has all."""
    if (work / _BEFORE).is_dir():
        move(work, home)
    shutil.rmtree(work, ignore_errors=True)


def work_of(home: Path) -> Path:
    """Where the build of ``home`` is written: beside it, so that it can be moved.

    >>> work_of(Path("/data/out")).name
    '.out.building'
    """
    return home.with_name(f".{home.name}.building")


def move(work: Path, out: Path) -> None:
    """Put the new build in the old one's place, or, where that fails midway, the old one back. A README stays."""
    out.mkdir(exist_ok=True)
    kept = work / _BEFORE
    names = sorted(new.name for new in work.iterdir() if new != kept)
    kept.mkdir(exist_ok=True)
    try:
        for name in names:
            if (out / name).exists():
                (out / name).rename(kept / name)
            (work / name).rename(out / name)
    except OSError:
        for old in kept.iterdir():
            if (out / old.name).exists():
                (out / old.name).rename(work / old.name)
            old.rename(out / old.name)
        kept.rmdir()
        raise
