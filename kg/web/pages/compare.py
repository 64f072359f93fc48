"""Places side by side: what they have made law about, their figures, their programmes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import InputError, UsageError
from kg.query.explain import expand
from kg.query.network.comparing import UNSORTED, Cell, Comparison, compare
from kg.query.network.finding import PLACE, find
from kg.query.network.reader import Thing
from kg.web.catalogue import Entry
from kg.web.desk import Desk, desk_of
from kg.web.lines import Line, Link, line, link
from kg.web.links import with_query
from kg.web.rendering import render

_MOST = 6
# A site of plain files has the comparisons of each two of so many places, those with most facts.
STILL = 12


@dataclass(frozen=True, slots=True)
class Item:
    """A topic, an indicator, a kind: for each place the facts under it, in the order of the places."""

    label: str
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a comparison: legislation, figures, programmes."""

    name: str
    rows: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A place to choose."""

    value: str
    link: Link
    chosen: bool


def page(request: Request) -> Response:
    """The page of the places that the query string names, or the choice of places where it names less than two."""
    desk = desk_of(request)
    places, refused = _places(desk)
    year = int(desk.one("year")) if desk.one("year").isascii() and desk.one("year").isdigit() else None
    found = compare(desk.catalogue.reader, places, year) if len(places) > 1 else None
    return render(
        desk,
        "compare.html",
        400 if refused else 200,
        places=[link(desk, place.iri) for place in places],
        options=[] if desk.settings.still else list(_options(desk, [place.iri for place in places])),
        pairs=list(_pairs(desk)) if desk.settings.still and not places else [],
        still_most=STILL,
        parts_of=parts(desk, found, places) if found else [],
        unlisted=found.unlisted if found else 0,
        undated=found.undated if found else 0,
        year=desk.one("year"),
        refused=refused,
    )


def parts(desk: Desk, found: Comparison, places: Sequence[Thing]) -> list[Part]:
    """A comparison in the reader's language, a row for each item."""
    made = []
    for name, cells in groupby(found.cells, key=lambda cell: cell.section):
        items = groupby(cells, key=lambda cell: cell.item)
        rows = tuple(_item(desk, item, list(held), places) for item, held in items)
        made.append(Part(name, rows))
    return made


def _item(desk: Desk, item: str, cells: Sequence[Cell], places: Sequence[Thing]) -> Item:
    by_place = [tuple(_line(desk, cell) for cell in cells if cell.place_iri == place.iri) for place in places]
    return Item(_label(desk, item, desk.catalogue.fact(cells[0].iri)), tuple(by_place))


def _label(desk: Desk, item: str, first: Entry | None) -> str:
    """An item of a comparison in one language; ``first`` is a fact under it."""
    if first and first.type == "Facility":
        return f"{desk.wording.term(first.type)}{desk.wording.colon}{desk.wording.code(first.kind)}"
    if item == UNSORTED:
        return str(desk.wording.texts["compare"]["unsorted"])
    return desk.wording.half(item)


def _line(desk: Desk, cell: Cell) -> Line:
    one = desk.catalogue.fact(cell.iri)
    assert isinstance(one, Entry), "a comparison's facts are of the same graph"
    return line(desk, one)


def _places(desk: Desk) -> tuple[list[Thing], str]:
    """The places named, each once; and what is wrong with a name, if something is."""
    found: dict[str, Thing] = {}
    for name in desk.given("place")[:_MOST]:
        try:
            one = find(desk.catalogue.reader, name, PLACE)
        except (UsageError, InputError) as error:
            return list(found.values()), desk.wording.said(error.what)
        found[one.iri] = one
    return list(found.values()), ""


def _pairs(desk: Desk) -> Iterator[tuple[tuple[Link, Link], str]]:
    """Each two of the places with most facts that are not masked, and the address of their comparison."""
    ranked = [name for name in _ranked(desk) if "/x-" not in name][:STILL]
    for pair in combinations(ranked, 2):
        one, other = (link(desk, expand(name)) for name in pair)
        yield (one, other), with_query("/compare", [("place", name) for name in pair])


def _ranked(desk: Desk) -> list[str]:
    """The places that facts are told of, those with most first, the masked ones last."""
    counts = desk.catalogue.places
    return sorted(counts, key=lambda name: ("/x-" in name, -counts[name], name))


def _options(desk: Desk, chosen: Sequence[str]) -> list[Option]:
    return [Option(name, link(desk, expand(name)), expand(name) in chosen) for name in _ranked(desk)]
