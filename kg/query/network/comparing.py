"""Places side by side: legislation by topic and furthest step, figures by indicator, programmes by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.query.network.facts import Fact, fact
from kg.query.network.reader import Reader, Thing
from kg.query.network.rows import Rows
from kg.query.network.terms import chinese, code, local, order, term
from kg.rdf.vocabulary import ID, TITLE, rd

UNSORTED = "of no topic in the list"
_ENACTING = frozenset({"adoption", "enactment", "promulgation"})
_CONGRESS = frozenset({"npc", "npcsc"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place has under one ``item`` (a topic, an indicator, a kind) of a ``section``, and the proof.

    ``section`` is legislation, figures or programmes. A work stands under each of its topics. ``start`` and ``end``
    are code points of ``document``, end exclusive.
    """

    section: str
    item: str
    place: str
    text: str
    when: str
    quote: str
    document: str
    start: int
    end: int
    place_iri: str
    iri: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ``places`` in the order they were named and the ``cells`` of all; what has no item stands in none.

    ``unlisted`` counts the figures whose indicator is not in the list; ``undated`` the facts that were left out
    because they are not known to be of the year asked for and of no other.
    """

    places: tuple[Thing, ...]
    cells: Rows[Cell]
    unlisted: int
    undated: int


@dataclass(frozen=True, slots=True)
class _Found:
    """Something before it is known whether it is of the year: which facts were looked at, and the cells they give."""

    cells: list[Cell]
    unlisted: int = 0
    undated: int = 0


def compare(reader: Reader, places: Sequence[Thing], year: int | None = None) -> Comparison:
    """Two or more places side by side; ``year`` keeps the facts that are of this year for certain.

    Raises :class:`~kg.errors.UsageError` when fewer than two different places are named.
    """
    if len({place.iri for place in places}) < max(2, len(places)):
        raise UsageError("two or more different places are needed", mend="for example: kg compare 大同市 吕梁市")
    found = [part(reader, place, year) for place in places for part in (_legislation, _figures, _programmes)]
    cells = sorted((cell for one in found for cell in one.cells), key=_by_item)
    return Comparison(
        places=tuple(places),
        cells=Rows(Cell, tuple(cells)),
        unlisted=sum(one.unlisted for one in found),
        undated=sum(one.undated for one in found),
    )


def _by_item(cell: Cell) -> tuple[object, ...]:
    sections = ("legislation", "figures", "programmes")
    last = cell.item == UNSORTED
    return sections.index(cell.section), last, cell.item, cell.place_iri, cell.when, cell.text, cell.iri


def _legislation(reader: Reader, place: Thing, year: int | None) -> _Found:
    cells: list[Cell] = []
    undated = 0
    for work in _owned(reader, place, "work/"):
        steps = [fact(reader, iri) for iri in reader.subjects(rd("concerns"), work)]
        told = [step for step in steps if step.type == "LegislativeStep" and step.kind in order().steps]
        kept = [step for step in told if _fits(step, year)]
        undated += sum(_open(step, year) for step in told)
        cells += _work(reader, place, work, kept) if kept else []
    return _Found(cells, undated=undated)


def _work(reader: Reader, place: Thing, work: str, steps: list[Fact]) -> Iterator[Cell]:
    """A work with its furthest step, once under each of its topics."""
    step, void = furthest(reader, steps)
    outcome = "".join(f", {code(name)}" for name in void)
    title = "".join(reader.objects(work, TITLE)[:1]) or reader.thing(work).label
    text = f"{title}: {code(step.kind)}{outcome}"
    topics = [code(local(topic)) for topic in reader.objects(work, rd("topic"))] or [UNSORTED]
    return (_cell("legislation", topic, place, text, step) for topic in topics)


def furthest(reader: Reader, steps: list[Fact]) -> tuple[Fact, list[str]]:
    """The furthest of the steps on one work, and its outcomes where they leave it without effect, as they leave all.

    ``steps`` are one or more legislative steps whose kinds have a place in ``order().steps``.

    >>> import pyoxigraph as ox
    >>> from kg.rdf.vocabulary import rdc
    >>> store = ox.Store()
    >>> for kind in ("adoption", "plan-listing"):
    ...     store.update(f"INSERT DATA {{ <urn:{kind}> a <{rd('LegislativeStep')}> ; <{rd('kind')}> <{rdc(kind)}> }}")
    >>> reader = Reader(store)
    >>> furthest(reader, [fact(reader, "urn:adoption"), fact(reader, "urn:plan-listing")])[0].iri
    'urn:adoption'
    """
    void = {step.iri: [name for name in _outcomes(reader, step) if name in order().void] for step in steps}
    standing = [step for step in steps if not void[step.iri]]
    valid = [step for step in standing if not _of_an_older_work(step, standing)]
    ranked = sorted(valid or standing or steps, key=lambda step: (order().steps.index(step.kind), step.last, step.iri))
    return ranked[-1], void[ranked[-1].iri]


def _outcomes(reader: Reader, step: Fact) -> list[str]:
    return [local(outcome) for outcome in reader.objects(step.iri, rd("outcome"))]


def _of_an_older_work(step: Fact, steps: list[Fact]) -> bool:
    """A repeal in the year of an enactment or before it is that of an older work of the same title."""
    return step.kind == "repeal" and any(one.kind in _ENACTING and one.first[:4] >= step.last[:4] > "" for one in steps)


def _figures(reader: Reader, place: Thing, year: int | None) -> _Found:
    cells: list[Cell] = []
    unlisted, undated = 0, 0
    for body in _owned(reader, place, "body/"):
        for iri in reader.subjects(rd("about"), body):
            one = fact(reader, iri)
            undated += _open(one, year)
            indicators = reader.objects(iri, rd("indicator"))
            unlisted += _fits(one, year) and not indicators
            kept = indicators if _fits(one, year) else []
            text = one.value + _of_other(reader.thing(body))
            cells += [_cell("figures", code(local(name)), place, text, one) for name in kept]
    return _Found(cells, unlisted, undated)


def _of_other(body: Thing) -> str:
    """Whose figure it is, where it is not the congress's or its standing committee's own."""
    return "" if body.kind in _CONGRESS else f", {body.label}"


def _programmes(reader: Reader, place: Thing, year: int | None) -> _Found:
    cells: list[Cell] = []
    undated = 0
    owned = {iri for body in _owned(reader, place, "body/") for iri in reader.objects(body, rd("operates"))}
    for iri in sorted(owned):
        one = fact(reader, iri)
        undated += _open(one, year)
        kind = f"{term(one.type)}: {chinese(one.kind)}" if one.type == "Facility" else code(one.kind)
        cells += [_cell("programmes", kind, place, one.label, one)] if _fits(one, year) else []
    return _Found(cells, undated=undated)


def _owned(reader: Reader, place: Thing, path: str) -> list[str]:
    """The place's works or bodies."""
    return [iri for iri in reader.subjects(rd("jurisdiction"), place.iri) if iri.startswith(ID + path)]


def _fits(one: Fact, year: int | None) -> bool:
    return year is None or {one.first[:4], one.last[:4]} == {str(year)}


def _open(one: Fact, year: int | None) -> bool:
    """Whether a fact that does not fit may be of the year all the same."""
    if year is None or _fits(one, year):
        return False
    return not one.first or one.first[:4] <= str(year) <= one.last[:4]


def _cell(section: str, item: str, place: Thing, text: str, one: Fact) -> Cell:
    return Cell(
        section=section,
        item=item,
        place=place.name,
        text=text,
        when=one.when,
        quote=one.quote,
        document=one.document,
        start=one.start,
        end=one.end,
        place_iri=place.iri,
        iri=one.iri,
    )
