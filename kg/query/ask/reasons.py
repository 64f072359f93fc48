"""Why something that comes near is no answer, as far as who and when are concerned."""

from __future__ import annotations

from kg.query.ask.question import When, Who
from kg.query.ask.rows import Solution, called, local, years_of


def of_level(who: Who, solution: Solution) -> str:
    """The reason against a place of another kind.

    >>> of_level(Who("a city (城市)", ("prefecture-city",)), {"level": "province"})
    'another level: province (省) is not a city (城市)'
    """
    level = local(solution.get("level", ""))
    return f"another level: {called(level) if level else 'its kind is not stated, it'} is not {who.phrase}"


def of_time(when: When, solution: Solution) -> str:
    """The reason against a time; empty where the fact is surely in the years asked for.

    >>> of_time(When(2023, 2023), {"year": "2021"}), of_time(When(2023, 2023), {})
    ('another time: 2021', 'the year is not stated')
    """
    first, last = when.first, when.last
    if first is None and last is None:
        return ""
    earliest, latest = years_of(solution)
    if earliest is None or latest is None:
        return "the year is not stated"
    if (first is not None and latest < first) or (last is not None and earliest > last):
        return f"another time: {_span(earliest, latest)}"
    if (first is not None and earliest < first) or (last is not None and latest > last):
        return f"some time in {_span(earliest, latest)}, the year is not stated"
    return ""


def of_term(when: When, solution: Solution) -> str:
    """The reason against a term; empty where the fact is of the one asked for.

    >>> of_term(When(term=16), {"ordinal": "15"})
    'another term (届): 15'
    """
    if when.term is None or solution.get("ordinal") == str(when.term):
        return ""
    return f"another term (届): {solution['ordinal']}" if "ordinal" in solution else "the term (届) is not stated"


def _span(earliest: int, latest: int) -> str:
    return str(earliest) if earliest == latest else f"{earliest}–{latest}"
