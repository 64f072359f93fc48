"""Documents cut into reports: where each begins, and which year it speaks of."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.model import Document, Report
from kg.text.reports import split_reports

BODY = "一年来，市人大常委会听取审议专项工作报告12项，开展执法检查3次，取得明显成效。\n"
TWO = f"市人大常委会2022年工作综述\n\n{BODY}\n县人大常委会2023年工作综述\n\n{BODY}"
PREFACE = "为交流各地经验，现将有关工作情况汇编成册，供大家在工作中学习参考。" * 7


def split(text: str) -> tuple[Report, ...]:
    return split_reports(Document("例.txt", text, "utf_8"))


def headings(text: str) -> list[str]:
    return [report.heading for report in split(text)]


# text, the headings of its reports
SPLITS = [
    pytest.param(f"xx市人大常委会2023年工作综述\n\n{BODY}", ["xx市人大常委会2023年工作综述"], id="one"),
    pytest.param(BODY, [BODY.strip()], id="no heading"),
    pytest.param(TWO, ["市人大常委会2022年工作综述", "县人大常委会2023年工作综述"], id="two"),
    pytest.param(
        f"工作综述汇编（2篇）\n\n目 录\n\n1.市人大常委会2022年工作综述\t1\n2.县人大常委会2023年工作综述\t12\n\n{TWO}",
        ["市人大常委会2022年工作综述", "县人大常委会2023年工作综述"],
        id="contents page",
    ),
    pytest.param(
        f"目录\n市人大常委会2022年工作综述……………1\n县人大常委会2023年工作综述.......12\n\n{TWO}",
        ["市人大常委会2022年工作综述", "县人大常委会2023年工作综述"],
        id="contents page with leaders",
    ),
    pytest.param(
        f"奋楫扬帆谱新篇\n——市人大常委会2023年工作综述\n\n{BODY}\n履职为民显担当\n——市人大常委会2023年监督工作综述\n\n{BODY}",
        ["奋楫扬帆谱新篇", "履职为民显担当"],
        id="dashed subtitles",
    ),
    pytest.param(
        f"{PREFACE}\n\n{TWO}",
        [PREFACE, "市人大常委会2022年工作综述", "县人大常委会2023年工作综述"],
        id="preface",
    ),
    pytest.param(
        f"编者的话\n\n{TWO}", ["市人大常委会2022年工作综述", "县人大常委会2023年工作综述"], id="a line is no preface"
    ),
    pytest.param(
        f"市人大常委会2023年工作综述\n\n一、立法工作情况\n{BODY}二、监督工作情况\n{BODY}",
        ["市人大常委会2023年工作综述"],
        id="sections open nothing",
    ),
    pytest.param(
        f"市人大常委会2023年工作综述\n\n听取市政府关于全市工作情况的报告。市人大常委会听取了工作报告\n{BODY}",
        ["市人大常委会2023年工作综述"],
        id="a sentence opens nothing",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_split(text: str, expected: list[str]) -> None:
    assert headings(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_reports_follow_one_another(text: str, expected: list[str]) -> None:
    reports = split(text)
    assert [report.part for report in reports] == [len(expected) > 1] * len(expected)
    assert reports[-1].end == len(text)
    for before, after in pairwise(reports):
        assert before.end == after.start
    if len(reports) > 1:
        assert all(text.startswith(report.heading, report.start) for report in reports)


# opening, the year it reports on, the year it was written in
YEARS = [
    ("市人大常委会2023年工作综述\n\n一年来，开展执法检查3次。\n", 2023, 2023),
    ("市人大常委会 2023 年工作综述\n\n一年来，开展执法检查3次。\n", 2023, 2023),
    ("市人大常委会2023年工作综述\n\n刚刚过去的一年，开展执法检查3次。\n", 2023, 2024),
    ("市人大常委会2023年工作综述\n\n去年5月，开展执法检查3次。\n", 2023, 2024),
    ("奋楫扬帆\n——2024年市人大常委会工作综述\n\n本报记者 张三\n\n新岁开启。刚刚过去的2024年。\n", 2024, 2025),
    ("市人大常委会工作综述\n\n2023年，开展执法检查3次。\n", 2023, 2023),
    ("市人大常委会工作综述\n\n一年来，开展执法检查3次。\n", None, None),
    ("青州市人大常委会工作报告\n（2024年1月15日在青州市第十六届人民代表大会第三次会议上）\n\n各位代表：\n", 2023, 2024),
    ("奋进七十年\n——大同市人大工作综述\n\n2024年是人民代表大会成立70周年。1954年召开第一次会议。\n", None, None),
    ("市人大常委会工作综述\n\n“十四五”规划（2021—2025年）实施以来，开展执法检查3次。\n", None, None),
    ("市人大常委会工作综述\n\n20世纪80年代以来，开展执法检查3次。\n", None, None),
]


@pytest.mark.parametrize(("text", "year", "now"), YEARS)
def test_year(text: str, year: int | None, now: int | None) -> None:
    (report,) = split(text)
    assert (report.year, report.now) == (year, now)


def test_each_report_of_a_compilation_has_its_own_year() -> None:
    assert [report.year for report in split(TWO)] == [2022, 2023]


@pytest.mark.parametrize("text", ["", "\n\n", " "])
def test_nothing_to_split(text: str) -> None:
    (report,) = split(text)
    assert (report.start, report.end, report.heading) == (0, len(text), "")
