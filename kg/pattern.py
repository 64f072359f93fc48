"""Regular expressions that are not tried where they cannot match.

Most patterns of a language are looked for in vain: the words they need do not stand in the clause. Which words a match
cannot do without follows from the pattern itself, and looking for those is many times as fast as trying the pattern.

What a pattern is made of is told by the parser that :mod:`re` compiles with: Python has no other, public one. What it
tells is then compiled, for to parse takes as long as to compile; and only when the pattern is tried.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# Up to so many words are looked for as they are; of more, characters are that they share.
MOST_WORDS = 16
# A larger set of characters tells nothing.
_LARGEST_SET = 128
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
Needles = frozenset[str]
Instead = str | Callable[[re.Match[str]], str]
_HEEDING = ("search", "finditer", "sub")
_COMPILED = (*_HEEDING, "findall", "fullmatch", "match")
_LOOKS_BEHIND = re.compile(r"\(\?<[=!]")


class Pattern:
    """A compiled regular expression, with the methods of one and the same results.

    ``may_match`` tells of a text whether the pattern, and of its parts whether it can match there at all.

    Raises ``re.error`` for what is no regular expression.

    >>> pattern = Pattern("(?:通过|批准)了?Ⓣ")
    >>> sorted(pattern.needles), pattern.search("批准Ⓣ")[0], pattern.search("审议草案")
    (['Ⓣ'], '批准Ⓣ', None)
    """

    __slots__ = ("_parsed", "flags", "groupindex", "may_match", "needles", "pattern", *_COMPILED)

    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    sub: Callable[[Instead, str], str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._parsed = parser.parse(pattern, flags)
        self.pattern = pattern
        self.flags = flags
        self.groupindex: Mapping[str, int] = self._parsed.state.groupdict
        self.needles, *also = needed(self._parsed) or [frozenset()]
        self.may_match: Callable[[str], object] = _always
        if self.needles:
            self.may_match = _both(_finder(self.needles), _finder(also[0])) if also else _finder(self.needles)
            self._heed(*map(self._late, _HEEDING))
        # The compiler refuses nothing that the parser lets pass but this.
        if _LOOKS_BEHIND.search(pattern):
            self._compile()

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has: to compile takes a moment, and most patterns are never tried on one text."""
        if name not in _COMPILED:
            raise AttributeError(name)
        return getattr(self._compile(), name)

    def _compile(self) -> Pattern:
        compiled: re.Pattern[str] = compiler.compile(self._parsed, self.flags)
        self.match = compiled.match
        self.fullmatch = compiled.fullmatch
        self.findall = compiled.findall
        self.search, self.finditer, self.sub = compiled.search, compiled.finditer, compiled.sub
        if looks_around(self._parsed) and (first := beginnings(self._parsed)):
            self.search = _skipping(compiled, _set_of(first))
        if self.needles:
            self._heed(self.search, self.finditer, self.sub)
        return self

    def _late(self, name: str) -> Callable[..., Any]:
        """A method of the compiled pattern, which is compiled when it is called."""

        def late(*arguments: Any) -> Any:
            return getattr(self._compile(), name)(*arguments)

        return late

    def __reduce__(self) -> tuple[type[Pattern], tuple[str, int]]:
        return Pattern, (self.pattern, self.flags)

    def _heed(self, search: Callable[..., Any], finditer: Callable[..., Any], sub: Callable[..., Any]) -> None:
        """Try the pattern only where a match is possible; for a window with both ends not all the text is looked at."""
        may_match = self.may_match

        def searched(text: str, *bounds: int) -> re.Match[str] | None:
            return search(text, *bounds) if len(bounds) == 2 or may_match(text) else None

        def found(text: str, *bounds: int) -> Iterator[re.Match[str]]:
            return finditer(text, *bounds) if len(bounds) == 2 or may_match(text) else iter(())

        def substituted(instead: Instead, text: str) -> str:
            return sub(instead, text) if may_match(text) else text

        self.search, self.finditer, self.sub = searched, found, substituted


def _finder(words: Needles) -> Callable[[str], object]:
    """Whether one of the words stands in a text."""
    if len(words) == 1:
        (word,) = words
        return lambda text: word in text
    if len(words) == 2:
        one, other = sorted(words)
        return lambda text: one in text or other in text
    if max(map(len, words)) == 1:
        return _set_of(words).search
    return re.compile("|".join(map(re.escape, sorted(words)))).search


def _set_of(characters: Needles) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, sorted(characters)))}]")


def _skipping(compiled: re.Pattern[str], first: re.Pattern[str]) -> Callable[..., re.Match[str] | None]:
    """A search that tries the pattern at those characters alone with which a match begins.

    :mod:`re` does so itself, but not for a pattern that begins with what must or must not stand before it.
    """
    match = compiled.match

    def search(text: str, *bounds: int) -> re.Match[str] | None:
        for begun in first.finditer(text, *bounds):
            if found := match(text, begun.start(), *bounds[1:]):
                return found
        return None

    return search


def _always(_: str) -> bool:
    return True


def _both(one: Callable[[str], object], other: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: one(text) and other(text)


def needed(parsed: Any) -> list[Needles]:
    """Sets of words of each of which one stands in every text in which the pattern matches, the most telling first.

    ``parsed`` is a pattern as the parser of :mod:`re` gives it.

    >>> [sorted(words) for words in needed(parser.parse("(?:制定|修订)(?:出台)?了?[^，]*条例"))]
    [['条例'], ['修订', '制定']]
    >>> [sorted(words) for words in needed(parser.parse("制定|.出台?"))], needed(parser.parse("[^，]*"))
    ([['出', '制定']], [])
    """
    return [] if parsed.state.flags & re.IGNORECASE else sorted(set(_of_parts(parsed)), key=_cost)


def looks_around(parsed: Any) -> bool:
    """Whether a pattern begins with what must or must not stand there, and is one of the case it is written in."""
    first = str(parsed[0][0]) if parsed else ""
    return first.startswith("ASSERT") and not parsed.state.flags & re.IGNORECASE


def beginnings(items: Iterable[tuple[Any, Any]]) -> Needles:
    """The characters of which one stands at the beginning of each match of a parsed pattern; none where any may.

    >>> sorted(beginnings(parser.parse("(?<!第)(?:[一二]|约?三)年"))), sorted(beginnings(parser.parse("[^，]+年|月")))
    (['一', '三', '二', '约'], [])
    """
    optional: set[str] = set()
    for operator, argument in items:
        if str(operator) in ("ASSERT", "ASSERT_NOT", "AT"):
            continue
        first, skipped = _first_of_part(str(operator), argument)
        optional |= first
        if not first or not skipped:
            return frozenset(optional) if first else frozenset()
    return frozenset()


def _first_of_part(operator: str, argument: Any) -> tuple[Needles, bool]:
    """The characters a part begins with, none where any may, and whether it may be left out."""
    if operator == "LITERAL":
        return frozenset({chr(argument)}), False
    if operator == "IN":
        return _of_set(argument) or frozenset(), False
    if operator == "SUBPATTERN" and not argument[1] & re.IGNORECASE:
        return beginnings(argument[3]), False
    if operator in _REPEATS:
        return beginnings(argument[2]), argument[0] == 0
    if operator == "BRANCH":
        branches = [beginnings(branch) for branch in argument[1]]
        return frozenset(chain.from_iterable(branches)) if all(branches) else frozenset(), False
    return frozenset(), False


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Needles | None:
    """The best that one of the parts of a sequence asks for."""
    return min(_of_parts(items), key=_cost, default=None)


def _of_parts(items: Iterable[tuple[Any, Any]]) -> Iterator[Needles]:
    """What each part of a sequence asks for; characters that follow each other make a word."""
    word = ""
    for operator, argument in items:
        if str(operator) == "LITERAL":
            word += chr(argument)
            continue
        if word:
            yield frozenset({word})
        word = ""
        if found := _of_part(str(operator), argument):
            yield found
    if word:
        yield frozenset({word})


def _cost(words: Needles) -> tuple[int, int, list[str]]:
    return len(words), -min(map(len, words)), sorted(words)


def _of_part(operator: str, argument: Any) -> Needles | None:
    """What a part asks for; None where it may do without any word."""
    if operator == "IN":
        return _of_set(argument)
    if operator == "BRANCH":
        return _of_branches(argument[1])
    if operator in _REPEATS:
        return _of_sequence(argument[2]) if argument[0] else None
    if operator == "SUBPATTERN":
        return None if argument[1] & re.IGNORECASE else _of_sequence(argument[3])
    if operator == "ATOMIC_GROUP":
        return _of_sequence(argument)
    # What must stand before or behind stands in the text, too.
    return _of_sequence(argument[1]) if operator == "ASSERT" else None


def _of_set(items: Sequence[tuple[Any, Any]]) -> Needles | None:
    characters: set[str] = set()
    for operator, argument in items:
        if str(operator) == "LITERAL":
            characters.add(chr(argument))
        elif str(operator) == "RANGE" and argument[1] - argument[0] < _LARGEST_SET:
            characters |= set(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return None
    return frozenset(characters) if len(characters) <= _LARGEST_SET else None


def _of_branches(branches: Sequence[Any]) -> Needles | None:
    """What all branches ask for together; many words are made fewer characters, each of which stands in some."""
    words: set[str] = set()
    for branch in branches:
        found = _of_sequence(branch)
        if not found:
            return None
        words |= found
    if len(words) <= MOST_WORDS:
        return frozenset(words)
    characters = _shared(words)
    return characters if len(characters) <= _LARGEST_SET else None


def _shared(words: set[str]) -> Needles:
    """Few characters of which each word has one."""
    chosen: set[str] = set()
    left = words
    while left:
        counts = Counter(chain.from_iterable(map(set, left)))
        best = max(counts, key=lambda char: (counts[char], char))
        chosen.add(best)
        left = {word for word in left if best not in word}
    return frozenset(chosen)
