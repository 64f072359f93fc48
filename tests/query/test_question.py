from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.query.ask import parse
from kg.query.ask.question import What, When
from kg.query.ask.words import Act, Level, Noun, words
from kg.words import lexicon

REGULATIONS = ("LocalRegulation", "Decision")
PARKING = What(("parking",), (), REGULATIONS)
CITY = ("prefecture-city", "county-city")


@pytest.mark.parametrize(
    "text",
    [
        "哪些城市制定了停车条例",
        "哪些城市出台了停车场条例？",
        "哪些市人大常委会制定了停车条例",
        "制定停车条例的城市有哪些",
        "停车条例是哪些城市制定的？",
        "哪些城市通过了关于停车的地方性法规",
        "which cities enacted parking regulations",
        "Which cities have adopted regulations on parking?",
        "list the cities that passed parking-lot regulations",
        "parking regulations enacted by which cities",
    ],
)
def test_one_question_in_many_words(text: str) -> None:
    question = parse(text)
    assert (question.who.codes, question.act.name, question.what, question.when) == (CITY, "enacted", PARKING, When())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("哪些自治州制定了停车条例", ("autonomous-prefecture", "league")),
        ("哪些省制定了停车条例", ("province", "autonomous-region", "municipality")),
        ("哪些县制定了停车条例", ("county", "autonomous-county", "banner")),
        ("哪些区制定了停车条例", ("district",)),
        ("哪些地方制定了停车条例", ()),
        ("which provinces enacted parking regulations", ("province", "autonomous-region", "municipality")),
        ("which counties enacted parking regulations", ("county", "autonomous-county", "banner")),
        ("which autonomous prefectures enacted parking regulations", ("autonomous-prefecture", "league")),
    ],
)
def test_who(text: str, codes: tuple[str, ...]) -> None:
    assert parse(text).who.codes == codes


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("哪些城市修订了停车条例", "amended"),
        ("哪些城市废止了停车条例", "repealed"),
        ("哪些城市审议了停车条例", "deliberated"),
        ("哪些城市审议通过了停车条例", "enacted"),
        ("哪些城市计划制定停车条例", "planned"),
        ("哪些城市检查了停车条例", "inspected"),
        ("which cities amended parking regulations", "amended"),
        ("which cities repealed parking regulations", "repealed"),
        ("which cities deliberated parking regulations", "deliberated"),
        ("which cities planned parking regulations", "planned"),
        ("which cities inspected parking regulations", "inspected"),
        ("批准了哪些停车条例", "approved"),
        ("which provinces approved parking regulations", "approved"),
        ("停车条例什么时候施行", "in force"),
        ("when did the parking regulations come into force", "in force"),
        ("when did 大同市 enact parking regulations", "enacted"),
    ],
)
def test_act(text: str, act: str) -> None:
    assert parse(text).act.name == act


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("哪些城市制定了城区停车管理条例", What(("parking",), ("城区",), REGULATIONS)),
        ("哪些城市制定了《停车场条例》", What((), ("停车场条例",), ())),
        ('which cities enacted "停车场条例"', What((), ("停车场条例",), ())),
        ("哪些城市制定了梅花鹿条例", What((), ("梅花鹿",), REGULATIONS)),
        ("哪些城市制定了关于梅花鹿的条例", What((), ("梅花鹿",), REGULATIONS)),
        ("哪些城市制定了条例", What((), (), REGULATIONS)),
        ("which cities made decisions on parking", What(("parking",), (), ("Decision",))),
        ("which cities enacted rules on dogs", What(("dogs",), (), REGULATIONS)),
        ("which places inspected the Work Safety Law", What((), ("安全生产法",), ("Law",))),
        ("哪些地方检查了安全生产法", What((), ("安全生产法",), ("Law",))),
        ("哪些地方检查了食品安全法规", What(("food-safety",), (), REGULATIONS)),
        ("which places inspected laws on water pollution", What(("water-pollution",), (), ("Law",))),
        ("哪些地方检查了水污染法律", What(("water-pollution",), (), ("Law",))),
        ("which cities enacted parking laws", What(("parking",), (), ("Law", *REGULATIONS))),
        ("哪些城市制定了停车法律法规", What(("parking",), (), ("Law", *REGULATIONS))),
        ("which cities enacted rules on electric bikes", What(("electric-bicycles",), (), REGULATIONS)),
        ("which cities enacted kindergarten rules", What(("kindergartens",), (), REGULATIONS)),
        ("哪些城市制定了大同长城条例", What(("great-wall",), ("大同",), REGULATIONS)),
    ],
)
def test_what(text: str, what: What) -> None:
    assert parse(text).what == what


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2023年哪些城市制定了停车条例", When(2023, 2023)),
        ("哪些城市在2023 年制定了停车条例", When(2023, 2023)),
        ("哪些城市在２０２３年制定了停车条例", When(2023, 2023)),
        ("哪些城市2021至2023年制定了停车条例", When(2021, 2023)),
        ("哪些城市2021年-2023年制定了停车条例", When(2021, 2023)),
        ("2020年以来哪些城市制定了停车条例", When(2020, None)),
        ("which cities enacted parking regulations in 2023", When(2023, 2023)),
        ("which cities enacted parking regulations between 2021 and 2023", When(2021, 2023)),
        ("which cities enacted parking regulations since 2020", When(2020, None)),
        ("which cities enacted parking regulations up to 2020", When(None, 2020)),
    ],
)
def test_when(text: str, when: When) -> None:
    assert parse(text).when == when


@pytest.mark.parametrize(
    "text", ["大同市制定了哪些条例", "which regulations did 大同市 enact", "2023年大同市制定了什么条例"]
)
def test_a_named_place(text: str) -> None:
    who = parse(text).who
    assert (who.codes, who.places) == ((), ("140200",))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("哪些城市没有制定停车条例", "没有"),
        ("which cities have not enacted parking regulations", "not"),
        ("多少城市制定了停车条例", "多少"),
        ("哪些城市喜欢停车条例", "喜欢"),
        ("which cities hate parking regulations", "hate"),
        ("哪些城市昨天制定了停车条例", "昨天"),
        ("去年哪些城市制定了停车条例", "去年"),
        ("哪些城市制定并修改了停车条例", "修改"),
        ("which cities enacted and repealed parking regulations", "repealed"),
        ("which cities enacted frobnication regulations", "frobnication"),
        ("山西省哪些城市制定了停车条例", "山西省"),
        ("你好", "你好"),
    ],
)
def test_what_is_not_understood_is_named(text: str, part: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    said = str(caught.value)
    assert "not understood" in said
    assert f"“{part}”" in said.partition(";")[0]
    for example in words().examples:
        assert example in said


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", "what was done"),
        ("哪些城市的停车条例", "what was done"),
        ("哪些城市制定了", "what it is about"),
        ("?!", "what was done"),
    ],
)
def test_a_part_that_is_missing_is_named(text: str, missing: str) -> None:
    with pytest.raises(UsageError, match=missing):
        parse(text)


def test_the_examples_are_understood() -> None:
    for example in words().examples:
        assert str(parse(example))


def test_the_codes_of_the_words_are_those_of_the_lists() -> None:
    kinds = {concept.name for concept in lexicon().concepts("division-kind")}
    steps = {concept.name for name in ("legislative-step", "supervision") for concept in lexicon().concepts(name)}
    outcomes = {concept.name for concept in lexicon().concepts("outcome")}
    meanings = [phrase.meaning for phrase in words().phrases]
    assert {code for one in meanings if isinstance(one, Level) for code in one.codes} <= kinds
    assert {code for one in meanings if isinstance(one, Act) for code in (*one.steps, *one.near)} <= steps
    assert {name for one in meanings if isinstance(one, Noun) for name in one.classes} <= set(words().classes)
    assert set(words().void) <= outcomes


def test_no_word_plays_two_parts() -> None:
    texts = [phrase.text for phrase in words().phrases]
    assert len(texts) == len(set(texts)), sorted(text for text in texts if texts.count(text) > 1)


def test_the_questions_of_the_documentation_are_understood() -> None:
    text = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
    questions = re.findall(r'^kg ask "(.+)"$', text, re.MULTILINE)
    assert len(questions) >= 10
    for question in questions:
        assert str(parse(question))
