"""Numerals: values, spans, and what is none."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.recognise.numbers import numerals, read_chinese, read_digits

CHINESE = {
    "零": 0,
    "两": 2,
    "九": 9,
    "十": 10,
    "十五": 15,
    "二十": 20,
    "二十三": 23,
    "一百": 100,
    "一百零五": 105,
    "一百一十": 110,
    "三百五": 350,
    "两千三百": 2300,
    "两千零五十": 2050,
    "一千零一": 1001,
    "一万": 10_000,
    "三万五": 35_000,
    "一万零五百": 10_500,
    "十二万": 120_000,
    "二十万三千": 203_000,
    "一亿": 10**8,
    "三万亿": 3 * 10**12,
    "百": 100,
    "百万": 10**6,
}
NOT_CHINESE = ["", "第三", "七八", "三四十", "十二三", "十四五", "一百十", "亿万", "千百", "二〇二四", "3", "一" * 1000]
NUMBERS = {
    "6300": "6300",
    "6,300": "6300",
    "6，300": "6300",
    "1,234,567": "1234567",
    "3.2": "3.2",
    "６３００": "6300",
    "2万": "20000",
    "3.2万": "32000",
    "1.5亿": "150000000",
    "5千": "5000",
    "3 百": "300",
    "1亿2000万": "120000000",
    "2万5千": "25000",
    "1.50": "1.50",
    "**3**": "3",
    "二十三": "23",
    "7": "7",
}
NOT_NUMBERS = ["", "xx", "2万余", "十几", "第3", "3个", "数十", "几百", "1.", "v3", "1" * 40, "七八", "**"]
SPANS = [
    ("共 6300多人次", [("6300多", "6300", True)]),
    ("2万余条", [("2万余", "20000", True)]),
    ("3400余万元", [("3400余万", "34000000", True)]),
    ("十几万", [("十几万", "100000", True)]),
    ("三十多万", [("三十多万", "300000", True)]),
    ("提出**2**件**211**件", [("**2**", "2", False), ("**211**", "211", False)]),
    ("**230**余人次", [("**230**余", "230", True)]),
    ("**2万**余条", [("**2万**余", "20000", True)]),
    ("**16件**", [("16", "16", False), ("**", None, False)]),
    ("x.x 万余名", [("x.x 万余", None, True)]),
    ("xx.xx%，Xx项，××件，某某件，○○件", [(m, None, False) for m in ("xx.xx", "Xx", "××", "某某", "○○")]),
    ("任免**人次", [("**", None, False)]),
    ("2xx件", [("2xx", None, False)]),
    ("12.4宪法日", [("12.4", "12.4", False)]),
    ("303户,1个月", [("303", "303", False), ("1", "1", False)]),
    ("数十人、几百条、某单位、exx、C919、axx", []),
]


@pytest.mark.parametrize(("text", "value"), CHINESE.items())
def test_chinese(text: str, value: int) -> None:
    assert read_chinese(text) == value


@pytest.mark.parametrize("text", NOT_CHINESE)
def test_not_chinese(text: str) -> None:
    assert read_chinese(text) is None


def whole(text: str) -> Decimal | None:
    """The value of a text that is one numeral and nothing else."""
    values = [n.value for n in numerals(text) if (n.start, n.end) == (0, len(text)) and not n.more]
    return values[0] if values else None


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_number(text: str, value: str) -> None:
    assert str(whole(text)) == value


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_no_number(text: str) -> None:
    assert whole(text) is None


@pytest.mark.parametrize(("text", "expected"), SPANS)
def test_numerals(text: str, expected: list[tuple[str, str | None, bool]]) -> None:
    found = [(text[n.start : n.end], n.value, n.more) for n in numerals(text)]
    assert found == [(span, None if value is None else Decimal(value), more) for span, value, more in expected]


def test_digits() -> None:
    assert (read_digits("二○二四"), read_digits("１９４９")) == (2024, 1949)
    assert (read_digits("20xx"), read_digits("十"), read_digits("")) == (None, None, None)


@given(st.integers(min_value=1, max_value=9999))
def test_every_small_chinese_numeral_reads_back(number: int) -> None:
    assert read_chinese(_written(number)) == number


def _written(number: int) -> str:
    text, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + unit
        gap = not digit
    return text


@given(st.text(alphabet="0123456789０,，.xX×*＊某○一二两十百千万亿零余多几 \n第年月a"))
def test_numerals_stay_inside_and_apart(text: str) -> None:
    last = 0
    for numeral in numerals(text):
        assert last <= numeral.start < numeral.end <= len(text)
        last = numeral.end


@pytest.mark.parametrize("unit", ["一", "x", "1,", "1", "*", "**3", "亿", "1亿"])
def test_time_grows_with_length_alone(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    list(numerals(text))
    assert time.process_time() - start < 1
