"""``kg serve`` among clients that are slow, silent, greedy or too many: it answers the next one, and holds nothing."""

from __future__ import annotations

import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from processes import waited, workers

PATIENCE = 2
# The command line itself, but for how long it waits: a check need not last as long as a client may.
SERVE = f"import kg.web.connections as c; c.PATIENCE = {PATIENCE}; from kg.cli import main; main()"
# No more than 88 connections at once.
FEW = "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (600, 600)); "
HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Server:
    """``kg serve`` as a process of its own."""

    process: subprocess.Popen[str]
    address: tuple[str, int]

    def connected(self, sent: bytes = b"") -> socket.socket:
        """A connection over which this much of a request was sent."""
        made = socket.create_connection(self.address, 20)
        made.sendall(sent)
        return made

    def answers(self) -> bool:
        """Whether a new client gets a page."""
        return httpx.get(f"http://{self.address[0]}:{self.address[1]}/about", timeout=60).status_code == 200

    def connections(self) -> int:
        """How many sockets it has open beside the one it listens on."""
        links = (Path(f"/proc/{self.process.pid}/fd") / name for name in _listed(self.process.pid))
        return sum(_is_socket(link) for link in links)

    def memory(self) -> int:
        """The bytes of memory it and its workers have."""
        return sum(_memory(pid) for pid in (self.process.pid, *workers(self.process.pid)))


def _listed(pid: int) -> list[str]:
    return [path.name for path in Path(f"/proc/{pid}/fd").iterdir()]


def _is_socket(link: Path) -> bool:
    try:
        return link.readlink().name.startswith("socket:")
    except FileNotFoundError:
        return False


def _memory(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:"))


@contextmanager
def serving(out: Path, *options: str, script: str = SERVE) -> Iterator[Server]:
    command = [sys.executable, "-P", "-c", script, "serve", "-o", str(out), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        try:
            host, _, port = said.split("http://")[1].split("/")[0].partition(":")
            yield Server(process, (host, int(port)))
        finally:
            process.terminate()
            told = process.stderr.read()
        assert "Traceback" not in told, told


@pytest.fixture(scope="module")
def server(seeds_graph: Path) -> Iterator[Server]:
    with serving(seeds_graph.parent, "--timeout", "1") as started:
        assert started.answers()
        yield started


def closed(client: socket.socket) -> bool:
    """Whether the other side closes within some seconds; what it sends before is read and forgotten."""
    client.settimeout(30)
    with suppress(ConnectionResetError):
        try:
            while client.recv(65_536):
                pass
        except TimeoutError:
            return False
    return True


# What a client sends before it falls silent: nothing, a letter, half a request, half a body, half a second request …
UNFINISHED = (
    b"",
    b"G",
    HALF,
    POST + b"Content-Type: application/sparql-query\r\nContent-Length: 9999\r\n\r\nA",
    b"GET /about HTTP/1.1\r\nHost: localhost\r\n\r\nGET /ab",
    POST + b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nAS",
)


def test_clients_that_do_not_go_on_are_let_go(server: Server) -> None:
    with ExitStack() as open_ones:
        clients = [open_ones.enter_context(server.connected(sent)) for sent in UNFINISHED]
        assert server.answers()
        assert [sent for sent, client in zip(UNFINISHED, clients, strict=True) if not closed(client)] == []


def test_a_client_that_sends_letter_by_letter_is_let_go(server: Server) -> None:
    with server.connected(HALF) as client:
        client.setblocking(False)
        assert waited(lambda: not _takes(client), 30)


def _takes(client: socket.socket) -> bool:
    """Whether the other side still takes a letter, sent as slowly as can be."""
    time.sleep(0.1)
    try:
        client.sendall(b"X")
    except OSError:
        return False
    return True


def test_a_client_that_does_not_read_is_let_go(server: Server) -> None:
    before = server.connections()
    with ExitStack() as open_ones:
        for _ in range(20):
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(server.address)
            client.sendall(b"GET /files/graph.nq HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
            open_ones.enter_context(client)
        assert server.answers()
        assert waited(lambda: server.connections() <= before, 60)


@pytest.mark.parametrize(
    "sent",
    [
        HALF + b"X: " + b"a" * 10_000_000 + b"\r\n\r\n",
        HALF + b"X: a\r\n" * 1_000_000 + b"\r\n",
        b"GET /" + b"a" * 10_000_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) * 100,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
    ],
    ids=["long header", "many headers", "long address", "TLS", "HTTP/2", "negative length"],
)
def test_a_request_that_is_none_is_refused(server: Server, sent: bytes) -> None:
    with server.connected() as client, suppress(ConnectionError):
        client.sendall(sent)
        client.settimeout(30)
        assert client.recv(100)[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 404", b"HTTP/1.1 421", b"")
    assert server.answers()


def many() -> int:
    """How many connections a process of this machine may have at once, at most 10,000."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 12_000)), hard))
    return min(10_000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 500)


def crowd(server: Server, count: int) -> None:
    """So many clients at once that have sent half a request; meanwhile the next one is answered, and all are let go."""
    with ExitStack() as open_ones:
        for number in range(count):
            open_ones.enter_context(server.connected(HALF))
            assert number % 2000 != 1999 or server.answers()
        assert server.answers()
    assert waited(lambda: server.connections() < 10, 60)


def test_ten_thousand_clients_keep_no_other_one_out(server: Server) -> None:
    count = many()
    assert count >= 1000
    crowd(server, count)
    once = server.memory()
    crowd(server, count // 2)
    assert server.answers()
    assert server.memory() < once + 64 * MIB


def test_who_waits_longest_gives_way_when_there_is_no_room(seeds_graph: Path) -> None:
    with serving(seeds_graph.parent, script=FEW + SERVE) as server, ExitStack() as open_ones:
        clients = [open_ones.enter_context(server.connected(HALF)) for _ in range(300)]
        assert server.answers()
        assert closed(clients[0])


def test_queries_that_would_run_for_an_hour_are_ended_and_their_memory_is_free(server: Server) -> None:
    before = server.memory()
    address = f"http://{server.address[0]}:{server.address[1]}/sparql"
    with ExitStack() as open_ones:
        clients = [open_ones.enter_context(httpx.Client(timeout=60)) for _ in range(4)]
        for _ in range(3):
            query = (
                b"GET /sparql?query="
                + httpx.QueryParams(q=ENDLESS).get("q").replace(" ", "+").encode()
                + b" HTTP/1.1\r\n"
            )
            open_ones.enter_context(server.connected(query + b"Host: localhost\r\n\r\n"))
        assert server.answers()
        statuses = [client.get(address, params={"query": ENDLESS}).status_code for client in clients]
        # While the clients that asked are still there: it is their time that ends the queries.
        assert waited(lambda: clients[0].get(address, params={"query": "ASK {}"}).status_code == 200, 30)
    assert set(statuses) <= {503, 504}
    assert waited(lambda: server.memory() < before + 256 * MIB, 60)
