"""Numbers and days that are known within bounds, and whether two of them can be the same."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """From ``low`` to ``high``, both included; None where there is no bound.

    >>> Span(Decimal(6300), Decimal(6399)).meets(Span(Decimal(6350), Decimal(6350)))
    True
    """

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: Span) -> bool:
        """Whether something lies in both."""
        return _reaches(self.low, other.high) and _reaches(other.low, self.high)


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """From the day ``first`` to the day ``last``, both included; ISO 8601, so that texts have the order of the days."""

    first: str
    last: str

    def meets(self, other: Days) -> bool:
        """Whether a day lies in both.

        >>> Days("2023-01-01", "2023-12-31").meets(Days("2023-08-30", "2023-08-30"))
        True
        """
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: Days) -> bool:
        """Whether it is longer than the other and has all its days."""
        return self != other and self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        """As short as can be told: a day, a month, a year, or first and last day."""
        year, month = self.first[:4], self.first[:7]
        end = calendar.monthrange(int(year), int(month[5:]))[1]
        shorter = {
            (self.first, self.first): self.first,
            (f"{month}-01", f"{month}-{end:02}"): month,
            (f"{year}-01-01", f"{year}-12-31"): year,
        }
        return shorter.get((self.first, self.last), f"{self.first}/{self.last}")


def year(number: int) -> Days:
    """The days of a year.

    >>> str(year(2023))
    '2023'
    """
    return Days(f"{number:04}-01-01", f"{number:04}-12-31")


def number(value: Decimal | None, low: Decimal | None, high: Decimal | None, approximation: str) -> Span:
    """What a printed figure may be: its bounds, else the number itself.

    One that is only about right (约) may be half of its last digit that is not zero away: 约6300 is 6250 to 6350.

    >>> number(Decimal(100), None, Decimal(100), "nearly")
    Span(low=None, high=Decimal('100'))
    >>> number(Decimal(6300), None, None, "about")
    Span(low=Decimal('6250'), high=Decimal('6350'))
    """
    if low is not None or high is not None:
        return Span(low, high)
    if value is None or approximation != "about":
        return Span(value, value)
    place = value.normalize().as_tuple().exponent
    half = Decimal(5).scaleb(int(place) - 1)
    return Span(value - half, value + half)


def _reaches(low: Decimal | None, high: Decimal | None) -> bool:
    return low is None or high is None or low <= high
