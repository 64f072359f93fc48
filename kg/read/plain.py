"""Plain text and Markdown: bytes become text, nothing else is touched."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.read.encoding import detect
from kg.read.files import MAX_BYTES, printable, too_large

_SIGNATURES = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "Zip or Office",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old Office",
    b"{\\rtf": "Rich Text",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
}


def read_plain(path: Path, data: bytes, most: int = MAX_BYTES) -> Document:
    r"""Return the document whose bytes are ``data``, the byte order mark dropped, CRLF and CR made LF.

    Raises InputError when it has more than ``most`` bytes, is empty, binary, or in no known encoding.

    >>> read_plain(Path("a.txt"), "人大\r\n".encode("gb18030"))  # doctest: +ELLIPSIS
    Document(name='a.txt', text='人大\n', encoding='gb18030', ...)
    """
    where = printable(path)
    if len(data) > most:
        raise InputError(too_large(most), where, "split it")
    refuse_binary(where, data)
    encoding = detect(data)
    if encoding is None:
        raise undecodable(where, data)
    text = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError("is empty", where, "give a file with text")
    return Document(name=path.name, text=text, encoding=encoding)


def refuse_binary(where: str, data: bytes) -> None:
    """Raise InputError when the first bytes are those of a format that is no text."""
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(f"is a binary file ({name})", where, "save its text as UTF-8")


def undecodable(where: str, data: bytes) -> InputError:
    """Return the error of bytes in no known encoding, with a guess at what they are."""
    if b"\0" in data:
        return InputError("is a binary file or a damaged UTF-16 text", where, "save its text as UTF-8")
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    guess = from_bytes(data[:65536]).best()
    looks = f" (it looks like {guess.encoding})" if guess else ""
    return InputError(f"is in none of UTF-8, UTF-16, GB18030 and Big5{looks}", where, "save it as UTF-8")
