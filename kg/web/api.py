"""The JSON routes: what the small scripts of the pages and other programs read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.query.ask import Answer
from kg.query.explain import expand
from kg.query.network.links import towards
from kg.query.network.rows import plain
from kg.query.network.showing import show
from kg.web.catalogue.naming import search
from kg.web.desk import Desk, desk_of
from kg.web.pages.answer import LONGEST
from kg.web.pages.browse import chosen_facts, sheet

MOST = 300
_HOPS = 3
_ROWS = 1000
_NAMED = ("iri", "type", "kind", "label", "mark")


def routes() -> list[BaseRoute]:
    """The routes below ``/api``."""
    found: dict[str, Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]] = {
        "/api/search": names,
        "/api/ask": answer,
        "/api/facts": facts,
        "/api/thing": thing,
        "/api/neighbourhood": neighbourhood,
    }
    return [Route(path, endpoint) for path, endpoint in found.items()]


def names(request: Request) -> Response:
    """The things whose name holds ``q``."""
    desk = desk_of(request)
    found = search(desk.catalogue.names, desk.one("q"), _number(desk, "limit", 20, 100))
    return JSONResponse({"things": [{key: getattr(one, key) for key in _NAMED} for one in found]})


async def answer(request: Request) -> Response:
    """The rows and near misses that answer the question ``q``."""
    desk = desk_of(request)
    found = await request.app.state.asking.answer(request.receive, desk.catalogue, _needed(desk, "q")[:LONGEST])
    return await run_in_threadpool(_answer, found)


def _answer(found: Answer) -> Response:
    rows, near = ([plain(row) for row in held] for held in (found.rows, found.near_misses))
    understood = str(found.question)
    return JSONResponse({"understood": understood, "query": found.query, "rows": rows, "near_misses": near})


def facts(request: Request) -> Response:
    """The facts that the facets leave, ``limit`` of them from ``offset`` on, as ``kg export`` has them."""
    desk = desk_of(request)
    found = chosen_facts(desk)
    offset, limit = _number(desk, "offset", 0, len(found)), _number(desk, "limit", 50, _ROWS)
    table = sheet(desk, found[offset : offset + limit])
    rows = [dict(zip(table.columns, map(_json, row), strict=True)) for row in table.rows]
    return JSONResponse({"total": len(found), "offset": offset, "facts": rows})


def thing(request: Request) -> Response:
    """What the graph says of the thing ``iri``, as ``kg show`` has it."""
    desk = desk_of(request)
    return JSONResponse(plain(show(desk.catalogue.reader, _known(desk), _number(desk, "limit", 20, 200))))


def neighbourhood(request: Request) -> Response:
    """The things at most ``hops`` links from ``iri`` (at most MOST of them, the nearest first) and their links."""
    desk = desk_of(request)
    iri, hops = _known(desk), _number(desk, "hops", 1, _HOPS)
    seen, edge = {iri: None}, [iri]
    for _ in range(max(1, hops)):
        reached = [other for one in edge for other in towards(desk.catalogue.reader, one) if other not in seen]
        edge = list(dict.fromkeys(reached))[: MOST - len(seen)]
        seen.update(dict.fromkeys(edge))
    edges = [
        {"source": one, "target": other, "label": desk.wording.term(how[2:])}
        for one in seen
        for other, hows in towards(desk.catalogue.reader, one).items()
        if other in seen
        for how in hows
        if how.startswith("→")
    ]
    return JSONResponse({"nodes": [_node(desk, one) for one in seen], "edges": edges})


def _node(desk: Desk, iri: str) -> dict[str, Any]:
    one = desk.catalogue.name(iri)
    label = desk.wording.code(iri.rpartition("/")[2]) if "/code/" in iri else one.label
    kind = desk.wording.kind(one.type, one.kind) if one.type else ""
    sort = desk.wording.term(one.type) if one.type else ""
    return {"id": iri, "label": label, "type": one.type, "class": sort, "kind": kind, "masked": bool(one.mark)}


def _known(desk: Desk) -> str:
    iri = expand(_needed(desk, "iri"))
    if not desk.catalogue.reader.knows(iri):
        raise HTTPException(404, "nothing in the graph has this iri")
    return iri


def _needed(desk: Desk, name: str) -> str:
    value = desk.one(name)
    if not value:
        raise HTTPException(400, f"the parameter {name} is missing")
    return value


def _number(desk: Desk, name: str, default: int, most: int) -> int:
    text = desk.one(name)
    if not text:
        return min(default, most)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise HTTPException(400, f"the parameter {name} is no whole number")
    return min(int(text), most)


def _json(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, str | int | bool) else float(cell)
