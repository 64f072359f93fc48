"""What the vocabulary calls its classes, properties and codes, and which class lies below which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.errors import InputError, KgError
from kg.rdf.vocabulary import CREATOR, ID, IS_PART_OF, LABEL, MEMBER, ORGANIZATION, OWL, RD, RDC, RDFS
from kg.resources import ontology_dir
from kg.tables import installed
from kg.words import lexicon

_BELOW = RDFS + "subClassOf"
_OBJECT_PROPERTY = ox.NamedNode(OWL + "ObjectProperty")
_ACTED_ON = ox.NamedNode(RD + "actedOn")
_FOLDED = frozenset({"kind", "evidence", "inDocument", "period", "unit", "approximation", "outcome"})
_REUSED = (IS_PART_OF, CREATOR, MEMBER, ORGANIZATION)


@dataclass(frozen=True, slots=True)
class Order:
    """``steps`` from the first in the life of a work to the last; ``void`` outcomes leave a step without effect."""

    steps: tuple[str, ...]
    void: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Labels of classes and properties by local name and language, the classes below each class, and the links.

    ``links`` are the properties (IRIs) between things; what belongs to one thing (its kind, its evidence, its
    time, how a number is counted) is none. ``derived`` are those of them that follow from facts: ``rd:enacted`` …
    """

    labels: Mapping[tuple[str, str], str]
    classes: Mapping[str, frozenset[str]]
    links: frozenset[str]
    derived: frozenset[str]


@cache
def terms() -> Terms:
    """The installed ``renda.ttl``, read once.

    Raises :class:`~kg.errors.InputError` when it cannot be read.

    >>> terms().labels["enacted", "zh"], sorted(terms().classes["Body"])[:2]
    ('制定', ['Body', 'CongressCommittee'])
    """
    path = ontology_dir() / "renda.ttl"
    try:
        triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise InputError(f"the vocabulary cannot be read: {error}", path, "install renda-kg again") from error
    labels: dict[tuple[str, str], str] = {}
    parents: dict[str, list[str]] = {}
    links, derived = set(_REUSED), set[str]()
    for triple in triples:
        name = str(getattr(triple.subject, "value", "")).removeprefix(RD)
        if triple.predicate.value == LABEL and isinstance(triple.object, ox.Literal):
            labels[name, triple.object.language or ""] = triple.object.value
        elif triple.predicate.value == _BELOW and isinstance(triple.object, ox.NamedNode):
            parents.setdefault(name, []).append(triple.object.value.removeprefix(RD))
        elif triple.object == _OBJECT_PROPERTY and name not in _FOLDED:
            links.add(RD + name)
        elif triple.object == _ACTED_ON:
            derived.add(RD + name)
    return Terms(labels, _below(labels, parents), frozenset(links), frozenset(derived))


def _below(labels: Mapping[tuple[str, str], str], parents: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Each class with those below it, itself included."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, _ in labels:
        above = [name]
        while above:
            found[above[0]].add(name)
            above = [*above[1:], *parents.get(above[0], [])]
    return {name: frozenset(below) for name, below in found.items()}


def below(*names: str) -> frozenset[str]:
    """The local names of these classes and of all below them.

    >>> "LocalRegulation" in below("NormativeWork"), "LocalRegulation" in below("Event", "Body")
    (True, False)
    """
    return frozenset().union(*(terms().classes[name] for name in names))


@cache
def order() -> Order:
    """The order of the steps of a work, from ``order.toml``.

    >>> order().steps.index("first-reading") < order().steps.index("adoption")
    True
    """
    return installed("kg.query.network", "order.toml", Order)


def term(name: str) -> str:
    """A class or property by its labels in both languages; its name where the vocabulary has none.

    >>> term("enacted"), term("LegislativeStep"), term("member")
    ('enacted (制定)', 'legislative step (立法步骤)', 'member')
    """
    labels = terms().labels
    return f"{labels[name, 'en']} ({labels[name, 'zh']})" if (name, "en") in labels else name


def chinese(name: str) -> str:
    """A code by its Chinese label; its name where the code lists have none.

    >>> chinese("unit-renci"), chinese("none")
    ('人次', 'none')
    """
    try:
        return lexicon().concept(name).zh
    except KgError:
        return name


@cache
def code(name: str) -> str:
    """A code by its labels in both languages; its name where the code lists have none.

    >>> code("parking"), code("none")
    ('parking (停车)', 'none')
    """
    try:
        concept = lexicon().concept(name)
    except KgError:
        return name
    return f"{concept.en} ({concept.zh})" if concept.en else concept.zh


def short(iri: str) -> str:
    """An IRI as the commands print and take it: the part below ``…/id/``, ``rdc:…`` for a code.

    >>> short("https://w3id.org/rendakg/id/division/140200"), short("https://w3id.org/rendakg/code/parking")
    ('division/140200', 'rdc:parking')
    """
    return "rdc:" + iri.removeprefix(RDC) if iri.startswith(RDC) else iri.removeprefix(ID)


def local(iri: str) -> str:
    """The name of a class, property or code without its namespace.

    >>> local("https://w3id.org/rendakg/def#actor"), local("http://purl.org/dc/terms/title")
    ('actor', 'title')
    """
    return iri.removeprefix(RD).removeprefix(RDC).rpartition("#")[2].rpartition("/")[2]
