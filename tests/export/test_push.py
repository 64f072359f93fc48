"""``kg push`` against Oxigraph, Virtuoso, and a store that fails."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from faulty import DROP, DROP_AFTER, HANG, Fault, faulty
from stores import PASSWORD, Server, free_port, oxigraph

from kg.cli import app
from kg.export.push import Push, Row, State
from kg.export.triplestore import Access, Broken, Refused, query_url

COMMAND = [sys.executable, "-c", "from kg.cli import main; main()"]
AGAIN = "the same command again replaces all of them"


def kg(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200", **environment})


def states(result: Result) -> list[str]:
    return [row["state"] for row in json.loads(result.stdout)]


def contents(out: Path) -> dict[str, set[str]]:
    """The lines of each graph of a build folder."""
    found: dict[str, set[str]] = {}
    for quad in ox.parse(path=out / "graph.nq", format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad.graph_name, ox.NamedNode)
        found.setdefault(quad.graph_name.value, set()).add(f"{quad.triple} .")
    return found


def held(server: Server, graph: str) -> set[str]:
    """The lines of a graph of an Oxigraph server."""
    answer = httpx.get(f"{server.url}/store", params={"graph": graph}, headers={"accept": "application/n-triples"})
    return {f"{quad.triple} ." for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize(("path", "options"), [("store", []), ("update", ["--update"])])
def test_oxigraph_holds_what_graph_nq_holds(
    sample_out: Path, oxigraph_server: Server, path: str, options: list[str]
) -> None:
    wanted = contents(sample_out)
    old = next(iter(wanted))
    for graph in (old, "urn:other"):
        triple = "<urn:old> <urn:old> <urn:old> ."
        kind = {"content-type": "text/turtle"}
        httpx.put(f"{oxigraph_server.url}/store", params={"graph": graph}, content=triple, headers=kind)
    result = kg("push", f"{oxigraph_server.url}/{path}", "-o", sample_out, "--batch", "50", *options)
    assert result.exit_code == 0, result.stderr
    assert {graph: held(oxigraph_server, graph) for graph in wanted} == wanted
    assert held(oxigraph_server, "urn:other") == {"<urn:old> <urn:old> <urn:old> ."}
    assert "count equal" in result.stdout
    total = len(wanted[old])
    assert f"50 of {total} triples" in result.stderr
    assert f"{total} of {total} triples" in result.stderr


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("sparql-graph-crud-auth", []),
        ("sparql-graph-crud-auth", ["--auth", "digest", "--batch", "70"]),
        ("sparql-auth", ["--update"]),
    ],
)
def test_virtuoso_with_its_digest(sample_out: Path, virtuoso_server: Server, path: str, options: list[str]) -> None:
    arguments = (
        "push",
        f"{virtuoso_server.url}/{path}",
        "-o",
        sample_out,
        "--format",
        "json",
        "--user",
        "dba",
        *options,
    )
    result = kg(*arguments, KG_PASSWORD=PASSWORD)
    assert (result.exit_code, set(states(result))) == (0, {State.EQUAL}), result.stderr
    assert {row["graph"]: row["counted"] for row in json.loads(result.stdout)} == {
        graph: len(lines) for graph, lines in contents(sample_out).items()
    }
    refused = kg(*arguments, KG_PASSWORD="wrong")
    assert (refused.exit_code, set(states(refused))) == (3, {State.OLD})
    assert "the store does not take this user and password (401" in refused.stderr


def test_virtuoso_without_a_user(sample_out: Path, virtuoso_server: Server) -> None:
    result = kg("push", f"{virtuoso_server.url}/sparql-graph-crud-auth", "-o", sample_out, "--format", "json")
    assert (result.exit_code, set(states(result))) == (3, {State.OLD})
    assert "the store asks for a user and a password (401" in result.stderr
    assert "give --user, and the password when asked or in KG_PASSWORD" in result.stderr


@pytest.mark.parametrize(
    ("faults", "wanted", "said"),
    [
        ([404], [State.OLD, State.OLD], "there is nothing at this address (404"),
        ([405], [State.OLD, State.OLD], "nothing can be written at this address (405"),
        ([403], [State.OLD, State.OLD], "does not let this user write (403"),
        ([413], [State.OLD, State.OLD], "takes no request of this size (413"),
        ([400], [State.OLD, State.OLD], "the store refused it (400 Bad Request): Virtuoso 42000 Error: it is said why"),
        ([302], [State.OLD, State.OLD], "the store is elsewhere (302"),
        ([500], [State.UNSURE, State.OLD], "the store failed (500 Internal Server Error): Virtuoso 42000 Error"),
        ([None, 503], [State.PART, State.OLD], "the store failed (503"),
        ([None, 400], [State.PART, State.OLD], "the store refused it (400"),
        ([DROP], [State.UNSURE, State.OLD], "the store dropped the connection"),
        ([None, DROP], [State.PART, State.OLD], "the store dropped the connection"),
        ([DROP_AFTER], [State.UNSURE, State.OLD], "the store dropped the connection"),
        ([HANG], [State.UNSURE, State.OLD], "the store was silent for 2 s"),
        ([None, None, None, 500], [State.REPLACED, State.UNSURE], "the store failed (500"),
    ],
)
def test_a_store_that_fails(sample_out: Path, faults: list[Fault], wanted: list[State], said: str) -> None:
    # The first of the two graphs takes three requests, the second one.
    first, second = (len(lines) for _, lines in sorted(contents(sample_out).items()))
    size = first // 3 + 1
    assert second <= size
    with faulty(faults) as store:
        arguments = ("push", store.url, "-o", sample_out, "--format", "json")
        result = kg(*arguments, "--timeout", "2", "--batch", size)
        assert (result.exit_code, states(result)) == (3, wanted)
        assert said in result.stderr
        assert AGAIN in result.stderr
        doubtful = [row["graph"] for row in json.loads(result.stdout) if row["state"] in (State.UNSURE, State.PART)]
        assert [graph for graph in doubtful if graph not in result.stderr] == []
        store.released.set()
        again = kg(*arguments)
        assert (again.exit_code, set(states(again))) == (0, {State.EQUAL})
        assert store.graphs == contents(sample_out)


def test_no_server(sample_out: Path) -> None:
    result = kg("push", f"http://127.0.0.1:{free_port()}/store", "-o", sample_out, "--format", "json")
    assert (result.exit_code, set(states(result))) == (3, {State.OLD})
    assert "no server answers" in result.stderr


def test_a_server_that_dies_and_comes_back(sample_out: Path, tmp_path: Path) -> None:
    port = free_port()
    with oxigraph(tmp_path / "data", port) as server:
        push = Push(sample_out, Access(f"{server.url}/store"), batch=100)

        def killing(number: int, _: int, __: Row, sent: int) -> None:
            if (number, sent) == (1, 200):
                server.process.kill()
                server.process.wait()

        with pytest.raises((Refused, Broken), match="of 2 graphs 1 not replaced, 1 replaced in part"):
            push.run(killing)
        assert [row.state for row in push.rows] == [State.PART, State.OLD]
    with oxigraph(tmp_path / "data", port) as server:
        push = Push(sample_out, Access(f"{server.url}/store"))
        push.run(lambda *_: None)
        assert {row.state for row in push.rows} == {State.EQUAL}
        assert {graph: held(server, graph) for graph in contents(sample_out)} == contents(sample_out)


def test_a_count_that_differs_ends_with_1(sample_out: Path) -> None:
    with faulty(lost=1) as store:
        result = kg("push", store.url, "-o", sample_out, "--format", "json")
    assert (result.exit_code, set(states(result))) == (1, {State.DIFFERENT})
    assert [row["triples"] - row["counted"] for row in json.loads(result.stdout)] == [1, 1]
    assert "2 of 2 graphs hold another number of triples than was sent: https://" in result.stderr


@pytest.mark.parametrize(
    ("path", "told"), [("/nothing", "there is nothing at this address (404"), ("/page", "does not answer the query")]
)
def test_an_address_that_does_not_count_is_said(sample_out: Path, path: str, told: str) -> None:
    with faulty() as store:
        wrong = store.url.replace("/store", path)
        result = kg("push", store.url, "-o", sample_out, "--query-url", wrong, "--format", "json")
        assert (result.exit_code, set(states(result))) == (3, {State.REPLACED})
        assert told in result.stderr
        assert "with --query-url" in result.stderr


def test_an_interrupt_says_what_was_done(sample_out: Path) -> None:
    with faulty([None, HANG]) as store:
        command = [*COMMAND, "push", store.url, "-o", str(sample_out), "--format", "json", "--batch", "100"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            end = time.monotonic() + 20
            while store.faults and time.monotonic() < end:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            printed, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert [row["state"] for row in json.loads(printed)] == [State.PART, State.OLD]
    assert said.endswith("kg: error: interrupted\n")
    assert "Traceback" not in said


@pytest.mark.parametrize("auth", ["auto", "basic"])
def test_basic_with_a_password_that_is_asked_for(sample_out: Path, auth: str) -> None:
    with faulty(basic=("user", "geheim-密")) as store:
        arguments = ["push", store.url, "-o", str(sample_out), "--user", "user", "--auth", auth]
        result = CliRunner().invoke(app, arguments, input="geheim-密\n")
        assert result.exit_code == 0, result.stderr
        assert "Password of user" in result.stderr
        assert "geheim" not in result.output
        assert store.graphs == contents(sample_out)


def test_no_password_goes_out_before_the_store_asks(sample_out: Path) -> None:
    with faulty(basic=("user", "p")) as store:
        kg("push", store.url, "-o", sample_out)
        assert store.passwords_seen == 0
        assert store.graphs == {}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://user:secret@127.0.0.1/store", "an address may not hold a password"),
        ("ftp://127.0.0.1/store", "is no address of a store"),
        ("127.0.0.1:7878/store", "is no address"),
        ("store", "is no address of a store"),
        ("http://[::1", "is no address"),
    ],
)
def test_an_address_that_is_none(sample_out: Path, url: str, said: str) -> None:
    result = kg("push", url, "-o", sample_out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "secret" not in result.output


def test_no_graph(tmp_path: Path) -> None:
    result = kg("push", "http://127.0.0.1:9/store", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "run kg build first" in result.stderr


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://h/sparql-graph-crud-auth?x=1", "http://h/sparql"),
        ("http://h/sparql-auth", "http://h/sparql"),
        ("http://h/ds/data", "http://h/ds/query"),
        ("http://h/ds/update", "http://h/ds/query"),
        ("http://h/repositories/kg/rdf-graphs/service", "http://h/repositories/kg"),
        ("http://h/elsewhere", "http://h/elsewhere"),
    ],
)
def test_where_a_store_is_asked(url: str, wanted: str) -> None:
    assert query_url(url) == wanted
