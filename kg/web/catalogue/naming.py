"""What things are called, and the search by a part of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.query.network.reader import Reader
from kg.query.network.terms import below
from kg.query.network.whole import pairs
from kg.rdf.vocabulary import ID, RD, RDC, TYPE

# What a reader looks for by its name, in the order in which a search lists it.
_SOUGHT = ("AdministrativeDivision", "NormativeWork", "Body", "Person", "Programme", "Facility", "DeputyProposal")


@dataclass(frozen=True, slots=True)
class Name:
    """A thing by its Chinese name. ``mark`` tells masked places apart, which all look alike; empty for others.

    ``plain`` is the name as it is searched.
    """

    iri: str
    type: str
    kind: str
    label: str
    mark: str
    plain: str = field(repr=False, compare=False)


def name_of(reader: Reader, iri: str) -> Name:
    """What ``iri`` is called."""
    one = reader.thing(iri)
    return Name(iri, one.type, one.kind, one.label, _mark(iri) if one.masked else "", plain_of(one.label))


def names(reader: Reader) -> Iterator[Name]:
    """The things a reader may look for by name, by class and label."""
    order = {name: rank for rank, above in enumerate(_SOUGHT) for name in below(above)}
    found = {iri for iri, kind in pairs(reader, TYPE) if kind.removeprefix(RD) in order}
    named = (name_of(reader, iri) for iri in found if not iri.startswith(RDC))
    yield from sorted(named, key=lambda one: (order[one.type], len(one.label), one.label, one.iri))


def search(named: Iterable[Name], text: str, most: int) -> list[Name]:
    """The first ``most`` whose label holds ``text``, those that are called so first.

    >>> one = Name("urn:a", "Law", "", "停车条例", "", "停车条例")
    >>> search([one], " 《停车》", 5) == [one], search([one], "", 5)
    (True, [])
    """
    plain = plain_of(text)
    found = [one for one in named if plain in one.plain] if plain else []
    return sorted(found, key=lambda one: one.plain != plain)[:most]


def plain_of(text: str) -> str:
    """A name as it is searched: without white space, title marks and the difference of wide and small letters.

    >>> plain_of(" 《Ａ 条例》")
    'a条例'
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("《》").casefold()


def _mark(iri: str) -> str:
    """Of a masked place or what is of one: where its report begins, and of which document.

    >>> _mark(ID + "division/x-74e50b9299393010-14130-province")
    '74e5·14130'
    """
    document, _, offset = iri.removeprefix(ID).split("/")[1].removeprefix("x-").partition("-")
    return f"{document[:4]}·{offset.partition('-')[0]}"
