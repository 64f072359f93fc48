"""The page of a thing: what is said of it, the facts that speak of it by kind and year, and its neighbours.

The page of a document is its text; a fact is shown with its quotes. Programs get Turtle or JSON-LD at the same address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.query.network.links import towards
from kg.query.network.reader import Thing
from kg.query.network.terms import below, local, short, terms
from kg.rdf.vocabulary import END, EXACT, ID, LABEL, RDC, SKOS, START, TYPE, rd
from kg.web.catalogue import Amount, Entry
from kg.web.charts import Chart, charts
from kg.web.desk import Desk, desk_of
from kg.web.lines import QUOTE, Line, Link, clipped, line, lines, link, source
from kg.web.links import iri_of, page_of, with_query
from kg.web.negotiation import RDF_FORMS, described, wanted
from kg.web.pages.document import page as document_page
from kg.web.rendering import render

_APART = frozenset({TYPE, LABEL, rd("kind"), rd("evidence"), SKOS + "inScheme", SKOS + "prefLabel", EXACT, START, END})
_BOOLEANS = frozenset({"true", "false"})
_SHOWN = 60
_LINKS = 60


@dataclass(frozen=True, slots=True)
class Value:
    """A property and one of its values; ``link`` leads to it where it is a thing, else ``text`` is it."""

    name: str
    url: str
    text: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one class and kind, by year; ``left`` are not shown, ``url`` lists all of them."""

    label: str
    anchor: str
    facts: int
    years: tuple[tuple[str, tuple[Line, ...]], ...]
    left: int
    url: str


def page(request: Request) -> Response:
    """The page of the thing whose IRI has this path, or its triples."""
    desk = desk_of(request)
    iri = iri_of(request.url.path)
    if not desk.catalogue.reader.knows(iri):
        raise HTTPException(404, desk.wording.fill("thing", "unknown", name=request.url.path[:200]))
    form = wanted(request)
    if form in RDF_FORMS:
        return described(desk.catalogue.reader, iri, form)
    if iri in desk.catalogue.documents:
        return document_page(desk, iri)
    return show(desk, iri)


def show(desk: Desk, iri: str) -> Response:
    """The page of any thing but a document."""
    what = desk.catalogue.reader.thing(iri)
    facts = desk.catalogue.of(what)
    own = desk.catalogue.fact(iri)
    steps = sorted((one for one in facts if one.type in below("Event")), key=_in_time)
    return render(
        desk,
        "thing.html",
        iri=iri,
        title=link(desk, iri),
        what=what,
        kind=_kind(desk, what),
        values=list(values(desk, iri)),
        own=own and line(desk, own),
        passages=[(passage, source(desk, passage)) for passage in own.passages] if own else [],
        groups=list(groups(desk, facts, short(iri), what.type)),
        facts=len(facts),
        steps=lines(desk, steps) if what.type in below("NormativeWork") else [],
        charts=_charts(desk, facts),
        neighbours=_neighbours(desk, iri),
        browse=_browse(what.type, short(iri)),
        masked=what.masked and what.type == "AdministrativeDivision",
    )


def _kind(desk: Desk, what: Thing) -> str:
    """What sort of thing it is: its class, and its kind where it has one; of a code, the name of its list."""
    label = desk.wording.term(what.type)
    label = desk.wording.code(what.type) if label == what.type else label
    return f"{label} · {desk.wording.code(what.kind)}" if what.kind else label


def values(desk: Desk, iri: str) -> Iterator[Value]:
    """What is said of a thing, but for its name, its kind and its evidence."""
    for key, found in desk.catalogue.reader.values(iri).items():
        name = desk.wording.term(local(key))
        for value in found if key not in _APART else ():
            is_thing = key in terms().links or value.startswith((ID, RDC))
            text = desk.wording.texts["thing"].get(value) if value in _BOOLEANS else clipped(value, QUOTE)
            yield Value(name, page_of(key), text, link(desk, value) if is_thing else None)


def groups(desk: Desk, facts: Sequence[Entry], name: str, type_name: str) -> Iterator[Group]:
    """The facts by class and kind, each in time; ``name`` is the short IRI of the thing they are of."""
    ordered = sorted(facts, key=lambda one: (one.type, one.kind, *_in_time(one)))
    for (cls, kind), same in groupby(ordered, key=lambda one: (one.type, one.kind)):
        held = list(same)
        shown = held[:_SHOWN]
        years = groupby(shown, key=lambda one: one.year)
        yield Group(
            label=desk.wording.kind(cls, kind),
            anchor=f"{cls}-{kind}" if kind else cls,
            facts=len(held),
            years=tuple((year, tuple(lines(desk, of_year))) for year, of_year in years),
            left=len(held) - len(shown),
            url=_browse(type_name, name, ("type", cls), ("kind", kind)),
        )


def _browse(type_name: str, name: str, *more: tuple[str, str]) -> str:
    facet = {"AdministrativeDivision": "place", "topic": "topic"}.get(type_name, "thing")
    return with_query("/browse", [*more, (facet, name)])


def _in_time(one: Entry) -> tuple[str, str, str]:
    return one.moment.first or "9999", one.moment.last, one.iri


def _charts(desk: Desk, facts: Sequence[Entry]) -> list[Chart]:
    """A small chart for each indicator and counter of which there are two numbers to draw, or more."""
    by_indicator: dict[str, list[tuple[Entry, Amount]]] = {}
    for one in facts:
        if one.amount and one.indicator:
            by_indicator.setdefault(one.indicator, []).append((one, one.amount))
    drawn = (chart for name, held in sorted(by_indicator.items()) for chart in charts(desk, name, held))
    return [chart for chart in drawn if len(chart.marks) - chart.masked > 1]


def _neighbours(desk: Desk, iri: str) -> list[tuple[str, Link]]:
    """The first things linked to it, each with how; facts without a name of their own are none."""
    found = towards(desk.catalogue.reader, iri)
    things = [(other, how) for other, how in found.items() if "/event/" not in other and "/stat/" not in other]
    told = [(other, how) for other, how in things if "#char=" not in other and "/post/" not in other]
    arrows = [(how[0][:2] + desk.wording.term(how[0][2:]), link(desk, other)) for other, how in told[:_LINKS]]
    return sorted(arrows, key=lambda pair: pair[0])
