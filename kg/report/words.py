"""The words of the report page in both languages, from ``texts.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.tables import installed

LANGUAGES = ("zh", "en")
TAGS: Mapping[str, str] = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Texts:
    """Each text is a pair, Chinese and English; ``reasons`` are by the ledger's, ``things`` by what stood there."""

    words: Mapping[str, Sequence[str]]
    reasons: Mapping[str, Sequence[str]]
    things: Mapping[str, Sequence[str]]
    conflict: Mapping[str, Sequence[str]]


@cache
def texts() -> Texts:
    """The installed texts, read once.

    >>> texts().words["facts"]
    ['事实', 'facts']
    """
    return installed("kg.report", "texts.toml", Texts)


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of ``language`` first, those of the ``other`` beside them."""

    language: str

    @property
    def other(self) -> str:
        """The other language."""
        return next(name for name in LANGUAGES if name != self.language)

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return TAGS[self.language]

    @property
    def other_tag(self) -> str:
        """The other language as HTML names it."""
        return TAGS[self.other]

    def say(self, name: str, **values: object) -> str:
        """A text in the language, with its places filled.

        >>> Words("en").say("broken", count=2)
        '2 do not hold'
        """
        return self._pick(texts().words[name], self.language).format_map(values)

    def beside(self, name: str, **values: object) -> str:
        """The same text in the other language."""
        return self._pick(texts().words[name], self.other).format_map(values)

    def reason(self, name: str) -> str:
        """Why a line stands in the ledger; the ledger's own words where the texts have none.

        >>> Words("zh").reason("foreign"), Words("zh").reason("unheard of")
        ('别处的，学习借鉴', 'unheard of')
        """
        return self._pick(texts().reasons.get(name, (name, name)), self.language)

    def thing(self, name: str) -> str:
        """What stood in a clause that gave no fact."""
        return self._pick(texts().things.get(name, (name, name)), self.language)

    def disputed(self, name: str) -> str:
        """What a conflict is about: a figure or a step."""
        return self._pick(texts().conflict.get(name, (name, name)), self.language)

    def of(self, zh: str, en: str) -> str:
        """That of two labels which is in the language."""
        return self._pick((zh, en), self.language)

    def _pick(self, pair: Sequence[str], language: str) -> str:
        return pair[LANGUAGES.index(language)]
