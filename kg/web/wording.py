"""Every word a page shows besides the data: the texts of ``texts/`` and the labels of the ontology, by language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import KgError
from kg.query.network.terms import terms
from kg.words import lexicon

LANGUAGES = ("zh", "en")
# English with the Chinese behind it in brackets, as the questions word what they understood.
_BOTH = re.compile(r"([A-Za-z][^()·,]*?) ?\(([^()]*[\u4e00-\u9fff][^()]*)\)")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The texts of one language by section and name, and the labels of the ontology in it."""

    language: str
    texts: Mapping[str, Any]
    phrases: tuple[tuple[re.Pattern[str], str], ...]

    @property
    def tag(self) -> str:
        """The language as HTML names it.

        >>> wording("zh").tag, wording("en").tag
        ('zh-Hans', 'en')
        """
        return "zh-Hans" if self.language == "zh" else "en"

    @property
    def colon(self) -> str:
        """The mark between a label and what it labels."""
        return "：" if self.language == "zh" else ": "

    def code(self, name: str) -> str:
        """The label of a code; its name where the code lists have none.

        >>> wording("zh").code("parking"), wording("en").code("parking"), wording("en").code("none")
        ('停车', 'parking', 'none')
        """
        try:
            concept = lexicon().concept(name)
        except KgError:
            return name
        return concept.zh if self.language == "zh" else concept.en or concept.zh

    def term(self, name: str) -> str:
        """The label of a class or property by its local name; a reused one's stands in the texts.

        >>> wording("zh").term("Statistic"), wording("en").term("enacted")
        ('统计数据', 'enacted')
        """
        own: Mapping[str, str] = self.texts["properties"]
        return terms().labels.get((name, self.language)) or own.get(name, name)

    def kind(self, type_name: str, kind: str) -> str:
        """What a fact of this class and kind is called: by its kind where it has one."""
        return self.code(kind) if kind else self.term(type_name)

    def fill(self, section: str, name: str, /, **values: object) -> str:
        """The text ``name`` of a section with its places filled.

        >>> wording("en").fill("facts", "at_most", value="100")
        'at most 100'
        """
        text: str = self.texts[section][name]
        return text.format_map(values)

    def half(self, text: str) -> str:
        """Of a wording in both languages, as "a city (城市)", this one's half; other wording as it is.

        >>> wording("zh").half("a city (城市)"), wording("en").half("a city (城市)")
        ('城市', 'a city')
        """
        return _BOTH.sub(r"\2" if self.language == "zh" else r"\1", text)

    def said(self, text: str) -> str:
        """A wording of the questions in this language, as far as its texts know it.

        >>> wording("zh").said("another time: 2021"), wording("en").said("another time: 2021")
        ('时间不同：2021', 'another time: 2021')
        """
        for pattern, replacement in self.phrases:
            if match := pattern.fullmatch(text):
                return self.half(match.expand(replacement))
        return self.half(text)

    def reasons(self, text: str) -> str:
        """Why a near miss is none: all reasons, in this language."""
        joined: str = self.texts["answer"]["and"]
        return joined.join(map(self.said, text.split("; "))) if text else ""


@cache
def wording(language: str) -> Wording:
    """The wording of a language (one of LANGUAGES).

    >>> wording("zh").texts["site"]["name"]
    '人大知识图谱'
    """
    texts = tomllib.loads(files("kg.web").joinpath("texts", f"{language}.toml").read_text(encoding="utf-8"))
    phrases = tuple((re.compile(old), new) for old, new in texts.pop("phrases"))
    return Wording(language, texts, phrases)
