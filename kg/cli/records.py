"""Rows as JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from kg.query.network.rows import Rows, plain


def as_json(answer: Any) -> str:
    """An answer of frozen rows as JSON: rows as ``{"rows": […]}``, any other dataclass as an object of its fields."""
    table = {"rows": plain(answer)} if isinstance(answer, Rows) else plain(answer)
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def as_csv(rows: Rows[Any]) -> str:
    """Rows as CSV with a head; a cell of several values has a line for each."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([_cell(value) for value in record.values()] for record in rows.records())
    return text.getvalue()


def _cell(value: Any) -> Any:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else value
