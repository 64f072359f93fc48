"""What a client asks of the endpoint: SPARQL 1.1 Protocol, section 2.1 (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.query.sparql import Dataset

MOST_BYTES = 1_000_000
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_READ_ONLY = "updates are refused; the endpoint only reads; to change the graph, run kg build"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the graphs it is about (None: those it names itself, else all)."""

    query: str
    dataset: Dataset | None


async def asked(request: Request) -> Asked | None:
    """The operation a request asks for; None when it is a GET without a query, which asks for the description.

    Raises HTTPException: 400 for what is no operation, 403 for an update, 405, 413 for more than MOST_BYTES, 415.
    """
    if len(request.url.query) > MOST_BYTES:
        raise _too_large()
    pairs = _pairs(request.url.query)
    if request.method in {"GET", "HEAD"}:
        return _operation(pairs) if pairs else None
    if request.method != "POST":
        raise HTTPException(405, "use GET or POST", {"Allow": "GET, HEAD, POST"})
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == UPDATE:
        raise HTTPException(403, _READ_ONLY)
    if kind not in {FORM, QUERY}:
        raise HTTPException(415, f"the body is not understood; send {FORM} or {QUERY}")
    text = await _body(request)
    return _operation([*pairs, *(_pairs(text) if kind == FORM else [("query", text)])])


def _operation(pairs: list[tuple[str, str]]) -> Asked:
    values: Mapping[str, list[str]] = {name: [value for key, value in pairs if key == name] for name, _ in pairs}
    if "update" in values:
        raise HTTPException(403, _READ_ONLY)
    if len(values.get("query", ())) != 1:
        raise HTTPException(400, f"give one query, not {len(values.get('query', ()))}")
    graphs = Dataset(tuple(values.get("default-graph-uri", ())), tuple(values.get("named-graph-uri", ())))
    return Asked(values["query"][0], graphs if graphs != Dataset() else None)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise HTTPException(400, f"the request cannot be read ({error}); write it in UTF-8") from error


async def _body(request: Request) -> str:
    """The body as text, no longer than it may be."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise _too_large()
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the request is no UTF-8") from error


def _too_large() -> HTTPException:
    return HTTPException(413, f"the request has more than {MOST_BYTES} bytes; send a shorter query")
