"""Browsing: facets over all facts with counts, sorting, paging and export of the rows that are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from kg.query.explain import expand
from kg.records import columns, record
from kg.records.nodes import Nodes
from kg.web.catalogue import FACETS, SORTS, Entry, positions
from kg.web.desk import Desk, desk_of
from kg.web.lines import Link, lines, link
from kg.web.links import paged, whole, with_query
from kg.web.rendering import render
from kg.web.sheets import MEDIA_TYPES, Sheet, download

PAGE = 50
# These facets are offered; the others are chosen by links from other pages.
OFFERED = ("type", "kind", "place", "level", "year", "topic", "indicator")
_THINGS = frozenset({"place", "thing", "document"})
_FIRST = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet and the language of its label: how many facts it leaves, and the address with it chosen.

    When it is chosen, the address is that with it given up.
    """

    value: str
    link: Link
    facts: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its choices: the first ones, and the ``rest``."""

    name: str
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]


def page(request: Request) -> Response:
    """The page of the facts that the facets of the query string leave."""
    desk = desk_of(request)
    chosen = {facet: desk.given(facet) for facet in FACETS}
    found = chosen_facts(desk)
    if desk.one("format") in MEDIA_TYPES:
        return download(sheet(desk, found), desk.one("format"))
    number, pages = paged(len(found), PAGE, desk.one("page"))
    return render(
        desk,
        "browse.html",
        facets=[] if desk.settings.still and any(chosen.values()) else [_facet(desk, one, chosen) for one in OFFERED],
        given=list(_given(desk, chosen)),
        lines=lines(desk, found[(number - 1) * PAGE : number * PAGE]),
        facts=len(found),
        number=number,
        pages=pages,
        sort=_sort(desk),
        sorts=list(SORTS),
    )


def chosen_facts(desk: Desk) -> list[Entry]:
    """The facts that the facets of the query string leave, in the order it asks for, else in that of the sources."""
    held = desk.catalogue
    left = held.facets.chosen({facet: desk.given(facet) for facet in FACETS})
    rank = held.ranks(_sort(desk))
    ordered = sorted(positions(left), key=rank.__getitem__, reverse=desk.one("down") == "1")
    return [held.entries[number] for number in ordered]


def _sort(desk: Desk) -> str:
    return desk.one("sort") if desk.one("sort") in SORTS else "source"


def sheet(desk: Desk, entries: Sequence[Entry]) -> Sheet:
    """Facts as flat rows, with every column of ``kg export``."""
    nodes = Nodes(desk.catalogue.reader.store)
    names = tuple(column.name for column in columns())
    rows = (record(nodes, one.iri).cells for one in entries)
    about = {facet: desk.given(facet) for facet in FACETS if desk.given(facet)}
    return Sheet("facts", names, ([cells.get(name) for name in names] for cells in rows), about)


def _facet(desk: Desk, name: str, chosen: dict[str, list[str]]) -> Facet:
    counts = desk.catalogue.facets.counts(name, chosen)
    counts |= {value: 0 for value in chosen[name] if value not in counts}
    ranked = sorted(counts, key=lambda value: (value not in chosen[name], *_rank(name, value, counts[value])))
    choices = tuple(_choice(desk, name, value, counts[value], chosen[name]) for value in ranked)
    return Facet(name, choices[:_FIRST], choices[_FIRST:])


def _rank(name: str, value: str, count: int) -> tuple[object, ...]:
    """Years from the last, other values from the most frequent."""
    return (-whole(value), value) if name == "year" else (-count, value)


def _choice(desk: Desk, name: str, value: str, facts: int, chosen: Sequence[str]) -> Choice:
    named = link_of(desk, name, value)
    return Choice(value, replace(named, url=_toggled(desk, name, value, chosen)), facts, value in chosen)


def link_of(desk: Desk, facet: str, value: str) -> Link:
    """What a value of a facet is called, in which language, and its page."""
    if facet in _THINGS:
        return link(desk, expand(value)) if desk.catalogue.reader.knows(expand(value)) else Link(value, "")
    if facet == "year":
        return Link(value, "", language=desk.wording.tag)
    label = desk.wording.term(value) if facet == "type" else desk.wording.code(value)
    return Link(label, "", language=desk.wording.tag)


def _toggled(desk: Desk, name: str, value: str, chosen: Sequence[str]) -> str:
    """The address with the value chosen, or given up; on the first page."""
    left = [one for one in chosen if one != value] if value in chosen else [*chosen, value]
    pairs = [(key, one) for key, one in desk.query if key not in (name, "page", "lang", "format")]
    return with_query("/browse", [*pairs, *((name, one) for one in left)])


def _given(desk: Desk, chosen: dict[str, list[str]]) -> Iterator[tuple[str, Choice]]:
    """What is chosen, each with the address without it."""
    for facet, values in chosen.items():
        for value in values:
            yield facet, _choice(desk, facet, value, 0, values)
