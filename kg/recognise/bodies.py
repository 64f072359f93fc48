"""Bodies (congress, standing committee, committees, government, courts …) and their sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import ahocorasick_rs

from kg.model import BodyValue, MeetingValue, Mention
from kg.pattern import Pattern
from kg.tables import parsed
from kg.words import lexicon, longest_first

NUMERAL = "(?:[一二三四五六七八九十百]{1,4}|\\d{1,3}|[xX×*某]{1,3})"
TERM = f"(?:第?{NUMERAL}届)"
LONGEST_TERM = 6
NATION = "全国"
DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class BodyGrammar:
    """The patterns made of ``bodies.toml`` and the code list of bodies."""

    names: ahocorasick_rs.AhoCorasick
    forms: tuple[str, ...]
    term: Pattern
    meeting: Pattern
    party: Pattern
    prefix: Pattern
    level_ends: frozenset[str]
    compound: Pattern
    state_council: str


@cache
def grammar() -> BodyGrammar:
    """The body patterns, compiled once."""
    words = parsed("bodies.toml", files("kg.recognise").joinpath("bodies.toml").read_text(encoding="utf-8"))
    levels = "|".join(words["levels"])
    deictic = f"(?:全国|各?(?:{'|'.join(words['several'])})|(?:[{words['pointing']}]{{0,4}})(?:{levels}))"
    mask = f"(?:[xX×*＊某]{{1,4}}(?:[\u4e00-\u9fff]{{1,8}}族)?(?:{levels}))"
    names = {**_names(words["congresses"]), words["state_council"]: words["state_council"]}
    return BodyGrammar(
        names=ahocorasick_rs.AhoCorasick(list(names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        forms=tuple(names.values()),
        term=Pattern(f"{TERM}$"),
        meeting=Pattern(
            f"第?(?P<t>{NUMERAL})届(?P<body>{words['sitting']})"
            f"(?:第(?P<n>{NUMERAL})次(?:会议|全会)|(?P<m>{NUMERAL})次会议)"
        ),
        party=Pattern(f"(?:{deictic}|{mask})委(?:常委会(?:会议)?|全会)?(?![{words['not_party']}])"),
        prefix=Pattern(f"(?:{deictic}|{mask})$"),
        level_ends=frozenset(word[-1] for word in (NATION, *words["levels"], *words["several"])),
        compound=Pattern(f"政府{words['compounds']}"),
        state_council=words["state_council"],
    )


def _names(congresses: Sequence[str]) -> dict[str, str]:
    """Every name a body may be printed by and the form of the code list it ends in: 人大法制委 is a 法制委."""
    forms = longest_first(lexicon().bodies)
    found: dict[str, str] = {}
    for congress in (*congresses, ""):
        for form in forms:
            found.setdefault(congress + form, form)
    return dict(sorted(found.items()))


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
    for match in grammar().meeting.finditer(text) if "届" in text else ():
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
    rules = grammar()
    for index, named, end in rules.names.find_matches_as_indexes(text):
        if rules.compound.match(text, end - 2):
            continue
        if rules.forms[index] == rules.state_council:
            yield Mention("body", named, end, BodyValue(NATION, "government", rules.state_council))
            continue
        term = rules.term.search(text, max(0, named - LONGEST_TERM), named)
        begin = term.start() if term else named
        start = _with_place(text, begin, places)
        concept = lexicon().bodies[rules.forms[index]]
        yield Mention("body", start, end, BodyValue(text[start:begin], concept.name, concept.zh))


def _before_each(word: str, text: str) -> Iterator[str]:
    """The character in front of each occurrence of ``word``."""
    return (part[-1:] for part in text.split(word)[:-1])


def _party(text: str) -> Iterator[Mention]:
    ends = grammar().level_ends
    if all(before not in ends for before in _before_each("委", text)):
        return
    for match in grammar().party.finditer(text):
        place = match[0].rpartition("委")[0] if match[0].endswith("委") else match[0].partition("委")[0]
        yield Mention("body", *match.span(), BodyValue(place, "party-committee", f"{place}委"))


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
    rules = grammar()
    ends = text[start - 1 : start] in rules.level_ends
    prefix = rules.prefix.search(text[max(0, start - 16) : start]) if ends else None
    return start - len(prefix[0]) if prefix else start
