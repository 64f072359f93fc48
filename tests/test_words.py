"""The lexicon: words lead to their concepts, and a code list that is not clear is refused."""

from pathlib import Path

import pytest

from kg.errors import InputError, KgError
from kg.words import lexicon, load

HEAD = """
@prefix rd: <https://w3id.org/rendakg/def#> .
@prefix rdc: <https://w3id.org/rendakg/code/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
ONE = 'rdc:one a skos:Concept ; skos:inScheme rdc:topic ; skos:prefLabel "一"@zh, "one"@en ; skos:altLabel "壹"@zh .\n'

REFUSED = [
    ('rdc:one skos:prefLabel "二"@zh .', "one needs one skos:prefLabel"),
    ('rdc:two a skos:Concept ; skos:inScheme rdc:topic ; skos:prefLabel "二"@zh .', "two needs one skos:prefLabel"),
    ('rdc:two a skos:Concept ; skos:inScheme rdc:topic ; skos:prefLabel "two"@en .', "two needs one skos:prefLabel"),
    ('rdc:two a skos:Concept ; skos:prefLabel "二"@zh, "two"@en .', "two: skos:inScheme is missing"),
    ("rdc:one skos:inScheme rdc:unit .", "one: skos:inScheme is given 2 times"),
    (ONE.replace("rdc:one", "rdc:two"), "belongs to one and to two"),
    (ONE.replace("rdc:one", "rdc:two").replace("一", "二").replace('"one"', '"two"'), "'壹' belongs to one and to two"),
    (ONE.replace("rdc:one", "rdc:two").replace("一", "二").replace("壹", "贰"), "'one' belongs to one and to two"),
    ('rdc:one skos:altLabel "一"@zh .', "'一' belongs to one and to one"),
    ('rdc:one rd:bodyClass "other", "court" .', "one: its class is given 2 times"),
    ("rdc:one skos:broader rdc:two, rdc:three .", "one: skos:broader is given 2 times"),
    ("no turtle", "cannot be read"),
]


@pytest.mark.parametrize(("more", "message"), REFUSED)
def test_an_unclear_list_is_refused(tmp_path: Path, more: str, message: str) -> None:
    path = tmp_path / "codes.ttl"
    path.write_text(HEAD + ONE, encoding="utf-8")
    assert load(path).concept("one").alts == ("壹",)
    path.write_text(HEAD + ONE + more, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load(path)
    assert message in str(error.value)
    assert str(path) in str(error.value)
    assert error.value.mend


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.ttl"):
        load(tmp_path / "absent.ttl")


def test_a_law_needs_no_english_name(tmp_path: Path) -> None:
    path = tmp_path / "codes.ttl"
    path.write_text(
        HEAD + 'rdc:x a skos:Concept ; skos:inScheme rdc:law ; skos:prefLabel "某法"@zh .', encoding="utf-8"
    )
    assert load(path).laws == {"某法"}


def test_unknown_names_are_refused() -> None:
    with pytest.raises(KgError, match="no code 'adopted'"):
        lexicon().concept("adopted")
    with pytest.raises(KgError, match="no code list 'topics'"):
        lexicon().concepts("topics")


def test_counters_are_all_units_longest_first() -> None:
    counters = lexicon().counters
    assert sorted(counters) == sorted(lexicon().units)
    assert [len(counter) for counter in counters] == sorted((len(counter) for counter in counters), reverse=True)
    assert counters.index("件次") < counters.index("件")


@pytest.mark.parametrize(
    ("counter", "name"),
    [
        ("件", "unit-jian"),
        ("件次", "unit-jianci"),
        ("件(次)", "unit-jian-ci"),
        ("件（次）", "unit-jian-ci"),
        ("人次", "unit-renci"),
        ("人（次）", "unit-ren-ci"),
        ("名", "unit-ming"),
        ("%", "unit-percent"),
        ("％", "unit-percent"),
        ("个百分点", "unit-percentage-point"),
    ],
)
def test_units(counter: str, name: str) -> None:
    assert lexicon().units[counter].name == name


def test_durations_are_grouped() -> None:
    broader = {counter: concept.broader for counter, concept in lexicon().units.items()}
    assert {broader[counter] for counter in ("年", "个月", "天", "小时", "周年", "岁")} == {"unit-duration"}
    assert broader["件"] == ""
    assert "unit-duration" not in {concept.name for concept in lexicon().units.values()}


@pytest.mark.parametrize(
    ("form", "label", "group"),
    [
        ("人大", "人民代表大会", "congress"),
        ("人大及其常委会", "人大常委会", "standing-committee"),
        ("常委会党组", "人大常委会党组", "party-committee"),
        ("委员长会议", "主任会议", "chairs-council"),
        ("法制委", "法制委员会", "special-committee"),
        ("监察司法委", "监察和司法委员会", "special-committee"),
        ("城环资工委", "城环资工作委员会", "working-committee"),
        ("教科文卫工委", "教科文卫工作委员会", "working-committee"),
        ("政府", "人民政府", "government"),
        ("卫健委", "卫生健康委员会", "department"),
        ("中院", "中级人民法院", "court"),
        ("检察院", "人民检察院", "procuratorate"),
        ("监委", "监察委员会", "supervision-commission"),
    ],
)
def test_bodies(form: str, label: str, group: str) -> None:
    concept = lexicon().bodies[form]
    assert (concept.zh, concept.group) == (label, group)


@pytest.mark.parametrize(
    ("head", "group"),
    [("条例", "LocalRegulation"), ("法", "Law"), ("决议", "Decision"), ("实施细则", "NormativeDocument")],
)
def test_heads(head: str, group: str) -> None:
    assert lexicon().heads[head].group == group


def test_laws_are_named_without_the_state() -> None:
    assert {"宪法", "民法典", "湿地保护法", "监督法", "各级人民代表大会常务委员会监督法"} <= lexicon().laws
    assert not [law for law in lexicon().laws if law.startswith("中华人民共和国")]
    assert not [law for law in lexicon().laws if not law.endswith(("法", "法典"))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("停车场条例", ["parking"]),
        ("电动自行车管理条例", ["electric-bicycles"]),
        ("中小学校幼儿园规划建设条例", ["kindergartens", "education", "school-construction"]),
        ("燃气安全管理条例", ["gas-safety"]),
        ("某某条例", []),
    ],
)
def test_topics(text: str, names: list[str]) -> None:
    assert [topic.name for topic in lexicon().topics_in(text)] == sorted(names)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("召开市人大常委会会议", "standing-committee-meetings"),
        ("召开常委会党组会议", "party-group-meetings"),
        ("代表列席常委会会议", "deputies-attending"),
        ("开展执法检查", "law-inspections"),
        ("执法检查的法律法规", "laws-inspected"),
        ("代表建议答复率", "reply-rate"),
        ("代表建议", "suggestions"),
        ("提出意见的人大代表", None),
        ("主任会议成员现场办公", None),
        ("新增停车位", None),
    ],
)
def test_indicators(phrase: str, name: str | None) -> None:
    found = lexicon().indicator_in(phrase)
    assert (found.name if found else None) == name
