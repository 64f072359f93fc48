"""Where documents come from: files, folders, patterns, archives and tables, one document after another.

Nothing is read before its turn, and nothing is kept: a corpus may be larger than the memory.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.read import (
    MAX_BYTES,
    SUFFIXES,
    find_links_out,
    find_others,
    find_sources,
    printable,
    read_bytes,
    refuse_special,
)
from kg.scale.archives import ARCHIVES, members
from kg.scale.batch import Source
from kg.scale.rows import TABLES, rows

CONTAINERS = (*ARCHIVES, *TABLES)


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be read and why; ``other`` where it is only of a format that is not read."""

    where: str
    reason: str
    other: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, then the archives and tables; ``others`` are of formats that are not read.

    ``astray`` are links that lead out of all that was given.
    """

    files: tuple[Path, ...]
    containers: tuple[Path, ...]
    others: tuple[Path, ...]
    astray: tuple[Path, ...] = ()


def find(paths: Sequence[Path], out: Path) -> Found:
    """What is to be read of files, folders and patterns (``reports/**/*.txt``): nothing that lies inside ``out``.

    Raises InputError when a path names something inside ``out``, or when nothing is found.
    """
    home = out.resolve()
    inside = f"inside the output folder {printable(out)}, of which nothing is read"
    given = [found for path in paths for found in _expanded(path)]
    if named := next((path for path in given if os.path.exists(path) and _inside(path, home)), None):
        raise InputError(f"lies {inside}", printable(named), "choose another folder with -o")
    containers = {path for path in given if _holds_documents(path) and not path.is_dir()}
    all_files = find_sources([path for path in given if path not in containers])
    below = [path for path in find_others([path for path in given if path.is_dir()]) if not _inside(path, home)]
    containers.update(path for path in below if _holds_documents(path))
    files = [path for path in all_files if not _inside(path, home)]
    where = ", ".join(map(printable, paths))
    if all_files and not files and not containers:
        raise InputError(f"all its files ({len(all_files)}) lie {inside}", where, "choose another folder with -o")
    astray = tuple(path for path in find_links_out(given) if not _inside(path, home))
    if not files and not containers and not astray:
        formats = ", ".join((*SUFFIXES, *CONTAINERS))
        raise InputError(f"no {formats} file found", where, "give files or folders with such files")
    real = {os.path.realpath(path): path for path in sorted(containers, reverse=True)}
    others = tuple(path for path in below if not _holds_documents(path))
    return Found(tuple(files), tuple(real[name] for name in sorted(real)), others, astray)


def stream(found: Found, most: int = MAX_BYTES) -> Iterator[Source | Refused]:
    """Each source of at most ``most`` bytes in turn, or why it cannot be one. Files that do not exist come first."""
    for path in sorted(found.files, key=os.path.exists):
        try:
            yield Source(path.name, printable(path), read_bytes(path, most))
        except InputError as error:
            yield Refused(printable(path), error.what)
    for path in found.containers:
        for what, where, reason in _contents(path, most):
            if isinstance(what, Source):
                yield what
            else:
                yield Refused(where, reason, other=not reason)
    for path in found.astray:
        yield Refused(printable(path), "is a link that leads out of its folder")
    for path in found.others:
        yield Refused(printable(path), "", other=True)


def _contents(path: Path, most: int) -> Iterator[tuple[Source | None, str, str]]:
    try:
        refuse_special(path)
        yield from members(path, most) if path.name.lower().endswith(ARCHIVES) else rows(path, most)
    except InputError as error:
        yield None, error.where or printable(path), error.what
    except OSError as error:
        yield None, printable(path), f"cannot be read: {error.strerror or error}"


def _expanded(path: Path) -> list[Path]:
    """A pattern's files and folders; a path that exists, or is no pattern, is itself."""
    if os.path.exists(path) or not glob.has_magic(str(path)):
        return [path]
    return [Path(name) for name in sorted(glob.glob(str(path), recursive=True))] or [path]


def _holds_documents(path: Path) -> bool:
    return path.name.lower().endswith(CONTAINERS)


def _inside(path: Path, home: Path) -> bool:
    real = Path(os.path.realpath(path))
    return home == real or home in real.parents
