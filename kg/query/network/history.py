"""The steps of a place or of a work in time, each as precise as its source states it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.query.network.about import facts_of
from kg.query.network.facts import Fact, fact
from kg.query.network.reader import Reader, Thing
from kg.query.network.rows import Rows
from kg.query.network.terms import below, order
from kg.rdf.vocabulary import rd


@dataclass(frozen=True, slots=True)
class Step:
    """A step or another event: ``when`` to read, ``first`` and ``last`` the days it lies between (ISO 8601, or empty).

    ``precision`` is day, month, period or year, empty where no time is stated; ``outcome`` a code or empty.
    ``start`` and ``end`` are code points of ``document``, end exclusive.
    """

    when: str
    precision: str
    first: str
    last: str
    kind: str
    label: str
    actor: str
    outcome: str
    quote: str
    document: str
    start: int
    end: int
    iri: str


def timeline(reader: Reader, what: Thing, every: bool = False) -> Rows[Step]:
    """The legislative steps of a place or work; of a work also its supervision, with ``every`` all events of a place.

    In the order of their first day, then of their last, then of the life of a work: a year comes before the days in it,
    what has no time last.
    """
    whole = every or what.type != "AdministrativeDivision"
    types = below("Event") if whole else below("LegislativeStep")
    found = [_step(reader, fact(reader, iri)) for iri, (cls, _) in facts_of(reader, what).items() if cls in types]
    return Rows(Step, tuple(sorted(found, key=_in_time)))


def _in_time(step: Step) -> tuple[str, str, int, str, str]:
    steps = order().steps
    stage = steps.index(step.kind) if step.kind in steps else len(steps)
    return step.first or "9999", step.last, stage, step.label, step.iri


def _step(reader: Reader, one: Fact) -> Step:
    actors = [reader.thing(actor).name for actor in reader.objects(one.iri, rd("actor"))]
    outcomes = [reader.thing(outcome).label for outcome in reader.objects(one.iri, rd("outcome"))]
    return Step(
        when=one.when,
        precision=one.precision,
        first=one.first,
        last=one.last,
        kind=one.kind or one.type,
        label=one.label,
        actor=", ".join(actors),
        outcome=", ".join(outcomes),
        quote=one.quote,
        document=one.document,
        start=one.start,
        end=one.end,
        iri=one.iri,
    )
