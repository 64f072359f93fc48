"""A workbook (Office Open XML, ECMA-376) for people: a sheet for each class of facts, after one that says what is what.

A text is text, whatever it begins with. A control character is written as ECMA-376 says (``_x000B_``, part 1,
22.9.2.19), which Excel reads back. A cell holds at most 32,767 characters: what is longer is cut and ends with "…".
"""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import InputError
from kg.export.cells import runs
from kg.export.extra import library
from kg.records import Cell, Column, Record, by_class, class_labels, columns, columns_of

LONGEST = 32_767
ROWS = 1_048_576
ABOUT = "说明 about"
_SHEET_NAME = 31
_WIDE = {"label": 40, "quote": 60, "work": 40, "subject": 40, "iri": 20}
_WIDTH = 14
# A workbook says when it was made; two exports of one graph are to be the same.
_MADE = datetime(1980, 1, 1)
_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(store: ox.Store, file: IO[bytes]) -> None:
    """Write the facts of a store's default graph as a workbook, in the order of the sources.

    Raises :class:`~kg.errors.UsageError` without the library xlsxwriter, and
    :class:`~kg.errors.InputError` where a class has more facts than a sheet has rows.
    """
    whole = io.BytesIO()
    workbook = library("xlsxwriter", "xlsx").Workbook(whole, {"in_memory": True, **_TEXT})
    workbook.set_properties({"title": "renda-kg", "created": _MADE})
    facts = by_class(store)
    formats = {
        "head": workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE7F0"}),
        "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "guarded": workbook.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
    }
    _about(workbook.add_worksheet(ABOUT), formats, facts)
    for name, group in facts.items():
        _sheet(workbook.add_worksheet(sheet_name(name)), formats, columns_of(name), group)
    workbook.close()
    file.write(whole.getbuffer())


def sheet_name(name: str) -> str:
    """The name of a class's sheet: its Chinese label and its own name, as far as a sheet's name may go.

    >>> sheet_name("LegislativeStep")
    '立法步骤 LegislativeStep'
    """
    return f"{class_labels(name)[0]} {name}"[:_SHEET_NAME]


def _sheet(sheet: Any, formats: dict[str, Any], shown: tuple[Column, ...], facts: list[Record]) -> None:
    if len(facts) >= ROWS:
        raise InputError(f"a sheet has {ROWS} rows, there are {len(facts)} facts", sheet.name, "take csv or parquet")
    for number, column in enumerate(shown):
        sheet.set_column(number, number, _WIDE.get(column.name, _WIDTH))
        sheet.write_string(0, number, f"{column.zh}\n{column.name}", formats["head"])
    for row, fact in enumerate(facts, start=1):
        for number, column in enumerate(shown):
            _write(sheet, formats, row, number, fact.cells.get(column.name))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(facts), len(shown) - 1)


def _write(sheet: Any, formats: dict[str, Any], row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, formats["text"])
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, column, cell, formats["text"])
    elif cell:
        text = cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…"
        sheet.write_string(row, column, text, formats["guarded" if runs(text) else "text"])


def _about(sheet: Any, formats: dict[str, Any], facts: dict[str, list[Record]]) -> None:
    """The first sheet: what the sheets hold and what the columns mean."""
    sheets = [(sheet_name(name), class_labels(name)[1], str(len(group))) for name, group in facts.items()]
    meanings = [(column.zh, column.name, column.en) for column in columns()]
    rows = [("工作表 sheet", "内容 what", "事实数 facts"), *sheets, ("", "", "")]
    rows += [("列 column", "名称 name", "含义 meaning"), *meanings]
    sheet.set_column(0, 2, 30)
    for number, row in enumerate(rows):
        style = formats["head" if number in (0, len(sheets) + 2) else "text"]
        for position, text in enumerate(row):
            sheet.write_string(number, position, text, style)
