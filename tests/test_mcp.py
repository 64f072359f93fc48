"""``kg mcp`` as a client meets it: the protocol's own client, over standard input and output."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, Tool

from kg.cli import app
from kg.query.ask import ask
from kg.query.explain import explain
from kg.query.sparql import select, tabulate
from kg.store import open_graph

COMMAND = ["-c", "from kg.cli import main; main()", "mcp"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ZH = "哪些城市制定了停车条例"
Call = tuple[str, dict[str, Any]]


def talk(out: Path, *calls: Call, options: Sequence[str] = ()) -> tuple[list[Tool], list[CallToolResult]]:
    """The tools that the server offers, and what it answers to calls."""

    async def speak() -> tuple[list[Tool], list[CallToolResult]]:
        server = StdioServerParameters(command=sys.executable, args=[*COMMAND, "-o", str(out), *options])
        async with Client(server, read_timeout_seconds=60) as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(speak())


def told(result: CallToolResult) -> str:
    return "".join(getattr(part, "text", "") for part in result.content)


def answer(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, told(result)
    assert result.structured_content == json.loads(told(result))
    return dict(result.structured_content or {})


def some_fact(out: Path) -> str:
    return next(select(open_graph(out), "SELECT ?fact { ?fact rd:kind rdc:repeal } ORDER BY ?fact LIMIT 1"))["fact"]


def test_the_tools_are_described_and_only_read(sample_out: Path) -> None:
    tools, _ = talk(sample_out)
    assert [tool.name for tool in tools] == ["ask", "show", "sparql", "explain"]
    for tool in tools:
        assert tool.description
        assert tool.annotations is not None
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)
        assert [kind["type"] for kind in tool.input_schema["properties"].values()] == ["string"]


def test_the_tools_answer_as_the_queries_do(sample_out: Path) -> None:
    fact = some_fact(sample_out)
    query = "SELECT ?s ?year { ?s rd:kind rdc:repeal ; rd:year ?year } ORDER BY ?year"
    calls: list[Call] = [
        ("ask", {"question": ZH}),
        ("sparql", {"query": query}),
        ("explain", {"iri": fact}),
        ("show", {"thing": "division/990100"}),
    ]
    _, (asked, found, explained, shown) = talk(sample_out, *calls)
    wanted = ask(sample_out, ZH)
    assert [row["quote"] for row in answer(asked)["rows"]] == [row.quote for row in wanted.rows]
    assert [row["reason"] for row in answer(asked)["near_misses"]] == [row.reason for row in wanted.near_misses]
    assert answer(found) == {
        "columns": ["s", "year"],
        "rows": [list(row) for row in tabulate(sample_out, query).rows],
        "cut": False,
    }
    assert answer(explained)["proofs"][0]["quote"] == explain(sample_out, fact).proofs[0].quote
    place = explain(sample_out, "division/990100")
    assert (answer(shown)["thing"]["label"], answer(shown)["cut"]) == ("云山市", False)
    assert {row["iri"] for row in answer(shown)["facts"]} == set(place.facts)
    assert {row["type"] for row in answer(shown)["facts"]} == {"LegislativeStep"}


def test_a_thing_is_shown_with_the_labels_of_its_facts(seeds_graph: Path) -> None:
    _, (shown,) = talk(seeds_graph.parent, ("show", {"thing": "大同市"}))
    assert len(answer(shown)["facts"]) > 10
    assert all(row["label"] and row["quote"] for row in answer(shown)["facts"])


def test_answers_have_limits_and_the_server_goes_on(sample_out: Path) -> None:
    calls: list[Call] = [
        ("sparql", {"query": ENDLESS}),
        ("sparql", {"query": "SELECT * { ?s ?p ?o }"}),
        ("ask", {"question": ZH}),
        ("show", {"thing": "division/990100"}),
    ]
    _, (ended, many, asked, shown) = talk(sample_out, *calls, options=["--timeout", "0.5", "--limit-rows", "1"])
    assert ended.is_error
    assert "the query took longer than 0.5 s and was ended" in told(ended)
    for found, key in ((many, "rows"), (asked, "rows"), (shown, "facts")):
        assert (len(answer(found)[key]), answer(found)["cut"]) == (1, True)


@pytest.mark.parametrize(
    ("name", "given"),
    [("ask", {"question": ZH}), ("show", {"thing": "division/990100"}), ("explain", {"iri": "division/990100"})],
)
def test_every_tool_is_ended_when_it_takes_too_long(sample_out: Path, name: str, given: dict[str, str]) -> None:
    _, (ended,) = talk(sample_out, (name, given), options=["--timeout", "0.001"])
    assert ended.is_error
    assert "the query took longer than 0.001 s and was ended" in told(ended)


REFUSED: list[tuple[Call, str]] = [
    (("sparql", {"query": "CLEAR ALL"}), "CLEAR is refused; a query only reads"),
    (("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}), "SERVICE is refused"),
    (("sparql", {"query": "SELECT {"}), "line 1"),
    (("ask", {"question": "你好"}), "not understood"),
    (("explain", {"iri": "event/x"}), "is called event/x"),
    (("show", {"thing": "> } #"}), "is called"),
]


def test_what_is_refused_is_said(sample_out: Path) -> None:
    _, results = talk(sample_out, *(call for call, _ in REFUSED))
    for result, (_, said) in zip(results, REFUSED, strict=True):
        assert result.is_error
        assert said in told(result)
        assert "Traceback" not in told(result)


HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
WRONG: list[tuple[str, object, int]] = [
    ('{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": [1, 2]}', 2, -32602),
    ('{"jsonrpc": "2.0", "id": "3", "method": "tools/list", "params": "x"}', "3", -32602),
    ('{"jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": {"name": 5}}', 4, -32602),
    ('{"jsonrpc": "2.0", "id": 5, "method": "tools/call"}', 5, -32602),
    ('{"jsonrpc": "2.0", "id": 6, "method": "nothing"}', 6, -32601),
    ('{"jsonrpc": "2.0", "id": 7, "method": 7}', 7, -32600),
    ('{"jsonrpc": "2.0", "id": 8}', 8, -32600),
    ('{"id": 9, "method": "tools/list"}', 9, -32600),
    ("[]", None, -32600),
    ("not JSON", None, -32700),
    ('{"a":' * 5000, None, -32700),
]


def test_every_wrong_message_has_its_error_and_the_server_goes_on(sample_out: Path) -> None:
    first = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO})
    lines = [first, '{"jsonrpc": "2.0", "method": "notifications/initialized"}', *(line for line, _, _ in WRONG)]
    command = [sys.executable, *COMMAND, "-o", str(sample_out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write("\n".join([*lines, '{"jsonrpc": "2.0", "id": 99, "method": "ping"}']) + "\n")
        server.stdin.flush()
        answers = [json.loads(server.stdout.readline()) for _ in range(len(WRONG) + 2)]
        server.stdin.close()
        assert server.wait(20) == 0
    errors = [(answer["id"], answer["error"]["code"]) for answer in answers if "error" in answer]
    assert sorted(errors, key=str) == sorted([(key, code) for _, key, code in WRONG], key=str)
    assert [answer["id"] for answer in answers if "result" in answer] == [1, 99]


def test_no_graph(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["mcp", "-o", str(tmp_path)])
    assert (result.exit_code, result.stdout) == (3, "")
    assert "run kg build first" in result.stderr


def test_without_the_package_it_says_what_to_install(sample_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    result = CliRunner().invoke(app, ["mcp", "-o", str(sample_out)])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == 'kg: error: the package mcp is not installed; pip install "renda-kg[mcp]"\n'
