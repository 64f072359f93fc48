"""Persons beside their posts: 市委书记孙大军, 本报记者 梁英杰 王瑞, 任命李明为市教育局局长."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kg.cutting import cutter, tagger
from kg.model import Mention, NameValue
from kg.pattern import Pattern
from kg.words import longest_first

HAN = "\u4e00-\u9fff"
LONGEST = 16
FREQUENT = 200
FENCED = Pattern(r"[，。、）\s]|$")
BETWEEN = Pattern(r"[、 \u3000]+|和|与|及")


@dataclass(frozen=True, slots=True)
class PeopleGrammar:
    """The patterns made of ``people.toml``: what a name stands behind, and a name."""

    post: Pattern
    named: Pattern
    name: Pattern
    after: Pattern
    behind_name: Pattern
    not_name: Pattern
    doubtful: str
    not_last: str
    before_post: Pattern


@cache
def grammar() -> PeopleGrammar:
    """The patterns of persons, compiled once."""
    words = tomllib.loads(files("kg.recognise").joinpath("people.toml").read_text(encoding="utf-8"))
    posts = "|".join(longest_first(words["posts"]))
    surname = f"(?:{'|'.join(words['compound'])}|[{words['surnames']}])"
    unnamed = f"(?:{'|'.join(words['elements'])}){{2,3}}"
    return PeopleGrammar(
        post=Pattern(f"(?:{posts})(?=[ \u3000]{{0,3}}(?:{surname}|{unnamed}))"),
        named=Pattern(words["named"]),
        name=Pattern(f"{surname}[ \u3000]?[{HAN}]{{1,2}}|[{HAN}]{{2,6}}·[{HAN}]{{2,8}}|{unnamed}"),
        after=Pattern(words["after"]),
        behind_name=Pattern(words["behind_name"]),
        before_post=Pattern(f"{surname}[{HAN}]{{1,2}}(?={'|'.join(words['behind'])})"),
        not_name=Pattern("|".join(words["not_names"])),
        doubtful=words["doubtful"],
        not_last=words["not_last"],
    )


def people(text: str, blanks: frozenset[int] = frozenset()) -> tuple[Mention, ...]:
    """Persons named behind a post or an appointing verb; a masked name (xxx) is none.

    ``blanks`` are the offsets in ``text`` in front of which white space was printed: it parts names.

    >>> [m.value.name for m in people("市委书记孙大军全年批示人大工作41次，本报记者 梁英杰 王瑞")]
    ['孙大军', '梁英杰', '王瑞']
    """
    found: dict[int, Mention] = {}
    for match in grammar().post.finditer(text):
        for mention in _names(text, match.end(), grammar().after, blanks):
            # From a name that is known on, the same names follow as before.
            if mention.start in found:
                break
            found[mention.start] = mention
    for match in grammar().before_post.finditer(text):
        found.setdefault(match.start(), Mention("person", match.start(), match.end(), NameValue(match[0])))
    for match in grammar().named.finditer(text):
        for mention in _names(text, match.end(), grammar().behind_name, blanks):
            found.setdefault(mention.start, mention)
    return tuple(found[start] for start in sorted(found))


def _names(text: str, start: int, after: Pattern, blanks: frozenset[int]) -> Iterator[Mention]:
    """Names from ``start`` on, as long as only 、 or a space stands between them."""
    while (name := _name(text, start, after, blanks)) is not None:
        yield name
        between = BETWEEN.match(text, name.end)
        if between is None and name.end not in blanks:
            return
        start = between.end() if between else name.end


def _name(text: str, start: int, after: Pattern, blanks: frozenset[int]) -> Mention | None:
    while start < len(text) and text[start] in " \u3000":
        start += 1
    rules = grammar()
    if rules.not_name.match(text, start):
        return None
    ends = [e for e in range(min(len(text), start + LONGEST), start + 1, -1) if rules.name.fullmatch(text, start, e)]
    ends = [e for e in ends if text[e - 1] not in rules.not_last and not _is_parted(start, e, blanks)]
    ends = [e for e in ends if not _is_everyday(text[start:e])]
    followed = [e for e in ends if e in blanks or after.match(text, e) or BETWEEN.match(text, e)]
    if text[start : start + 1] in rules.doubtful:
        followed, ends = [end for end in followed if FENCED.match(text, end) and end - start > 2], followed
    for end in followed or _cut_off(text, start, ends) or [e for e in ends if _tagged(text[start:e])]:
        return Mention("person", start, end, NameValue("".join(text[start:end].split())))
    return None


def _cut_off(text: str, start: int, ends: list[int]) -> list[int]:
    """A name of three characters behind which a word begins, where none does a character earlier: 刘跃进现场作答."""
    end, frequency = start + 3, cutter().frequency
    if end not in ends or text[start] in grammar().doubtful:
        return []
    return [end] if frequency(text[end : end + 2]) and not frequency(text[end - 1 : end + 1]) else []


def _is_parted(start: int, end: int, blanks: frozenset[int]) -> bool:
    """Whether white space stands inside a name; between the two characters of a short one it is print (王 瑞)."""
    return end - start > 2 and any(start < at < end for at in blanks)


@lru_cache(maxsize=10_000)
def _is_everyday(name: str) -> bool:
    """Whether jieba's dictionary has it as a frequent word and no person's name: 代表关心的问题, 局长通道."""
    tag = cutter().tag(name) if len(name) == 2 else ""
    return bool(tag) and not tag.startswith("nr") and cutter().frequency(name) >= FREQUENT


@lru_cache(maxsize=10_000)
def _tagged(name: str) -> bool:
    """Whether jieba takes the word for a person's name."""
    return all(word.flag.startswith("nr") for word in tagger().cut(name))
