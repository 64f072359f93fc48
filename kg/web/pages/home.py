"""The first page: the question box, what is in the graph, and how far the works of each place have come by topic."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kg.query.ask.examples import examples
from kg.query.network.terms import below, short
from kg.web.catalogue import Catalogue
from kg.web.catalogue.standing import Standing, stages
from kg.web.desk import Desk, desk_of
from kg.web.lines import Link, colour, link
from kg.web.links import with_query
from kg.web.rendering import render

_PLACES, _TOPICS = 40, 24


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of the matrix: the furthest ``stage`` of ``works`` works, and where the rows behind it are."""

    stage: str
    works: int
    url: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Places by topics; a cell without a work is None. ``left`` counts the topics that have no column."""

    topics: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[Square | None, ...]], ...]
    left_topics: int
    left_places: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many facts there are of a class and kind, and where they are listed."""

    label: str
    facts: int
    url: str
    colour: str


def page(request: Request) -> Response:
    """The first page."""
    desk = desk_of(request)
    return render(
        desk,
        "home.html",
        totals=_totals(desk),
        counts=_counts(desk),
        examples=_examples(desk),
        matrix=matrix(desk),
        stages=[stage.name for stage in stages()],
    )


def matrix(desk: Desk) -> Matrix:
    """The places and the topics with most works, and the furthest stage of each pair."""
    cells: defaultdict[tuple[str, str], list[Standing]] = defaultdict(list)
    places, topics = Counter[str](), Counter[str]()
    for one in desk.catalogue.standings:
        if one.topics:
            places[one.place] += 1
        for topic in one.topics:
            cells[one.place, topic].append(one)
            topics[topic] += 1
    rows, columns = _first(places, _PLACES), _first(topics, _TOPICS)
    return Matrix(
        topics=tuple(Link(desk.wording.code(topic), f"/code/{topic}") for topic in columns),
        rows=tuple((link(desk, place), tuple(_square(cells, place, topic) for topic in columns)) for place in rows),
        left_topics=len(topics) - len(columns),
        left_places=len(places) - len(rows),
    )


def _first(counted: Counter[str], most: int) -> list[str]:
    return sorted(counted, key=lambda name: (-counted[name], name))[:most]


def _square(cells: dict[tuple[str, str], list[Standing]], place: str, topic: str) -> Square | None:
    if (place, topic) not in cells:
        return None
    held = cells[place, topic]
    order = [stage.name for stage in stages()]
    stage = max((one.stage for one in held), key=order.index)
    pairs = [("type", "LegislativeStep"), ("place", short(place)), ("topic", topic)]
    return Square(stage, len(held), with_query("/browse", pairs))


def _totals(desk: Desk) -> list[tuple[str, int, str]]:
    """How many documents, places, works and facts there are: the text, the number, where to see them."""
    held: Catalogue = desk.catalogue
    works = sum(1 for name in held.names if name.type in below("NormativeWork"))
    return [
        ("documents", len(held.documents), "/about#documents"),
        ("places", len(held.places), "/browse"),
        ("works", works, "/browse?type=LegislativeStep"),
        ("facts", len(held.entries), "/browse"),
    ]


def _counts(desk: Desk) -> list[Count]:
    return [
        Count(
            label=desk.wording.kind(name, kind),
            facts=facts,
            url=with_query("/browse", [("type", name), ("kind", kind)]),
            colour=colour(name),
        )
        for (name, kind), facts in desk.catalogue.counts.items()
    ]


def _examples(desk: Desk) -> list[Link]:
    """The first questions of each part of the documentation, in the reader's language."""
    taken = Counter[str]()
    found: list[Link] = []
    for one in examples():
        taken[one.part] += 1
        if taken[one.part] <= 2:
            text = one.zh if desk.wording.language == "zh" else one.en
            found.append(Link(text, with_query("/ask", [("q", text)])))
    return found
