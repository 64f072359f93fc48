"""Dates: full, partial, masked, relative, intervals, and what is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import DateValue
from kg.recognise.dates import dates

ONE = [
    ("2024年10月30日", DateValue("2024年10月30日", 2024, 10, 30)),
    ("于2024-10-30通过", DateValue("2024-10-30", 2024, 10, 30)),
    ("2024.10.30", DateValue("2024.10.30", 2024, 10, 30)),
    ("2024/1/3", DateValue("2024/1/3", 2024, 1, 3)),
    ("２０２４年１０月", DateValue("２０２４年１０月", 2024, 10)),
    ("二〇二四年十月三十日", DateValue("二〇二四年十月三十日", 2024, 10, 30)),
    ("二○二四年十二月三十一日", DateValue("二○二四年十二月三十一日", 2024, 12, 31)),
    ("2024年9月，条例", DateValue("2024年9月", 2024, 9)),
    ("2023年度立法计划", DateValue("2023年度", 2023)),
    ("2023年以来", DateValue("2023年", 2023)),
    ("2023年上半年", DateValue("2023年", 2023)),
    ("10月30日", DateValue("10月30日", None, 10, 30)),
    ("10月30号", DateValue("10月30号", None, 10, 30)),
    ("9月份", DateValue("9月份", None, 9)),
    ("同年5月1日", DateValue("5月1日", None, 5, 1)),
    ("2月29日", DateValue("2月29日", None, 2, 29)),
    ("今年2月13日", DateValue("今年2月13日", None, 2, 13, 0)),
    ("去年12月", DateValue("去年12月", None, 12, None, -1)),
    ("前年", DateValue("前年", relative=-2)),
    ("明年", DateValue("明年", relative=1)),
    ("今年以来", DateValue("今年", relative=0)),
    ("圆满完成本年度工作", DateValue("本年度", relative=0)),
    ("一年来，市人大", DateValue("一年来", relative=0)),
    ("回首过去一年", DateValue("过去一年", relative=0)),
    ("过去的一年", DateValue("过去的一年", relative=0)),
    ("这一年，", DateValue("这一年", relative=0)),
    ("一年中，", DateValue("一年中", relative=0)),
    ("全年召开会议", DateValue("全年", relative=0)),
    ("2023年xx月xx日", DateValue("2023年xx月xx日", 2023, masked=True)),
    ("2023 年 x 月 xx 日，", DateValue("2023 年 x 月 xx 日", 2023, masked=True)),
    ("2023年xx月下旬", DateValue("2023年xx月", 2023, masked=True)),
    ("2023年7月x日", DateValue("2023年7月x日", 2023, 7, masked=True)),
    ("xx月x日，", DateValue("xx月x日", masked=True)),
    ("20xx 年度审计", DateValue("20xx 年度", masked=True)),
    ("××年制定", DateValue("××年", masked=True)),
    ("xxxx年上半年", DateValue("xxxx年", masked=True)),
    ("某年某月某日", DateValue("某年某月某日", masked=True)),
    ("2023年**月**日", DateValue("2023年**月**日", 2023, masked=True)),
]
INTERVALS = [
    ("2022—2026年", DateValue("2022—2026年", 2022, until=DateValue("2026年", 2026))),
    ("2021年至2023年", DateValue("2021年至2023年", 2021, until=DateValue("2023年", 2023))),
    ("（20xx~2035年）", DateValue("20xx~2035年", masked=True, until=DateValue("2035年", 2035))),
    (
        "1954年6月30日至7月4日",
        DateValue("1954年6月30日至7月4日", 1954, 6, 30, until=DateValue("7月4日", 1954, 7, 4)),
    ),
    (
        "1981年3月24日至31日",
        DateValue("1981年3月24日至31日", 1981, 3, 24, until=DateValue("31日", 1981, 3, 31)),
    ),
    ("3月24—31日", DateValue("3月24—31日", None, 3, 24, until=DateValue("31日", None, 3, 31))),
    ("2023年1—6月", DateValue("2023年1—6月", 2023, 1, until=DateValue("6月", 2023, 6))),
    (
        "2023 年 x— x 月国民经济",
        DateValue("2023 年 x— x 月", 2023, masked=True, until=DateValue("x 月", 2023, masked=True)),
    ),
    (
        "去年12月至今年3月",
        DateValue("去年12月至今年3月", None, 12, None, -1, until=DateValue("今年3月", None, 3, None, 0)),
    ),
    ("2023年11月至2月", DateValue("2023年11月至2月", 2023, 11, until=DateValue("2月", None, 2))),
    ("2023年到xx市", DateValue("2023年", 2023)),
    ("近三年共办理", DateValue("近三年", relative=-2, until=DateValue("近三年", relative=0))),
    ("近5年来", DateValue("近5年来", relative=-4, until=DateValue("近5年来", relative=0))),
]
NONE = [
    "", "13月", "2月30日", "2024年13月", "2023年2月29日", "2024-13-01", "1900年", "2200年", "4000年", "70年前",
    "70周年", "五年来", "近年来", "三十一年来", "十一年来", "“十四五”以来", "上半年", "年初", "同日",
    "当日", "2035年远景目标", "2035 年规划", "1990年代", "5个月", "两个月", "每月", "12.4宪法日", "第5月",
    "连续 x 年", "近xx年", "xx年来", "x 年", "xx年产xx万吨", "过去年均", "以前年度", "说明年度", "新的一年",
    "近一年来", "2022—2500年", "十三月", "1234567年", "一二月", "v2024.10.30", "○○○○级",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ONE + INTERVALS)
def test_one_date(text: str, value: DateValue) -> None:
    assert [mention.value for mention in dates(text)] == [value]


@pytest.mark.parametrize("text", NONE)
def test_no_date(text: str) -> None:
    assert dates(text) == ()


def test_dates_in_order() -> None:
    found = dates("分别于20xx年、20xx年制定，自2024年x月x日起施行")
    assert [(m.type, m.start, m.end) for m in found] == [("date", 3, 8), ("date", 9, 14), ("date", 18, 27)]


@given(st.text(alphabet="0123456789xX×*某二〇四十三年月日号度至—-.~ \n去今前明全过这一来中个周"))
@settings(deadline=None)
def test_mentions_quote_the_text(text: str) -> None:
    last = 0
    for mention in dates(text):
        assert isinstance(mention.value, DateValue)
        assert last <= mention.start < mention.end <= len(text)
        assert mention.value.verbatim == text[mention.start : mention.end]
        last = mention.end


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert len(dates(text)) <= len(text)


@pytest.mark.parametrize(
    "text", ["一" * 100_000, "x" * 100_000, "1," * 50_000, "2023年" * 20_000, "2023—" * 20_000, "年 " * 50_000]
)
def test_time_grows_with_length_alone(text: str) -> None:
    start = time.process_time()
    dates(text)
    assert time.process_time() - start < 1
