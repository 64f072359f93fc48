"""The addresses of the pages. The page of an IRI of the graph is its own path, so that links are the IRIs' ends."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from kg.rdf.vocabulary import ID, RD, RDC

_SPACE = "https://w3id.org/rendakg"


def page_of(iri: str) -> str:
    """The address of the page that tells of an IRI; one of another vocabulary is its own address.

    >>> page_of("https://w3id.org/rendakg/id/doc/74e50b9299393010#char=15661,15683")
    '/id/doc/74e50b9299393010#char=15661,15683'
    >>> page_of("https://w3id.org/rendakg/def#enacted"), page_of("urn:x")
    ('/def#enacted', 'urn:x')
    """
    return iri.removeprefix(_SPACE) if iri.startswith((ID, RD, RDC)) else iri


def iri_of(path: str) -> str:
    """The IRI whose page has this path.

    >>> iri_of("/id/division/140200")
    'https://w3id.org/rendakg/id/division/140200'
    """
    return _SPACE + path


def with_query(path: str, pairs: Iterable[tuple[str, object]]) -> str:
    """A path with a query string; empty values are left out.

    >>> with_query("/browse", [("place", "division/140200"), ("year", ""), ("page", 2)])
    '/browse?place=division%2F140200&page=2'
    """
    kept = [(name, str(value)) for name, value in pairs if value not in ("", None)]
    return f"{path}?{urlencode(kept)}" if kept else path


def paged(rows: int, size: int, asked: str) -> tuple[int, int]:
    """The number of the page that was ``asked`` for, as far as there is one, and how many there are.

    >>> paged(101, 50, "3"), paged(101, 50, "9"), paged(0, 50, "x")
    ((3, 3), (3, 3), (1, 1))
    """
    pages = max(1, -(-rows // size))
    return min(max(1, whole(asked)), pages), pages


def whole(text: str) -> int:
    """A whole number of an address; 0 where it is none.

    >>> whole("12"), whole("-1"), whole("٣")
    (12, 0, 0)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
