"""Bodies (congress, standing committee, committees, government, courts …) and their sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.model import BodyValue, MeetingValue, Mention
from kg.words import lexicon

LEVELS = "特别行政区|自治区|自治州|自治县|自治旗|省|市|州|县|区|旗|盟"
SEVERAL = "各级|县（市、区）|县（市）区|县市区|市县区|县区|区县|市县|旗区|乡镇|镇街|乡|镇|基层"
DEICTIC = f"(?:全国|各?(?:{SEVERAL})|(?:[我本全该各两设区的]{{0,4}})(?:{LEVELS}))"
MASK = f"(?:[xX×*＊某]{{1,4}}(?:[\u4e00-\u9fff]{{1,8}}族)?(?:{LEVELS}))"
NUMERAL = "(?:[一二三四五六七八九十百]{1,4}|\\d{1,3}|[xX×*某]{1,3})"
TERM = f"(?:第?{NUMERAL}届)"
DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PARTY = re.compile(f"({DEICTIC}|{MASK})(?P<party>委)(?![员会托派书办外常宣统])")


@cache
def _body_pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(lexicon().bodies, key=lambda f: (-len(f), f)))
    congress = "(?:人大常委会|人民代表大会常务委员会|人民代表大会|人大|常委会)?"
    return re.compile(f"(?P<term>{TERM})?(?P<parent>{congress})(?P<form>{forms})")


@cache
def _prefix_pattern() -> re.Pattern[str]:
    return re.compile(f"(?:{DEICTIC}|{MASK})$")


MEETING = re.compile(
    f"(?P<term>第?(?P<t>{NUMERAL})届)(?P<body>(?:全国)?人大常委会|人民代表大会常务委员会?会?|(?:全国)?人民代表大会|(?:全国)?人大|常委会)"
    f"(?:第(?P<n>{NUMERAL})次(?:会议|全会)|(?P<m>{NUMERAL})次会议)"
)


def number(text: str) -> int | None:
    """The value of a Chinese or Arabic ordinal up to 999; None for a masked one.

    >>> [number(t) for t in ("二十二", "十五", "4", "xx", "一百零三")]
    [22, 15, 4, None, 103]
    """
    if text.isdigit():
        return int(text)
    if not all(char in "零十百" or char in DIGITS for char in text):
        return None
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = DIGITS.get(hundreds, 0) * 100
    return total + (DIGITS.get(tens.strip("零"), 1) * 10 if ten else 0) + DIGITS.get(ones.strip("零"), 0)


def meetings(text: str, places: Sequence[Mention]) -> tuple[Mention, ...]:
    """Sessions such as 市十五届人大常委会第二十二次会议, with the place printed before them.

    >>> [m.value for m in meetings("市十五届人大常委会第二十二次会议", ())]
    [MeetingValue(place='市', standing=True, term=15, number=22)]
    """
    found = []
    for match in MEETING.finditer(text):
        start = _with_place(text, match.start(), places)
        value = MeetingValue(
            place="全国" if match["body"].startswith("全国") else text[start : match.start()],
            standing="常" in match["body"],
            term=number(match["t"]),
            number=number(match["n"] or match["m"]),
        )
        found.append(Mention("meeting", start, match.end(), value))
    return tuple(found)


def bodies(text: str, places: Sequence[Mention]) -> tuple[Mention, ...]:
    """Bodies with the place printed before them; ``places`` are the clause's place mentions.

    >>> [(m.value.place, m.value.kind) for m in bodies("省人大常委会、市教育局", ())]
    [('省', 'npcsc'), ('市', 'education-bureau')]
    """
    return tuple(sorted([*_named(text, places), *_party(text)], key=lambda m: m.start))


def _named(text: str, places: Sequence[Mention]) -> Iterator[Mention]:
    for match in _body_pattern().finditer(text):
        start = _with_place(text, match.start(), places)
        concept = lexicon().bodies[match["form"]]
        yield Mention("body", start, match.end(), BodyValue(text[start : match.start()], concept.name, concept.zh))


def _party(text: str) -> Iterator[Mention]:
    for match in PARTY.finditer(text):
        place = text[match.start() : match.end() - 1]
        yield Mention(
            "body", match.start(), match.end(), BodyValue(place, "party-committee", text[match.start() : match.end()])
        )


def _with_place(text: str, start: int, places: Sequence[Mention]) -> int:
    """Where the name begins once the place printed directly before it is taken in."""
    begin = start
    while True:
        before = next((p for p in places if p.end == begin and p.start < begin), None)
        if before is None:
            break
        begin = before.start
    if begin < start:
        return begin
    prefix = _prefix_pattern().search(text[max(0, start - 16) : start])
    return start - len(prefix[0]) if prefix else start
