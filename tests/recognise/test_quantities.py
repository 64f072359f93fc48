"""Quantities: value, unit, bounds, span, and what counts nothing."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Quantity
from kg.recognise.quantities import quantities

COUNTERS = (
    "个工作日", "件(次)", "人(次)", "百分点", "个月", "人次", "件次", "批次", "场次", "周年", "公里", "万元", "分钟",
    "季度", "小组", "个", "件", "项", "次", "名", "条", "部", "场", "户", "元", "家", "处", "人", "位", "期", "份",
    "张", "组", "类", "年", "天", "级", "届", "段", "批", "篇", "辆", "所", "站", "米", "票", "日", "种", "分", "周",
)  # fmt: skip

# text, verbatim, value (None: masked), unit, approximation, minimum, maximum
ONE = [
    ("143个代表联络站", "143个", 143, "个", "exact", None, None),
    ("接待群众6300多人次，", "6300多人次", 6300, "人次", "more-than", 6300, 6399),
    ("意见建议2万余条", "2万余条", 20_000, "条", "more-than", 20_000, 29_999),
    ("200余人", "200余人", 200, "人", "more-than", 200, 299),
    ("2150余条", "2150余条", 2150, "条", "more-than", 2150, 2159),
    ("103余人", "103余人", 103, "人", "more-than", 103, None),
    ("1.5万余件", "1.5万余件", 15_000, "件", "more-than", 15_000, 15_999),
    ("十余场", "十余场", 10, "场", "more-than", 10, 19),
    ("百余条", "百余条", 100, "条", "more-than", 100, 199),
    ("十几个", "十几个", 10, "个", "more-than", 10, 19),
    ("20多次，公布", "20多次", 20, "次", "more-than", 20, 29),
    ("470余名省市人大代表", "470余名", 470, "名", "more-than", 470, 479),
    ("逾300家企业", "逾300家", 300, "家", "more-than", 300, None),
    ("3400余万元", "3400余万元", 34_000_000, "元", "more-than", 34_000_000, 34_999_999),
    ("3845 万元", "3845 万元", 38_450_000, "元", "exact", None, None),
    ("投入1.5亿元", "1.5亿元", 150_000_000, "元", "exact", None, None),
    ("1亿2000万元", "1亿2000万元", 120_000_000, "元", "exact", None, None),
    ("开展活动近百场", "近百场", 100, "场", "nearly", None, 100),
    ("不足3件", "不足3件", 3, "件", "nearly", None, 3),
    ("超过200件", "超过200件", 200, "件", "at-least", 200, None),
    ("上千人次", "上千人次", 1000, "人次", "at-least", 1000, None),
    ("200件以上", "200件以上", 200, "件", "at-least", 200, None),
    ("不少于三次", "不少于三次", 3, "次", "at-least", 3, None),
    ("不超过5人", "不超过5人", 5, "人", "at-most", None, 5),
    ("不得超过5人", "不得超过5人", 5, "人", "at-most", None, 5),
    ("10个工作日以内", "10个工作日以内", 10, "个工作日", "at-most", None, 10),
    ("约2000名", "约2000名", 2000, "名", "about", None, None),
    ("300人左右", "300人左右", 300, "人", "about", None, None),
    ("满意率95%", "95%", 95, "%", "exact", None, None),
    ("９５％", "９５％", 95, "%", "exact", None, None),
    ("办结率为99.5%", "99.5%", "99.5", "%", "exact", None, None),
    ("百分之九十五", "百分之九十五", 95, "%", "exact", None, None),
    ("百分之百", "百分之百", 100, "%", "exact", None, None),
    ("超过八成", "超过八成", 80, "%", "at-least", 80, None),
    ("九成以上的建议", "九成以上", 90, "%", "at-least", 90, None),
    ("九成五", "九成五", 95, "%", "exact", None, None),
    ("近八成群众", "近八成", 80, "%", "nearly", None, 80),
    ("三成半", "三成半", 35, "%", "exact", None, None),
    ("修改91件(次)，", "91件(次)", 91, "件(次)", "exact", None, None),
    ("任免 xx 人（次）。", "xx 人（次）", None, "人(次)", "exact", None, None),
    ("156件次", "156件次", 156, "件次", "exact", None, None),
    ("4个方面", "4个", 4, "个", "exact", None, None),
    ("两件法规", "两件", 2, "件", "exact", None, None),
    ("五个步骤", "五个", 5, "个", "exact", None, None),
    ("一百零五件", "一百零五件", 105, "件", "exact", None, None),
    ("会议 x 次，", "x 次", None, "次", "exact", None, None),
    ("召开 x 次会议讨论", "x 次", None, "次", "exact", None, None),
    ("常委会会议9次", "9次", 9, "次", "exact", None, None),
    ("法规 xx 余部", "xx 余部", None, "部", "more-than", None, None),
    ("全市 x.x 万余名代表", "x.x 万余名", None, "名", "more-than", None, None),
    ("资金近x亿元", "近x亿元", None, "元", "nearly", None, None),
    ("满意率xx% 以上", "xx% 以上", None, "%", "at-least", None, None),
    ("办结率为 xx.xx%。", "xx.xx%", None, "%", "exact", None, None),
    ("任免**人次，", "**人次", None, "人次", "exact", None, None),
    ("制定××件", "××件", None, "件", "exact", None, None),
    ("某某件", "某某件", None, "件", "exact", None, None),
    ("深入x个县市区", "x个", None, "个", "exact", None, None),
    ("法规**3**件。", "**3**件", 3, "件", "exact", None, None),
    ("**230**余人次", "**230**余人次", 230, "人次", "more-than", 230, 239),
    ("**近300件**", "近300件", 300, "件", "nearly", None, 300),
    ("办理**重点工作**件件落实3件", "3件", 3, "件", "exact", None, None),
    ("3名人大代表", "3名", 3, "名", "exact", None, None),
    ("3位列席代表", "3位", 3, "位", "exact", None, None),
    ("10名单位负责人", "10名", 10, "名", "exact", None, None),
    ("3个多月", "3个多月", 3, "个月", "more-than", 3, None),
    ("两年多来", "两年多", 2, "年", "more-than", 2, None),
    ("连续三年，", "三年", 3, "年", "exact", None, None),
    ("70年来", "70年", 70, "年", "exact", None, None),
    ("成立70周年", "70周年", 70, "周年", "exact", None, None),
    ("最近5次", "5次", 5, "次", "exact", None, None),
    ("节约3000元", "3000元", 3000, "元", "exact", None, None),
    ("会上百余人", "百余人", 100, "人", "more-than", 100, 199),
    ("下降2百分点", "2百分点", 2, "百分点", "exact", None, None),
    ("“今年，我们提的3件建议全部办成了。”", "3件", 3, "件", "exact", None, None),
    ("每个项目由1名代表", "1名", 1, "名", "exact", None, None),
    ("解决落实 3 件：xx 县", "3 件", 3, "件", "exact", None, None),
]
MANY = [
    ("接待群众 xx 批次 xx 人次", ["xx 批次", "xx 人次"]),
    ("xx 件 xxx 人次", ["xx 件", "xxx 人次"]),
    ("围绕4个方面27项内容", ["4个", "27项"]),
    ("出台制度7项、修订5项", ["7项", "5项"]),
    ("已为xx个小区xxxx户住户", ["xx个", "xxxx户"]),
    ("答复率 x 个 xxx%", ["x 个", "xxx%"]),
    ("32241人,3400余万元", ["32241人", "3400余万元"]),
    ("由90%提升至95%", ["90%", "95%"]),
    ("听取**项，审议**件", ["**项", "**件"]),
    ("2023 年 xx 月，审议 3 件", ["3 件"]),
]
NONE = [
    "", "第三次会议", "第 xx 次会议", "第3次", "第十五届", "x 届", "市x届人大x次会议", "市十六届人大一次会议",
    "区委十二届七次全会", "1.个人", "2023年", "3月5日", "2022—2026年", "2035年远景目标", "x月x日", "xx年", "两个确立",
    "四个意识", "三个1", "四个一", "五位一体", "八项规定", "“十四五”", "一府一委两院", "一法一条例", "两条例",
    "“双减”", "12.4宪法日", "1+3件", "一系列", "一批", "一个个", "一种", "一起", "一次次", "一项工作", "一件",
    "每周一次", "千方百计", "五级代表", "xx 级", "三级", "第一", "进一步", "十分重要", "半年", "x号线",
    "轨道交通x号线xx段", "985重点产业链", "“12件民生实事”", "“四个机关”", "“奋斗两个五年、跨入第一方阵”",
    "《民生实事5件》", '"5件实事"', "‘x个中心’", "xx市", "xx 人大", "xx人民", "xx 部门", "xx项目", "xx 家园",
    "xx位于", "xx 组织", "数十件", "几百人", "几个", "多次", "百件实事", "千名代表", "百万人", "三四十件", "七八个",
    "3至5件", "3—5件", "x到x件", "二审", "二期", "二次", "三次产业", "三番五次", "四套班子", "零件", "三季度",
    "3个半月", "两年半", "三分之二", "v3件", "C919件", "123456789012345678901234567890件", "一成不变", "两成立",
    "**重点**项目", "**近况**", "12:30分", "7%—9%", "3件至5件", "x个到x个", "两会", "两院", "三农", "四下基层",
    "千亿", "百姓",
]  # fmt: skip


def number(value: int | str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@pytest.mark.parametrize("row", ONE, ids=[row[0] for row in ONE])
def test_one_quantity(row: tuple[str, str, int | str | None, str, str, int | None, int | None]) -> None:
    text, verbatim, value, unit, approximation, low, high = row
    expected = Quantity(number(value), unit, verbatim, approximation, number(low), number(high), value is None)
    assert [mention.value for mention in quantities(text, COUNTERS)] == [expected]


@pytest.mark.parametrize(("text", "expected"), MANY)
def test_many_quantities(text: str, expected: list[str]) -> None:
    assert [text[mention.start : mention.end] for mention in quantities(text, COUNTERS)] == expected


@pytest.mark.parametrize("text", NONE)
def test_no_quantity(text: str) -> None:
    assert quantities(text, COUNTERS) == ()


def test_only_the_given_counters_count() -> None:
    assert quantities("3件，4项，5%", ()) != quantities("3件，4项，5%", ("件",))
    assert [mention.value.verbatim for mention in quantities("3件，4项，5%", ())] == ["5%"]


@given(st.text(alphabet="0123456789xX*×某一两二十百千万亿余多几第近约超过以上左右件次个人月年成%（）()《》“”— \n"))
def test_mentions_quote_the_text(text: str) -> None:
    last = 0
    for mention in quantities(text, COUNTERS):
        value = mention.value
        assert isinstance(value, Quantity)
        assert last <= mention.start < mention.end <= len(text)
        assert value.verbatim == text[mention.start : mention.end] == value.verbatim.strip()
        assert value.redacted == (value.value is None)
        assert value.unit == "%" or value.unit in COUNTERS
        assert (value.minimum or 0) <= (value.value or 0) <= (value.maximum or value.value or 0)
        last = mention.end


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert len(quantities(text, COUNTERS)) <= len(text)


LONG = [
    "一" * 100_000, "x" * 100_000, "1," * 50_000, "*" * 100_000, "**3" * 30_000, "《" * 50_000 + "》" * 50_000,
    "“" * 50_000 + "”" * 50_000, "近" * 100_000, " " * 100_000, "届" * 100_000, "百分之" * 30_000, '"' * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=[text[:3] for text in LONG])
def test_time_grows_with_length_alone(text: str) -> None:
    start = time.process_time()
    quantities(text, COUNTERS)
    assert time.process_time() - start < 1
