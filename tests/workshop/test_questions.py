"""``docs/questions.md`` is what ``kg ask`` answers on the seeds, and what it must answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.query.ask import Answer, ask
from kg.query.ask.examples import Example, examples
from kg.workshop.questions import page

PAGE = Path(__file__).parent.parent.parent / "docs" / "questions.md"
MEND = "run: .venv/bin/python -m kg.workshop.questions docs/questions.md (or make questions)"
VOLUME = "004_13f37229a3bbad8b.txt"
FOURTH, SEVENTH, NINTH = 14130, 23930, 30596


@pytest.fixture(scope="module")
def out(seeds_graph: Path) -> Path:
    return seeds_graph.parent


def told(answer: Answer) -> list[tuple[str, str]]:
    return [(row.place, row.work or row.name) for row in answer.rows]


def test_the_page_is_made_from_the_answers_as_they_are(out: Path) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(out), f"docs/questions.md is older than the answers; {MEND}"


def test_there_are_questions_enough() -> None:
    assert len(examples()) >= 36
    assert len({example.zh for example in examples()} | {example.en for example in examples()}) == 2 * len(examples())


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.zh)
def test_both_languages_give_the_same(out: Path, example: Example) -> None:
    chinese, english = ask(out, example.zh), ask(out, example.en)
    assert (chinese.rows, chinese.near_misses) == (english.rows, english.near_misses)
    assert chinese.query == english.query


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.zh)
def test_every_row_has_its_proof(out: Path, example: Example) -> None:
    answer = ask(out, example.zh)
    texts = [path.read_text(encoding="utf-8") for path in (out / "texts").iterdir()]
    for row in (*answer.rows, *answer.near_misses):
        assert any(text[row.start : row.end] == row.quote for text in texts)
    assert all(row.reason for row in answer.near_misses)


def test_parking(out: Path) -> None:
    answer = ask(out, "哪些城市制定了停车条例")
    assert [(row.document, row.report_start) for row in answer.rows] == [(VOLUME, FOURTH), (VOLUME, SEVENTH)]
    (near,) = answer.near_misses
    assert (near.place, near.report_start, near.kind) == ("xx回族自治州", NINTH, "second-reading")
    assert "is not a city" in near.reason


def test_a_reading_is_asked_for_by_its_number(out: Path) -> None:
    assert [row.place for row in ask(out, "哪些自治州二审了停车条例").rows] == ["xx回族自治州"]
    assert ask(out, "哪些自治州一审了停车条例").rows == ()


def test_thresholds_know_ranges(out: Path) -> None:
    (row,) = ask(out, "接待群众6000人次以上的有哪些").rows
    assert (row.place, row["min"], row["max"], row["certainty"]) == ("大同市", 6300, 6399, "certain")
    (row,) = ask(out, "接待群众超过6350人次的有哪些").rows
    assert (row.place, row["certainty"]) == ("大同市", "possible")
    assert ask(out, "接待群众6400人次以上的有哪些").rows == ()
    near = ask(out, "接待群众6000名以上的有哪些")
    assert near.rows == ()
    assert any("another unit: 人次, not 名" in row.reason for row in near.near_misses)


def test_masked_numbers_are_near_misses_and_never_zero(out: Path) -> None:
    answer = ask(out, "接待群众7000人次以下的有哪些")
    assert [row.place for row in answer.rows] == ["大同市"]
    assert all("masked (隐去)" in row.reason for row in answer.near_misses)
    assert all(row["value"] is None for row in answer.near_misses)
    assert {row.place for row in answer.near_misses} >= {"xx回族自治州", "xx市"}


def test_ranks_and_comparisons(out: Path) -> None:
    assert {row.place for row in ask(out, "哪里代表联络站最多").rows} == {"大同市"}
    compared = ask(out, "compare liaison stations in Datong and Changzhi").rows
    assert {(row.place, row["value"], row["rank"]) for row in compared} == {("大同市", 143, 1), ("长治市", 141, 2)}
    assert {row.place for row in ask(out, "哪里代表联络站最少").rows} == {"长治市"}


def test_supervision_names_its_kind(out: Path) -> None:
    answer = ask(out, "谁开展了专题询问")
    assert ("xx市", "城市管理工作") in told(answer)
    assert {row.kind for row in answer.rows} == {"special-inquiry"}
    visits = ask(out, "哪些地方视察了物业")
    assert visits.rows == ()
    assert all("not stated as made a field visit" in row.reason for row in visits.near_misses)


def test_first_before_others_is_not_the_first_time(out: Path) -> None:
    answer = ask(out, "全省首部有哪些")
    assert ("吕梁市", "控制和查处违法建设条例") in told(answer)
    assert not any(row["claim"] == "首次" for row in answer.rows)


def test_people_proposals_and_programmes(out: Path) -> None:
    (row,) = ask(out, "蒋波是什么职务").rows
    assert (row["post"], row["body"]) == ("秘书长", "xx市人大常委会")
    assert [row.reason for row in ask(out, "谁提出了取消餐饮业一次性消毒餐具收费的建议").near_misses] == [
        "who proposed it is not stated"
    ]
    assert ("吕梁市", "代表法律服务工作室") in told(ask(out, "谁建了家站室"))
