"""CSV for spreadsheets: Excel reads UTF-8 only behind a byte order mark, and runs what looks like a formula."""

from __future__ import annotations

import csv
import io

from kg.export.cells import harmless

_MARK = "\ufeff"


def for_excel(text: str) -> str:
    r"""The CSV ``text`` with a byte order mark, and an apostrophe before each cell that would be run as a formula.

    >>> for_excel("work,n\n=1+1,-2\n停车条例,3\n")
    "\ufeffwork,n\n'=1+1,-2\n停车条例,3\n"
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerows([harmless(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline="")))
    return _MARK + written.getvalue()
