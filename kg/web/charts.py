"""Figures as charts: a number is a dot, a range a bar, an open bound an arrow; what is masked is counted, not drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.web.catalogue import Amount, Entry
from kg.web.desk import Desk
from kg.web.lines import Line, line, number

WIDTH = 100.0
Figure = tuple[Entry, Amount]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure to draw, in parts of WIDTH: from ``left`` to ``right``; ``shape`` is dot, range, from, to or masked."""

    shape: str
    left: float
    right: float
    line: Line


@dataclass(frozen=True, slots=True)
class Chart:
    """The figures of one indicator and counter, drawn from 0 to ``top`` (text); ``masked`` of them have no number."""

    indicator: str
    url: str
    unit: str
    top: str
    marks: tuple[Mark, ...]
    masked: int


def charts(desk: Desk, indicator: str, figures: Iterable[Figure]) -> list[Chart]:
    """A chart for each counter, which are never converted; the figures by place and time."""
    by_unit: dict[str, list[Figure]] = {}
    for one, amount in figures:
        by_unit.setdefault(amount.unit, []).append((one, amount))
    return [_chart(desk, indicator, unit, by_unit[unit]) for unit in sorted(by_unit)]


def _chart(desk: Desk, indicator: str, unit: str, figures: Sequence[Figure]) -> Chart:
    ordered = sorted(figures, key=lambda pair: (pair[0].places[:1], pair[0].moment.first or "9999", pair[0].iri))
    known = [bound for _, amount in ordered for bound in (amount.value, amount.low, amount.high) if bound is not None]
    top = max(known, default=Decimal(0))
    return Chart(
        indicator=desk.wording.code(indicator),
        url=f"/figures?indicator={indicator}",
        unit=desk.wording.code(unit) if unit else "",
        top=number(top),
        marks=tuple(_mark(desk, one, amount, top) for one, amount in ordered),
        masked=sum(amount.masked for _, amount in ordered),
    )


def _mark(desk: Desk, one: Entry, amount: Amount, top: Decimal) -> Mark:
    told = line(desk, one)
    if amount.masked or amount.value is None:
        return Mark("masked", 0.0, 0.0, told)
    low = amount.low if amount.low is not None else amount.value
    high = amount.high if amount.high is not None else amount.value
    return Mark(_shape(amount), _at(low, top), _at(high, top), told)


def _shape(amount: Amount) -> str:
    """How a figure is drawn.

    >>> _shape(Amount(Decimal(100), None, Decimal(100), "", "nearly", False, ""))
    'to'
    """
    if amount.low is None and amount.high is None:
        return "dot"
    if amount.low is not None and amount.high is not None:
        return "dot" if amount.low == amount.high else "range"
    return "from" if amount.low is not None else "to"


def _at(value: Decimal, top: Decimal) -> float:
    """Where a value lies between 0 and ``top``, in parts of WIDTH.

    >>> _at(Decimal(25), Decimal(100)), _at(Decimal(-1), Decimal(100)), _at(Decimal(0), Decimal(0))
    (25.0, 0.0, 0.0)
    """
    return round(float(max(value, Decimal(0)) / top) * WIDTH, 2) if top > 0 else 0.0
