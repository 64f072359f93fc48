"""Bodies and sessions as clauses print them."""

from __future__ import annotations

import pytest

from kg.model import BodyValue, MeetingValue
from kg.recognise.bodies import bodies, meetings, number
from kg.recognise.places import places


def read(text: str) -> list[tuple[str, str]]:
    found = []
    for mention in bodies(text, places(text)):
        assert isinstance(mention.value, BodyValue)
        found.append((mention.value.place, mention.value.kind))
    return found


# text, printed place, kind
ONE = [
    ("市人大常委会", "市", "npcsc"),
    ("市人民代表大会常务委员会", "市", "npcsc"),
    ("市人大及其常委会", "市", "npcsc"),
    ("常委会", "", "npcsc"),
    ("人大常委会", "", "npcsc"),
    ("市人大", "市", "npc"),
    ("市人民代表大会", "市", "npc"),
    ("省人大常委会", "省", "npcsc"),
    ("自治区人大常委会", "自治区", "npcsc"),
    ("州人大常委会", "州", "npcsc"),
    ("区人大常委会", "区", "npcsc"),
    ("全国人大常委会", "全国", "npcsc"),
    ("大同市人大常委会", "大同市", "npcsc"),
    ("恩施土家族苗族自治州人大常委会", "恩施土家族苗族自治州", "npcsc"),
    ("恩施州人大常委会", "恩施州", "npcsc"),
    ("xx市人大常委会", "xx市", "npcsc"),
    ("xx回族自治州人大常委会", "xx回族自治州", "npcsc"),
    ("某县人大常委会", "某县", "npcsc"),
    ("主任会议", "", "chairs-council"),
    ("常委会主任会议", "", "chairs-council"),
    ("市人大常委会主任会议", "市", "chairs-council"),
    ("市人大法制委员会", "市", "law-committee"),
    ("市人大法制委", "市", "law-committee"),
    ("法制委", "", "law-committee"),
    ("法工委", "", "legislative-affairs-commission"),
    ("市人大常委会法制工作委员会", "市", "legislative-affairs-commission"),
    ("财经委", "", "financial-and-economic-committee"),
    ("市人大财政经济委员会", "市", "financial-and-economic-committee"),
    ("社会建设委", "", "social-development-committee"),
    ("监察司法委", "", "supervisory-and-judicial-committee"),
    ("农工委", "", "rural-working-committee"),
    ("市人大常委会农村工作委员会", "市", "rural-working-committee"),
    ("预算工委", "", "budget-working-committee"),
    ("代表工委", "", "deputies-working-committee"),
    ("市政府", "市", "government"),
    ("市人民政府", "市", "government"),
    ("省政府", "省", "government"),
    ("市教育局", "市", "education-bureau"),
    ("市公安局", "市", "public-security-bureau"),
    ("市发改委", "市", "reform-commission"),
    ("市中级人民法院", "市", "intermediate-court"),
    ("市人民检察院", "市", "procuratorate"),
    ("市监委", "市", "supervision-commission"),
    ("市委", "市", "party-committee"),
    ("省委", "省", "party-committee"),
    ("县委", "县", "party-committee"),
    ("自治区党委", "自治区", "party-committee"),
]


@pytest.mark.parametrize(("text", "place", "kind"), ONE)
def test_one(text: str, place: str, kind: str) -> None:
    assert read(text) == [(place, kind)]


@pytest.mark.parametrize(("text", "place", "kind"), ONE)
def test_one_in_a_sentence(text: str, place: str, kind: str) -> None:
    assert read(f"会上，{text}作了报告。") == [(place, kind)]


# text, printed places and kinds
SEVERAL = [
    ("省人大常委会、市教育局", [("省", "npcsc"), ("市", "education-bureau")]),
    ("市人大常委会听取市政府的报告", [("市", "npcsc"), ("市", "government")]),
    ("市委、市人大常委会、市政府", [("市", "party-committee"), ("市", "npcsc"), ("市", "government")]),
    ("法制委、法工委", [("", "law-committee"), ("", "legislative-affairs-commission")]),
    ("大同市人大常委会与朔州市人大常委会", [("大同市", "npcsc"), ("朔州市", "npcsc")]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["", "市委书记", "市委宣传部", "委员们", "教育事业", "法制建设"])
def test_none(text: str) -> None:
    assert read(text) == []


# text, printed place, standing committee's, term, number
SESSIONS = [
    ("市十五届人大常委会第二十二次会议", "市", True, 15, 22),
    ("省十四届人大常委会第十次会议", "省", True, 14, 10),
    ("大同市第十六届人大常委会第4次会议", "大同市", True, 16, 4),
    ("市第十五届人民代表大会常务委员会第三次会议", "市", True, 15, 3),
    ("市第十五届人民代表大会第三次会议", "市", False, 15, 3),
    ("市十五届人大四次会议", "市", False, 15, 4),
    ("xx市十五届人大常委会第二十二次会议", "xx市", True, 15, 22),
    ("市十六届人大常委会第xx次会议", "市", True, 16, None),
    ("市xx届人大常委会第x次会议", "市", True, None, None),
    ("十四届全国人大二次会议", "全国", False, 14, 2),
    ("十三届全国人大常委会第三十次会议", "全国", True, 13, 30),
    ("第十四届全国人民代表大会第一次会议", "全国", False, 14, 1),
]


@pytest.mark.parametrize(("text", "place", "standing", "term", "ordinal"), SESSIONS)
def test_session(text: str, place: str, standing: bool, term: int | None, ordinal: int | None) -> None:
    (mention,) = meetings(f"经{text}通过", places(f"经{text}通过"))
    assert mention.value == MeetingValue(place, standing, term, ordinal)
    assert (mention.start, mention.end) == (1, 1 + len(text))


@pytest.mark.parametrize("text", ["", "召开常委会会议8次", "第十五届人民代表大会", "第三次会议", "十五届人大常委会"])
def test_no_session(text: str) -> None:
    assert meetings(text, places(text)) == ()


# ordinal, its value
ORDINALS = [
    ("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("二十二", 22), ("九十九", 99), ("一百", 100), ("一百零三", 103),
    ("一百二十三", 123), ("4", 4), ("22", 22), ("x", None), ("xx", None), ("某", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ORDINALS)
def test_ordinal(text: str, value: int | None) -> None:
    assert number(text) == value
