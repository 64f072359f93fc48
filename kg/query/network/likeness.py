"""Places that are alike, by what they make laws about and how far they come, and by their programmes.

The likeness of two places is the weighted Jaccard index of their traits (Ioffe 2010, "Improved Consistent Sampling"):
the weight of what they share by that of all they have. A trait weighs ln(1 + places / places that have it), so that
what few places have counts more than what most have.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.divisions import NATION
from kg.errors import UsageError
from kg.query.network.reader import Reader, Thing
from kg.query.network.rows import Rows
from kg.query.network.terms import chinese, code, local, order
from kg.query.network.whole import grouped, pairs
from kg.rdf.vocabulary import ID, LABEL, rd
from kg.words import lexicon

BASES = ("all", "legislation", "programmes")

Traits = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Like:
    """A place that shares traits; ``score`` is 0 to 1, ``shared`` what both have, the weightiest first."""

    place: str
    score: float
    shared: tuple[str, ...]
    iri: str


@dataclass(frozen=True, slots=True)
class Community:
    """Places that have more in common with each other than with others; ``binding`` is what at least two of them have.

    ``places`` are sorted by IRI, ``binding`` by the number of places that have it, at most ten.
    """

    number: int
    size: int
    places: tuple[str, ...]
    binding: tuple[str, ...]
    iris: tuple[str, ...]


def similar(reader: Reader, place: Thing, by: str = "all") -> Rows[Like]:
    """The places that share a trait with ``place``, the most alike first; ``by`` is one of BASES.

    Raises :class:`~kg.errors.UsageError` for another ``by``.
    """
    traits = traits_of_places(reader, by)
    weights = _weights(traits)
    own = traits.get(place.iri, frozenset())
    found = [
        Like(reader.thing(iri).name, _score(own, other, weights), _weightiest(own & other, weights), iri)
        for iri, other in traits.items()
        if iri != place.iri and own & other
    ]
    return Rows(Like, tuple(sorted(found, key=lambda one: (-one.score, one.iri))))


def communities(reader: Reader, by: str = "all") -> Rows[Community]:
    """Groups of two or more places, the largest first, found on the graph of places and their traits.

    The method is that of Louvain (Blondel et al. 2008, "Fast unfolding of communities in large networks"), seeded.
    Raises :class:`~kg.errors.UsageError` for a ``by`` that is none of BASES.
    """
    traits = traits_of_places(reader, by)
    weights = _weights(traits)
    groups = sorted((group for group in _groups(traits, weights) if len(group) > 1), key=lambda one: (-len(one), one))
    return Rows(Community, tuple(_community(reader, *one, traits, weights) for one in enumerate(groups, 1)))


def _groups(traits: Traits, weights: Mapping[str, float]) -> list[list[str]]:
    """The places in their parts of the graph of places and the traits that at least two have."""
    import networkx as nx

    having = Counter(trait for own in traits.values() for trait in own)
    places = list(traits)
    numbers = {trait: number for number, trait in enumerate(sorted(having), len(places))}
    graph: nx.Graph[int] = nx.Graph()
    for number, place in enumerate(places):
        shared = sorted(trait for trait in traits[place] if having[trait] > 1)
        graph.add_weighted_edges_from((number, numbers[trait], weights[trait]) for trait in shared)
    # Numbers, not names, are the nodes: the order of a set of them does not change from run to run.
    parts = nx.community.louvain_communities(graph, seed=0) if graph else []
    return [[places[number] for number in sorted(part) if number < len(places)] for part in parts]


def _community(
    reader: Reader, number: int, group: list[str], traits: Traits, weights: Mapping[str, float]
) -> Community:
    having = Counter(trait for place in group for trait in traits[place])
    common = sorted((-count, -weights[trait], trait) for trait, count in having.items() if count > 1)
    return Community(
        number=number,
        size=len(group),
        places=tuple(reader.thing(place).name for place in group),
        binding=tuple(f"{trait} × {-count}" for count, _, trait in common[:10]),
        iris=tuple(group),
    )


def traits_of_places(reader: Reader, by: str) -> Traits:
    """What each place but the nation has: the topics of its works, with each the steps they came to, its programmes.

    A programme or station is its name without the place's, and the topics in the name. Who has nothing is left out.
    """
    if by not in BASES:
        raise UsageError(f"likeness is not measured by {by!r}", "--by", f"take one of {', '.join(BASES)}")
    found: defaultdict[str, set[str]] = defaultdict(set)
    homes = grouped(reader, rd("jurisdiction"))
    if by != "programmes":
        _legislation(reader, homes, found)
    if by != "legislation":
        _programmes(reader, homes, found)
    found.pop(f"{ID}division/{NATION}", None)
    return {place: frozenset(found[place]) for place in sorted(found)}


def _legislation(reader: Reader, homes: Mapping[str, list[str]], found: Mapping[str, set[str]]) -> None:
    topics = grouped(reader, rd("topic"))
    steps = {concept.name for concept in lexicon().concepts("legislative-step")}
    void = {step for step, outcome in pairs(reader, rd("outcome")) if local(outcome) in order().void}
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for event, work in pairs(reader, rd("concerns")):
        kind = event.removeprefix(ID).split("/")[1]
        if kind in steps and event not in void:
            kinds[work].add(kind)
    for work, about in topics.items():
        for place in homes.get(work, ()):
            for topic in about:
                name = code(local(topic))
                found[place].update((name, *(f"{name}: {code(kind)}" for kind in kinds[work])))


def _programmes(reader: Reader, homes: Mapping[str, list[str]], found: Mapping[str, set[str]]) -> None:
    for body, programme in pairs(reader, rd("operates")):
        names = reader.objects(programme, LABEL)
        for place in homes.get(body, ()) if names else ():
            own = "".join(reader.objects(place, LABEL)[:1])
            name = names[0].removeprefix(own).removeprefix(own[:-1]) or names[0]
            topics = (f"programme: {chinese(topic.name)}" for topic in lexicon().topics_in(name))
            found[place].update((f"“{name}”", *topics))


def _weights(traits: Traits) -> dict[str, float]:
    """How much each trait counts: ln(1 + places / places that have it)."""
    having = Counter(trait for own in traits.values() for trait in own)
    return {trait: math.log1p(len(traits) / count) for trait, count in having.items()}


def _score(own: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Rounded, and summed without rounding errors that depend on the order of a set."""
    shared, every = (math.fsum(weights[one] for one in group) for group in (own & other, own | other))
    return round(shared / every, 4)


def _weightiest(shared: frozenset[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(shared, key=lambda one: (-weights[one], one)))
