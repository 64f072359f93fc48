from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.table import layout, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("大同", 4), ("xx市", 4), ("《》", 4), ("é", 1), ("e\u0301", 1), ("\u200b", 0), ("ａ", 2)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("大同市人大", 4, ["大同", "市人", "大"]),
        ("大同市人大", 5, ["大同", "市人", "大"]),
        ("市（县）人大", 6, ["市", "（县）", "人大"]),
        ("通过，施行", 4, ["通", "过，", "施行"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 5, [""]),
    ],
)
def test_wrap(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@given(st.text(alphabet=st.sampled_from("ab 大同，。《》()x"), max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_columns_stand_below_each_other() -> None:
    table = layout(["place", "work"], [["大同市", "停车"], ["xx", "y"]], 40).splitlines()
    assert {width(line[: line.rindex(last)]) for line, last in zip(table[2:], ("停", "y"), strict=True)} == {8}


def test_a_table_fits_the_terminal_where_it_can() -> None:
    table = layout(["quote", "document"], [["停车" * 60, "a.txt"]], 50)
    assert all(width(line) <= 50 for line in table.splitlines())
    assert table.count("停车") + table.count("停\n") >= 50


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in layout(["a"], [["x\x1b[31my\nz"]], 40)
    assert "x [31my z" in layout(["a"], [["x\x1b[31my\nz"]], 40)
