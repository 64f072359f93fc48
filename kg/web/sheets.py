"""Rows to download: CSV, JSON and a workbook, in each of which a text stays a text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from starlette.responses import Response, StreamingResponse

from kg.errors import UsageError
from kg.export.cells import harmless, runs
from kg.export.extra import library
from kg.export.xlsx import LONGEST

Cell = str | int | float | Decimal | bool | None
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST = 20_000
_ROWS = 200
# A workbook says when it was made; two downloads of one answer are to be the same.
_MADE = datetime(1980, 1, 1)
_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows below ``columns``, which may be read once.

    ``name`` is that of the file, ``about`` goes before the rows of a JSON object.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]
    about: Mapping[str, Any]


def download(sheet: Sheet, form: str) -> Response:
    """The rows as a file of the format ``form`` (one of MEDIA_TYPES), sent as they are made but for a workbook.

    Raises :class:`~kg.errors.UsageError` where a workbook would have more than MOST rows.
    """
    # The name is ASCII and ours: nothing of a request or a document goes into a header.
    headers = {"Content-Disposition": f'attachment; filename="{sheet.name}.{form}"'}
    if form == "xlsx":
        return Response(_xlsx(sheet), media_type=MEDIA_TYPES[form], headers=headers)
    written = _csv(sheet) if form == "csv" else _json(sheet)
    return StreamingResponse(_together(written), media_type=MEDIA_TYPES[form], headers=headers)


def _together(parts: Iterator[str]) -> Iterator[bytes]:
    """Some rows at a time: each part that is sent has its cost."""
    while part := "".join(islice(parts, _ROWS)):
        yield part.encode()


def _csv(sheet: Sheet) -> Iterator[str]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    text.write("\ufeff")
    for row in chain([sheet.columns], sheet.rows):
        writer.writerow([_printed(cell) for cell in row])
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def _printed(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else harmless(str(cell))


def _json(sheet: Sheet) -> Iterator[str]:
    yield json.dumps(dict(sheet.about), ensure_ascii=False).removesuffix("}") + (", " if sheet.about else "")
    separator = '"rows": [\n'
    for row in sheet.rows:
        told = dict(zip(sheet.columns, map(_plain, row), strict=True))
        yield separator + json.dumps(told, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n" if separator.startswith(",") else separator + "]}\n"


def _plain(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) else float(cell)
    return cell


def _xlsx(sheet: Sheet) -> bytes:
    whole = io.BytesIO()
    workbook = library("xlsxwriter", "xlsx").Workbook(whole, {"in_memory": True, **_TEXT})
    workbook.set_properties({"title": sheet.name, "created": _MADE})
    page = workbook.add_worksheet(sheet.name)
    bold = workbook.add_format({"bold": True})
    guarded = workbook.add_format({"quote_prefix": True})
    for number, column in enumerate(sheet.columns):
        page.write_string(0, number, column, bold)
    for row, cells in enumerate(sheet.rows, start=1):
        if row > MOST:
            raise UsageError(
                f"a workbook of more than {MOST} rows is not made here", mend="take csv, or kg export xlsx"
            )
        for number, cell in enumerate(cells):
            _write(page, row, number, cell, guarded)
    page.freeze_panes(1, 0)
    workbook.close()
    return whole.getvalue()


def _write(page: Any, row: int, column: int, cell: Cell, guarded: Any) -> None:
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float | Decimal):
        page.write_number(row, column, cell)
    elif cell:
        text = cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…"
        page.write_string(row, column, text, guarded if runs(text) else None)
