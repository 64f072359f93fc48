"""China's administrative divisions, from the nation to the counties, as they are and as they were since 1980.

Codes and names follow GB/T 2260 (《中华人民共和国行政区划代码》); the table is ``ontology/divisions.tsv``,
``ontology/README-divisions.md`` says how it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from kg.errors import InputError
from kg.model import Place
from kg.resources import ontology_dir

NATION = "CN"
OPEN = 9999
NO_LAWMAKING = frozenset({"county", "county-city", "district", "banner", "township"})
HEADER = "code\tname\tkind\tparent\tfirst\tlast\tshort"


class Listing(NamedTuple):
    """A place under one name, and the years at whose end it was listed so; 0 and 9999 are open ends."""

    place: Place
    first: int
    last: int

    def in_year(self, year: int) -> bool:
        """Whether it was listed at the end of ``year``."""
        return self.first <= year <= self.last

    def went_on_as(self, other: Listing) -> bool:
        """Whether the other is the same name in the same province, later."""
        same = self.place.name == other.place.name and self.place.key[:2] == other.place.key[:2]
        return same and self.last < other.first


@dataclass(frozen=True, slots=True)
class Divisions:
    """The table: places by code and by name.

    >>> divisions().by_code("140403").name
    '潞州区'
    """

    by_key: dict[str, tuple[Listing, ...]]
    by_name: dict[str, tuple[Listing, ...]] = field(repr=False)
    # What a name alone means, once it was asked for.
    _meant: dict[str, tuple[Place, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def nation(self) -> Place:
        """The People's Republic of China.

        >>> divisions().nation.name
        '中华人民共和国'
        """
        return self.by_key[NATION][0].place

    def by_code(self, code: str) -> Place | None:
        """The holder of a code of six digits (or ``CN``), under its last name; None if nobody holds or held it.

        >>> divisions().by_code("140402").parent.name, divisions().by_code("999999")
        ('长治市', None)
        """
        listings = self.by_key.get(code)
        return listings[0].place if listings else None

    def named(self, name: str, within: Place | None = None, year: int | None = None) -> tuple[Place, ...]:
        """All places of a full or short name: those in force first, the higher before the lower.

        ``within`` keeps what lies in (or is) that place. ``year`` keeps what was listed then, if anything was.
        A former code is left out where the same name went on under another code of the same province.

        >>> [place.code for place in divisions().named("恩施州")]
        ['422800']
        >>> [place.parent.name for place in divisions().named("吉林")]
        ['中华人民共和国', '吉林省']
        >>> divisions().named("长治市城区"), divisions().named("城区", divisions().by_code("140400"))[0].code
        ((), '140402')
        """
        if name not in self.by_name:
            return ()
        if within is None and year is None:
            if name not in self._meant:
                self._meant[name] = self._ranked(self.by_name[name], year)
            return self._meant[name]
        return self._ranked([one for one in self.by_name[name] if within is None or lies_in(one.place, within)], year)

    @staticmethod
    def _ranked(found: Sequence[Listing], year: int | None) -> tuple[Place, ...]:
        if len(found) == 1:
            return (found[0].place,)
        then = [one for one in found if year is not None and one.in_year(year)]
        kept = then or [one for one in found if not any(one.went_on_as(other) for other in found)]
        return tuple(one.place for one in sorted(kept, key=_rank))

    def in_force(self, place: Place) -> bool:
        """Whether the place exists today under this name and code; a masked one does not.

        >>> divisions().in_force(divisions().by_code("140402"))
        False
        """
        return any(one.place == place and one.last == OPEN for one in self.by_key.get(place.key, ()))

    def province_of(self, place: Place) -> Place | None:
        """The province, autonomous region or municipality a place lies in or is; None above.

        >>> divisions().province_of(divisions().by_code("429004")).name
        '湖北省'
        """
        return next((one for one in chain(place) if one.parent is not None and one.parent.key == NATION), None)

    def names(self) -> tuple[str, ...]:
        """Every name and short name of two characters or more, sorted.

        >>> "大同" in divisions().names()
        True
        """
        return tuple(sorted(self.by_name))


@cache
def divisions() -> Divisions:
    """Return the table, read once a process. Raises InputError where it is not as it must be.

    >>> divisions().by_code("429004").parent.name
    '湖北省'
    """
    path = ontology_dir() / "divisions.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != HEADER:
        raise InputError("has other columns than expected", path, "generate it anew with make_divisions.py")
    try:
        return _table([tuple(line.split("\t")) for line in lines[1:]])
    except (ValueError, LookupError) as error:
        raise InputError(f"is damaged ({error})", path, "generate it anew with make_divisions.py") from error


def chain(place: Place) -> Iterator[Place]:
    """A place and those above it, upwards.

    >>> [one.name for one in chain(divisions().by_code("140200"))]
    ['大同市', '山西省', '中华人民共和国']
    """
    above: Place | None = place
    while above is not None:
        yield above
        above = above.parent


def lies_in(place: Place, within: Place) -> bool:
    """Whether ``place`` is ``within`` or lies below it.

    >>> lies_in(divisions().by_code("140403"), divisions().by_code("140000"))
    True
    """
    return any(one.key == within.key for one in chain(place))


def level(place: Place) -> int:
    """0 for the nation, 1 for a province, 2 for a prefecture, 3 for a county or lower, by the code.

    >>> [level(one) for one in chain(divisions().by_code("140403"))]
    [3, 2, 1, 0]
    """
    return _height(place.code or "")


def makes_law(place: Place) -> bool:
    """Whether a place's congress may enact local regulations (立法法, art. 80, 81, 85: not counties, districts).

    >>> makes_law(Place("x", "xx区", "district")), makes_law(divisions().by_code("140200"))
    (False, True)
    """
    return place.kind not in NO_LAWMAKING


def _table(rows: Iterable[tuple[str, ...]]) -> Divisions:
    by_key: dict[str, tuple[Listing, ...]] = {}
    by_name: dict[str, tuple[Listing, ...]] = {}
    for code, name, kind, parent, first, last, short in sorted(rows, key=_order):
        span = int(first or 0), int(last or OPEN)
        above = _above(by_key[parent], span[1]) if parent else None
        listing = Listing(Place(code, name, kind, code, above), *span)
        by_key[code] = (listing, *by_key.get(code, ()))
        for word in (name, *short.split()):
            by_name[word] = (*by_name.get(word, ()), listing)
    return Divisions(by_key, by_name)


def _order(row: tuple[str, ...]) -> tuple[int, str, int]:
    """Parents before children, and the last holder of a code behind those before it."""
    return _height(row[0]), row[0], int(row[5] or OPEN)


def _height(code: str) -> int:
    return 0 if code == NATION else 3 - code.endswith("00") - code.endswith("0000")


def _above(listings: tuple[Listing, ...], year: int) -> Place:
    if len(listings) == 1:
        return listings[0].place
    return next((one.place for one in listings if one.in_year(year)), listings[0].place)


def _rank(listing: Listing) -> tuple[bool, int, int, str]:
    return listing.last != OPEN, level(listing.place), -listing.last, listing.place.key
