from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import app
from kg.cli.spreadsheet import for_excel

COMMANDS = [
    ["ask", "哪些城市制定了停车条例"],
    ["sparql", "SELECT ?title { ?work dcterms:title ?title } ORDER BY ?title"],
]


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("x")'])
def test_a_formula_is_text(cell: str) -> None:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([cell, "停车"])
    written = for_excel(line.getvalue()).removeprefix("\ufeff")
    assert next(csv.reader(io.StringIO(written, newline=""))) == [f"'{cell}", "停车"]


@pytest.mark.parametrize("cell", ["-2", "+3.5", "停车条例", "a=b", "", "2023-01-01"])
def test_what_is_no_formula_stays(cell: str) -> None:
    assert for_excel(f"{cell},x\n") == f"\ufeff{cell},x\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_excel_is_the_csv_behind_a_mark(sample_out: Path, command: list[str]) -> None:
    plain, marked = (
        CliRunner().invoke(app, [*command, "-o", str(sample_out), "--format", form]) for form in ("csv", "excel")
    )
    assert (plain.exit_code, marked.exit_code) == (0, 0)
    assert marked.stdout == f"\ufeff{plain.stdout}"


def test_an_answer_that_is_no_table_is_refused(sample_out: Path) -> None:
    result = CliRunner().invoke(app, ["sparql", "ASK {}", "-o", str(sample_out), "--format", "excel"])
    assert (result.exit_code, result.stdout) == (2, "")
