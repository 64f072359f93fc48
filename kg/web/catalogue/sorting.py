"""The orders in which facts are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.web.catalogue.entry import Entry
from kg.web.catalogue.naming import Name

Key = Callable[[Entry], tuple[object, ...]]


def by_source(one: Entry) -> tuple[object, ...]:
    """By the place that states it first."""
    return one.passages[:1], one.iri


def ranks(entries: Sequence[Entry], name: str, named: Callable[[str], Name]) -> Sequence[int]:
    """The rank of each of ``entries`` in the order ``name`` (one of SORTS), by its number; ``named`` tells names."""
    if name == "source":
        return range(len(entries))
    key = _by_place(named) if name == "place" else SORTS[name]
    ordered = sorted(range(len(entries)), key=lambda number: (*key(entries[number]), number))
    found = [0] * len(entries)
    for rank, number in enumerate(ordered):
        found[number] = rank
    return found


def _by_time(one: Entry) -> tuple[object, ...]:
    return one.moment.first or "9999", one.moment.last


def _by_kind(one: Entry) -> tuple[object, ...]:
    return one.type, one.kind, one.moment.first or "9999"


def _by_place(named: Callable[[str], Name]) -> Key:
    return lambda one: (*(named(place).label for place in one.places[:1]), one.places)


SORTS: Mapping[str, Key] = {
    "source": by_source,
    "time": _by_time,
    "place": lambda one: (one.places,),
    "kind": _by_kind,
}
