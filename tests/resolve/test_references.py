"""What mentions refer to: 我市, 市人大常委会, 该条例, 《条例》 and masked names, within one report."""

from __future__ import annotations

import pytest

from kg.model import Body, DateValue, Document, Meeting, Place, Reference, Work
from kg.recognise import recognise
from kg.resolve import resolve
from kg.text.clauses import clauses
from kg.text.reports import split_reports

CITY = "大同市人大常委会2023年工作综述\n\n一年来，大同市人大常委会开展工作。我市很好。\n市人大常委会认真负责。\n"
COUNTY = "陇西县人大常委会2023年工作综述\n\n一年来，陇西县人大常委会开展工作。我县很好。\n县人大常委会认真负责。\n"
REGION = (
    "内蒙古自治区人大常委会2023年工作综述\n\n一年来，内蒙古自治区人大常委会开展工作。\n自治区人大常委会认真负责。\n"
)
MASKED = "xx市人大常委会2023年工作综述\n\n一年来，xx市人大常委会开展工作。\n市人大常委会认真负责。\n"


def read(text: str) -> list[tuple[str, Reference]]:
    """The printed mentions of all reports of a text, and what they refer to."""
    found = []
    for report in split_reports(Document("例.txt", text, "utf_8")):
        resolved = resolve(report, [(clause, recognise(clause)) for clause in clauses(report)])
        for clause, references in zip(resolved.clauses, resolved.references, strict=True):
            found += [(clause.text[r.mention.start : r.mention.end], r) for r in references]
    return found


def of(opening: str, text: str) -> Reference:
    """What the last mention of ``text`` refers to, in a report that opens so."""
    return read(f"{opening}{text}\n")[-1][1]


# opening, text that ends with a body, its place's key, its kind
BODIES = [
    (CITY, "市人大常委会", "140200", "npcsc"),
    (CITY, "市人大及其常委会", "140200", "npcsc"),
    (CITY, "常委会", "140200", "npcsc"),
    (CITY, "市人大", "140200", "npc"),
    (CITY, "主任会议", "140200", "chairs-council"),
    (CITY, "法制委", "140200", "law-committee"),
    (CITY, "市政府", "140200", "government"),
    (CITY, "市委", "140200", "party-committee"),
    (CITY, "省人大常委会", "140000", "npcsc"),
    (CITY, "山西省人大常委会", "140000", "npcsc"),
    (CITY, "全国人大常委会", "CN", "npcsc"),
    (CITY, "朔州市人大常委会", "140600", "npcsc"),
    (CITY, "云州区人大常委会", "140215", "npcsc"),
    (COUNTY, "县人大常委会", "621122", "npcsc"),
    (COUNTY, "市人大常委会", "621100", "npcsc"),
    (COUNTY, "省人大常委会", "620000", "npcsc"),
    (REGION, "自治区人大常委会", "150000", "npcsc"),
    (REGION, "自治区党委", "150000", "party-committee"),
]


@pytest.mark.parametrize(("opening", "text", "key", "kind"), BODIES)
def test_body(opening: str, text: str, key: str, kind: str) -> None:
    body = of(opening, text).entity
    assert isinstance(body, Body)
    assert (body.place.key, body.kind) == (key, kind)


@pytest.mark.parametrize("text", ["各县（市、区）人大常委会", "乡镇人大", "区人大常委会"])
def test_bodies_of_other_levels_are_not_the_own_one(text: str) -> None:
    body = of(CITY, text).entity
    assert body is None or (isinstance(body, Body) and body.place.key != "140200")


# opening, text that ends with a place, its key
PLACES = [
    (CITY, "我市", "140200"),
    (CITY, "全市", "140200"),
    (CITY, "大同市", "140200"),
    (CITY, "我省", "140000"),
    (CITY, "全省", "140000"),
    (CITY, "云州区", "140215"),
    (COUNTY, "我县", "621122"),
    (COUNTY, "我市", "621100"),
    (REGION, "我区", "150000"),
]


@pytest.mark.parametrize(("opening", "text", "key"), PLACES)
def test_place(opening: str, text: str, key: str) -> None:
    place = of(opening, text).entity
    assert isinstance(place, Place)
    assert place.key == key


# opening, text that ends with a work, its title, its place's key, its class, whether the place is assumed
WORKS = [
    (CITY, "《大同市停车条例》", "停车条例", "140200", "LocalRegulation", False),
    (CITY, "《停车条例》", "停车条例", "140200", "LocalRegulation", True),
    (CITY, "《山西省停车条例》", "停车条例", "140000", "LocalRegulation", False),
    (CITY, "《水法》", "水法", "CN", "Law", False),
    (CITY, "《中华人民共和国水法》", "水法", "CN", "Law", False),
    (CITY, "《大同市停车条例（草案）》", "停车条例", "140200", "LocalRegulation", False),
    (CITY, "制定《大同市停车条例》。批准该条例", "停车条例", "140200", "LocalRegulation", False),
    (CITY, "制定《大同市停车条例》。实施《条例》", "停车条例", "140200", "LocalRegulation", False),
    (CITY, "制定《大同市停车条例》、《大同市养犬条例》。实施《条例》", "养犬条例", "140200", "LocalRegulation", False),
    (CITY, "制定《大同市停车条例》、《大同市供水办法》。批准该条例", "停车条例", "140200", "LocalRegulation", False),
    (CITY, "制定《大同市停车条例》（以下简称《条例》）。实施《条例》", "停车条例", "140200", "LocalRegulation", False),
    (
        CITY,
        "制定《大同市停车条例》（以下简称《停车条例》）。实施《停车条例》",
        "停车条例",
        "140200",
        "LocalRegulation",
        False,
    ),
    (
        CITY,
        "制定《大同市促进科学技术普及条例》（以下简称《科普条例》）。实施《科普条例》",
        "促进科学技术普及条例",
        "140200",
        "LocalRegulation",
        False,
    ),
    (COUNTY, "《陇西县河道管理办法》", "河道管理办法", "621122", "NormativeDocument", False),
]


@pytest.mark.parametrize(("opening", "text", "expected"), [(row[0], row[1], row[2:]) for row in WORKS])
def test_work(opening: str, text: str, expected: tuple[str, str, str, bool]) -> None:
    reference = of(opening, text)
    work = reference.entity
    assert isinstance(work, Work)
    assert (work.title, work.place.key, work.kind, reference.assumed) == expected


@pytest.mark.parametrize(
    "text", ["实施《条例》", "批准该条例", "制定《大同市供水办法》。批准该条例", "对种子“一法一条例”"]
)
def test_what_points_at_nothing_named_stays_open(text: str) -> None:
    assert of(CITY, text).entity is None


def test_an_anaphor_does_not_reach_into_the_next_report() -> None:
    text = f"{CITY}制定《大同市停车条例》。\n\n{COUNTY}实施《条例》。\n"
    assert read(text)[-1][1].entity is None


# text, term, number
SESSIONS = [
    ("市十五届人大常委会第二十二次会议", "140200", "npcsc", 15, 22),
    ("省十四届人大常委会第十次会议", "140000", "npcsc", 14, 10),
    ("市第十五届人民代表大会第三次会议", "140200", "npc", 15, 3),
]


@pytest.mark.parametrize(("text", "key", "kind", "term", "ordinal"), SESSIONS)
def test_session(text: str, key: str, kind: str, term: int, ordinal: int) -> None:
    meeting = of(CITY, text).entity
    assert isinstance(meeting, Meeting)
    assert (meeting.body.place.key, meeting.body.kind, meeting.term, meeting.number) == (key, kind, term, ordinal)


def test_a_masked_session_is_its_body() -> None:
    body = of(CITY, "市xx届人大常委会第x次会议").entity
    assert isinstance(body, Body)
    assert (body.place.key, body.kind) == ("140200", "npcsc")


# text that ends with a date, its year
DATES = [
    ("今年", 2023),
    ("今年2月13日", 2023),
    ("2021年10月30日", 2021),
    ("10月30日", 2023),
    ("2021年3月1日开会，5月1日", 2021),
]


@pytest.mark.parametrize(("text", "year"), DATES)
def test_date(text: str, year: int) -> None:
    value = of(CITY, text).mention.value
    assert isinstance(value, DateValue)
    assert value.year == year


def test_who_speaks_of_last_year_writes_in_the_next() -> None:
    found = {printed: r.mention.value for printed, r in read(f"{CITY}去年开会。今年开会。\n")}
    last, this = found["去年"], found["今年"]
    assert isinstance(last, DateValue)
    assert isinstance(this, DateValue)
    assert (last.year, this.year) == (2023, 2024)


def test_without_a_year_a_relative_date_stays_open() -> None:
    value = of("大同市人大常委会工作综述\n\n大同市人大常委会开会。\n", "去年").mention.value
    assert isinstance(value, DateValue)
    assert value.year is None


class TestMasked:
    def test_all_ways_to_name_the_own_place_are_one(self) -> None:
        found = [r.entity for printed, r in read(MASKED + "xx市很好。我市很好。全市都好。") if printed.endswith("市")]
        keys = [place.key for place in found if isinstance(place, Place)]
        assert len(keys) == 3
        assert len(set(keys)) == 1

    def test_the_province_is_masked_too(self) -> None:
        body = of(MASKED, "省人大常委会").entity
        assert isinstance(body, Body)
        assert body.place.redacted
        assert body.place.key.endswith("-province")

    def test_another_masked_place_is_one_per_mention(self) -> None:
        found = [r.entity for printed, r in read(MASKED + "xx区很好。xx区也好。") if printed == "xx区"]
        keys = [place.key for place in found if isinstance(place, Place)]
        assert len(keys) == len(set(keys)) == 2

    def test_works_of_two_reports_stay_apart(self) -> None:
        text = f"{MASKED}制定《xx市停车条例》。\n\n{MASKED}制定《xx市停车条例》。\n"
        works = [r.entity for _, r in read(text) if isinstance(r.entity, Work)]
        assert [work.title for work in works] == ["停车条例", "停车条例"]
        assert works[0].place.key != works[1].place.key
