from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from sample import HEADING, STEPS, TEXTS

from kg.errors import InputError
from kg.query.ask import Row, ask, parse, queries
from kg.rdf.vocabulary import PREFIXES

ZH = "哪些城市制定了停车条例"
EN = "which cities enacted parking regulations"


def places(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    return sorted((row.place, row.kind) for row in rows)


def reason(out: Path, question: str, place: str) -> str:
    (found,) = [row.reason for row in ask(out, question).near_misses if row.place == place]
    return found


def test_who_enacted(sample_out: Path) -> None:
    assert places(ask(sample_out, ZH).rows) == [
        ("xx市", "enactment"),
        ("xx市", "promulgation"),
        ("云山市", "promulgation"),
        ("新港市", "adoption"),
        ("金湾市", "enactment"),
    ]


def test_both_languages_give_the_same(sample_out: Path) -> None:
    chinese, english = ask(sample_out, ZH), ask(sample_out, EN)
    assert chinese.rows
    assert chinese.rows == english.rows
    assert chinese.near_misses == english.near_misses
    assert chinese.query == english.query


def test_a_row_has_the_first_of_its_proofs(sample_out: Path) -> None:
    row = next(row for row in ask(sample_out, ZH).rows if row.year == 2023)
    quote = "制定出台了《xx市停车场条例》"
    start = TEXTS["volume.txt"].index(quote)
    assert (row.quote, row.document, row.start, row.end) == (quote, "volume.txt", start, start + len(quote))
    assert (row.year, row.date, row.masked) == (2023, None, True)
    assert row.place_iri.endswith("/division/x-1")


def test_a_work_is_of_the_place_that_issues_it(sample_out: Path) -> None:
    (inspected,) = ask(sample_out, "哪些城市检查了停车条例").rows
    (approved,) = ask(sample_out, "哪些省批准了停车条例").rows
    assert (inspected.place, inspected.issuer) == ("白石市", "江东省")
    assert (approved.place, approved.issuer) == ("江东省", "赤岭市")
    assert all(row.issuer == row.place for row in ask(sample_out, ZH).rows)


def test_masked_places_stay_apart(sample_out: Path) -> None:
    masked = [row for row in ask(sample_out, ZH).rows if row.place == "xx市"]
    assert len({row.place_iri for row in masked}) == 2
    text = TEXTS["volume.txt"]
    assert [row.report for row in masked] == [HEADING, HEADING]
    assert [row.report_start for row in masked] == [text.index(f"{HEADING}\n2023"), text.rindex(HEADING)]


def test_times(sample_out: Path) -> None:
    rows = {row.place: row for row in ask(sample_out, ZH).rows}
    assert (rows["云山市"].date, rows["云山市"].year) == ("2021-06-01", 2021)
    assert (rows["金湾市"].date, rows["金湾市"].year, rows["金湾市"].period) == (None, None, "近五年来")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("xx自治州", ["only second reading (二审)", "autonomous prefecture (自治州) is not a city"]),
        ("青河市", ["only listed in a legislative plan"]),
        ("白石市", ["only law inspection (执法检查)"]),
        ("南区", ["district (市辖区) is not a city"]),
        ("江东省", ["province (省) is not a city"]),
        ("旧港市", ["repealed (废止)"]),
        ("黑山市", ["rejected (未获通过)"]),
        ("灰湖市", ["a normative document (规范性文件), not a local regulation"]),
        ("赤岭市", ["only approval (批准)"]),
        ("碧川市", ["not enacted (制定) by the congress of its own place"]),
    ],
)
def test_near_misses_say_why(sample_out: Path, place: str, said: list[str]) -> None:
    found = reason(sample_out, ZH, place)
    for part in said:
        assert part in found


def test_no_near_miss_is_a_row_and_none_is_left_out(sample_out: Path) -> None:
    answer = ask(sample_out, ZH)
    works = {step.work for step in STEPS if step.topic == "parking"}
    rows, near = ({row.work_iri for row in found} for found in (answer.rows, answer.near_misses))
    assert rows | near == works
    assert not rows & near
    assert all(row.reason for row in answer.near_misses)
    assert not any(row.reason for row in answer.rows)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2023年" + ZH, ["xx市"]),
        (EN + " since 2020", ["xx市", "云山市"]),
        (EN + " between 2018 and 2022", ["云山市", "新港市", "金湾市"]),
        ("哪些城市制定了《停车场条例》", ["xx市"]),
        ("哪些城市修订了养犬条例", ["云山市"]),
        ("which cities repealed parking regulations", ["新港市", "旧港市"]),
        ("哪些自治州审议了停车条例", ["xx自治州"]),
        ("哪些城市计划制定停车条例", ["青河市"]),
        ("哪些城市检查了停车条例", ["白石市"]),
        ("哪些省制定了停车条例", ["江东省"]),
        ("哪些省批准了停车条例", ["江东省"]),
        ("which cities approved parking regulations", []),
        ("大同市制定了停车条例", []),
        ("which cities enacted rules on museums", []),
    ],
)
def test_other_questions(sample_out: Path, question: str, expected: list[str]) -> None:
    assert sorted(row.place for row in ask(sample_out, question).rows) == sorted(expected)


@pytest.mark.parametrize(
    ("place", "said"),
    [("云山市", "another time: 2021"), ("金湾市", "another time: 2018–2022"), ("赤岭市", "the year is not stated")],
)
def test_another_year_is_a_near_miss(sample_out: Path, place: str, said: str) -> None:
    assert said in reason(sample_out, "2023年" + ZH, place)


def test_a_period_that_only_touches_the_years_asked_for(sample_out: Path) -> None:
    assert "some time in 2018–2022" in reason(sample_out, "2020年" + ZH, "金湾市")


def test_a_named_place_has_near_misses_of_its_own_only(sample_out: Path) -> None:
    answer = ask(sample_out, "大同市制定了停车条例")
    assert answer.rows == answer.near_misses == ()


@pytest.mark.parametrize("title", ['停车"条例', "停车\\条例", '停车") } #', "停车'条例", "停车{}条例"])
def test_a_title_is_text_and_never_query(sample_out: Path, title: str) -> None:
    assert ask(sample_out, f"哪些城市制定了《{title}》").rows == ()


def test_no_graph(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run kg build first"):
        ask(tmp_path, ZH)


@pytest.mark.parametrize("text", [ZH, "2023年" + ZH, "哪些城市检查了停车条例", "哪些城市修订了养犬条例"])
def test_any_sparql_engine_gives_the_same(sample_out: Path, text: str) -> None:
    graph = Graph().parse(sample_out / "graph.ttl", format="turtle")
    answer, question = ask(sample_out, text), parse(text)
    query, near_query = queries(question)
    rows = graph.query(query, initNs=dict(PREFIXES))
    assert {str(row.fact) for row in rows} == {row.fact_iri for row in answer.rows}  # type: ignore[union-attr]
    facts = {str(row.fact) for row in graph.query(near_query, initNs=dict(PREFIXES))}  # type: ignore[union-attr]
    assert {row.fact_iri for row in (*answer.rows, *answer.near_misses)} <= facts


def test_the_near_miss_with_the_fewest_reasons_and_then_the_furthest_step_is_shown(sample_out: Path) -> None:
    assert reason(sample_out, "2005年" + ZH, "旧港市") == "repealed (废止) later"
    (row,) = [row for row in ask(sample_out, ZH).near_misses if row.place == "旧港市"]
    assert (row.kind, row.reason) == ("repeal", "repealed (废止)")
