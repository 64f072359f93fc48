"""Words and their parts of speech, cut by jieba with the code lists as its user dictionary."""

from __future__ import annotations

import io
import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from math import log
from operator import add
from typing import IO, TYPE_CHECKING, Any

import jieba

from kg.words import lexicon

if TYPE_CHECKING:
    from jieba.posseg import POSTokenizer

jieba.setLogLevel(logging.WARNING)
# What jieba cuts by its dictionary, and what it takes for a character on its own.
_BLOCK = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+")
_MARK = re.compile(r"\r\n|[^\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]")
_LETTER = re.compile("[a-zA-Z0-9]")
# All bytes but what parts a line's word, frequency and tag, and what a frequency is written with.
_NO_FREQUENCY = bytes(set(range(256)) - set(b" 0123456789"))
# Of so many beginnings of words it is kept that they were looked up, beside those that words do begin with.
_MOST_ASKED = 200_000
_BEHIND_ALL = "\U0010ffff"


class Cutter(jieba.Tokenizer):  # type: ignore[misc]
    """A tokenizer that reads of its dictionary what begins as the words of the texts it is given may begin.

    ``FREQ`` has how often each word read stands, 0 for the beginnings of words, and ``tags`` their parts of speech.
    """

    def __init__(self) -> None:
        super().__init__()
        with self.get_dict_file() as file:
            dictionary = file.read()
        # Every second part is a frequency. Few of them differ, so they are counted before they are made numbers.
        often = Counter(dictionary.translate(None, _NO_FREQUENCY).split(b" ")[1::2])
        self.total = sum(int(frequency) * count for frequency, count in often.items())
        self.initialized = True
        self.tags: dict[str, str] = {}
        # jieba's file is all but sorted, so this takes no time.
        self._lines = sorted(dictionary.decode("utf-8").split("\n"))
        self._asked: set[str] = set()

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:
        """What jieba asks for first of all when it is to cut a text."""
        self.meet(sentence)
        words: dict[int, list[int]] = super().get_DAG(sentence)
        return words

    def meet(self, text: str) -> None:
        """Read every word of the dictionary that may stand in ``text``: those that begin with two of its characters."""
        for pair in {*map(add, text, text[1:] + " ")} - self._asked:
            self._read(pair[0] + " ")
            if self._read(pair) or len(self._asked) < _MOST_ASKED:
                self._asked.add(pair)

    def frequency(self, word: str) -> int:
        """How often the dictionary has a word, 0 for what is none.

        >>> cutter().frequency("关心") > 0, cutter().frequency("心关")
        (True, 0)
        """
        self.meet(word)
        return int(self.FREQ.get(word, 0))

    def tag(self, word: str) -> str:
        """The part of speech that the dictionary gives a word; empty for what is none.

        >>> cutter().tag("关心")
        'n'
        """
        self.meet(word)
        return self.tags.get(word, "")

    def _read(self, beginning: str) -> int:
        """Read all words of this beginning, where a space ends a word; how many there are."""
        first = bisect_left(self._lines, beginning)
        last = bisect_left(self._lines, beginning + _BEHIND_ALL, lo=first)
        for line in self._lines[first:last]:
            word, frequency, self.tags[word] = line.split(" ")
            self.FREQ[word] = int(frequency)
            for end in range(1, len(word)):
                self.FREQ.setdefault(word[:end], 0)
        return last - first


@cache
def cutter() -> Cutter:
    """A tokenizer of this package's own, without the cache jieba would write to the shared temporary folder.

    >>> list(cutter().cut("听取法工委汇报"))
    ['听取', '法工委', '汇报']
    """
    tokenizer = Cutter()
    for word in sorted({*lexicon().bodies, *lexicon().laws}):
        tokenizer.add_word(word, tag="n")
    return tokenizer


def bounds(text: str) -> set[int]:
    """Where words begin or end in ``text``, as ``cutter().cut(text, HMM=False)`` parts it, in a fraction of the time.

    >>> sorted(bounds("听取法工委汇报"))
    [0, 2, 5, 7]
    """
    found = {0, len(text)}
    for block in _BLOCK.finditer(text):
        found.update(_likeliest(block[0], block.start()))
    for mark in _MARK.finditer(text):
        found.update(mark.span())
    return found


def _likeliest(block: str, offset: int) -> Iterator[int]:
    """Where the words of the likeliest path through the dictionary begin; letters and digits of a row are one."""
    tokenizer = cutter()
    tokenizer.meet(block)
    known, total = tokenizer.FREQ, log(tokenizer.total)
    length = len(block)
    weight, stop = [0.0] * (length + 1), [0] * length
    for start in range(length - 1, -1, -1):
        best, last = None, start + 1
        for end in range(start + 1, length + 1):
            frequency = known.get(block[start:end])
            if frequency is None:
                break
            if frequency:
                likely = log(frequency) - total + weight[end]
                if best is None or likely >= best:
                    best, last = likely, end
        weight[start] = weight[last] - total if best is None else best
        stop[start] = last
    at, lone = 0, False
    while at < length:
        before, lone = lone, stop[at] == at + 1 and _LETTER.match(block, at) is not None
        if not (before and lone):
            yield offset + at
        at = stop[at]


def parts(character: str) -> bool:
    """Whether a character is no part of any word, so that words end before it and begin behind it.

    >>> parts("，"), parts("人"), parts("")
    (True, False, True)
    """
    return not _BLOCK.match(character)


@cache
def tagger() -> POSTokenizer:
    """The cutter with parts of speech.

    >>> [(word.word, word.flag) for word in tagger().cut("修改法规")]
    [('修改', 'v'), ('法规', 'n')]
    """
    posseg = _posseg()

    class Tagger(posseg.POSTokenizer):  # type: ignore[misc, name-defined]
        """One that takes the tags from the tokenizer, which has read those of the words it was given."""

        def load_word_tag(self, file: IO[bytes]) -> None:
            file.close()
            self.word_tag_tab = self.tokenizer.tags

    return Tagger(cutter())


def _posseg() -> Any:
    """jieba's tagger; it is imported late, for its tables take a moment to load, and not every text needs them.

    As it is imported it reads the whole dictionary for a tagger of its own, which is not used here: that one is made
    to do so when it is first asked.
    """
    jieba.dt.get_dict_file = io.BytesIO
    try:
        from jieba import posseg
    finally:
        del jieba.dt.get_dict_file
    if not posseg.dt.word_tag_tab:
        posseg.dt.word_tag_tab = _Unread(posseg.dt)
    return posseg


class _Unread(dict[str, str]):
    """The tags of jieba's own tagger, read when they are first asked for."""

    def __init__(self, owner: POSTokenizer) -> None:
        super().__init__()
        self._owner = owner

    def get(self, word: str, default: str) -> str:  # type: ignore[override]
        """The tag of a word."""
        self._owner.load_word_tag(self._owner.tokenizer.get_dict_file())
        return str(self._owner.word_tag_tab.get(word, default))

    def update(self, tags: Mapping[str, str]) -> None:  # type: ignore[override]
        """Take in the tags of words that a user adds."""
        self._owner.load_word_tag(self._owner.tokenizer.get_dict_file())
        self._owner.word_tag_tab.update(tags)
