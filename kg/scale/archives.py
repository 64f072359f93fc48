"""Archives as sources: their members are streamed, nothing is unpacked to disk.

A member whose path leads out of the archive is refused, so is one that is too large; an archive that unpacks to more
than :data:`RATIO` times its size (and more than :data:`ALLOWED`) is a bomb, and its rest is refused.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from kg.errors import InputError
from kg.read import is_source, printable, too_large
from kg.scale.batch import Source

ARCHIVES = (".zip", ".tar.gz", ".tgz")
RATIO = 200
ALLOWED = 256 * 1024 * 1024
_OUTSIDE = "its path leads out of the archive"
Member = tuple[Source | None, str, str]


def members(path: Path, most: int) -> Iterator[Member]:
    """Each member of an archive: a source, or None; what to call it; why it is none (empty: its format is not read).

    A member may have ``most`` bytes. Raises InputError when the archive is damaged or a bomb; what came before stands.
    """
    try:
        yield from _zipped(path, most) if path.suffix.lower() == ".zip" else _tarred(path, most)
    except InputError:
        raise
    except Exception as error:
        # What the system says has a number; gzip says in the same class that a file is none.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        # Each layer below (zip, tar, four compressions, names) raises errors of its own kinds at damaged bytes.
        raise InputError(f"is damaged ({error or type(error).__name__})", printable(path), "pack it again") from error


def _zipped(path: Path, most: int) -> Iterator[Member]:
    left = _Left(path)
    with _opened(path) as archive:
        for info in archive.infolist():
            where = f"{printable(path)}/{_printable(info.filename)}"
            if info.is_dir():
                continue
            if problem := _problem(info.filename, info.file_size, most):
                yield None, where, problem
            elif not is_source(Path(info.filename)):
                yield None, where, ""
            elif info.flag_bits & 1:
                yield None, where, "is encrypted"
            else:
                with archive.open(info) as file:
                    data = file.read(most + 1)
                left.take(len(data))
                yield _member(info.filename, where, data, most)


def _opened(path: Path) -> zipfile.ZipFile:
    """Names that are not marked as UTF-8 are GB 18030, as Windows in China packs them, if they can be."""
    try:
        return zipfile.ZipFile(path, metadata_encoding="gb18030")
    except UnicodeDecodeError:
        return zipfile.ZipFile(path)


def _tarred(path: Path, most: int) -> Iterator[Member]:
    with gzip.open(path, "rb") as unpacked, tarfile.open(fileobj=_Counted(unpacked, _Left(path)), mode="r|") as archive:
        for info in archive:
            where = f"{printable(path)}/{_printable(info.name)}"
            if info.isdir():
                continue
            if problem := _problem(info.name, info.size, most):
                yield None, where, problem
            elif not info.isfile():
                yield None, where, "is not a regular file"
            elif not is_source(Path(info.name)):
                yield None, where, ""
            else:
                file = archive.extractfile(info)
                assert file is not None
                yield _member(info.name, where, file.read(most + 1), most)


def _problem(name: str, size: int, most: int) -> str:
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in (parts.parts or ("",))[0]:
        return _OUTSIDE
    return too_large(most) if size > most else ""


def _member(name: str, where: str, data: bytes, most: int) -> Member:
    if len(data) > most:
        return None, where, too_large(most)
    return Source(PurePosixPath(name.replace("\\", "/")).name, where, data), where, ""


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


class _Left:
    """How much an archive may still unpack to."""

    def __init__(self, path: Path) -> None:
        self._where = printable(path)
        self._bytes = max(ALLOWED, RATIO * path.stat().st_size)

    def take(self, size: int) -> None:
        """Count what was unpacked; raises InputError when it is too much."""
        self._bytes -= size
        if self._bytes < 0:
            raise InputError(f"unpacks to more than {RATIO} times its size", self._where, "unpack it yourself")


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted as they are read."""

    def __init__(self, file: IO[bytes] | gzip.GzipFile, left: _Left) -> None:
        self._file = file
        self._left = left

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._left.take(len(data))
        return data
