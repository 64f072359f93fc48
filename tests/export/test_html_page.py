"""The page on exports names every format, view and column."""

from __future__ import annotations

import re
from pathlib import Path

from kg.export.formats import FORMATS, Shape
from kg.export.parquet import PROOFS
from kg.export.source import views
from kg.records import columns

PAGE = (Path(__file__).parent.parent.parent / "docs" / "export.md").read_text(encoding="utf-8")


def table(heading: str) -> dict[str, list[str]]:
    """The rows of the table with this heading: the names in the first column, and the other cells."""
    (rows,) = re.findall(rf"^\| {heading} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    found = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()]
    return {name: row[1:] for row in found for name in re.findall(r"`([\w-]+)`", row[0])}


def test_every_format_has_its_row_and_an_example() -> None:
    (rows,) = re.findall(r"^\| format \| written to.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    shapes = {name: shape.strip() for name, shape in re.findall(r"^\| `([\w-]+)` \| (\w+) ", rows, re.MULTILINE)}
    kinds = {Shape.FOLDER: "folder", Shape.TABLE: "file"}
    assert shapes == {name: kinds.get(form.shape, "text") for name, form in FORMATS.items()}
    assert set(re.findall(r"^kg export ([\w-]+)", PAGE, re.MULTILINE)) == set(FORMATS)


def test_every_view_has_its_row_and_an_example() -> None:
    assert sorted(table("view")) == views()
    assert sorted(re.findall(r"--view ([\w-]+)$", PAGE, re.MULTILINE)) == views()


def test_every_column_has_its_row() -> None:
    assert sorted(table("column")) == sorted([*(column.name for column in columns()), PROOFS])
