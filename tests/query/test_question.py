from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.query.ask import parse
from kg.query.ask.about import What
from kg.query.ask.examples import Example, examples, nearest
from kg.query.ask.kinds import Act, Pick, kinds
from kg.query.ask.question import Question, When
from kg.query.ask.words import Level, Noun, words
from kg.words import lexicon


def done(question: Question) -> str:
    """The name of what was done: of the act, or of the pick for the slot of acts."""
    return question.act.name if question.act else question.picks[0].name


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
    assert (question.who.codes, done(question), question.what, question.when) == (CITY, "enacted", PARKING, When())


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
    assert done(parse(text)) == act


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("哪些城市制定了城区停车管理条例", What(("parking",), ("城区",), REGULATIONS)),
        ("哪些城市制定了《停车场条例》", What((), ("停车场条例",), ())),
        ('which cities enacted "停车场条例"', What((), ("停车场条例",), ())),
        ("哪些城市制定了梅花鹿条例", What((), ("梅花鹿",), REGULATIONS)),
        ("哪些城市制定了关于梅花鹿的条例", What((), ("梅花鹿",), REGULATIONS)),
        ("哪些城市制定了条例", What((), (), REGULATIONS)),
        ("which cities adopted decisions on parking", What(("parking",), (), ("Decision",))),
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
        ("2022年、2023年哪些城市制定了停车条例", When(2022, 2023)),
        ("2022和2023年哪些城市制定了停车条例", When(2022, 2023)),
        ("2023年以前哪些城市制定了停车条例", When(None, 2022)),
        ("which cities enacted parking regulations in 2022 and 2023", When(2022, 2023)),
        ("which cities enacted parking regulations before 2023", When(None, 2022)),
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
        ("多少城市制定了停车条例", "制定"),
        ("哪些城市喜欢停车条例", "喜欢"),
        ("which cities hate parking regulations", "hate"),
        ("哪些城市昨天制定了停车条例", "昨天"),
        ("去年哪些城市制定了停车条例", "去年"),
        ("哪些城市制定并修改了停车条例", "修改"),
        ("which cities enacted and repealed parking regulations", "repealed"),
        ("which cities enacted frobnication regulations", "frobnication"),
        ("哪些城市制定了停车条例和养犬条例", "和"),
        ("哪些条例正在审议", "正在"),
        ("哪些条例未获通过", "未获"),
        ("2020年和2023年哪些城市制定了停车条例", "2020年"),
        ("3023年哪些城市制定了停车条例", "3023年"),
        ("接待群众平均多少人次", "平均"),
        ("你好", "你好"),
    ],
)
def test_what_is_not_understood_is_named(text: str, part: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    said = str(caught.value)
    assert "not understood" in said
    assert f"“{part}”" in said.partition(";")[0]
    assert said.count("kg ask") == 6


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", "what was done"),
        ("停车条例", "what was done"),
        ("哪里最多", "what is counted"),
        ("比较大同市", "which two places"),
        ("谁是", "who or which post"),
        ("哪些城市制定了", "what it is about"),
        ("?!", "what was done"),
    ],
)
def test_a_part_that_is_missing_is_named(text: str, missing: str) -> None:
    with pytest.raises(UsageError, match=missing):
        parse(text)


def test_the_codes_of_the_words_are_those_of_the_lists() -> None:
    schemes = ("division-kind", "legislative-step", "supervision", "outcome", "proposal", "programme", "facility")
    names = {concept.name for scheme in schemes for concept in lexicon().concepts(scheme)}
    meanings = [phrase.meaning for phrase in words().phrases]
    acts = [phrase.meaning for kind in kinds().values() for phrase in kind.phrases]
    assert {code for one in meanings if isinstance(one, Level) for code in one.codes} <= names
    assert {code for one in acts if isinstance(one, Act) for code in (*one.steps, *one.near)} <= names
    assert {code for one in acts if isinstance(one, Pick) for code in (*one.codes, *one.near)} <= names
    assert {name for one in meanings if isinstance(one, Noun) for name in one.classes} <= set(words().classes)
    assert set(words().void) <= names


def test_every_pick_fills_a_slot_of_its_kind() -> None:
    for kind in kinds().values():
        picks = [phrase.meaning for phrase in kind.phrases if isinstance(phrase.meaning, Pick)]
        assert {pick.slot for pick in picks} == set(kind.slots), kind.name


@pytest.mark.parametrize("name", list(kinds()))
def test_no_word_plays_two_parts(name: str) -> None:
    for phrases in (words().phrases, kinds()[name].phrases):
        texts = [phrase.text for phrase in phrases]
        assert len(texts) == len(set(texts)), sorted(text for text in texts if texts.count(text) > 1)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.zh)
def test_both_languages_are_understood_alike(example: Example) -> None:
    chinese, english = parse(example.zh), parse(example.en)
    assert chinese.kind is english.kind
    assert (chinese.who.codes, chinese.who.places, chinese.when) == (
        english.who.codes,
        english.who.places,
        english.when,
    )
    assert (chinese.what.topics, chinese.what.indicators) == (english.what.topics, english.what.indicators)
    assert (chinese.what.words, chinese.act) == (english.what.words, english.act)


def test_the_nearest_questions_share_most_words() -> None:
    assert nearest("which cities adore parking regulations")[1] == "which cities enacted parking regulations"
    assert nearest("联络站到底在哪")[0].count("联络站") == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("大同市接待了多少群众", "figures"),
        ("which city has the most visitors", "figures"),
        ("师永学担任什么职务", "people"),
        ("餐具收费的建议是谁提的", "proposals"),
        ("码上办是谁建的", "programmes"),
        ("大同市率先做了什么", "claims"),
        ("哪些市有合作", "cooperation"),
        ("哪些市得过奖", "awards"),
        ("大同市作出了什么决议", "decisions"),
        ("谁就医疗保障开展过专题询问", "supervision"),
        ("大同市审议了哪些条例", "steps"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert parse(text).kind.name == kind


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("接待群众6000人次以上的有哪些", "at least 6000 人次"),
        ("接待群众至少六千人次", "at least 6000 人次"),
        ("哪些市接待群众超过6350人次", "more than 6350 人次"),
        ("接待群众不到6000人次的地方", "less than 6000 人次"),
        ("接待群众在5000到7000人次之间的", "at least 5000, at most 7000 人次"),
        ("代表联络站正好141个的是哪里", "exactly 141"),
        ("which cities received fewer than 2,000 visits", "less than 2000 人次"),
        ("执法检查次数前三名", "most first, top 3"),
        ("哪个市执法检查最少", "fewest first, top 1"),
        ("哪些数字被隐去", "masked"),
        ("which figures disagree", "in conflict"),
        ("大同市和长治市谁的代表联络站更多", "compared"),
        ("which has more liaison stations, Datong or Changzhi", "compared"),
    ],
)
def test_figure(text: str, said: str) -> None:
    assert str(parse(text).figure).startswith(said)


@pytest.mark.parametrize(
    ("text", "places", "within", "masked", "committee"),
    [
        ("山西省内的市制定了哪些条例", (), ("140000",), "", False),
        ("山西省哪些城市制定了停车条例", (), ("140000",), "", False),
        ("which regulations did cities in Shanxi enact", (), ("140000",), "", False),
        ("制定停车条例的山西城市", (), ("140000",), "", False),
        ("大同市和吕梁市制定了哪些条例", ("140200", "141100"), (), "", False),
        ("Datong's regulations", ("140200",), (), "", False),
        ("xx市制定了哪些条例", (), (), "xx市", False),
        ("大同市法制委员会审议了哪些条例", ("140200",), (), "", True),
        ("《大同市养犬管理条例》通过了吗", ("140200",), (), "", False),
    ],
)
def test_places(text: str, places: tuple[str, ...], within: tuple[str, ...], masked: str, committee: bool) -> None:
    who = parse(text).who
    assert (who.places, who.within, who.masked, who.committee) == (places, within, masked, committee)
