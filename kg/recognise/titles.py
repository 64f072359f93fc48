"""Titles of normative works: in 《》, without them, in bundles, and words that point back at one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.model import Mention, TitleValue
from kg.pattern import Pattern
from kg.words import lexicon, longest_first

LONGEST = 45
LOOSE_STEM = 3
FIRM_STEM = 4
NATION = "中华人民共和国"
PUNCTUATION = "，。、；：！？“”‘’（）《》〈〉—…·"


@dataclass(frozen=True, slots=True)
class TitleGrammar:
    """The patterns made of ``titles.toml`` and the code list of work heads."""

    decision: Pattern
    autonomy: Pattern
    quoted: Pattern
    draft: Pattern
    final_draft: Pattern
    bundle: Pattern
    pointers: Pattern
    head: Pattern
    not_head: Pattern
    final_head: Pattern
    stop: Pattern
    stops: frozenset[str]
    law: Pattern
    law_tail: Pattern
    stem: Pattern
    not_law: Pattern
    anaphor: Pattern
    announcing: Pattern
    verbal: Pattern
    generic: frozenset[str]
    about_only: frozenset[str]


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in longest_first(words))


@cache
def grammar() -> TitleGrammar:
    """The title patterns, compiled once."""
    words = tomllib.loads(files("kg.recognise").joinpath("titles.toml").read_text(encoding="utf-8"))
    heads = [head for head in lexicon().heads if head != "法"]
    strong = _either(words["strong_heads"])
    laws = {head for head, concept in lexicon().heads.items() if concept.group == "Law"}
    bare = [head for head in heads if head not in words["quoted_only"] and head not in laws]
    return TitleGrammar(
        decision=Pattern(words["decision"]),
        autonomy=Pattern(words["autonomy"]),
        quoted=Pattern(r"《((?:[^《》]|《(?:[^《》]|《[^《》]*》)*》){1,200})》"),
        draft=Pattern(words["draft"]),
        final_draft=Pattern(words["draft"] + "$"),
        bundle=Pattern(words["bundle"]),
        pointers=Pattern(words["pointers"]),
        # Alternatives that each begin with a character: only where one stands is the pattern tried.
        head=Pattern("|".join([strong, *(f"{re.escape(head)}(?!{strong})" for head in longest_first(bare))])),
        not_head=Pattern(_either(words["not_heads"])),
        verbal=Pattern(f"{words['subjects']}(?:{_either(words['verbal_heads'])})$"),
        announcing=Pattern(_either(words["announcing"])),
        final_head=Pattern(f"(?:{_either([*heads, '法', '法典'])})(?:（[^（）]*）)?$"),
        stop=Pattern(_either([*words["not_stops"], *words["stops"]])),
        stops=frozenset(words["stops"]) - frozenset(words["not_stops"]),
        law=Pattern(f"(?:{_either(lexicon().laws)})(?![{words['not_behind_law']}])"),
        law_tail=Pattern(f"(?:{_either(words['law_tails'])})(?![{words['not_behind_law']}])"),
        stem=Pattern("[\u4e00-\u9fffxX×]"),
        not_law=Pattern(_either(words["not_laws"])),
        anaphor=Pattern(f"(?:{_either(words['anaphors'])})$"),
        generic=frozenset(words["generic"]),
        about_only=frozenset(words["about_only"]),
    )


def titles(text: str) -> tuple[Mention, ...]:
    """All titles in a clause's text, in order, without overlaps; offsets are those of ``text``.

    >>> [(m.value.name, m.value.form) for m in titles("制定《养犬管理条例（草案）》，审议燃气安全管理条例。")]
    [('养犬管理条例', 'quoted'), ('燃气安全管理条例', 'bare')]
    """
    found = list(_decisions(text))
    for recogniser in (_quoted, _autonomy, _pointers, _bundles, _laws, _bare):
        new = list(recogniser(text))
        if new and found:
            taken = [(m.start, m.end) for m in found]
            new = [m for m in new if not any(m.start < end and start < m.end for start, end in taken)]
        found += new
    return tuple(sorted(found, key=lambda m: m.start))


def heading_title(text: str, places: Sequence[Mention]) -> tuple[Mention, ...]:
    """A line that is nothing but a title, as over a regulation's text: it begins with a place, ends with a head.

    >>> from kg.model import NameValue
    >>> place = Mention("place", 0, 3, NameValue("青州市"))
    >>> [m.value.name for m in heading_title("青州市实施《中华人民共和国水法》办法", (place,))]
    ['青州市实施《中华人民共和国水法》办法']
    """
    if not places or places[0].start or len(text) > LONGEST + 20:
        return ()
    head = _head(text)
    alone = head and not re.search("[，。；：！？]", text)
    if not alone or grammar().announcing.search(text[places[0].end :]):
        return ()
    return (Mention("title", 0, len(text), TitleValue(text, "quoted", head)),)


def _decisions(text: str) -> Iterator[Mention]:
    for match in grammar().decision.finditer(text):
        if text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start()):
            continue
        end, draft = _with_draft(text, match.end(), False)
        yield Mention("title", match.start(), end, TitleValue(match[0], "quoted", match["head"], draft))


def _quoted(text: str) -> Iterator[Mention]:
    rules = grammar()
    for match in rules.quoted.finditer(text):
        marker = rules.final_draft.search(match[1])
        name = match[1][: marker.start()] if marker and marker.start() else match[1]
        end, draft = _with_draft(text, match.end(), bool(marker))
        head = _head(name)
        form = "anaphor" if name == head else "quoted" if head else "other"
        yield Mention("title", match.start(), end, TitleValue(name, form, head, draft))


def _head(name: str) -> str:
    match = grammar().final_head.search(name)
    return re.sub("（.*", "", match[0]) if match else ""


def _with_draft(text: str, end: int, draft: bool) -> tuple[int, bool]:
    marker = grammar().draft.match(text, end)
    return (marker.end(), True) if marker else (end, draft)


def _autonomy(text: str) -> Iterator[Mention]:
    for match in grammar().autonomy.finditer(text):
        end, draft = _with_draft(text, match.end(), False)
        yield Mention("title", match.start(), end, TitleValue(match[0], "bare", "条例", draft))


def _pointers(text: str) -> Iterator[Mention]:
    """前者 and 后者, of two works just named; 该法规."""
    for match in grammar().pointers.finditer(text):
        end, draft = _with_draft(text, match.end(), False)
        yield Mention("title", match.start(), end, TitleValue(match[0], "anaphor", "", draft))


def _bundles(text: str) -> Iterator[Mention]:
    floor = 0
    for match in grammar().bundle.finditer(text):
        start, floor = max(floor, _stem_start(text, match.start())), match.end()
        name = text[start : match.end()]
        yield Mention("title", start, match.end(), TitleValue(name, "bundle", "", False))


def _laws(text: str) -> Iterator[Mention]:
    """Laws by their names, and what ends as a law does (xx保护法) and is on no list."""
    rules = grammar()
    if "法" not in text:
        return
    known = [match.span() for match in rules.law.finditer(text)]
    tails = _each(rules.law_tail, text, lambda start: start > 0 and bool(rules.stem.match(text, start - 1)))
    others = [(_stem_start(text, m.end() - 1), m.end()) for m in tails]
    apart = [(a, b) for a, b in others if b - a > LOOSE_STEM and not any(a < end and start < b for start, end in known)]
    for start, stop in sorted({*known, *apart}):
        if not _is_no_law(text, start, stop):
            end, draft = _with_draft(text, stop, False)
            begin = start - len(NATION) if text[:start].endswith(NATION) else start
            yield Mention("title", begin, end, TitleValue(text[begin:stop], "bare", "法", draft))


def _each(pattern: Pattern, text: str, holds: Callable[[int], bool]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that may begin where they do, from left to right, without overlaps."""
    at = 0
    while match := pattern.search(text, at):
        if holds(match.start()):
            yield match
            at = match.end()
        else:
            at = match.start() + 1


def _is_no_law(text: str, start: int, stop: int) -> bool:
    """The constitution as a word of other words; a law inside the title of a local regulation."""
    rules = grammar()
    if rules.not_law.match(text, start) or rules.not_law.match(text, max(0, start - 1)):
        return True
    return text.startswith(("办法", "实施办法", "条例", "实施条例", "实施细则"), stop)


def _bare(text: str) -> Iterator[Mention]:
    rules = grammar()
    floor = 0
    for match in _each(rules.head, text, lambda start: not rules.not_head.match(text, start)):
        if match.start() < floor:
            continue
        start = max(floor, _stem_start(text, match.start()))
        mention = _bare_mention(text, start, match)
        if mention is not None:
            floor = mention.end
            yield mention


def _bare_mention(text: str, start: int, match: re.Match[str]) -> Mention | None:
    rules = grammar()
    start = _behind_lead(text, start, match.start())
    stem, head = text[start : match.start()], match[0]
    end, draft = _with_draft(text, match.end(), False)
    pointer = rules.anaphor.search(stem)
    if pointer or (not stem and head == "条例"):
        begin = start + pointer.start() if pointer else start
        return Mention("title", begin, end, TitleValue(head, "anaphor", head, draft))
    if head in rules.about_only and not stem.startswith("关于"):
        return None
    if stem in rules.generic or len(stem) < 2 or _is_counted(stem) or rules.verbal.search(stem + head):
        return None
    firm = lexicon().heads[head].group in ("LocalRegulation", "Law") and (len(stem) >= FIRM_STEM or "条例" in head)
    if not firm and len(stem) < LOOSE_STEM:
        return None
    return Mention("title", start, end, TitleValue(stem + head, "bare" if firm else "loose", head, draft))


def _behind_lead(text: str, start: int, head: int) -> int:
    """Where a title begins behind conjunctions, the number of a row and 关于, which stays in 关于……的决定."""
    lead = re.match(
        r"[和与及的]*(?:\d{1,3}(?:[.．、]|(?=[^\d个件部项条名次年月日号多余]\D{3})))?(?:关于(?!.*的$))?",
        text[start:head],
    )
    return start + (lead.end() if lead else 0)


def _is_counted(stem: str) -> bool:
    """A year, or so many of them: 2023年度, 5件法规和."""
    counted = r"[\dx×一二三四五六七八九十百两]+[余多]?[个件部项条](?:(?:地方性)?法规(?:和|及|、)?|决议|配套|地方性)?$"
    return bool(re.fullmatch(r"\d{0,4}年?度?", stem) or re.search(counted, stem))


def _stem_start(text: str, head: int) -> int:
    """Where the title begins whose head stands at ``head``: behind the last stop, mark or full list item.

    A short quotation inside the title is no boundary.
    """
    floor = max(0, head - LONGEST)
    window = text[floor:head]
    about = re.search(r"关于(?!对)[^，。；]{2,40}的$", window)
    if about:
        return floor + about.start()
    sealed = re.sub(r"“[^“”]{1,24}”(?=[\u4e00-\u9fff])", lambda m: "〇" * len(m[0]), window)
    start = max((i + 1 for i, char in enumerate(sealed) if char in PUNCTUATION), default=0)
    for match in grammar().stop.finditer(sealed, start):
        if match[0] in grammar().stops:
            start = match.end()
    return floor + max(start, _behind_coordination(sealed, start))


def _behind_coordination(window: str, start: int) -> int:
    """和 and its like separate two titles when a full title, or the genitive 的, stands before them."""
    found = start
    for match in re.finditer(r"[和与及的]", window[start:]):
        before = window[start : start + match.start()]
        final = start + match.end() == len(window)
        if (match[0] == "的" and not final) or _head(before) or before.endswith("草案"):
            found = start + match.end()
    return found
