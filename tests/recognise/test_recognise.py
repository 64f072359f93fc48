"""All mentions of a clause together: none overlaps another, and the kind that says more stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passages import documents

from kg.model import Clause, Document, Mention
from kg.recognise import recognise
from kg.text.clauses import clauses
from kg.text.reports import split_reports

TYPES = {"title", "meeting", "date", "body", "quantity", "place"}


def clause(text: str) -> Clause:
    return Clause(text, tuple(range(len(text))))


def read(text: str) -> list[tuple[str, str]]:
    return [(m.type, text[m.start : m.end]) for m in recognise(clause(text))]


# text, types and stretches
MIXED = [
    (
        "2024年10月30日，《长治市电梯安全管理条例》经市十五届人大常委会第二十二次会议表决通过。",
        [
            ("date", "2024年10月30日"),
            ("title", "《长治市电梯安全管理条例》"),
            ("meeting", "市十五届人大常委会第二十二次会议"),
        ],
    ),
    ("市人大常委会制定法规3件。", [("body", "市人大常委会"), ("quantity", "3件")]),
    ("《大同市人大常委会议事规则》", [("title", "《大同市人大常委会议事规则》")]),
    ("自治区党委召开会议。", [("body", "自治区党委")]),
    ("《关于开展2024年植树活动的决定》", [("title", "《关于开展2024年植树活动的决定》")]),
    ("我市接待群众6300多人次。", [("place", "我市"), ("quantity", "6300多人次")]),
    ("大同市与朔州市签约。", [("place", "大同市"), ("place", "朔州市")]),
    ("会场响起掌声。", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_mixed(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def check_apart(mentions: tuple[Mention, ...], length: int) -> None:
    last = 0
    for mention in mentions:
        assert mention.type in TYPES
        assert last <= mention.start < mention.end <= length
        last = mention.end


@given(documents())
@settings(max_examples=60, deadline=None)
def test_mentions_lie_apart_in_the_clause(document: Document) -> None:
    for report in split_reports(document):
        for part in clauses(report):
            check_apart(recognise(part), len(part.text))


PIECES = st.sampled_from(
    [
    "市", "省", "xx市", "大同市", "人大", "常委会", "十五届", "第二十二次会议", "《", "》", "条例", "停车",
    "2024年", "10月", "30日", "3", "件", "法制委", "委", "自治区", "政府", "，", "和", "第", "次", "近", "百",
    "%",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(deadline=None)
def test_mentions_of_any_text_lie_apart(text: str) -> None:
    check_apart(recognise(clause(text)), len(text))
