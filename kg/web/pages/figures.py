"""Figures: one indicator over places and years, as a chart and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.query.explain import expand
from kg.web.catalogue import Amount, Entry, positions
from kg.web.charts import charts
from kg.web.desk import Desk, desk_of
from kg.web.pages.browse import sheet
from kg.web.rendering import render
from kg.web.sheets import MEDIA_TYPES, download


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with the number of its figures, of which ``masked`` have no number."""

    name: str
    label: str
    figures: int
    masked: int


def page(request: Request) -> Response:
    """The page of an indicator, or the list of all of them."""
    desk = desk_of(request)
    name = desk.one("indicator")
    if not name:
        return render(desk, "figures.html", indicators=indicators(desk), name="", label="", charts=[], facts=0)
    found = [pair for pair in of(desk, name) if not desk.given("place") or set(pair[0].places) & set(_iris(desk))]
    if not of(desk, name):
        raise HTTPException(404, desk.wording.fill("figures", "unknown", name=name[:100]))
    if desk.one("format") in MEDIA_TYPES:
        return download(sheet(desk, [one for one, _ in found]), desk.one("format"))
    drawn = charts(desk, name, found)
    label = desk.wording.code(name)
    return render(
        desk, "figures.html", indicators=indicators(desk), name=name, label=label, charts=drawn, facts=len(found)
    )


def of(desk: Desk, indicator: str) -> list[tuple[Entry, Amount]]:
    """The figures of an indicator."""
    found = positions(desk.catalogue.facets.chosen({"type": ["Statistic"], "indicator": [indicator]}))
    entries = [desk.catalogue.entries[number] for number in found]
    return [(one, one.amount) for one in entries if one.amount]


def indicators(desk: Desk) -> Sequence[Indicator]:
    """All indicators of which there are figures, those with most first."""
    counts = desk.catalogue.facets.counts("indicator", {"type": ["Statistic"]})
    return [
        Indicator(name, desk.wording.code(name), counts[name], sum(amount.masked for _, amount in of(desk, name)))
        for name in sorted(counts, key=lambda name: (-counts[name], name))
    ]


def _iris(desk: Desk) -> list[str]:
    return [expand(place) for place in desk.given("place")]
