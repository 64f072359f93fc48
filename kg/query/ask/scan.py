"""A question cut into the words of the grammar, from left to right, the longest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kg.query.ask.words import Phrase, words

_QUOTED = re.compile(r"《([^》]+)》|“([^”]+)”|\"([^\"]+)\"|「([^」]+)」")
_WORD = re.compile(r"[A-Za-z0-9']+")
_CJK = re.compile(r"[\u3400-\u9fff]")
_NEUTRAL = frozenset({"filler", "when", "refused"})
_LONGEST_PLACE = 12


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` of a question from ``start`` to ``end`` and the part it plays; ``unknown`` has no meaning."""

    part: str
    text: str
    start: int
    end: int
    meaning: object = None


def scan(question: str, topics: Iterable[Phrase], is_place: Callable[[str], bool]) -> tuple[Token, ...]:
    """Cut ``question`` (NFKC) into tokens: those of the grammar, topics, titles, years, places, and unknown text.

    ``topics`` are phrases with the part ``topic`` or ``law``; ``is_place`` tells whether a text names one division.

    >>> [(token.part, token.text) for token in scan("哪些城市制定了《停车场条例》?", (), lambda _: False)]
    [('asking', '哪些'), ('who', '城市'), ('act', '制定'), ('filler', '了'), ('title', '《停车场条例》')]
    """
    phrases = sorted([*words().phrases, *topics], key=lambda phrase: -len(phrase.text))
    tokens: list[Token] = []
    at = 0
    while at < len(question):
        token = _token_at(question, at, tokens, phrases, is_place)
        if token is not None:
            tokens.append(token)
        at = token.end if token is not None else at + 1
    return _one_who(question, _joined(question, tokens))


def _token_at(
    question: str, at: int, before: list[Token], phrases: list[Phrase], is_place: Callable[[str], bool]
) -> Token | None:
    quoted = _QUOTED.match(question, at)
    if quoted:
        title = next(group for group in quoted.groups() if group)
        return Token("title", quoted[0], at, quoted.end(), title)
    when = _when(question, at)
    if when:
        return Token("when", when[0], at, when.end(), when.groupdict())
    standing = (phrase for phrase in phrases if _stands(phrase.text, question, at))
    phrase = next((phrase for phrase in standing if not _runs_on(phrase, question, at, phrases)), None)
    strong = len(phrase.text) if phrase is not None and phrase.part != "filler" else 0
    end = _place(question, at, strong, is_place) if _may_be_place(question, at, before) else at
    if end > at:
        return Token("place", question[at:end], at, end)
    if phrase is not None:
        return Token(phrase.part, question[at : at + len(phrase.text)], at, at + len(phrase.text), phrase.meaning)
    word = _WORD.match(question, at)
    if word:
        return Token("unknown", word[0], at, word.end())
    return Token("unknown", question[at], at, at + 1) if question[at].isalnum() else None


def _when(question: str, at: int) -> re.Match[str] | None:
    if at and question[at - 1].isdigit():
        return None
    for pattern in words().when:
        match = re.compile(pattern, re.IGNORECASE).match(question, at)
        if match and not question[match.end() : match.end() + 1].isdigit():
            return match
    return None


def _stands(phrase: str, question: str, at: int) -> bool:
    """Whether ``phrase`` stands at ``at``: Latin words only whole, with any case, a hyphen being a blank."""
    end = at + len(phrase)
    if question[at:end].lower().replace("-", " ") != phrase:
        return False
    if not phrase[0].isascii():
        return True
    return not (_WORD.match(question[at - 1 : at] if at else "") or _WORD.match(question, end))


def _runs_on(law: Phrase, question: str, at: int, phrases: list[Phrase]) -> bool:
    """Whether the last character of a law's name rather begins a noun: 食品安全法规 names no law."""
    last = at + len(law.text) - 1
    return law.part == "law" and any(
        phrase.part == "noun" and _stands(phrase.text, question, last) for phrase in phrases
    )


def _may_be_place(question: str, at: int, before: list[Token]) -> bool:
    """A place is named before the act, or as Chinese within English; elsewhere its name is part of a title."""
    alone = at == 0 or not _CJK.match(question[at - 1])
    return alone or all(token.part in _NEUTRAL for token in before)


def _place(question: str, at: int, longer_than: int, is_place: Callable[[str], bool]) -> int:
    for end in range(min(at + _LONGEST_PLACE, len(question)), at + max(1, longer_than), -1):
        if _CJK.fullmatch(question[end - 1]) and is_place(question[at:end]):
            return end
    return at


def _one_who(question: str, tokens: list[Token]) -> tuple[Token, ...]:
    """Keep the word that asks for a kind of place; other such words, and places beside it, are plain text."""
    kept = next((index for index, _ in enumerate(tokens) if _asked(tokens, index)), None)
    if kept is None:
        kept = next((index for index, token in enumerate(tokens) if token.part == "place"), None)
    if kept is None:
        kept = next((index for index, token in enumerate(tokens) if _latin_who(token)), None)
    plain = [
        replace(token, part="unknown") if token.part in {"who", "place"} and index != kept else token
        for index, token in enumerate(tokens)
    ]
    return tuple(_joined(question, plain))


def _asked(tokens: list[Token], index: int) -> bool:
    """Whether a kind of place is asked for: 哪些城市, which cities, 制定了条例的城市."""
    if tokens[index].part != "who" or index == 0:
        return False
    if tokens[index - 1].part == "asking":
        return True
    after_noun = any(token.part in {"noun", "title", "law", "topic"} for token in tokens[:index])
    last = all(token.part in {"filler", "asking"} for token in tokens[index + 1 :])
    return tokens[index - 1].part == "filler" and after_noun and last


def _latin_who(token: Token) -> bool:
    return token.part == "who" and token.text.isascii()


def _joined(question: str, tokens: list[Token]) -> list[Token]:
    """Unknown characters that touch each other as one token."""
    joined: list[Token] = []
    for token in tokens:
        if joined and joined[-1].part == token.part == "unknown" and joined[-1].end == token.start:
            start = joined.pop().start
            joined.append(Token("unknown", question[start : token.end], start, token.end))
        else:
            joined.append(token)
    return joined
