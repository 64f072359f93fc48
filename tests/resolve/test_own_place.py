"""Whose report it is: the place its bodies and titles carry, or a masked one of its own."""

from __future__ import annotations

import pytest

from kg.model import Document, Place
from kg.recognise import recognise
from kg.resolve import resolve
from kg.text.clauses import clauses
from kg.text.reports import split_reports


def places_of(text: str) -> list[Place]:
    found = []
    for report in split_reports(Document("例.txt", text, "utf_8")):
        marked = [(clause, recognise(clause)) for clause in clauses(report)]
        found.append(resolve(report, marked).report.place)
    return found


def report_of(body: str, title: str, prose: str = "") -> str:
    return f"{body}人大常委会2023年工作综述\n\n一年来，人大常委会制定《{title}》。{prose}\n"


# text, code, name
KNOWN = [
    pytest.param(report_of("大同市", "大同市停车条例"), "140200", "大同市", id="city"),
    pytest.param(
        report_of("市", "大同市停车条例", "大同市人大常委会开展检查。我市经济增长。"),
        "140200",
        "大同市",
        id="no heading",
    ),
    pytest.param(
        report_of("市", "停车条例", "大同市人大常委会在大同市开会。我市。"), "140200", "大同市", id="body only"
    ),
    pytest.param(
        report_of("陇西县", "定西市城市管理条例", "县人大常委会视察。我县。"), "621122", "陇西县", id="county"
    ),
    pytest.param(report_of("徐汇区", "上海市停车条例", "区人大常委会视察。我区。"), "310104", "徐汇区", id="district"),
    pytest.param(
        report_of("昆山市", "苏州市停车条例", "市人大常委会视察。我市。"), "320583", "昆山市", id="county city"
    ),
    pytest.param(
        report_of("贵州省", "贵州省湿地条例", "省人大常委会在贵阳市视察。我省。"), "520000", "贵州省", id="province"
    ),
    pytest.param(
        report_of("恩施土家族苗族自治州", "恩施土家族苗族自治州硒资源条例", "我州。"),
        "422800",
        "恩施土家族苗族自治州",
        id="prefecture",
    ),
    pytest.param(
        report_of("内蒙古自治区", "内蒙古自治区草原条例", "自治区人大常委会视察呼伦贝尔市。"),
        "150000",
        "内蒙古自治区",
        id="region",
    ),
    pytest.param(
        report_of("大同市", "大同市停车条例", "学习张家口市、朔州市、张家口市的经验。"),
        "140200",
        "大同市",
        id="others named",
    ),
    pytest.param(
        report_of("大同市", "大同市停车条例", "在省人大常委会指导下，省委、省政府支持工作。"),
        "140200",
        "大同市",
        id="heading against province",
    ),
]


@pytest.mark.parametrize(("text", "code", "name"), KNOWN)
def test_known(text: str, code: str, name: str) -> None:
    (place,) = places_of(text)
    assert (place.key, place.code, place.name, place.redacted) == (code, code, name, False)


# text, name, kind, kind of what is above it
MASKED = [
    pytest.param(report_of("xx市", "xx市停车条例"), "xx市", "prefecture-city", "province", id="city"),
    pytest.param(report_of("市", "停车条例", "我市。"), "市", "prefecture-city", "province", id="no name"),
    pytest.param(
        report_of("xx区", "xx市停车条例", "区人大常委会视察。我区。"),
        "xx区",
        "district",
        "prefecture-city",
        id="district",
    ),
    pytest.param(
        report_of("xx县", "xx市停车条例", "县人大常委会视察。我县。"), "xx县", "county", "prefecture-city", id="county"
    ),
    pytest.param(
        report_of("xx省", "xx省停车条例", "省人大常委会视察。我省。"), "xx省", "province", "nation", id="province"
    ),
    pytest.param(
        report_of("州", "xx回族自治州停车条例", "我州。州人大常委会。"),
        "xx回族自治州",
        "autonomous-prefecture",
        "province",
        id="prefecture",
    ),
    pytest.param(
        report_of("xx市", "xx市停车条例", "郧阳区人大代表赴十堰市学习，郧阳区很好。"),
        "xx市",
        "prefecture-city",
        "province",
        id="real names left over",
    ),
    pytest.param(
        report_of("市", "xx市停车条例", "市人大常委会赴大同市考察大同市的经验。我市。"),
        "xx市",
        "prefecture-city",
        "province",
        id="a model is not it",
    ),
]


@pytest.mark.parametrize(("text", "name", "kind", "above"), MASKED)
def test_masked(text: str, name: str, kind: str, above: str) -> None:
    (place,) = places_of(text)
    assert (place.name, place.kind, place.code, place.redacted) == (name, kind, None, True)
    assert place.key == f"x-{Document('例.txt', text, 'utf_8').doc16}-0"
    assert place.parent is not None
    assert place.parent.kind == above
    if above != "nation":
        assert place.parent.redacted
        assert place.parent.key.startswith(f"{place.key}-")


def test_two_reports_never_share_a_masked_place() -> None:
    one = report_of("xx市", "xx市停车条例")
    first, second = places_of(f"{one}\n{one}")
    assert first.name == second.name == "xx市"
    assert first.key != second.key
    assert first.parent is not None
    assert second.parent is not None
    assert first.parent.key != second.parent.key


def test_two_documents_never_share_a_masked_place() -> None:
    (first,) = places_of(report_of("xx市", "xx市停车条例"))
    (second,) = places_of(report_of("xx市", "xx市养犬条例"))
    assert first.key != second.key


def test_each_report_of_a_compilation_has_its_own_place() -> None:
    text = report_of("大同市", "大同市停车条例") + "\n" + report_of("xx市", "xx市停车条例", "我市。")
    known, masked = places_of(text)
    assert (known.key, masked.redacted) == ("140200", True)
