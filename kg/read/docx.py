"""Word files (.docx): paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import Document
from kg.read.files import extracted, printable, too_wide

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ISO/IEC 29500-1, 17.3.3 (what a run holds), and what of it is no text of the document: what a tracked
# change deleted or moved away, properties, and the copy of a drawing kept for older programs.
_PRINTED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNSEEN = {f"{_WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}

_ANEW = "open it in Word and save it anew"


def read_docx(path: Path, data: bytes, most: int) -> Document:
    """Return the document whose text is a Word file's body: a paragraph a line, a table row a line.

    Cells are parted by tabs. Tracked insertions are text, tracked deletions are not; headers, footers,
    footnotes, comments and the numbers Word counts itself are left out. Raises InputError when the file
    is encrypted, damaged, no Word file, unpacks to more than twice ``most`` bytes, has a text of more, or is empty.
    """
    where = printable(path)
    if data.startswith(_OLE):
        raise InputError("is encrypted or in the old Word format", where, "save it as .docx without a password")
    try:
        text = "\n".join(_blocks(_body(data, where, most)))
    except InputError:
        raise
    except Exception as error:
        # Each layer below (zip, XML, Word) raises errors of its own kinds at damaged bytes.
        raise InputError("is no Word file or a damaged one", where, _ANEW) from error
    if not text.strip():
        raise InputError("is empty", where, "give a file with text")
    return extracted(path, text, "docx", most)


def _body(data: bytes, where: str, most: int) -> BaseOxmlElement:
    from docx import Document as open_word

    with zipfile.ZipFile(BytesIO(data)) as archive:
        # A member never unpacks to more than the archive says of it: zipfile stops there.
        if sum(member.file_size for member in archive.infolist()) > 2 * most:
            raise too_wide(where, 2 * most)
    body: BaseOxmlElement = open_word(BytesIO(data)).element.body
    # ISO/IEC 29500-2 forbids it. An entity is not expanded, and so would end the text of its paragraph.
    if body.getroottree().docinfo.internalDTD is not None:
        raise InputError("declares entities of XML, as no Word file does", where, _ANEW)
    return body


def _blocks(parent: BaseOxmlElement) -> Iterator[str]:
    """The lines of a body, a cell or a text box; of what only wraps them (content controls) those inside."""
    for child in parent.iterchildren():
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{_WORD}p":
            yield "".join(_inline(child))
            for box in child.iter(f"{_WORD}txbxContent"):
                if not any(above.tag in _UNSEEN for above in box.iterancestors()):
                    yield from _blocks(box)
        elif child.tag == f"{_WORD}tr":
            if child.find(f"{_WORD}trPr/{_WORD}del") is None:
                yield "\t".join(_cells(child))
        else:
            yield from _blocks(child)


def _cells(row: BaseOxmlElement) -> Iterator[str]:
    for cell in row.iter(f"{_WORD}tc"):
        if next(cell.iterancestors(f"{_WORD}tr")) is row:
            yield " ".join(line for line in _blocks(cell) if line.strip()).replace("\n", " ")


def _inline(parent: BaseOxmlElement) -> Iterator[str]:
    for child in parent.iterchildren():
        name = str(child.tag).removeprefix(_WORD)
        if name == "t":
            yield child.text or ""
        elif name in _PRINTED:
            yield _PRINTED[name]
        elif child.tag not in _UNSEEN and name != "txbxContent":
            yield from _inline(child)
