"""The table of divisions: codes, names, levels, years."""

import time
from collections import Counter

import pytest

from kg.divisions import HEADER, chain, divisions, lies_in
from kg.errors import InputError
from kg.model import Place

IN_FORCE = {
    "nation": 1,
    "province": 25,
    "autonomous-region": 5,
    "municipality": 4,
    "prefecture-city": 293,
    "autonomous-prefecture": 30,
    "prefecture": 7,
    "league": 3,
    "county-city": 398,
    "autonomous-county": 117,
    "banner": 52,
}

HOLDERS = [
    ("CN", "中华人民共和国", "nation", None),
    ("140200", "大同市", "prefecture-city", "140000"),
    ("140403", "潞州区", "district", "140400"),
    ("140402", "城区", "district", "140400"),
    ("140481", "潞城市", "county-city", "140400"),
    ("110105", "朝阳区", "district", "110000"),
    ("500240", "石柱土家族自治县", "autonomous-county", "500000"),
    ("429004", "仙桃市", "county-city", "420000"),
    ("429021", "神农架林区", "district", "420000"),
    ("659001", "石河子市", "county-city", "650000"),
    ("419001", "济源市", "county-city", "410000"),
    ("422800", "恩施土家族苗族自治州", "autonomous-prefecture", "420000"),
    ("150723", "鄂伦春自治旗", "banner", "150700"),
    ("152500", "锡林郭勒盟", "league", "150000"),
    ("653100", "喀什地区", "prefecture", "650000"),
    ("450000", "广西壮族自治区", "autonomous-region", "CN"),
    ("710000", "台湾省", "province", "CN"),
    ("810000", "香港特别行政区", "province", "CN"),
    ("330114", "钱塘区", "district", "330100"),
    ("500157", "两江新区", "district", "500000"),
]

NAMES = [
    ("大同市", ["140200"]),
    ("大同", ["140200", "230606", "140227"]),
    ("山西", ["140000"]),
    ("内蒙古", ["150000"]),
    ("广西", ["450000"]),
    ("宁夏", ["640000"]),
    ("新疆", ["650000"]),
    ("西藏", ["540000"]),
    ("吉林", ["220000", "220200"]),
    ("恩施州", ["422800"]),
    ("临夏州", ["622900"]),
    ("海西州", ["632800"]),
    ("威宁县", ["520526"]),
    ("东乡县", ["622926", "361029"]),
    ("鄂温克旗", ["150724"]),
    ("朝阳区", ["110105", "220104"]),
    ("潞城市", ["140481"]),
    ("密云县", ["110228"]),
    ("襄樊市", ["420600"]),
    ("重庆", ["500000", "510200"]),
    ("中国", ["CN"]),
    ("无此地", []),
]


@pytest.mark.parametrize(("code", "name", "kind", "parent"), HOLDERS)
def test_code_leads_to_its_holder(code: str, name: str, kind: str, parent: str | None) -> None:
    place = divisions().by_code(code)
    assert place is not None
    assert (place.key, place.code, place.name, place.kind) == (code, code, name, kind)
    assert (place.parent.key if place.parent else None) == parent
    assert [*chain(place)][-1] == divisions().nation


@pytest.mark.parametrize(("name", "codes"), NAMES)
def test_name_gives_every_candidate_in_order(name: str, codes: list[str]) -> None:
    assert [place.key for place in divisions().named(name)] == codes


def test_within_and_year_narrow_the_candidates() -> None:
    table = divisions()
    jilin, changzhi, yanbei = (table.by_code(code) for code in ("220000", "140400", "142100"))
    assert [place.key for place in table.named("朝阳区", within=jilin)] == ["220104"]
    assert [place.key for place in table.named("城区", within=changzhi)] == ["140402"]
    assert [place.key for place in table.named("大同县", within=yanbei)] == ["142132"]
    assert [place.key for place in table.named("潞城市", year=1994)] == ["149003"]
    assert [place.key for place in table.named("大同", year=2010)] == ["140200", "230606", "140227"]
    assert [place.key for place in table.named("大同", year=2020)] == ["140200", "230606"]
    assert [place.key for place in table.named("潞州区", year=1990)] == ["140403"]


def test_former_code_has_the_parent_of_its_years() -> None:
    (place,) = divisions().named("恩施县")
    assert place.parent is not None
    assert place.parent.name == "恩施地区"
    assert not divisions().in_force(place)


def test_the_rows_in_force_are_those_of_the_standard() -> None:
    table = divisions()
    places = [place for key in table.by_key if (place := table.by_code(key)) and table.in_force(place)]
    counts = Counter(place.kind for place in places)
    assert {kind: counts[kind] for kind in IN_FORCE} == IN_FORCE
    assert sum(counts[kind] for kind in ("prefecture-city", "autonomous-prefecture", "prefecture", "league")) == 333
    names = Counter((place.name, place.parent.key if place.parent else "") for place in places)
    assert [name for name, number in names.items() if number > 1] == []


def test_levels_above() -> None:
    table = divisions()
    luzhou, xiantao, chaoyang = (table.by_code(code) for code in ("140403", "429004", "110105"))
    assert luzhou is not None
    assert xiantao is not None
    assert chaoyang is not None
    assert [(p := table.province_of(place)) and p.name for place in (luzhou, xiantao, chaoyang)] == [
        "山西省",
        "湖北省",
        "北京市",
    ]
    assert table.province_of(table.nation) is None
    assert not lies_in(xiantao, luzhou)


def test_a_masked_place_is_not_in_force() -> None:
    place = Place("x-0123456789abcdef-1200", "xx市", "prefecture-city", None, divisions().nation, redacted=True)
    assert not divisions().in_force(place)


def test_names_hold_full_and_short_ones_of_two_characters_or_more() -> None:
    names = divisions().names()
    assert {"大同市", "大同", "恩施州", "威宁县", "城区", "襄樊市"} <= set(names)
    assert min(map(len, names)) == 2
    assert list(names) == sorted(set(names))


@pytest.mark.parametrize("text", ["", "code\tname\n", f"{HEADER}\n140200\t大同市\n", f"{HEADER}\n1\ta\tb\t2\t\t\t\n"])
def test_a_damaged_table_is_named(text: str, tmp_path, monkeypatch) -> None:
    (tmp_path / "divisions.tsv").write_text(text, encoding="utf-8")
    monkeypatch.setattr("kg.divisions.ontology_dir", lambda: tmp_path)
    with pytest.raises(InputError, match=r"divisions\.tsv: .*; generate it anew"):
        divisions.__wrapped__()


def test_the_table_loads_fast() -> None:
    spent = []
    for _ in range(5):
        start = time.process_time()
        divisions.__wrapped__()
        spent.append(time.process_time() - start)
    assert min(spent) < 0.08
