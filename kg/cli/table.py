"""Tables for a terminal, with Chinese width: a Chinese character takes two columns."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

GAP = "  "
NARROWEST = 8
# Unicode categories of punctuation that a line does not end, or not begin, with.
_OPENING = frozenset({"Ps", "Pi"})
_CLOSING = frozenset({"Pe", "Pf", "Po"})


def width(text: str) -> int:
    """How many terminal columns ``text`` takes (Unicode Standard Annex 11; ambiguous width counts as one).

    >>> width("xx市人大"), width("e\\u0301")
    (8, 1)
    """
    return sum(_width(char) for char in text)


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns`` (two or more); it breaks at blanks and between Chinese characters.

    >>> wrap("停车场条例 adopted in 2023", 12)
    ['停车场条例', 'adopted in', '2023']
    """
    lines, line = [], ""
    for piece in _pieces(text, columns):
        if line and width(line) + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def layout(columns: Sequence[str], rows: Sequence[Sequence[str]], total: int = 0) -> str:
    """A table of ``rows`` below their ``columns``, in ``total`` terminal columns (0: those of this terminal).

    Control characters and line breaks of a cell are shown as blanks.

    >>> print(layout(["place", "n"], [["大同市", "1"]], 40))
    place   n
    ──────  ─
    大同市  1
    """
    cells = [[_clean(cell) for cell in row] for row in (columns, *rows)]
    widths = _fit([max(map(width, column)) for column in zip(*cells, strict=True)], total or _terminal())
    blocks = [list(_lines(row, widths)) for row in cells]
    spaced = any(len(block) > 1 for block in blocks[1:])
    lines = [*blocks[0], GAP.join("─" * size for size in widths)]
    for number, block in enumerate(blocks[1:]):
        lines += ["", *block] if spaced and number else block
    return "\n".join(lines)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _pieces(text: str, columns: int) -> Iterator[str]:
    """What a line may not be broken within: words with the blank behind, wide characters with their brackets."""
    piece = ""
    for char in text:
        if piece and (_may_break(piece[-1], char) or width(piece + char) > columns):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if unicodedata.category(before) in _OPENING or unicodedata.category(after) in _CLOSING:
        return False
    return before == " " or _width(before) == 2 or _width(after) == 2


def _clean(cell: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in cell)
    return " ".join(printable.split())


def _terminal() -> int:
    return max(60, shutil.get_terminal_size((120, 24)).columns)


def _fit(widths: list[int], total: int) -> list[int]:
    """Take columns from the widest until the table fits, or no column can give any more."""
    fitted = list(widths)
    while sum(fitted) + len(GAP) * (len(fitted) - 1) > total and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [wrap(cell, max(2, size)) for cell, size in zip(row, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        padded = (part + " " * (size - width(part)) for part, size in zip(parts, widths, strict=True))
        yield GAP.join(padded).rstrip()
