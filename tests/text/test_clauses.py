"""Reports cut into clauses: broken lines are mended, and every clause leads back to the source."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passages import documents

from kg.model import Clause, Document
from kg.text.clauses import SHORTEST_REPEAT, clauses
from kg.text.lines import is_text, lines
from kg.text.reports import split_reports

PROSE = (
    "一年来，市人大常委会坚持党的全面领导，紧扣中心大局，依法履行职责，制定《青州市养犬管理条例》，开展执法检查3次，"
    "听取审议专项工作报告12项，代表建议全部办结，人民群众的获得感不断增强，各项工作都取得了新的进展，并被评为先进单位，"
    "为全市高质量发展提供了坚实的民主法治保障，在服务大局中展现了人大的担当和作为，赢得了社会各界的广泛好评。"
)
OPENING = "市人大常委会2024年工作综述\n\n一年来，工作取得成效。\n大家满意。\n"


def read(text: str) -> list[Clause]:
    return [clause for report in split_reports(Document("例.txt", text, "utf_8")) for clause in clauses(report)]


# text, its clauses
MENDED = [
    pytest.param("制定条例。修订条例！是吗？", ["制定条例。", "修订条例！", "是吗？"], id="sentences"),
    pytest.param("他说：“好。”大家鼓掌。", ["他说：“好。”", "大家鼓掌。"], id="closing quote"),
    pytest.param("通过《你好！条例》。完。", ["通过《你好！条例》。", "完。"], id="mark inside a title"),
    pytest.param("审议《养犬管\n理条例》。", ["审议《养犬管理条例》。"], id="title over two lines"),
    pytest.param("审议《养犬管\r理条例》。".replace("\r", "\n\n"), ["审议《养犬管理条例》。"], id="blank line inside"),
    pytest.param("审议《养犬管\n\f理条例》。", ["审议《养犬管理条例》。"], id="form feed"),
    pytest.param(
        "市人大常委会制定《养犬管\n— 3 —\n理条例》，取得成效。",
        ["市人大常委会制定《养犬管理条例》，取得成效。"],
        id="page number",
    ),
    pytest.param("开展检查，\n取得成效。", ["开展检查，取得成效。"], id="line ends with a comma"),
    pytest.param(
        "开展执法检查，发现问题\n、督促整改。", ["开展执法检查，发现问题、督促整改。"], id="mark begins a line"
    ),
    pytest.param("制定(试行)条例,修订2件;废止1件", ["制定（试行）条例，修订2件；废止1件"], id="half-width marks"),
    pytest.param("听取报告**3**项。", ["听取报告3项。"], id="bold number"),
    pytest.param("制定 2 件，修订\u3000３ 件。", ["制定2件，修订3件。"], id="spaces and wide digits"),
    pytest.param("一、立法工作\n制定条例2件。", ["一、立法工作", "制定条例2件。"], id="heading"),
    pytest.param(
        "制定条例2件。\n图为检查组在现场\n修订3件。", ["制定条例2件。", "图为检查组在现场", "修订3件。"], id="caption"
    ),
    pytest.param("第一段说完了\n\n（一）第二段开始。", ["第一段说完了", "（一）第二段开始。"], id="list item"),
    pytest.param(
        "市人大常委会2023年工作综述\n\n前言……12\n一年来。",
        ["市人大常委会2023年工作综述", "一年来。"],
        id="contents line",
    ),
]


@pytest.mark.parametrize(("text", "expected"), MENDED)
def test_mended(text: str, expected: list[str]) -> None:
    assert [clause.text for clause in read(text)] == expected


@pytest.mark.parametrize("width", [14, 18, 20, 25, 28, 30, 36, 40])
def test_a_wrapped_scan_is_one_sentence(width: int) -> None:
    lines = [PROSE[at : at + width] for at in range(0, len(PROSE), width)]
    assert [clause.text for clause in read("\n".join(lines))] == [PROSE]


def test_a_caption_between_columns_stays_out_of_the_sentence() -> None:
    texts = [clause.text for clause in read("市人大常委会开展执法检查，推动\n图为检查组在现场\n问题整改到位。")]
    assert all("图为" not in text or text == "图为检查组在现场" for text in texts)


# heading, whether what follows it is still to be done
OUTLOOKS = [
    ("下一步工作安排", True),
    ("2025年工作安排", True),
    ("今后工作打算", True),
    ("三、下一步工作计划", True),
    ("一、立法工作", False),
    ("过去一年工作情况", False),
    ("工作回顾", False),
]


@pytest.mark.parametrize(("heading", "outlook"), OUTLOOKS)
def test_outlook(heading: str, outlook: bool) -> None:
    found = {clause.text: clause.outlook for clause in read(f"{OPENING}{heading}\n制定条例2件。\n")}
    assert (found["大家满意。"], found[heading], found["制定条例2件。"]) == (False, outlook, outlook)


def test_an_outlook_lasts_through_its_sections_until_a_review() -> None:
    text = OPENING + "下一步工作安排\n制定条例。\n立法工作\n修订条例。\n过去一年工作回顾\n废止条例。\n"
    outlook = {clause.text: clause.outlook for clause in read(text)}
    assert [outlook[c] for c in ("制定条例。", "修订条例。", "废止条例。")] == [True, True, False]


def test_section_is_the_heading_above() -> None:
    found = {clause.text: clause.section for clause in read("一、立法工作\n制定条例。\n二、监督工作\n检查条例。\n")}
    assert found["制定条例。"] == "一、立法工作"
    assert found["检查条例。"] == "二、监督工作"


def comes_from(matched: str, printed: str) -> bool:
    if printed == '"':
        return matched in "“”"
    if printed in "✕╳":
        return matched == "×"
    if printed == "\t":
        return matched == " "
    return unicodedata.normalize("NFKC", matched) == unicodedata.normalize("NFKC", printed)


def check_offsets(document: Document) -> None:
    for report in split_reports(document):
        last = report.start - 1
        for clause in clauses(report):
            assert len(clause.text) == len(clause.offsets) > 0
            assert list(clause.offsets) == sorted(set(clause.offsets))
            assert last < clause.offsets[0]
            assert clause.offsets[-1] < report.end
            assert all(comes_from(c, document.text[o]) for c, o in zip(clause.text, clause.offsets, strict=True))
            last = clause.offsets[-1]


@given(documents())
@settings(max_examples=60, deadline=None)
def test_clauses_lead_back_to_the_source(document: Document) -> None:
    check_offsets(document)


@given(st.text(alphabet=st.sampled_from('人大市常委会综述2 \n\t\f\u3000,;:()!?"*1％✕x《》。，“”—、'), max_size=120))
def test_any_text_leads_back_to_the_source(text: str) -> None:
    check_offsets(Document("例.txt", text, "utf_8"))


def repeated(text: str) -> set[int]:
    """The offsets of every line that prints again what the line of text before it printed, short lines aside."""
    filled = [line for line in lines(text) if is_text(line)]
    return {
        i
        for a, b in pairwise(filled)
        if a.bare == b.bare and len(b.bare) >= SHORTEST_REPEAT
        for i in range(b.start, b.end)
    }


def test_a_line_printed_twice_counts_once() -> None:
    broken = "全年共制定、修改地方性法规5件，开展执法检\n"
    text = f"市人大常委会2023年工作综述\n\n{broken}{broken}查3次。"
    (report,) = split_reports(Document("例.txt", text, "utf_8"))
    assert clauses(report)[-1].text == "全年共制定、修改地方性法规5件，开展执法检查3次。"


@given(documents())
@settings(max_examples=60, deadline=None)
def test_no_character_is_lost(document: Document) -> None:
    kept = {offset for report in split_reports(document) for c in clauses(report) for offset in c.offsets}
    kept |= repeated(document.text)
    lost = [char for i, char in enumerate(document.text) if i not in kept and not char.isspace() and char != "*"]
    assert lost == []


@given(documents())
@settings(max_examples=60, deadline=None)
def test_span_is_the_stretch_of_the_source(document: Document) -> None:
    for clause in (clause for report in split_reports(document) for clause in clauses(report)):
        start, end = clause.span(0, len(clause.text))
        assert (start, end) == (clause.offsets[0], clause.offsets[-1] + 1)
        assert comes_from(clause.text[0], document.text[start])
        assert comes_from(clause.text[-1], document.text[end - 1])


def test_a_line_that_opens_a_list_does_not_end_a_statute() -> None:
    lines = (
        "青州市预算监督条例",
        "第一条 为了加强监督，制定本条例。",
        "第二条 草案应当提交常务委员会。",
        "草案初步审查的主要内容：",
        "（一）常务委员会审议的预算草案；",
        "第三条 本条例自公布之日起施行。",
    )
    found = read("\n\n".join(lines) + "\n")
    assert [clause.article for clause in found if "预算草案" in clause.text] == [True]
