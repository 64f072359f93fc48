"""The explorer as an ASGI application (https://asgi.readthedocs.io): its routes, and how its errors are told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import InputError, KgError, LateError, LimitError, UsageError
from kg.query.ask import ready
from kg.query.runner import Runner
from kg.web import api, openapi
from kg.web.asking import Asking
from kg.web.desk import desk_of
from kg.web.endpoint import create_endpoint
from kg.web.guard import Guard
from kg.web.library import Library
from kg.web.pages import about, answer, browse, code, compare, conflicts, figures, files_of, home, query, terms, thing
from kg.web.rendering import render
from kg.web.settings import ASSETS, Settings

_RETRY = "5"
_SAID = {400: "e400", 404: "e404", 503: "e503", 504: "e504"}
_STATUS: Sequence[tuple[type[KgError], int]] = (
    (UsageError, 400),
    (InputError, 404),
    (LateError, 504),
    (LimitError, 503),
    (KgError, 503),
)
Page = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]


def create_app(out: Path, settings: Settings | None = None, say: Callable[[str], None] = lambda _: None) -> Starlette:
    """The explorer of the build folder ``out``; without ``settings`` for this machine alone.

    ``say`` is told how far the graph is read.

    Raises :class:`~kg.errors.InputError` when ``out`` holds no graph.
    """
    chosen = settings or Settings(out)
    runner = Runner(out, chosen.most, chosen.memory, first=partial(ready, out))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with runner:
            yield

    app = Starlette(
        routes=[*_pages(), *api.routes(), *_mounts(out, runner, chosen)],
        middleware=[Middleware(Guard, hosts=chosen.hosts)],
        exception_handlers={KgError: _told, HTTPException: _refused},
        lifespan=lifespan,
    )
    app.state.settings = chosen
    app.state.asking = Asking(out, runner, chosen.limits)
    app.state.library = Library(out, say)
    return app


def _pages() -> list[BaseRoute]:
    pages: dict[str, Page] = {
        "/": home.page,
        "/ask": answer.page,
        "/id/{name:path}": thing.page,
        "/code": code.lists,
        "/code/{name}": code.page,
        "/def": terms.page,
        "/browse": browse.page,
        "/compare": compare.page,
        "/figures": figures.page,
        "/conflicts": conflicts.page,
        "/query": query.page,
        "/about": about.page,
        "/files/{name:path}": files_of.page,
        "/openapi.json": openapi.page,
    }
    return [Route(path, page) for path, page in pages.items()]


def _mounts(out: Path, runner: Runner, settings: Settings) -> list[BaseRoute]:
    """The plain files, and the SPARQL endpoint."""
    here = files("kg.web")
    found: list[BaseRoute] = [Mount("/static", StaticFiles(directory=str(here.joinpath("static"))))]
    if ASSETS.is_dir():
        found.append(Mount("/assets", StaticFiles(directory=ASSETS)))
    if not settings.still:
        found.append(Route("/sparql", create_endpoint(out, runner, settings.limits)))
    return found


def _told(request: Request, error: Exception) -> Response:
    """An error of the project in words: not found, not understood, or too much asked for."""
    assert isinstance(error, KgError)
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    api = request.url.path.startswith("/api/")
    return _answered(request, status, str(error) if api else desk_of(request).wording.said(error.what))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code in (301, 302, 303, 307, 308):
        return RedirectResponse((error.headers or {}).get("Location", "/"), error.status_code)
    # What Starlette says of itself is but the name of the status, which the page has in the reader's language.
    plain = error.detail == HTTPStatus(error.status_code).phrase and not request.url.path.startswith("/api/")
    return _answered(request, error.status_code, "" if plain else error.detail, error.headers)


def _answered(request: Request, status: int, said: str, headers: object = None) -> Response:
    if request.url.path.startswith("/api/"):
        response: Response = JSONResponse({"error": said}, status)
    else:
        response = render(
            desk_of(request), "error.html", status, status=status, said=said, said_as=_SAID.get(status, "other")
        )
    if isinstance(headers, dict):
        response.headers.update(headers)
    if status == 503:
        response.headers["Retry-After"] = _RETRY
    return response
