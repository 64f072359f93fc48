"""What spreadsheets and data frames hold, as other programs read it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pyoxigraph as ox
import pytest
from odd import ODD_LABEL, ODD_TEXT
from openpyxl.utils.escape import unescape

from kg.errors import InputError, UsageError
from kg.export import xlsx
from kg.export.export import to_path
from kg.export.extra import library
from kg.rdf.vocabulary import ID
from kg.records import columns, columns_of
from kg.store import open_graph


def facts(out: Path) -> Counter[str]:
    """How many facts of each class the graph has, counted in SPARQL."""
    query = (
        "PREFIX rd: <https://w3id.org/rendakg/def#> SELECT ?class (COUNT(DISTINCT ?fact) AS ?n) "
        "{ ?fact rd:evidence ?e ; a ?class } GROUP BY ?class"
    )
    found = open_graph(out).query(query)
    assert isinstance(found, ox.QuerySolutions)
    return Counter({row["class"].value.partition("#")[2]: int(row["n"].value) for row in found})


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{heading.split()[-1]: cell for heading, cell in row.items()} for row in csv.DictReader(file)]


def read_sheet(sheet: Any) -> list[dict[str, Any]]:
    rows = sheet.iter_rows()
    names = [cell.value.split("\n")[-1] for cell in next(rows)]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_csv_has_a_row_for_each_fact(out: Path, tmp_path: Path) -> None:
    (folder,) = to_path(out, "csv", tmp_path / "csv")
    found = {path.stem: read_csv(path) for path in folder.iterdir()}
    assert {name: len(rows) for name, rows in found.items()} == facts(out)
    for name, rows in found.items():
        assert list(rows[0]) == [column.name for column in columns_of(name)]
        assert len({row["iri"] for row in rows}) == len(rows)


def test_csv_is_for_spreadsheets(odd_out: Path, tmp_path: Path) -> None:
    (folder,) = to_path(odd_out, "csv", tmp_path / "csv")
    assert (folder / "Statistic.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    odd, masked = sorted(read_csv(folder / "Statistic.csv"), key=lambda row: row["iri"])
    assert odd["quote"] == "'" + ODD_TEXT
    assert odd["label"] == "'" + ODD_LABEL
    assert odd["document"] == "'+odd.txt"
    assert (odd["value"], odd["verbatim"], odd["redacted"]) == ("99.5", "-1", "false")
    assert (masked["value"], masked["redacted"], masked["year"]) == ("", "true", "")


def test_quotes_equal_their_sources(seeds_out: Path, tmp_path: Path) -> None:
    (path,) = to_path(seeds_out, "parquet", tmp_path / "facts.parquet")
    texts = {path.stem: path.read_bytes().decode() for path in (seeds_out / "texts").iterdir()}
    rows = pyarrow.parquet.read_table(path).to_pylist()
    assert len(rows) > 900
    for row in rows:
        assert any(text[row["start"] : row["end"]] == row["quote"] for text in texts.values())
        assert len(row["all_proofs"]) == row["proofs"] > 0
        assert row["all_proofs"][0] == {name: row[name] for name in ("document", "start", "end", "quote")}


def test_xlsx_has_a_row_for_each_fact(out: Path, tmp_path: Path) -> None:
    (path,) = to_path(out, "xlsx", tmp_path / "facts.xlsx")
    book = openpyxl.load_workbook(path)
    sheets = {sheet.title.split()[-1]: read_sheet(sheet) for sheet in book.worksheets[1:]}
    assert {name: len(rows) for name, rows in sheets.items()} == facts(out)
    assert book.worksheets[0].title == xlsx.ABOUT
    for name, rows in sheets.items():
        assert list(rows[0]) == [column.name for column in columns_of(name)]
        for row in rows:
            assert isinstance(row["start"].value, int)
            assert row["quote"].data_type == "s"


def test_xlsx_says_in_chinese_what_is_what(seeds_out: Path, tmp_path: Path) -> None:
    (path,) = to_path(seeds_out, "xlsx", tmp_path / "facts.xlsx")
    book = openpyxl.load_workbook(path)
    assert "立法步骤 LegislativeStep" in book.sheetnames
    assert [cell.value for cell in book["立法步骤 LegislativeStep"][1]][:6] == [
        "类别\ntype",
        "类型代码\nkind",
        "类型\nkind_zh",
        "类型（英文）\nkind_en",
        "内容\nlabel",
        "地方\nplace",
    ]
    told = {row[1].value: row[2].value for row in book.worksheets[0].iter_rows()}
    assert {column.name: column.en for column in columns()}.items() <= told.items()


def test_xlsx_stores_text_as_text(odd_out: Path, tmp_path: Path) -> None:
    (path,) = to_path(odd_out, "xlsx", tmp_path / "facts.xlsx")
    odd, masked = sorted(
        read_sheet(openpyxl.load_workbook(path)["统计数据 Statistic"]), key=lambda row: row["iri"].value
    )
    assert odd["quote"].data_type == odd["label"].data_type == odd["verbatim"].data_type == "s"
    assert unescape(odd["quote"].value) == ODD_TEXT
    assert odd["label"].value == ODD_LABEL
    assert odd["quote"].quotePrefix
    assert not masked["quote"].value.startswith("'")
    assert (odd["value"].value, masked["value"].value) == (99.5, None)
    assert (odd["redacted"].value, masked["redacted"].value) == (False, True)


def test_xlsx_cuts_what_no_cell_holds(monkeypatch: pytest.MonkeyPatch, odd_out: Path, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx, "LONGEST", 5)
    (path,) = to_path(odd_out, "xlsx", tmp_path / "facts.xlsx")
    (row, _) = read_sheet(openpyxl.load_workbook(path)["统计数据 Statistic"])
    assert row["document"].value == "+odd…"


def test_a_sheet_has_only_so_many_rows(monkeypatch: pytest.MonkeyPatch, odd_out: Path, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 2)
    with pytest.raises(InputError, match=r"a sheet has 2 rows, there are .* facts; take csv or parquet"):
        to_path(odd_out, "xlsx", tmp_path / "facts.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_parquet_is_exact(odd_out: Path, tmp_path: Path) -> None:
    (path,) = to_path(odd_out, "parquet", tmp_path / "facts.parquet")
    table = pyarrow.parquet.read_table(path)
    assert table.column_names == [*(column.name for column in columns()), "all_proofs"]
    assert Counter(table["type"].to_pylist()) == facts(odd_out)
    rows = {row["iri"]: row for row in table.to_pylist()}
    odd, masked = rows[f"{ID}stat/0"], rows[f"{ID}stat/1"]
    assert (odd["quote"], odd["label"], odd["document"]) == (ODD_TEXT, ODD_LABEL, "+odd.txt")
    assert (odd["value"], odd["redacted"]) == (99.5, False)
    assert (masked["value"], masked["redacted"]) == (None, True)


def test_a_missing_library_is_named() -> None:
    with pytest.raises(UsageError, match=re.escape('xlsx: needs the library no_such; pip install "renda-kg[tables]"')):
        library("no_such", "xlsx")
