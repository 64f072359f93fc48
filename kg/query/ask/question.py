"""A question as the grammar understands it: who × did what × what × when."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from kg.divisions import divisions
from kg.errors import UsageError
from kg.model import Place
from kg.query.ask.scan import Token, scan
from kg.query.ask.words import Act, Level, Noun, Phrase, words
from kg.words import lexicon

_BOUNDARY = frozenset({"who", "place", "act", "when", "refused"})
_SAID = frozenset({"topic", "noun", "title", "law"})
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Who:
    """Who is asked for: places of these division kinds (none: any kind), or the named ``places`` (keys of IRIs)."""

    phrase: str
    codes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class What:
    """The works asked for: all of ``topics``, all of ``words`` in the title, one of ``classes`` (none: any)."""

    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """The years asked for, both included; None leaves that side open."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What :func:`parse` understood of ``text``."""

    text: str
    who: Who
    act: Act
    what: What
    when: When

    def __str__(self) -> str:
        """How the question was understood, in one line, for the person who asked."""
        title = [f"title with {word}" for word in self.what.words]
        topic = [f"topic {name}" for name in self.what.topics]
        years = "" if self.when == When() else f" · {self.when.first or '…'}–{self.when.last or '…'}"
        return f"{self.who.phrase} · {self.act.phrase} · {', '.join(topic + title) or 'any work'}{years}"


def parse(text: str) -> Question:
    """Read a Chinese or English question by the grammar of ``words.toml`` and the topics of ``codes.ttl``.

    Raises :class:`~kg.errors.UsageError` that names the part it does not understand, and what can be asked.

    >>> print(parse("which cities enacted parking regulations since 2020?"))
    a city (城市) · enacted (制定) · topic parking · 2020–…
    >>> parse("哪些城市没有制定停车条例")
    Traceback (most recent call last):
    ...
    kg.errors.UsageError: the question: not understood: “没有”; ...
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    tokens = scan(plain, (*_topics(), *_laws()), lambda name: bool(divisions().named(name)))
    regions = _regions(tokens)
    acts = [token for token in tokens if token.part == "act"]
    unread = [token for token in tokens if token.part == "refused"] + acts[1:]
    unread += _unread(regions) if acts else [token for token in tokens if token.part == "unknown"]
    if unread:
        parts = ", ".join(f"“{token.text}”" for token in sorted(unread, key=lambda token: token.start))
        raise _not_understood(f"not understood: {parts}")
    if not acts:
        raise _not_understood("it does not say what was done (enacted, 制定 …)")
    if not any(_says_what(region) for region in regions):
        raise _not_understood("it does not say what it is about (parking, 停车, 条例 …)")
    act = acts[0].meaning
    assert isinstance(act, Act)
    return Question(text, _who(tokens), act, _what(plain, regions, act), _when(tokens))


@cache
def _topics() -> tuple[Phrase, ...]:
    found = []
    for topic in lexicon().topics:
        names = [topic.zh, *topic.alts, *(name.lower().replace("-", " ") for name in (topic.en, *topic.alts_en))]
        singular = [name[:-1] for name in names if name.isascii() and name.endswith("s") and not name.endswith("ss")]
        found += [Phrase(name, "topic", topic.name) for name in (*names, *singular) if name]
    return tuple(found)


@cache
def _laws() -> tuple[Phrase, ...]:
    """The names of national laws; each means the Chinese word at hand, an English one the law's own name."""
    found = []
    for law in lexicon().concepts("law"):
        found += [Phrase(name, "law", name) for name in law.words]
        found += [Phrase(name.lower().replace("-", " "), "law", law.zh) for name in (law.en, *law.alts_en) if name]
    return tuple(found)


def _regions(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """What stands between who, act and when: where the question says what it is about."""
    regions: list[list[Token]] = [[]]
    for token, after in zip_longest(tokens, tokens[1:]):
        asks_who = token.part == "asking" and after is not None and after.part == "who"
        if token.part in _BOUNDARY:
            regions.append([])
        elif not asks_who:
            regions[-1].append(token)
    return [tuple(region) for region in regions]


def _says_what(region: tuple[Token, ...]) -> bool:
    parts = {token.part for token in region}
    return bool(parts & _SAID) or "unknown" in parts or parts == {"asking"}


def _unread(regions: list[tuple[Token, ...]]) -> list[Token]:
    """Unknown text that is no part of a title: outside of a phrase about works, or not Chinese."""
    unread = []
    said = [any(token.part in _SAID for token in region) for region in regions]
    for index, region in enumerate(regions):
        about_works = said[index] or (not any(said) and index == len(regions) - 1 > 0)
        for token in region:
            if token.part == "unknown" and not (about_works and _CJK.match(token.text)):
                unread.append(token)
    return unread


def _who(tokens: tuple[Token, ...]) -> Who:
    for token in tokens:
        if isinstance(token.meaning, Level):
            return Who(token.meaning.phrase, token.meaning.codes)
        if token.part == "place":
            return Who(token.text, places=tuple(place.key for place in divisions().named(token.text)))
    return Who("any place")


def _what(plain: str, regions: list[tuple[Token, ...]], act: Act) -> What:
    tokens = [token for region in regions for token in region]
    topics = [str(token.meaning) for token in tokens if token.part == "topic"]
    classes = [name for token in tokens for name in _classes(token, act)]
    if not classes and any(token.part == "law" for token in tokens):
        classes = ["Law"]
    titles = [word for region in regions for word in _title_words(plain, region)]
    return What(*(tuple(dict.fromkeys(found)) for found in (topics, titles, classes)))


def _classes(token: Token, act: Act) -> tuple[str, ...]:
    noun = token.meaning
    return noun.by_act.get(act.name, noun.classes) if isinstance(noun, Noun) else ()


def _title_words(plain: str, region: tuple[Token, ...]) -> list[str]:
    """The words a title must hold: quoted titles; beside a topic its unknown parts, else the whole phrase."""
    quoted = [_without_place(str(token.meaning)) for token in region if token.part in {"title", "law"}]
    unknown = [token for token in region if token.part == "unknown"]
    if any(token.part == "topic" for token in region) or not unknown:
        return quoted + [token.text for token in unknown]
    inside = [token for token in region if token.part in {"unknown", "padding"}]
    return [*quoted, plain[inside[0].start : inside[-1].end].replace(" ", "")]


def _without_place(title: str) -> str:
    """A quoted title as the graph keeps it: without the issuing place in front (大同市停车条例: 停车条例)."""
    ends = [end for end in range(2, min(13, len(title))) if any(p.name == title[:end] for p in _named(title[:end]))]
    return title[ends[-1] :] if ends else title


def _named(name: str) -> tuple[Place, ...]:
    return divisions().named(name)


def _when(tokens: tuple[Token, ...]) -> When:
    """The years all of the question's time words leave."""
    first, last = [], []
    for token in tokens:
        bounds = token.meaning if isinstance(token.meaning, dict) else {}
        first += [int(bounds[key]) for key in ("first", "year") if bounds.get(key)]
        last += [int(bounds[key]) for key in ("last", "year") if bounds.get(key)]
    return When(max(first, default=None), min(last, default=None))


def _not_understood(what: str) -> UsageError:
    """The error for a question outside the grammar, with what can be asked."""
    acts = dict.fromkeys(phrase.meaning.phrase for phrase in words().phrases if isinstance(phrase.meaning, Act))
    whos = dict.fromkeys(phrase.meaning.phrase for phrase in words().phrases if isinstance(phrase.meaning, Level))
    topics = ", ".join(f"{topic.en} ({topic.zh})" for topic in lexicon().topics[:8])
    return UsageError(
        what,
        "the question",
        "ask who did what, about what, when:\n"
        f"  who    {', '.join(sorted(whos))}, or a place by its name (大同市)\n"
        f"  what   {', '.join(sorted(acts))}\n"
        f"  about  {topics} …, words of a title, or a title in 《》\n"
        "  when   2023年, 2021至2023年, in 2023, since 2020\n"
        "for example:\n" + "\n".join(f"  kg ask {_quoted(example)}" for example in words().examples),
    )


def _quoted(example: str) -> str:
    return f'"{example}"'
