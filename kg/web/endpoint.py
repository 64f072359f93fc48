"""The SPARQL endpoint: a small application of its own, which any SPARQL 1.1 Protocol client can use.

It only reads, and every query runs in a process that can be ended: when it takes too long, and when the client is gone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import BusyError, KgError, LateError, LimitError, RefusedError, StoppedError, UsageError
from kg.query.keywords import asks_for, check
from kg.query.runner import Limits, Runner, Stop
from kg.query.sparql import Written
from kg.web.accept import best
from kg.web.description import describe
from kg.web.protocol import Asked, asked
from kg.web.waiting import unless_gone

# The forms of an answer by media type; what is named first is sent to who takes anything.
_RESULTS = {"application/sparql-results+json": "json", "application/sparql-results+xml": "xml"}
_TABLES = {"text/csv": "csv", "text/tab-separated-values": "tsv"}
_PLAIN = {"application/json": "json", "application/xml": "xml", "text/xml": "xml"}
TRIPLES = {
    "text/turtle": "turtle",
    "application/ld+json": "json",
    "application/rdf+xml": "xml",
    "application/n-triples": "ntriples",
    **_PLAIN,
}
FORMS = {
    "SELECT": _RESULTS | _TABLES | _PLAIN,
    "ASK": _RESULTS | _PLAIN,
    "CONSTRUCT": TRIPLES,
    "DESCRIBE": TRIPLES,
}
_STATUS: Sequence[tuple[type[KgError], int]] = (
    (RefusedError, 403),
    (UsageError, 400),
    (BusyError, 503),
    (LateError, 504),
    (StoppedError, 499),
    (LimitError, 413),
    (KgError, 503),
)
_HEADERS = {"Vary": "Accept", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


def create_endpoint(out: Path, runner: Runner, limits: Limits, origins: Sequence[str] = ()) -> ASGIApp:
    """The endpoint on the build folder ``out``, whose queries ``runner`` answers within ``limits``.

    It does not look at the path: ``Route("/sparql", endpoint=create_endpoint(...))`` puts it there. The pages of
    ``origins`` (``*``: of any site) may read the answers; without, only pages of the same host may (no CORS).
    """
    endpoint = Endpoint(out, runner, limits)
    if not origins:
        return endpoint
    return CORSMiddleware(endpoint, allow_origins=origins, allow_methods=["GET", "POST"])


class Endpoint:
    """The application that :func:`create_endpoint` makes.

    It answers 200, or in plain text: 400 (with line and column) for a query that is wrong, 403 for one that would
    change the graph or reach another store, 406 for an answer that has no such form, 413 for a request or an answer
    that is too large, 503 with Retry-After while as many queries run as may, 504 when a query took too long.
    """

    def __init__(self, out: Path, runner: Runner, limits: Limits) -> None:
        self._out = out
        self._runner = runner
        self._limits = replace(limits, wait=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request of HTTP."""
        request = Request(scope, receive)
        try:
            wanted = await asked(request)
            answer = self._describe(request) if wanted is None else self._answer(request, wanted)
            response = await answer
        except ClientDisconnect:
            return
        except HTTPException as error:
            response = PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
        except KgError as error:
            response = self._refusal(error)
        response.headers.update(_HEADERS)
        await response(scope, receive, send)

    async def _describe(self, request: Request) -> Response:
        kind = _chosen(request, TRIPLES)
        address = str(request.url.replace(query="", fragment=""))
        return Response(await run_in_threadpool(describe, self._out, address, TRIPLES[kind]), media_type=kind)

    async def _answer(self, request: Request, wanted: Asked) -> Response:
        check(wanted.query)
        forms = FORMS.get(asks_for(wanted.query), _RESULTS)
        kind = _chosen(request, forms)
        written = await unless_gone(request.receive, partial(self._run, wanted, forms[kind]))
        cut = {"X-SPARQL-MaxRows": str(self._limits.rows)} if written.cut else None
        return Response(written.text, media_type=kind, headers=cut)

    def _run(self, wanted: Asked, form: str, stop: Stop) -> Written:
        answer = self._runner.answer(wanted.query, form, self._limits, dataset=wanted.dataset, stop=stop)
        assert isinstance(answer, Written)
        return answer

    def _refusal(self, error: KgError) -> Response:
        status = next(status for kind, status in _STATUS if isinstance(error, kind))
        later = {"Retry-After": str(math.ceil(self._limits.seconds))} if isinstance(error, BusyError) else None
        return PlainTextResponse(f"{error}\n", status, later)


def _chosen(request: Request, forms: dict[str, str]) -> str:
    """The media type that the client wants most; raises HTTPException 406 when it takes none there is."""
    kind = best(",".join(request.headers.getlist("accept")), list(forms))
    if kind is None:
        raise HTTPException(406, f"this answer can be had as {', '.join(forms)}")
    return kind
