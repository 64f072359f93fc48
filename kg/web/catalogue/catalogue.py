"""The catalogue of a build: read from the store when the explorer starts, never changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path

from kg.query.conflicts import Conflict, conflicts
from kg.query.network.about import facts_of
from kg.query.network.reader import Reader, Thing
from kg.records import fact_iris
from kg.store import open_graph
from kg.web.catalogue.documents import Document, documents
from kg.web.catalogue.entry import Entry, entry
from kg.web.catalogue.facets import Facets
from kg.web.catalogue.facets import facets_of as facets_of_entries
from kg.web.catalogue.naming import Name, name_of, names
from kg.web.catalogue.sorting import SORTS, by_source, ranks
from kg.web.catalogue.standing import Standing, standings

_KEPT = 200_000
_STEP = 10_000


@dataclass(frozen=True)
class Catalogue:
    """The build folder ``out``, its ``reader``, and its ``entries``: the facts in the order of the sources."""

    out: Path
    reader: Reader
    entries: tuple[Entry, ...]
    names: tuple[Name, ...]
    documents: Mapping[str, Document]
    standings: tuple[Standing, ...]
    facets: Facets
    conflicts: Sequence[Conflict]

    @cached_property
    def name(self) -> Callable[[str], Name]:
        """What an IRI is called; names are remembered as long as the catalogue is."""
        return lru_cache(_KEPT)(partial(name_of, self.reader))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each entry by the IRI of its fact."""
        return {one.iri: number for number, one in enumerate(self.entries)}

    def fact(self, iri: str) -> Entry | None:
        """The entry of a fact; None where ``iri`` is none."""
        number = self.numbers.get(iri)
        return None if number is None else self.entries[number]

    def of(self, what: Thing) -> list[Entry]:
        """The facts that speak of a thing, in the order of their IRIs."""
        return [self.entries[self.numbers[iri]] for iri in facts_of(self.reader, what) if iri in self.numbers]

    @cached_property
    def ranks(self) -> Callable[[str], Sequence[int]]:
        """The rank of each entry, by its number, in an order of SORTS; orders are remembered."""
        return lru_cache(partial(ranks, self.entries, named=self.name))

    @cached_property
    def counts(self) -> Mapping[tuple[str, str], int]:
        """How many facts there are of each class and kind, the most first."""
        counted = Counter((one.type, one.kind) for one in self.entries)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """How many facts are of each place."""
        return self.facets.counts("place", {})

    @cached_property
    def in_document(self) -> Mapping[str, Sequence[Entry]]:
        """The facts with evidence in each document, in the order of their first place in it."""
        found: defaultdict[str, list[tuple[int, int, Entry]]] = defaultdict(list)
        for one in self.entries:
            for document in dict.fromkeys(passage.document for passage in one.passages):
                first = min((p.start, p.end) for p in one.passages if p.document == document)
                found[document].append((*first, one))
        ordered = {name: sorted(held, key=lambda item: (*item[:2], item[2].iri)) for name, held in found.items()}
        return {name: [item[2] for item in held] for name, held in ordered.items()}

    def prepare(self) -> None:
        """Look up once what is remembered from then on, so that no reader waits for it."""
        _ = self.numbers, self.counts, self.places, self.in_document
        for name in SORTS:
            self.ranks(name)


def load(out: Path, say: Callable[[str], None] = lambda _: None) -> Catalogue:
    """Read the catalogue of the build folder ``out``; ``say`` is told how far it is.

    Raises :class:`~kg.errors.InputError` when it holds no graph.

    >>> load(Path("nowhere"))
    Traceback (most recent call last):
    kg.errors.InputError: no graph in nowhere; run kg build first
    """
    store = open_graph(out)
    reader = Reader(store)
    entries = tuple(sorted((entry(reader, iri) for iri in _counted(fact_iris(store), say)), key=by_source))
    places = {place for one in entries for place in one.places}
    levels = {place: reader.thing(place).kind for place in sorted(places)}
    return Catalogue(
        out=out,
        reader=reader,
        entries=entries,
        names=tuple(names(reader)),
        documents=documents(out, reader),
        standings=tuple(standings(reader, entries)),
        facets=facets_of_entries(entries, levels),
        conflicts=conflicts(out),
    )


def _counted(facts: Sequence[str], say: Callable[[str], None]) -> Iterator[str]:
    """The same; after each _STEP of them it is said how many there were."""
    for number, one in enumerate(facts):
        if number and number % _STEP == 0:
            say(f"kg: reading the graph: {number:,} of {len(facts):,} facts")
        yield one
