"""A triple store that fails as it is told to: one fault for each request that writes, then it does as it should."""

from __future__ import annotations

import base64
import json
import socket
import threading
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
DROP, HANG, DROP_AFTER = "drop", "hang", "drop after writing"
Fault = int | str | None


class FaultyStore(ThreadingHTTPServer):
    """It keeps the N-Triples lines of each graph; ``faults`` are met in their order, None is no fault."""

    daemon_threads = True

    def __init__(self, faults: Sequence[Fault], basic: tuple[str, str] | None, lost: int) -> None:
        super().__init__((HOST, 0), _Handler)
        self.faults = list(faults)
        self.basic = basic
        self.lost = lost
        self.graphs: dict[str, set[str]] = {}
        self.released = threading.Event()
        self.passwords_seen = 0

    @property
    def url(self) -> str:
        """Where it takes the graph store protocol; its queries are answered beside it."""
        return f"http://{HOST}:{self.server_port}/store"


@contextmanager
def faulty(faults: Sequence[Fault] = (), basic: tuple[str, str] | None = None, lost: int = 0) -> Iterator[FaultyStore]:
    """A store with these faults; it wants ``basic`` as user and password, and counts ``lost`` triples too few."""
    with FaultyStore(faults, basic, lost) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: FaultyStore
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self._write(replacing=True)

    def do_POST(self) -> None:
        if self.path.startswith("/store"):
            self._write(replacing=False)
        elif self.path.startswith("/query"):
            self._count()
        else:
            self.rfile.read(int(self.headers["content-length"]))
            self._answer(404 if self.path.startswith("/nothing") else 200, "<html></html>")

    def _write(self, replacing: bool) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode("utf-8")
        if not self._known():
            return
        fault = self.server.faults.pop(0) if self.server.faults else None
        if fault == DROP:
            self._drop()
        elif fault == HANG:
            self.server.released.wait(30)
        elif isinstance(fault, int):
            self._answer(fault, "Virtuoso 42000 Error: it is said why")
        else:
            (graph,) = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["graph"]
            before = set() if replacing else self.server.graphs[graph]
            self.server.graphs[graph] = before | set(body.splitlines())
            if fault == DROP_AFTER:
                self._drop()
            else:
                self._answer(201, "")

    def _count(self) -> None:
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["content-length"])).decode("utf-8"))
        graph = form["query"][0].partition("GRAPH <")[2].partition(">")[0]
        number = len(self.server.graphs.get(graph, ())) - self.server.lost
        self._answer(200, json.dumps({"results": {"bindings": [{"n": {"value": str(number)}}]}}))

    def _known(self) -> bool:
        if self.server.basic is None:
            return True
        wanted = base64.b64encode(":".join(self.server.basic).encode()).decode()
        self.server.passwords_seen += "authorization" in self.headers
        if self.headers.get("authorization") == f"Basic {wanted}":
            return True
        self._answer(401, "", {"www-authenticate": 'Basic realm="kg"'})
        return False

    def _answer(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"content-length": str(len(text.encode())), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        pass
