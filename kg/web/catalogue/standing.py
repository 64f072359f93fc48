"""How far each work has come, for the matrix of places and topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.query.network.comparing import furthest
from kg.query.network.facts import fact
from kg.query.network.reader import Reader
from kg.query.network.terms import local, order
from kg.rdf.vocabulary import rd
from kg.tables import made, parsed
from kg.web.catalogue.entry import Entry

_FILE = "stages.toml"


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a work has come, and the steps that show it."""

    name: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A work of a place, its ``topics`` (codes), the ``stage`` it has reached by the furthest ``step`` (a fact).

    ``void``: the step was left without effect (rejected, deferred, withdrawn).
    """

    place: str
    work: str
    topics: tuple[str, ...]
    stage: str
    step: str
    void: bool


@cache
def stages() -> tuple[Stage, ...]:
    """The stages in their order.

    >>> [stage.name for stage in stages()]
    ['planned', 'reading', 'enacted', 'repealed']
    """
    text = files("kg.web").joinpath(_FILE).read_text(encoding="utf-8")
    return tuple(made(_FILE, Stage, row) for row in parsed(_FILE, text)["stage"])


def standings(reader: Reader, entries: Iterable[Entry]) -> Iterator[Standing]:
    """How far every work has come of which a legislative step is told, by IRI."""
    steps: defaultdict[str, list[str]] = defaultdict(list)
    for one in entries:
        if one.type == "LegislativeStep" and one.kind in order().steps:
            for work in one.works:
                steps[work].append(one.iri)
    for work in sorted(steps):
        yield from _standing(reader, work, steps[work])


def _standing(reader: Reader, work: str, steps: list[str]) -> Iterator[Standing]:
    last, void = furthest(reader, [fact(reader, iri) for iri in steps])
    stage = next((stage.name for stage in stages() if last.kind in stage.steps), "")
    topics = tuple(local(topic) for topic in reader.objects(work, rd("topic")))
    for place in reader.objects(work, rd("jurisdiction")):
        yield Standing(place, work, topics, stage, last.iri, bool(void))
