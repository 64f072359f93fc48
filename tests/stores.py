"""Triple stores that the tests start on the loopback address, and stop."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

HOST = "127.0.0.1"
OXIGRAPH = Path(sysconfig.get_path("scripts")) / "oxigraph"
PASSWORD = "changed-by-the-tests"

# Paths that are not absolute are those of the folder it starts in.
VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = {host}:{sql}
DirsAllowed = .
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = {host}:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 10000
"""


@dataclass(frozen=True)
class Server:
    """A store that runs: its address without path, and of one that speaks SQL the host and port for that."""

    url: str
    process: subprocess.Popen[bytes]
    sql: str = ""


def free_port() -> int:
    with socket.create_server((HOST, 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def oxigraph(folder: Path, port: int = 0) -> Iterator[Server]:
    """Oxigraph with its data in ``folder``; the default graph of a query is all graphs."""
    address = f"{HOST}:{port or free_port()}"
    command = [str(OXIGRAPH), "serve", "--location", str(folder), "--bind", address, "--union-default-graph"]
    with _running(command, folder.parent, f"http://{address}", "/query?query=ASK%7B%7D") as server:
        yield server


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso 7 with its data in ``folder``; the user is dba, the password PASSWORD."""
    sql, http = free_port(), free_port()
    (folder / "kg.ini").write_text(VIRTUOSO_INI.format(host=HOST, sql=sql, http=http), encoding="ascii")
    command = ["virtuoso-t", "+configfile", "kg.ini", "+foreground"]
    with _running(command, folder, f"http://{HOST}:{http}", "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D") as server:
        (folder / "password.sql").write_text(f'set password "dba" "{PASSWORD}";\n', encoding="ascii")
        isql = ["isql-vt", f"{HOST}:{sql}", "dba", "dba", "password.sql"]
        said = subprocess.run(isql, cwd=folder, capture_output=True, text=True, check=True)
        assert "Error" not in said.stdout + said.stderr
        yield replace(server, sql=f"{HOST}:{sql}")


@contextmanager
def _running(command: list[str], folder: Path, url: str, probe: str) -> Iterator[Server]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(process, url + probe)
        yield Server(url, process)
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, f"{process.args!r} ended; see server.log in its folder"
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{process.args!r} does not answer")
