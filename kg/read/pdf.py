"""PDF files: the text layer, page by page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import Document
from kg.read.files import extracted, printable, too_long

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# Fonts that share one glyph between 人 and the radical ⼈ often name the radical. Only this block: NFKC
# over the whole text would make Chinese punctuation half-width.
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FE0)}
# pdfium marks a hyphen at the end of a line by a character that is none; NUL is a glyph without a name.
_MARKS = {0xFFFE: "-", 0x02: "-", 0x00: ""}
_PRINTED = _KANGXI | _MARKS


def read_pdf(path: Path, data: bytes, most: int) -> Document:
    """Return the document whose text is the text layer of a PDF, a form feed between two pages.

    Kangxi radicals (U+2F00–2FDF) become the characters they show; lines stay as they are printed.
    Raises InputError when the file is encrypted, damaged, no PDF, has no text layer, or one of
    more than ``most`` bytes.
    """
    where = printable(path)
    text = "\f".join(_pages(path, data, most))
    if not text.strip():
        raise InputError("has no text layer (a scan)", where, "run OCR first")
    return extracted(path, text, "pdf", most)


def _pages(path: Path, data: bytes, most: int) -> Iterator[str]:
    from pypdfium2 import PdfDocument, PdfiumError

    where = printable(path)
    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("is encrypted", where, "save it without a password") from error
        raise InputError("is no PDF or a damaged one", where, "open it in a PDF reader and save it anew") from error
    try:
        yield from _texts(pdf, where, most)
    except PdfiumError as error:
        raise InputError("is a damaged PDF", where, "open it in a PDF reader and save it anew") from error
    finally:
        pdf.close()


def _texts(pdf: PdfDocument, where: str, most: int) -> Iterator[str]:
    size = 0
    for page in pdf:
        layer = page.get_textpage()
        text = layer.get_text_range().replace("\r\n", "\n").translate(_PRINTED)
        layer.close()
        page.close()
        size += len(text)
        if size > most:
            raise too_long(where, most)
        yield text
