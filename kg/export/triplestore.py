"""A triple store over HTTP: graphs are replaced and added to, triples are counted.

It speaks the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/) or SPARQL 1.1
Update, and counts by a query (both https://www.w3.org/TR/sparql11-protocol/).
"""

from __future__ import annotations

import textwrap
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType

import httpx

from kg.errors import InputError, UsageError

# Where a store answers queries when its writing address ends so; any other store is asked where it is written to.
QUERY_PATHS = (
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql-graph-crud", "/sparql"),
    ("/sparql-auth", "/sparql"),
    ("/rdf-graphs/service", ""),
    ("/statements", ""),
    ("/update", "/query"),
    ("/store", "/query"),
    ("/data", "/query"),
)


@dataclass(frozen=True, slots=True)
class Access:
    """How a store is reached: ``url`` to write, ``query_url`` to count (empty: see :func:`query_url`).

    ``update`` tells SPARQL Update from the graph store protocol, ``auth`` is auto, basic or digest, ``timeout`` the
    seconds the store may be silent. Raises :class:`~kg.errors.UsageError` when an address is none.
    """

    url: str
    query_url: str = ""
    update: bool = False
    user: str = ""
    password: str = ""
    auth: str = "auto"
    timeout: float = 60.0

    def __post_init__(self) -> None:
        for url in filter(None, (self.url, self.query_url)):
            _check(url)


class Refused(InputError):
    """The store did not do what it was asked to."""


class Broken(InputError):
    """The store may have done what it was asked to, or a part of it: it did not say."""


class TripleStore:
    """A store that is open; a context manager.

    Each method raises :class:`Refused` when the store has not done it, and :class:`Broken` when nobody knows.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._query_url = access.query_url or query_url(access.url)
        self._client = httpx.Client(auth=_auth(access), timeout=access.timeout)

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        """Let ``graph`` hold these triples (lines of N-Triples, each once) and no others."""
        self._write("PUT", f"CLEAR SILENT GRAPH <{graph}> ;\n", graph, lines)

    def add(self, graph: str, lines: Iterable[str]) -> None:
        """Let ``graph`` hold these triples, too."""
        self._write("POST", "", graph, lines)

    def count(self, graph: str) -> int:
        """How many triples ``graph`` holds."""
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        accepted = {"accept": "application/sparql-results+json"}
        request = self._client.build_request("POST", self._query_url, data={"query": query}, headers=accepted)
        mend = "name the address that answers SPARQL queries with --query-url"
        try:
            return int(self._send(request).json()["results"]["bindings"][0]["n"]["value"])
        except Refused as error:
            raise Refused(error.what, error.where, f"{error.mend}; {mend}") from error
        except (ValueError, LookupError, TypeError) as error:
            raise Refused("does not answer the query that counts", self._query_url, mend) from error

    def _write(self, method: str, before: str, graph: str, lines: Iterable[str]) -> None:
        triples = "\n".join(lines) + "\n"
        if self._access.update:
            body = f"{before}INSERT DATA {{ GRAPH <{graph}> {{\n{triples}}} }}"
            request = self._request("POST", body, "application/sparql-update", None)
        else:
            # N-Triples is Turtle, which every store reads, and reads as UTF-8.
            request = self._request(method, triples, "text/turtle", {"graph": graph})
        self._send(request)

    def _request(self, method: str, body: str, kind: str, params: dict[str, str] | None) -> httpx.Request:
        content, headers = body.encode("utf-8"), {"content-type": kind}
        return self._client.build_request(method, self._access.url, content=content, params=params, headers=headers)

    def _send(self, request: httpx.Request) -> httpx.Response:
        where = str(request.url.copy_with(query=None))
        try:
            response = self._client.send(request)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise Refused(f"no server answers ({error})", where, "start it, or mend the address") from error
        except httpx.TimeoutException as error:
            said = f"the store was silent for {self._access.timeout:g} s"
            raise Broken(said, where, "give it more time with --timeout, or smaller pieces with --batch") from error
        except httpx.RequestError as error:
            raise Broken(f"the store dropped the connection ({error})", where, "see its log") from error
        if not response.is_success:
            raise _refusal(response, where, self._access.user)
        return response

    def __enter__(self) -> TripleStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()


def query_url(url: str) -> str:
    """The address that answers queries of the store that is written to at ``url``, as far as its ending tells.

    >>> query_url("http://127.0.0.1:7878/store")
    'http://127.0.0.1:7878/query'
    >>> query_url("http://127.0.0.1:7200/repositories/kg/statements")
    'http://127.0.0.1:7200/repositories/kg'
    >>> query_url("http://127.0.0.1:7001")
    'http://127.0.0.1:7001'
    """
    plain = url.partition("?")[0].rstrip("/")
    for ending, path in QUERY_PATHS:
        if plain.endswith(ending):
            return plain.removesuffix(ending) + path
    return url


def _check(url: str) -> None:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise UsageError(f"is no address ({error})", url) from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise UsageError("is no address of a store", url, "write it from http:// or https:// on")
    if parsed.userinfo:
        mend = "give --user, and the password when asked or in KG_PASSWORD"
        raise UsageError("an address may not hold a password", parsed.host, mend)


# What is wrong, and what to do, by the status of an answer; 401 without a user stands below 0.
_REFUSALS = {
    -HTTPStatus.UNAUTHORIZED: (
        "the store asks for a user and a password",
        "give --user, and the password when asked or in KG_PASSWORD",
    ),
    HTTPStatus.UNAUTHORIZED: ("the store does not take this user and password", "mend them, or try another --auth"),
    HTTPStatus.FORBIDDEN: ("the store does not let this user write", "take another user, or let it write"),
    HTTPStatus.NOT_FOUND: ("there is nothing at this address", "docs/push.md names those of some stores"),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "nothing can be written at this address",
        "docs/push.md names those of some stores",
    ),
    HTTPStatus.NOT_IMPLEMENTED: ("nothing can be written at this address", "docs/push.md names those of some stores"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("the store takes no request of this size", "send less at once with --batch"),
}


def _refusal(response: httpx.Response, where: str, user: str) -> InputError:
    status = response.status_code
    said = f"{status} {response.reason_phrase}".strip()
    known = _REFUSALS.get(-status if status == HTTPStatus.UNAUTHORIZED and not user else status)
    if known:
        return Refused(f"{known[0]} ({said})", where, known[1])
    if response.is_redirect:
        return Refused(f"the store is elsewhere ({said})", where, f"give {response.headers.get('location', '')}")
    told = textwrap.shorten(response.text, 200, placeholder=" …")
    if response.is_server_error:
        return Broken(f"the store failed ({said}): {told}", where, "see its log")
    return Refused(f"the store refused it ({said}): {told}", where, "docs/push.md names what some stores speak")


def _auth(access: Access) -> httpx.Auth | None:
    if not access.user:
        return None
    kinds = {"basic": httpx.BasicAuth, "digest": httpx.DigestAuth, "auto": _AsAsked}
    return kinds[access.auth](access.user, access.password)


class _AsAsked(httpx.Auth):
    """Basic or Digest, whichever the store asks for; the password goes out only when it asks."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != HTTPStatus.UNAUTHORIZED:
                return
            asked = response.headers.get("www-authenticate", "").lower()
            self._chosen = self._digest if "digest" in asked else self._basic
        yield from self._chosen.auth_flow(request)
