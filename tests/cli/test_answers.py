from __future__ import annotations

from dataclasses import replace

import pytest

from kg.cli.answers import as_table
from kg.query.ask import Answer, Row, parse

ROW = Row(
    place="白石市",
    place_iri="p",
    work="停车条例",
    work_iri="w",
    kind="inspection",
    date=None,
    year=2023,
    quote="检查停车条例",
    document="a.txt",
    start=0,
    end=6,
    fact_iri="s",
    issuer="白石市",
)


def table(row: Row) -> str:
    return as_table(Answer(parse("哪些城市检查了停车条例"), "", "", (row,), ()))


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")


@pytest.mark.parametrize(
    ("period", "year", "date", "said"),
    [
        ("3月至5月", 2023, None, " 2023 3月至5月 "),
        ("2023年上半年", 2023, None, " 2023年上半年 "),
        ("近五年来", None, None, " 近五年来 "),
        ("", 2023, "2023-03-05", " 2023-03-05 "),
        ("", 2023, None, " 2023 "),
        ("", None, None, " not stated "),
    ],
)
def test_when(period: str, year: int | None, date: str | None, said: str) -> None:
    assert said in table(replace(ROW, period=period, year=year, date=date))


def test_the_issuer_is_named_where_it_is_another_place() -> None:
    assert "停车条例 (of 河南省)" in table(replace(ROW, issuer="河南省"))
    assert "(of" not in table(ROW)
    assert "(of" not in table(replace(ROW, issuer=""))
