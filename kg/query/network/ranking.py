"""Places, works and topics by a measure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.errors import KgError, UsageError
from kg.query.network.reader import Reader
from kg.query.network.rows import Rows
from kg.query.network.whole import grouped, links, pairs
from kg.rdf.vocabulary import ID, rd
from kg.words import lexicon

DAMPING = 0.85


@dataclass(frozen=True, slots=True)
class Ranked:
    """A thing with its ``value`` of a measure; things of one value have one ``rank``, the best 1."""

    rank: int
    name: str
    value: float
    iri: str


Measure = Callable[[Reader], Iterable[tuple[str, float]]]


def rank(reader: Reader, things: str, by: str) -> Rows[Ranked]:
    """All ``things`` (places, works, topics) whose value of the measure ``by`` is above 0, the highest first.

    Raises :class:`~kg.errors.UsageError`, which names what there is, for other things or another measure.
    """
    if things not in MEASURES:
        raise UsageError(f"{things} cannot be ranked", mend=f"take one of {', '.join(MEASURES)}")
    if by not in MEASURES[things]:
        raise UsageError(f"{things} are not ranked by {by!r}", "--by", f"take one of {', '.join(MEASURES[things])}")
    wanted = _those(reader, things)
    values = [(iri, value) for iri, value in MEASURES[things][by](reader) if value > 0 and wanted(iri)]
    ordered = sorted(values, key=lambda one: (-one[1], one[0]))
    first = {value: place for place, (_, value) in reversed(list(enumerate(ordered, 1)))}
    return Rows(Ranked, tuple(Ranked(first[value], reader.thing(iri).name, value, iri) for iri, value in ordered))


def _those(reader: Reader, things: str) -> Callable[[str], bool]:
    """Tells whether an IRI is one of the things that are ranked."""
    if things == "topics":
        return {topic for _, topic in pairs(reader, rd("topic"))}.__contains__
    begin = ID + {"places": "division/", "works": "work/"}[things]
    return lambda iri: iri.startswith(begin)


def _degree(reader: Reader) -> Iterator[tuple[str, float]]:
    """How many links a thing has."""
    counts = Counter(end for source, target, _ in links(reader) for end in (source, target))
    yield from counts.items()


def _pagerank(reader: Reader) -> Iterator[tuple[str, float]]:
    """PageRank (Page et al. 1999) of the links, taken in both directions, in units of the mean."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((source, target) for source, target, _ in links(reader))
    try:
        found = nx.pagerank(graph, alpha=DAMPING) if graph else {}
    except ImportError as error:
        raise KgError("scipy is not installed", mend='run pip install "renda-kg[tables]"') from error
    yield from ((iri, round(share * len(found), 4)) for iri, share in found.items())


def _by_work(shortcut: str) -> Measure:
    """The works of a place that its bodies enacted (amended …)."""
    return lambda reader: _count(reader, {work for _, work in pairs(reader, rd(shortcut))})


def _steps_of_places(reader: Reader) -> Iterator[tuple[str, float]]:
    return _count(reader, (work for event, work in pairs(reader, rd("concerns")) if _is_step(event)))


def _count(reader: Reader, owned: Iterable[str]) -> Iterator[tuple[str, float]]:
    """How many of ``owned`` (bodies, works) are of each place."""
    homes = grouped(reader, rd("jurisdiction"))
    yield from Counter(place for one in owned for place in homes.get(one, ())).items()


def _by_body(*names: str) -> Measure:
    """How many facts have a body of the place as a value of one of these properties."""
    return lambda reader: _count(reader, (body for name in names for _, body in pairs(reader, rd(name))))


def _supervision_by_places(reader: Reader) -> Iterator[tuple[str, float]]:
    return _count(reader, (body for event, body in pairs(reader, rd("actor")) if _is_supervision(event)))


def _operated(reader: Reader) -> Iterator[tuple[str, float]]:
    return _count(reader, (body for body, _ in pairs(reader, rd("operates"))))


def _topics_of_places(reader: Reader) -> Iterator[tuple[str, float]]:
    homes = grouped(reader, rd("jurisdiction"))
    found = {(place, topic) for work, topic in pairs(reader, rd("topic")) for place in homes.get(work, ())}
    yield from Counter(place for place, _ in found).items()


def _steps_of_works(reader: Reader) -> Iterator[tuple[str, float]]:
    yield from Counter(work for event, work in pairs(reader, rd("concerns")) if _is_step(event)).items()


def _supervision_of_works(reader: Reader) -> Iterator[tuple[str, float]]:
    yield from Counter(work for event, work in pairs(reader, rd("concerns")) if _is_supervision(event)).items()


def _places_of_works(reader: Reader) -> Iterator[tuple[str, float]]:
    """How many places have a body that acts on a work."""
    homes, actors = grouped(reader, rd("jurisdiction")), grouped(reader, rd("actor"))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event, work in pairs(reader, rd("concerns")):
        found[work].update(place for actor in actors.get(event, ()) for place in homes.get(actor, ()))
    yield from ((work, len(places)) for work, places in found.items())


def _of_topics(of_works: Measure) -> Measure:
    """The sum over the works of a topic."""

    def measure(reader: Reader) -> Iterator[tuple[str, float]]:
        values = dict(of_works(reader))
        found: Counter[str] = Counter()
        for work, topic in pairs(reader, rd("topic")):
            found[topic] += int(values.get(work, 0))
        yield from found.items()

    return measure


def _works_of_topics(reader: Reader) -> Iterator[tuple[str, float]]:
    yield from Counter(topic for _, topic in pairs(reader, rd("topic"))).items()


def _enacted_works(reader: Reader) -> Iterator[tuple[str, float]]:
    yield from ((work, 1) for work in {work for _, work in pairs(reader, rd("enacted"))})


def _places_of_topics(reader: Reader) -> Iterator[tuple[str, float]]:
    homes = grouped(reader, rd("jurisdiction"))
    found = {(topic, place) for work, topic in pairs(reader, rd("topic")) for place in homes.get(work, ())}
    yield from Counter(topic for topic, _ in found).items()


def _is_step(event: str) -> bool:
    return _kind(event) in {concept.name for concept in lexicon().concepts("legislative-step")}


def _is_supervision(event: str) -> bool:
    return _kind(event) in {concept.name for concept in lexicon().concepts("supervision")}


def _kind(event: str) -> str:
    return event.removeprefix(ID + "event/").partition("/")[0]


_LINKED: Mapping[str, Measure] = MappingProxyType({"degree": _degree, "pagerank": _pagerank})
MEASURES: Mapping[str, Mapping[str, Measure]] = MappingProxyType(
    {
        "places": MappingProxyType(
            {
                "steps": _steps_of_places,
                "enacted": _by_work("enacted"),
                "amended": _by_work("amended"),
                "topics": _topics_of_places,
                "supervision": _supervision_by_places,
                "figures": _by_body("about"),
                "programmes": _operated,
                **_LINKED,
            }
        ),
        "works": MappingProxyType(
            {
                "steps": _steps_of_works,
                "supervision": _supervision_of_works,
                "places": _places_of_works,
                **_LINKED,
            }
        ),
        "topics": MappingProxyType(
            {
                "works": _works_of_topics,
                "enacted": _of_topics(_enacted_works),
                "steps": _of_topics(_steps_of_works),
                "places": _places_of_topics,
                **_LINKED,
            }
        ),
    }
)
