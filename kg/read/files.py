"""Files and folders: which of them are sources, and their bytes.

Below a folder every file ending in one of :data:`SUFFIXES` is a source. Left out are hidden files
and folders (``.git``), Word's lock files (``~$``) and the files called README or SOURCES, which tell
about a folder. A file that is named itself is always a source, so that reading it says what is wrong.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.model import Document

SUFFIXES = (".docx", ".htm", ".html", ".md", ".pdf", ".txt")
MAX_BYTES = 64 * 1024 * 1024
_ABOUT_A_FOLDER = frozenset({"readme", "sources"})
_HIDDEN = (".", "~$")


def find_sources(paths: Sequence[Path]) -> list[Path]:
    """Return the sources among files and folders, folders with all that is below them.

    Each file comes once, however often and through whatever links it is reached; no link is followed that leads out
    of all ``paths`` (:func:`find_links_out`). The order is that of the file names, then of the real paths, and does
    not depend on the order of ``paths``.
    A path that does not exist and a folder that cannot be listed are returned as they are:
    ``read_document`` then raises the error, and the other sources can go on.

    >>> from kg.resources import seeds_dir
    >>> [path.name[:3] for path in find_sources([seeds_dir(), seeds_dir()])]
    ['000', '001', '002', '003', '004']
    """
    return _each_once(_candidates(paths, is_source))


def find_others(paths: Sequence[Path]) -> list[Path]:
    """Return the files below folders that are of no format that is read, in the order of :func:`find_sources`.

    What tells about a folder or is hidden is not among them, nor is a file that ``paths`` names itself.

    >>> from kg.resources import seeds_dir
    >>> find_others([seeds_dir()])
    []
    """
    named = {os.path.realpath(path) for path in paths}
    found = _each_once(_candidates([path for path in paths if path.is_dir()], _is_other))
    return [path for path in found if os.path.realpath(path) not in named and not path.is_dir()]


def find_links_out(paths: Sequence[Path]) -> list[Path]:
    """Return the links below folders that lead out of all ``paths``: whoever wrote them chose what would be read.

    >>> from kg.resources import seeds_dir
    >>> find_links_out([seeds_dir()])
    []
    """
    homes = _homes(paths)
    walks = (os.walk(path) for path in sorted(set(paths)) if path.is_dir())
    below = (Path(folder, name) for walk in walks for folder, folders, files in walk for name in (*folders, *files))
    return sorted(path for path in below if not path.name.startswith(_HIDDEN) and _leads_out(path, homes))


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return what the regular file at ``path`` holds, at most ``most`` bytes; raise InputError if it cannot.

    >>> from kg.resources import seeds_dir
    >>> len(read_bytes(seeds_dir() / "002_27d8ef8a85ace649.txt"))
    13772
    """
    where = printable(path)
    try:
        refuse_special(path)
        with path.open("rb") as file:
            if path.suffix.lower() not in SUFFIXES:
                raise InputError("is of a format that is not read", where, f"give one of {', '.join(SUFFIXES)}")
            data = file.read(most + 1)
    except OSError as error:
        mend = "name a file that exists and is yours to read"
        raise InputError(f"cannot be read: {error.strerror}", where, mend) from error
    if len(data) > most:
        raise InputError(too_large(most), where, "split it")
    return data


def refuse_special(path: Path) -> None:
    """Raise InputError for a pipe or a device, which would block when it is opened, and OSError for what is not there.

    A folder passes: it gives an error of its own.
    """
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise InputError("is not a regular file", printable(path), "save it as a file first")


def extracted(path: Path, text: str, encoding: str, most: int) -> Document:
    r"""Return the document of a text taken out of another format, CRLF and CR made LF.

    ``encoding`` is the codec that decoded the file, or the format that says it itself (``pdf``).
    Raises InputError when the text, in UTF-8, is larger than a file may be: ``most`` bytes.

    >>> extracted(Path("a.pdf"), "人大\r\n", "pdf", MAX_BYTES).text
    '人大\n'
    """
    document = Document(path.name, text.replace("\r\n", "\n").replace("\r", "\n"), encoding)
    if len(document.text.encode("utf-8")) > most:
        raise too_long(printable(path), most)
    return document


def too_large(most: int) -> str:
    """What is wrong with more than ``most`` bytes.

    >>> too_large(MAX_BYTES)
    'is larger than 64 MiB (kg build --max-size takes more)'
    """
    return f"is larger than {_allowed(most)}"


def too_long(where: str, most: int) -> InputError:
    """Return the error of a file whose text is larger than a file may be."""
    return InputError(f"holds more text than {_allowed(most)}", where, "split it")


def too_wide(where: str, most: int) -> InputError:
    """Return the error of a file that unpacks to more than ``most`` bytes."""
    return InputError(f"unpacks to more than {_allowed(most)}", where, "split it")


def _allowed(most: int) -> str:
    return f"{most // 1024**2} MiB (kg build --max-size takes more)"


def printable(path: Path) -> str:
    """Return the path as text that any terminal and JSON file can take.

    >>> printable(Path("seeds/a.txt")).replace(os.sep, "/")
    'seeds/a.txt'
    """
    return os.fsencode(path).decode("utf-8", "replace")


def _each_once(paths: Iterable[Path]) -> list[Path]:
    found: dict[str, Path] = {}
    for path in sorted(paths, key=lambda path: (path.name, str(path))):
        found.setdefault(os.path.realpath(path), path)
    return [path for _, path in sorted(found.items(), key=lambda item: (item[1].name, item[0]))]


def _candidates(paths: Iterable[Path], wanted: Callable[[Path], bool]) -> Iterator[Path]:
    """The files named, those wanted below the folders, and the folders that cannot be listed."""
    visited: set[str] = set()
    given = sorted(set(paths))
    homes = _homes(given)
    for path in given:
        if path.is_dir():
            yield from _below(path, visited, wanted, homes)
        else:
            yield path


def _homes(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(os.path.join(os.path.realpath(path), "") for path in paths)


def _leads_out(path: Path, homes: tuple[str, ...]) -> bool:
    return path.is_symlink() and not os.path.join(os.path.realpath(path), "").startswith(homes)


def _below(top: Path, visited: set[str], wanted: Callable[[Path], bool], homes: tuple[str, ...]) -> Iterator[Path]:
    closed: list[Path] = []
    for folder, folders, files in os.walk(top, followlinks=True, onerror=lambda e: closed.append(Path(e.filename))):
        real = os.path.realpath(folder)
        if real in visited:
            folders.clear()
            continue
        visited.add(real)
        shown = (name for name in folders if not name.startswith("."))
        folders[:] = sorted(name for name in shown if not _leads_out(Path(folder, name), homes))
        found = (Path(folder, name) for name in files if wanted(Path(name)))
        yield from (path for path in found if not _leads_out(path, homes))
    yield from closed


def is_source(path: Path) -> bool:
    """Whether a file of this name below a folder is a source.

    >>> is_source(Path("a.txt")), is_source(Path("README.md")), is_source(Path("a.rtf"))
    (True, False, False)
    """
    return path.suffix.lower() in SUFFIXES and _tells(path)


def _is_other(path: Path) -> bool:
    return path.suffix.lower() not in SUFFIXES and _tells(path)


def _tells(path: Path) -> bool:
    return path.stem.lower() not in _ABOUT_A_FOLDER and not path.name.startswith(_HIDDEN)
