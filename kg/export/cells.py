"""Cells of spreadsheets that a spreadsheet program must not run."""

from __future__ import annotations

import re

# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def runs(cell: str) -> bool:
    """Whether a spreadsheet program may take a cell for a formula; a number is none.

    >>> runs("=1+1"), runs("-2"), runs("停车条例")
    (True, False, False)
    """
    return bool(_FORMULA.match(cell)) and not _NUMBER.fullmatch(cell)


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where it would be run.

    >>> harmless("=1+1"), harmless("-2")
    ("'=1+1", '-2')
    """
    return f"'{cell}" if runs(cell) else cell
