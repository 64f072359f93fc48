"""The first step: a file becomes a :class:`kg.model.Document`, one module per format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.read.files import (
    MAX_BYTES,
    SUFFIXES,
    find_links_out,
    find_others,
    find_sources,
    is_source,
    printable,
    read_bytes,
    refuse_special,
    too_large,
)

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "find_links_out",
    "find_others",
    "find_sources",
    "is_source",
    "printable",
    "read_bytes",
    "read_data",
    "read_document",
    "refuse_special",
    "too_large",
]


def read_document(path: Path, most: int = MAX_BYTES) -> Document:
    """Return the document that the file at ``path`` holds; its name is the file's name.

    The suffix tells the format. Raises InputError, whose ``what`` is the reason, when the file is
    missing, unreadable, no regular file, of another format, over ``most`` bytes, empty, damaged, encrypted,
    or in none of the encodings of :mod:`kg.read.encoding`.

    >>> from kg.resources import seeds_dir
    >>> read_document(seeds_dir() / "002_27d8ef8a85ace649.txt").text.split()[0]
    '前言'
    >>> try:
    ...     read_document(Path("none.txt"))
    ... except InputError as error:
    ...     print(error.what)
    cannot be read: No such file or directory
    """
    return read_data(path, read_bytes(path, most), most)


def read_data(path: Path, data: bytes, most: int = MAX_BYTES) -> Document:
    """Return the document whose file would hold ``data``; only the name and the suffix of ``path`` count.

    Its text may have ``most`` bytes. Raises InputError as :func:`read_document` does for what a file holds.

    >>> read_data(Path("a.txt"), "人大".encode()).text
    '人大'
    """
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("its name is not UTF-8", printable(path), "rename the file") from None
    return _reader(path.suffix.lower())(path, data, most)


def _reader(suffix: str) -> Callable[[Path, bytes, int], Document]:
    """The reader of a format, imported when the first file of it comes: their libraries are slow to import."""
    match suffix:
        case ".html" | ".htm":
            from kg.read.html import read_html as reader
        case ".docx":
            from kg.read.docx import read_docx as reader
        case ".pdf":
            from kg.read.pdf import read_pdf as reader
        case _:
            from kg.read.plain import read_plain as reader
    return reader
