"""Where an export goes: standard output, a file or a folder; never half."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import InputError

_ELSEWHERE = "give a path you may write to"


def refuse_inside(target: Path, out: Path) -> None:
    """Refuse a target in the build folder ``out`` with an InputError: an export must not replace what a build wrote.

    >>> refuse_inside(Path("out/graph.ttl"), Path("out"))
    Traceback (most recent call last):
    kg.errors.InputError: out/graph.ttl: lies in the build folder out; give a path outside it
    """
    home = os.path.realpath(out)
    if os.path.commonpath([home, os.path.realpath(target)]) == home:
        raise InputError(f"lies in the build folder {out}", target, "give a path outside it")


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which takes its name ``path`` when all went well and vanishes when not.

    Raises :class:`~kg.errors.InputError` where it cannot be written, or is a folder.
    """
    if path.is_dir():
        raise InputError("is a folder", path, "name a file")
    partial = None
    try:
        with tempfile.NamedTemporaryFile(dir=_home(path), prefix=f".{path.name}-", delete=False) as file:
            partial = Path(file.name)
            yield file.file
        partial.chmod(0o666 & ~_umask())
        partial.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror or error})", path, _ELSEWHERE) from error
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path, own: re.Pattern[str]) -> Iterator[Path]:
    """A folder to write into, which takes its name ``path`` when all went well and vanishes when not.

    An earlier export there is replaced; a folder that holds anything but files called as ``own`` says is refused
    with an :class:`~kg.errors.InputError`, as is a place that cannot be written.
    """
    _refuse_foreign(path, own)
    work = None
    try:
        work = Path(tempfile.mkdtemp(dir=_home(path), prefix=f".{path.name}-"))
        new = work / "new"
        new.mkdir()
        yield new
        if path.exists():
            path.rename(work / "old")
        new.rename(path)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror or error})", path, _ELSEWHERE) from error
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)


def _refuse_foreign(path: Path, own: re.Pattern[str]) -> None:
    if path.exists() and not path.is_dir():
        raise InputError("is a file", path, "name a folder")
    held = sorted(entry.name for entry in path.iterdir()) if path.is_dir() else []
    if foreign := [name for name in held if not own.fullmatch(name)]:
        raise InputError(f"holds {foreign[0]!r}, which no export wrote", path, "name an empty or a new folder")


def _home(path: Path) -> Path:
    """The folder a target lies in, made where it is missing."""
    home = path.resolve().parent
    home.mkdir(parents=True, exist_ok=True)
    return home


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
