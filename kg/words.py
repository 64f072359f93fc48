"""The loaded words: the SKOS code lists of ``ontology/codes.ttl`` as one frozen lexicon.

Everything that knows a counter, a body, a topic, the head of a title or a law by its words
asks here; the words themselves are data and live in that file alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import ahocorasick_rs
import pyoxigraph as ox

from kg.errors import InputError, KgError
from kg.resources import ontology_dir

_CODE = "https://w3id.org/rendakg/code/"
_DEFINITION = "https://w3id.org/rendakg/def#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_GROUPS = (_DEFINITION + "bodyClass", _DEFINITION + "workClass")

_Values = dict[str, list[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Concept:
    """A code: ``name`` is its local name, ``zh`` and ``en`` its labels, ``alts`` the other Chinese words.

    ``broader`` is the name of the code above it, ``group`` the class of a body or of a work; both may be empty.
    """

    name: str
    zh: str
    en: str
    alts: tuple[str, ...]
    alts_en: tuple[str, ...]
    scheme: str
    broader: str = ""
    group: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The Chinese words for it, the label first.

        >>> lexicon().concept("chairs-council").words[0]
        '主任会议'
        """
        return (self.zh, *self.alts)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All code lists. ``units``, ``bodies`` and ``heads`` lead from a word as printed to its concept.

    ``counters`` are the words of ``units``, longest first; ``laws`` the names of national laws.

    >>> lexicon().units["人次"].name, lexicon().bodies["法工委"].zh, lexicon().heads["条例"].group
    ('unit-renci', '法制工作委员会', 'LocalRegulation')
    """

    units: Mapping[str, Concept]
    counters: tuple[str, ...]
    bodies: Mapping[str, Concept]
    heads: Mapping[str, Concept]
    laws: frozenset[str]
    _schemes: Mapping[str, tuple[Concept, ...]]
    _names: Mapping[str, Concept] = field(repr=False)
    _indicators: Mapping[str, Concept] = field(repr=False)
    _indicator_lengths: tuple[int, ...] = field(repr=False)
    _topic_words: tuple[tuple[str, Concept], ...] = field(repr=False)
    _topic_finder: ahocorasick_rs.AhoCorasick = field(repr=False)

    def concepts(self, scheme: str) -> tuple[Concept, ...]:
        """Return the concepts of a list in the order of their names.

        Raises KgError when there is no such list.

        >>> [concept.zh for concept in lexicon().concepts("proposal")]
        ['议案', '建议']
        """
        if scheme not in self._schemes:
            raise KgError(f"there is no code list {scheme!r}", "codes.ttl", f"take one of {', '.join(self._schemes)}")
        return self._schemes[scheme]

    def concept(self, name: str) -> Concept:
        """Return the concept with this local name; raises KgError when there is none.

        >>> lexicon().concept("adoption").en
        'adoption'
        """
        if name not in self._names:
            raise KgError(f"there is no code {name!r}", "codes.ttl", "add the concept or mend the name")
        return self._names[name]

    @property
    def topics(self) -> tuple[Concept, ...]:
        """The topics works are about, in the order of their names.

        >>> "parking" in {topic.name for topic in lexicon().topics}
        True
        """
        return self.concepts("topic")

    def topics_in(self, text: str) -> tuple[Concept, ...]:
        """Return the topics one of whose Chinese words stands in ``text``, in the order of their names.

        >>> [topic.name for topic in lexicon().topics_in("城区停车管理条例")]
        ['parking']
        """
        hits = self._topic_finder.find_matches_as_indexes(text, overlapping=True)
        found = {topic.name: topic for topic in (self._topic_words[index][1] for index, _, _ in hits)}
        return tuple(found[name] for name in sorted(found))

    def indicator_in(self, text: str) -> Concept | None:
        """Return the indicator with the longest phrase that ``text`` ends with; None when it ends with none.

        The head of a Chinese noun phrase stands last: 执法检查深入的县 counts counties, not inspections.

        >>> lexicon().indicator_in("开展满意度测评").name
        'satisfaction-votes'
        >>> lexicon().indicator_in("执法检查深入的县") is None
        True
        """
        tails = (text[-length:] for length in self._indicator_lengths)
        return next((self._indicators[tail] for tail in tails if tail in self._indicators), None)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the installed ``codes.ttl``, read once.

    >>> lexicon() is lexicon()
    True
    """
    return load(ontology_dir() / "codes.ttl")


def load(path: Path) -> Lexicon:
    """Read the code lists of a Turtle file.

    Raises InputError, naming the file and the concept, when the file is no Turtle, a concept lacks a label
    or a list, stands in two lists, or a word belongs to two concepts of one list.

    >>> len(load(ontology_dir() / "codes.ttl").concepts("proposal"))
    2
    """
    concepts = sorted(_concepts(path), key=lambda concept: concept.name)
    schemes: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        schemes[concept.scheme].append(concept)
    words = {scheme: _words(members, path) for scheme, members in schemes.items()}
    groups = {concept.broader for concept in concepts}
    units = {word: concept for word, concept in words.get("unit", {}).items() if concept.name not in groups}
    phrases = words.get("indicator", {})
    topics = tuple(sorted(words.get("topic", {}).items(), key=lambda item: item[0]))
    return Lexicon(
        units=MappingProxyType(units),
        counters=tuple(longest_first(units)),
        bodies=MappingProxyType(words.get("body", {})),
        heads=MappingProxyType(words.get("work-head", {})),
        laws=frozenset(words.get("law", {})),
        _schemes=MappingProxyType({scheme: tuple(members) for scheme, members in sorted(schemes.items())}),
        _names=MappingProxyType({concept.name: concept for concept in concepts}),
        _indicators=MappingProxyType(phrases),
        _indicator_lengths=tuple(sorted(set(map(len, phrases)), reverse=True)),
        _topic_words=topics,
        _topic_finder=ahocorasick_rs.AhoCorasick([word for word, _ in topics]),
    )


def longest_first(words: Iterable[str]) -> list[str]:
    """Words in the order in which a pattern of alternatives must try them.

    >>> longest_first(["人大", "常委会", "人"])
    ['常委会', '人大', '人']
    """
    return sorted(words, key=lambda word: (-len(word), word))


def _concepts(path: Path) -> list[Concept]:
    found: dict[str, _Values] = defaultdict(lambda: defaultdict(list))
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                found[triple.subject.value][triple.predicate.value].append(triple.object)
    except (OSError, SyntaxError) as error:
        raise InputError(f"the code lists cannot be read: {error}", path, "mend the Turtle") from error
    is_concept = ox.NamedNode(_SKOS + "Concept")
    return [_concept(iri, values, path) for iri, values in found.items() if is_concept in values[_TYPE]]


def _concept(iri: str, values: _Values, path: Path) -> Concept:
    name = iri.removeprefix(_CODE)
    scheme = _one(values[_SKOS + "inScheme"], f"{name}: skos:inScheme", path).removeprefix(_CODE)
    zh = _texts(values[_SKOS + "prefLabel"], "zh")
    en = _texts(values[_SKOS + "prefLabel"], "en")
    if len(zh) != 1 or len(en) > 1 or (not en and scheme != "law"):
        raise InputError(f"{name} needs one skos:prefLabel @zh and one @en", path, "write both labels once")
    broader = values[_SKOS + "broader"]
    group = [text for key in _GROUPS for text in _texts(values[key], None)]
    return Concept(
        name=name,
        zh=zh[0],
        en=en[0] if en else "",
        alts=_texts(values[_SKOS + "altLabel"], "zh"),
        alts_en=_texts(values[_SKOS + "altLabel"], "en"),
        scheme=scheme,
        broader=_one(broader, f"{name}: skos:broader", path).removeprefix(_CODE) if broader else "",
        group=_single(group, f"{name}: its class", path) if group else "",
    )


def _texts(values: Iterable[ox.NamedNode | ox.Literal], language: str | None) -> tuple[str, ...]:
    return tuple(value.value for value in values if isinstance(value, ox.Literal) and value.language == language)


def _one(values: Iterable[ox.NamedNode | ox.Literal], what: str, path: Path) -> str:
    return _single([value.value for value in values], what, path)


def _single(values: list[str], what: str, path: Path) -> str:
    if len(values) != 1:
        said = "is missing" if not values else f"is given {len(values)} times ({', '.join(sorted(values))})"
        raise InputError(f"{what} {said}", path, "state it once; a local name belongs to one list only")
    return values[0]


def _words(concepts: Iterable[Concept], path: Path) -> dict[str, Concept]:
    """Map every Chinese word of one list to its concept, and refuse a word two concepts claim."""
    claimed: dict[tuple[str, str], Concept] = {}
    for concept in concepts:
        english = (word.casefold() for word in (concept.en, *concept.alts_en) if word)
        for key in chain((("zh", word) for word in concept.words), (("en", word) for word in english)):
            if key in claimed:
                raise InputError(
                    f"the word {key[1]!r} belongs to {claimed[key].name} and to {concept.name}",
                    path,
                    "leave it with one of them",
                )
            claimed[key] = concept
    return {word: concept for (language, word), concept in claimed.items() if language == "zh"}
