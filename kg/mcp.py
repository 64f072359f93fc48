"""The graph for language models: a server of the Model Context Protocol over standard input and output.

Its tools only read. See https://modelcontextprotocol.io/specification for the protocol.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.errors import KgError
from kg.query.ask import ask, ready
from kg.query.explain import explain
from kg.query.network import graph as network
from kg.query.network.rows import plain
from kg.query.network.showing import Shown
from kg.query.runner import Limits, Runner
from kg.query.sparql import TABLE, Table
from kg.store import open_graph

if TYPE_CHECKING:
    from mcp.server import MCPServer
    from mcp.types import JSONRPCError
    from pydantic import ValidationError

SIZE = 200_000
INSTRUCTIONS = (
    "A knowledge graph of what China's people's congresses publish about their work. Every fact has the exact quote "
    "that states it: explain shows it. What a source masks (xx市, xx件) stays masked; do not guess it. A draft is not "
    "enacted. Prefixes rd:, rdc:, rdfs:, dcterms:, schema:, skos:, oa:, org:, foaf: are declared in sparql."
)


class Tools:
    """What a client may call; each method is a tool, and its docstring tells the model what the tool does.

    Each is answered in a process of ``runner``, which ends it when it takes longer than ``limits`` allow.
    """

    def __init__(self, out: Path, runner: Runner, limits: Limits) -> None:
        self._out = out
        self._runner = runner
        self._limits = limits

    def ask(self, question: str) -> dict[str, Any]:
        """Answer a question in Chinese or English about who enacted, amended, approved or inspected what, and when.

        rows are the answers with their quotes; near_misses are no answers, and reason says why. A question that is
        not understood is refused with examples of those that are.
        """
        answer = self._runner.run(partial(ask, self._out, question), self._limits)
        rows, near = ([dataclasses.asdict(row) for row in found] for found in (answer.rows, answer.near_misses))
        most = self._limits.rows
        cut = len(rows) > most or len(near) > most
        return {"query": answer.query, "rows": rows[:most], "near_misses": near[:most], "cut": cut}

    def show(self, thing: str) -> dict[str, Any]:
        """Show a thing (a place, a body, a work, a person, a fact …): what it is, the facts about it, its neighbours.

        thing is its name, or its IRI: whole, or the part below https://w3id.org/rendakg/id/, as division/140200.
        facts have their quotes; groups count them by kind; cut tells that there are more.
        """
        most = self._limits.rows
        shown = self._runner.run(partial(_show, self._out, thing, most), self._limits)
        cut = len(shown.facts) > most or any(group.shown < group.facts for group in shown.groups)
        return {**plain(shown), "facts": plain(shown.facts)[:most], "cut": cut}

    def sparql(self, query: str) -> dict[str, Any]:
        """Run a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) on the graph; nothing can be changed.

        A fact has rd:kind, rd:actor, rd:concerns, rd:year, rd:evidence; a body has rd:enacted and rd:jurisdiction; a
        work has rd:topic and dcterms:title. cut tells that there are more rows.
        """
        table = self._runner.answer(query, TABLE, self._limits)
        assert isinstance(table, Table)
        return {"columns": list(table.columns), "rows": [list(row) for row in table.rows], "cut": table.cut}

    def explain(self, iri: str) -> dict[str, Any]:
        """Show why the graph says a fact: the rules, the documents, the offsets, the quotes and their sentences.

        iri is whole, or its part below https://w3id.org/rendakg/id/, for example event/adoption/0123456789abcdef.
        """
        return dataclasses.asdict(self._runner.run(partial(explain, self._out, iri), self._limits))


def _show(out: Path, thing: str, most: int) -> Shown:
    return network.open_graph(out).show(thing, most)


def serve(out: Path, limits: Limits) -> None:
    """Serve the graph in ``out`` until standard input closes; no answer has more than ``limits`` allow.

    Raises :class:`~kg.errors.InputError` when there is no graph, and :class:`~kg.errors.KgError` when the package
    mcp is not installed.
    """
    try:
        import anyio
        from mcp.server import MCPServer
        from mcp.types import ToolAnnotations
    except ModuleNotFoundError as error:
        raise KgError("the package mcp is not installed", mend='pip install "renda-kg[mcp]"') from error
    open_graph(out)
    server = MCPServer("renda-kg", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING")
    reading = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    with Runner(out, most=2, first=partial(ready, out)) as runner:
        tools = Tools(out, runner, limits)
        for tool in (tools.ask, tools.show, tools.sparql, tools.explain):
            server.add_tool(_said(tool), annotations=reading)
        anyio.run(_converse, server)


async def _converse(server: MCPServer) -> None:
    """Serve over standard input and output, as ``MCPServer.run`` does, but tell the client of what is no message.

    The server of the package drops it without a word, and the client waits for an answer for ever.
    """
    import anyio
    from mcp.server.stdio import stdio_server
    from mcp.shared.message import SessionMessage
    from pydantic import ValidationError

    low = server._lowlevel_server
    give, take = anyio.create_memory_object_stream[SessionMessage | Exception]()
    async with stdio_server() as (received, answers), anyio.create_task_group() as tasks:
        tasks.start_soon(low.run, take, answers, low.create_initialization_options())
        async with give:
            async for message in received:
                if isinstance(message, ValidationError):
                    await answers.send(SessionMessage(_refusal(message)))
                else:
                    await give.send(message)


def _refusal(wrong: ValidationError) -> JSONRPCError:
    """The answer to a line that is no message (https://www.jsonrpc.org/specification#error_object)."""
    from mcp.types import INVALID_PARAMS, INVALID_REQUEST, PARSE_ERROR, ErrorData, JSONRPCError

    faults = wrong.errors(include_url=False)
    sent = next((fault["input"] for fault in faults if isinstance(fault["input"], dict)), {})
    key = sent.get("id") if isinstance(sent.get("id"), int | str) else None
    if faults[0]["type"] == "json_invalid":
        return JSONRPCError(jsonrpc="2.0", id=None, error=ErrorData(code=PARSE_ERROR, message="this is no JSON"))
    if isinstance(sent.get("method"), str) and not isinstance(sent.get("params", {}), dict):
        error = ErrorData(code=INVALID_PARAMS, message="params is no object")
    else:
        error = ErrorData(code=INVALID_REQUEST, message="this is no JSON-RPC 2.0 request")
    return JSONRPCError(jsonrpc="2.0", id=key, error=error)


def _said(tool: Callable[[str], dict[str, Any]]) -> Callable[[str], dict[str, Any]]:
    """The tool with its errors in words for the client; any other error stays within the server."""
    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(tool)
    def called(*given: str, **named: str) -> dict[str, Any]:
        try:
            return tool(*given, **named)
        except KgError as error:
            raise ToolError(str(error)) from error

    return called
