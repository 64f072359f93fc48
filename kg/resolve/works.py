"""The works a report has named so far: what 该条例 and a shortened title may mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from kg.model import Place, Work


class Works:
    """The works a report has named so far, found by the last word of their titles.

    >>> works, place = Works(), Place("140200", "大同市", "prefecture-city")
    >>> for title in ("停车条例", "供热条例", "停车条例"):
    ...     works.add("条例", Work(place, title, "LocalRegulation"))
    >>> list(works.titles("条例", place)), [number for number, _ in works.alike("条例")]
    (['停车条例', '供热条例'], [1, 2, 3])
    """

    def __init__(self) -> None:
        self.last: Work | None = None
        self._count = 0
        self._by_head: dict[str, list[tuple[int, Work]]] = {}
        self._titles: dict[tuple[str, Place], dict[str, None]] = {}

    def add(self, head: str, work: Work) -> None:
        """Remember a work whose title ends in ``head``; it is :attr:`last` now."""
        self.last = work
        self._count += 1
        self._by_head.setdefault(head, []).append((self._count, work))
        self._titles.setdefault((head, work.place), {})[work.title] = None

    def titles(self, head: str, place: Place) -> Mapping[str, None]:
        """The titles of a place's works with this head, each once."""
        return self._titles.get((head, place), {})

    def ending_in(self, head: str) -> Iterator[str]:
        """The titles of all places with this head."""
        return (work.title for _, work in self._by_head.get(head, ()))

    def alike(self, head: str) -> Sequence[tuple[int, Work]]:
        """The works that ``head`` may mean, numbered in the order they were named."""
        found = [named for known, named in self._by_head.items() if _same_head(known, head)]
        return found[0] if len(found) == 1 else sorted((one for named in found for one in named), key=itemgetter(0))


def _same_head(named: str, pointed: str) -> bool:
    """Whether a work of head ``named`` may be meant by ``pointed``: 这部单行条例 is a 条例."""
    return bool(named) and (named.endswith(pointed) or pointed.endswith(named))
