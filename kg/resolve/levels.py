"""The level a name tells by its last words: 市, 州, 自治区 …"""

from __future__ import annotations

import re

from kg.model import Place

KINDS = {
    "特别行政区": "province",
    "自治区": "autonomous-region",
    "自治州": "autonomous-prefecture",
    "自治县": "autonomous-county",
    "自治旗": "banner",
    "省": "province",
    "市": "prefecture-city",
    "州": "autonomous-prefecture",
    "盟": "league",
    "地区": "prefecture",
    "县": "county",
    "区": "district",
    "旗": "banner",
    "街道": "township",
    "镇": "township",
    "乡": "township",
}
LEVEL = re.compile(f"({'|'.join(KINDS)})(?:人民)?$")
SPOKEN = {"自治州": "州", "自治县": "县", "自治旗": "旗", "地区": "地区"}
LAWMAKING = frozenset(
    {
        "nation",
        "province",
        "autonomous-region",
        "municipality",
        "prefecture-city",
        "autonomous-prefecture",
        "autonomous-county",
        "league",
        "prefecture",
    }
)
MASKED_PREFIX = re.compile(
    r"^(?:[xX×*＊某]{1,4}|[A-Z])(?:[\u4e00-\u9fff]{1,8}族)?(?:自治区|自治州|自治县|自治旗|省|市|州|县|区|旗|盟)"
)
MASK = re.compile(r"^[xX×*＊某○A-Z]+")


def level_of(name: str) -> str:
    """The word of level a name ends with, as people say it of themselves (我州, not 我自治州); empty if none.

    >>> [level_of(n) for n in ("恩施土家族苗族自治州", "xx市", "我省", "宁夏回族自治区", "大同")]
    ['州', '市', '省', '自治区', '']
    """
    match = LEVEL.search(name)
    return SPOKEN.get(match[1], match[1]) if match else ""


def kind_of(name: str) -> str:
    """The division kind a printed name tells; empty if none.

    >>> kind_of("xx回族自治州"), kind_of("xx市")
    ('autonomous-prefecture', 'prefecture-city')
    """
    match = LEVEL.search(name)
    return KINDS[match[1]] if match else ""


def is_masked(name: str) -> bool:
    """Whether the name of a place is left out: xx市, 某县.

    >>> is_masked("xx 市"), is_masked("大同市")
    (True, False)
    """
    return bool(MASK.match(name))


def makes_law(place: Place) -> bool:
    """Whether a place's congress may enact local regulations (立法法, art. 80, 81, 85: not counties, districts).

    >>> makes_law(Place("x", "xx区", "district"))
    False
    """
    return place.kind in LAWMAKING
