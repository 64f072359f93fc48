"""A CSV file (RFC 4180) for each class of facts, as spreadsheet programs read them.

UTF-8 with a byte order mark, which Excel needs, headings in Chinese and English, and an apostrophe before a text that
would be run as a formula (:mod:`kg.export.cells`).
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyoxigraph as ox

from kg.export.cells import harmless
from kg.records import Cell, by_class, columns_of

NAMES = re.compile(r"[A-Z]\w*\.csv")


def write(store: ox.Store, folder: Path) -> None:
    """Write the facts of a store's default graph into ``folder``, ``{class}.csv`` each, in the order of the sources."""
    for name, facts in by_class(store).items():
        shown = columns_of(name)
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow([column.heading for column in shown])
            rows.writerows([_text(fact.cells.get(column.name)) for column in shown] for fact in facts)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else format(cell, "f" if not isinstance(cell, int) else "d")
