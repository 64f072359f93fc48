"""What a page is made with: the graph, the words, the request's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.web.catalogue import Catalogue
from kg.web.links import with_query
from kg.web.settings import Settings
from kg.web.wording import LANGUAGES, Wording, wording

COOKIE = "lang"


@dataclass(frozen=True, slots=True)
class Desk:
    """The ``catalogue``, the ``wording`` of the reader's language, and ``path`` with ``query`` as they were asked for.

    ``chosen`` tells that the request itself names the language, which is then remembered.
    """

    catalogue: Catalogue
    wording: Wording
    settings: Settings
    path: str
    query: tuple[tuple[str, str], ...] = field(default=())
    chosen: bool = False

    def given(self, name: str) -> list[str]:
        """The values of a name in the query string that are not empty, each once."""
        return list(dict.fromkeys(value for key, value in self.query if key == name and value))

    def one(self, name: str) -> str:
        """The first of :meth:`given`, or empty."""
        return next(iter(self.given(name)), "")

    def here(self, **changed: object) -> str:
        """The address of this page with other values in its query string; an empty one leaves a name out."""
        kept = [(key, value) for key, value in self.query if key not in changed and key != COOKIE]
        return with_query(self.path, [*kept, *changed.items()])

    def in_language(self, language: str) -> str:
        """The address of this page in a language."""
        return self.here(lang=language)


def desk_of(request: Request) -> Desk:
    """The desk for a request: its language is named by the address, else by the cookie, else Chinese."""
    query = tuple(parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=100))
    asked = dict(query).get(COOKIE, "")
    return Desk(
        catalogue=request.app.state.library.catalogue(),
        wording=wording(_language(asked, request.cookies)),
        settings=request.app.state.settings,
        path=request.url.path,
        query=query,
        chosen=asked in LANGUAGES,
    )


def _language(asked: str, cookies: Mapping[str, str]) -> str:
    return next((name for name in (asked, cookies.get(COOKIE, "")) if name in LANGUAGES), LANGUAGES[0])
