"""Which facts have which value of a facet, as the bits of whole numbers: choosing and counting is fast on many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.query.network.terms import short
from kg.web.catalogue.entry import Entry

FACETS = ("type", "kind", "place", "level", "year", "topic", "indicator", "thing", "document")
Chosen = Mapping[str, Sequence[str]]


class Facets:
    """The facets of facts by their number.

    >>> facets = Facets(3, {"year": {"2022": [0, 2], "2023": [1]}, "kind": {"adoption": [0, 1]}})
    >>> list(positions(facets.chosen({"year": ["2022"], "kind": ["adoption"]})))
    [0]
    >>> facets.counts("year", {"kind": ["adoption"]})
    {'2022': 1, '2023': 1}
    """

    def __init__(self, size: int, having: Mapping[str, Mapping[str, Iterable[int]]]) -> None:
        self.all = (1 << size) - 1
        self._bits = {
            facet: {value: _bits(size, numbers) for value, numbers in sorted(values.items())}
            for facet, values in having.items()
        }

    def chosen(self, chosen: Chosen, but: str = "") -> int:
        """The facts that have one of the chosen values of each facet, the facet ``but`` left aside."""
        found = self.all
        for facet, values in chosen.items():
            if values and facet != but:
                one = 0
                for value in values:
                    one |= self._bits.get(facet, {}).get(value, 0)
                found &= one
        return found

    def counts(self, facet: str, chosen: Chosen) -> dict[str, int]:
        """How many facts each value of a facet has among what the other facets leave; without those that have none."""
        left = self.chosen(chosen, but=facet)
        counted = {value: (bits & left).bit_count() for value, bits in self._bits.get(facet, {}).items()}
        return {value: count for value, count in counted.items() if count}


def facets_of(entries: Sequence[Entry], levels: Mapping[str, str]) -> Facets:
    """The facets of facts; ``levels`` has the kind of each place. Places, things and documents are short IRIs."""
    having: dict[str, defaultdict[str, list[int]]] = {facet: defaultdict(list) for facet in FACETS}
    for number, one in enumerate(entries):
        for facet, values in _values(one, levels).items():
            for value in dict.fromkeys(values):
                if value:
                    having[facet][value].append(number)
    return Facets(len(entries), having)


def positions(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest.

    >>> list(positions(0b1010))
    [1, 3]
    """
    for offset, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            yield from (offset * 8 + bit for bit in range(8) if byte >> bit & 1)


def _values(one: Entry, levels: Mapping[str, str]) -> dict[str, Iterable[str]]:
    return {
        "type": [one.type],
        "kind": [one.kind],
        "place": map(short, one.places),
        "level": [levels.get(place, "") for place in one.places],
        "year": [one.year],
        "topic": one.topics,
        "indicator": [one.indicator],
        "thing": map(short, (*one.bodies, *one.works)),
        "document": [short(passage.document) for passage in one.passages],
    }


def _bits(size: int, numbers: Iterable[int]) -> int:
    held = bytearray((size + 7) // 8)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")
