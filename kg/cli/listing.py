"""The list of the competency questions as a table, JSON or CSV."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Sequence

from kg.cli.spreadsheet import for_excel
from kg.cli.table import layout
from kg.errors import UsageError
from kg.query.named import NamedQuery

COLUMNS = ("name", "title", "parameters")


def write(queries: Sequence[NamedQuery], form: str) -> str:
    """The list in ``form``: table, json, csv or excel; raises UsageError for the other forms of an answer."""
    if form == "json":
        return json.dumps([_fields(query) for query in queries], ensure_ascii=False, indent=2) + "\n"
    rows = [(query.name, f"{query.title_zh} {query.title_en}", _parameters(query)) for query in queries]
    if form == "table":
        return layout(COLUMNS, rows) + "\n"
    if form not in ("csv", "excel"):
        raise UsageError(f"the list cannot be written as {form}", mend="take table, json, csv or excel")
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    return for_excel(text.getvalue()) if form == "excel" else text.getvalue()


def _fields(query: NamedQuery) -> dict[str, object]:
    return {name: value for name, value in dataclasses.asdict(query).items() if name != "text"}


def _parameters(query: NamedQuery) -> str:
    return ", ".join(f"{parameter.name} ({parameter.type})" for parameter in query.parameters)
