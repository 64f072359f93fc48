"""A question cut into the words of the grammar, from left to right, the longest first.

The parts a token may play: ``who`` (a kind of place), ``place`` (its meaning: the names, or one masked name),
``within`` (a place that others are asked for in), ``act``, ``said`` (a noun for what is asked), ``pick``, ``topic``,
``law``, ``title``, ``noun``, ``indicator``, ``when``, ``asking``, ``about``, ``padding``, ``filler``, ``committee``,
``refused`` and ``unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.divisions import divisions
from kg.query.ask.words import Level, Phrase, words

_QUOTED = re.compile(r"《([^》]+)》|“([^”]+)”|\"([^\"]+)\"|「([^」]+)」")
_WORD = re.compile(r"[A-Za-z0-9']+")
_LATIN = re.compile(r"[A-Za-z]{2}")
_LETTER = re.compile(r"[A-Za-z0-9]")
_CJK = re.compile(r"[\u3400-\u9fff]")
_NEUTRAL = frozenset({"filler", "when", "refused", "asking", "about", "place", "committee"})
_CONTENT = frozenset({"noun", "title", "law", "topic", "act", "said", "indicator"})
_LONGEST_PLACE = 12


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` of a question from ``start`` to ``end`` and the part it plays; ``unknown`` has no meaning."""

    part: str
    text: str
    start: int
    end: int
    meaning: object = None


def scan(question: str, phrases: Sequence[Phrase]) -> tuple[Token, ...]:
    """Cut ``question`` (NFKC) into tokens: ``phrases``, titles, years, places, and unknown text.

    >>> [(token.part, token.text) for token in scan("哪些城市制定了《停车场条例》?", words().phrases)]
    [('asking', '哪些'), ('who', '城市'), ('unknown', '制定'), ('filler', '了'), ('title', '《停车场条例》')]
    """
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase.text), phrase.text))
    tokens: list[Token] = []
    at = 0
    while at < len(question):
        token = _token_at(question, at, tokens, longest_first)
        if token is not None:
            tokens.append(token)
        at = token.end if token is not None else at + 1
    return _places_told_apart(question, _joined(question, tokens))


def _token_at(question: str, at: int, before: list[Token], phrases: list[Phrase]) -> Token | None:
    fixed = _quoted(question, at) or _when(question, at) or _masked(question, at)
    if fixed:
        return fixed
    standing = (phrase for phrase in phrases if _stands(phrase.text, question, at))
    phrase = next((phrase for phrase in standing if not _runs_on(phrase, question, at, phrases)), None)
    weak = phrase is None or (phrase.part == "filler" and len(phrase.text) == 1)
    strong = 0 if phrase is None or weak else len(phrase.text)
    end = _place(question, at, strong) if _may_be_place(question, at, before) else at
    if end > at:
        return Token("place", question[at:end], at, end, (question[at:end],))
    if phrase is not None:
        return Token(phrase.part, question[at : at + len(phrase.text)], at, at + len(phrase.text), phrase.meaning)
    word = _WORD.match(question, at)
    if word:
        return Token("unknown", word[0], at, word.end())
    return Token("unknown", question[at], at, at + 1) if question[at].isalnum() else None


def _quoted(question: str, at: int) -> Token | None:
    match = _QUOTED.match(question, at)
    return Token("title", match[0], at, match.end(), next(filter(None, match.groups()))) if match else None


def _when(question: str, at: int) -> Token | None:
    if at and question[at - 1].isdigit():
        return None
    for pattern in words().when:
        match = pattern.match(question, at)
        if match and not question[match.end() : match.end() + 1].isdigit():
            return Token("when", match[0], at, match.end(), match.groupdict())
    return None


def _masked(question: str, at: int) -> Token | None:
    match = words().masked.match(question, at)
    return Token("place", match[0], at, match.end(), match[0].lower().replace("×", "x")) if match else None


def _stands(phrase: str, question: str, at: int) -> bool:
    """Whether ``phrase`` stands at ``at``: Latin words only whole, with any case, a hyphen being a blank."""
    end = at + len(phrase)
    if question[at:end].lower().replace("-", " ") != phrase:
        return False
    if not phrase[0].isascii():
        return True
    return not (_LETTER.match(question[at - 1 : at] if at else "") or _LETTER.match(question[end : end + 1]))


def _runs_on(law: Phrase, question: str, at: int, phrases: list[Phrase]) -> bool:
    """Whether the last character of a law's name rather begins a noun: 食品安全法规 names no law."""
    last = at + len(law.text) - 1
    return law.part == "law" and any(
        phrase.part == "noun" and _stands(phrase.text, question, last) for phrase in phrases
    )


def _may_be_place(question: str, at: int, before: list[Token]) -> bool:
    """A place is named before the act, or as Chinese within English; elsewhere its name is part of a title.

    Directly before the kind of places asked for it is one too: 制定停车条例的山西城市.
    """
    alone = at == 0 or not _CJK.match(question[at - 1])
    first = all(token.part in _NEUTRAL or token.text in words().joining or _alone(token) for token in before)
    return alone or first or _before_a_level(question, at)


def _before_a_level(question: str, at: int) -> bool:
    """Whether a place's name at ``at`` follows 的, 哪些 … and a kind of places follows it."""
    levels = tuple(phrase.text for phrase in words().phrases if phrase.part == "who" and not phrase.text.isascii())
    if not any(question.endswith(word, 0, at) for word in words().within):
        return False
    ends = range(at + 2, min(at + _LONGEST_PLACE, len(question)))
    return any(question.startswith(levels, end) and divisions().named(question[at:end]) for end in ends)


def _place(question: str, at: int, longer_than: int) -> int:
    for end in range(min(at + _LONGEST_PLACE, len(question)), at + max(1, longer_than), -1):
        if _CJK.fullmatch(question[end - 1]) and divisions().named(question[at:end]):
            return end if not _within_a_name(question, at, end) else at
    return at


def _within_a_name(question: str, at: int, end: int) -> bool:
    """Whether a place's name begins a longer Chinese name in an English question (the 山西人大新闻奖)."""
    runs_on = _CJK.match(question[end : end + 1]) and question[end] not in words().joining
    return bool(at and runs_on and _LATIN.search(question))


def _places_told_apart(question: str, tokens: list[Token]) -> tuple[Token, ...]:
    """Keep the word that asks for a kind of place, or else the places named; a place beside it is one they lie in."""
    level = _level(tokens)
    kept = [replace(token, part=_part(tokens, index, level)) for index, token in enumerate(tokens)]
    return tuple(_joined(question, [token for token in kept if token.part != "joining"]))


def _level(tokens: list[Token]) -> int | None:
    """Where the word stands that asks for a kind of place."""
    indexes = range(len(tokens))
    named = any(token.part == "place" for token in tokens)
    asked = next((index for index in indexes if _asked(tokens, index)), None)
    latin = (index for index in indexes if _latin_who(tokens[index]) and (not named or _lie_in(tokens, index)))
    return asked if asked is not None else next(latin, None)


def _part(tokens: list[Token], index: int, level: int | None) -> str:
    """The part a token plays once it is known which word asks who."""
    token = tokens[index]
    if token.text in words().joining and _between_likes(tokens, index):
        return "joining"
    if token.part == "who" and index != level:
        return "unknown"
    if level is None or _alone(tokens[level]):
        return token.part
    if token.part == "unknown" and token.text in words().within and _behind_a_place(tokens, level) and index < level:
        return "joining"
    if token.part != "place":
        return token.part
    return "within" if _beside(tokens, index, level) else "unknown"


def _alone(token: Token) -> bool:
    return isinstance(token.meaning, Level) and token.meaning.alone


def _beside(tokens: list[Token], place: int, level: int) -> bool:
    """Whether only words like 省内的 or "in" stand between a place and the kind of places asked for."""
    between = tokens[min(place, level) + 1 : max(place, level)]
    linking = [token.text.lower() in words().within for token in between]
    linked = all(links or token.part in {"filler", "place"} for links, token in zip(linking, between, strict=True))
    return linked and (place < level or any(linking))


def _lie_in(tokens: list[Token], level: int) -> bool:
    places = (index for index, token in enumerate(tokens) if token.part == "place" and index > level)
    return any(_beside(tokens, index, level) for index in places)


def _between_likes(tokens: list[Token], index: int) -> bool:
    """Whether a place stands on either side, or a time on either side (2022年和2023年)."""
    if not 0 < index < len(tokens) - 1:
        return False
    return tokens[index - 1].part == tokens[index + 1].part and tokens[index - 1].part in {"place", "when"}


def _asked(tokens: list[Token], index: int) -> bool:
    """Whether a kind of place is asked for: 哪些城市, which cities, 山西省内的市, 制定了条例的城市."""
    token = tokens[index]
    if token.part != "who":
        return False
    if _alone(token):
        return True
    if index == 0:
        return len(tokens) > 1 and tokens[1].part == "filler" and len(tokens[1].text) > 1 and not token.text.isascii()
    if tokens[index - 1].part == "asking" or _behind_a_place(tokens, index):
        return True
    after_noun = any(token.part in _CONTENT for token in tokens[:index])
    last = all(token.part in {"filler", "asking"} for token in tokens[index + 1 :])
    return tokens[index - 1].part in {"filler", "place"} and after_noun and last


def _behind_a_place(tokens: list[Token], index: int) -> bool:
    """Whether a place and a word like 省内的 stand right before."""
    places = [at for at in range(index) if tokens[at].part == "place"]
    between = tokens[places[-1] + 1 : index] if places else []
    return bool(between) and all(token.text in words().within for token in between)


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
