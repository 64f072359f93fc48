"""The explorer on a port of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.query.runner import Limits
from kg.web.settings import LOOPBACK, SIZE, Settings

if TYPE_CHECKING:
    import uvicorn

_ROWS = 10_000
# Connections that the system keeps until they are let in.
_QUEUE = 2048
_ANY = ("0.0.0.0", "::")


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, which host names to answer besides, and what a SPARQL query may take."""

    host: str
    port: int
    hosts: tuple[str, ...]
    seconds: float
    queries: int

    @property
    def names(self) -> tuple[str, ...]:
        """The host names a request may name.

        >>> Listening("0.0.0.0", 8000, ("kg.example",), 10, 2).names
        ('127.0.0.1', 'localhost', '::1', 'kg.example')
        """
        own = () if self.host in (*LOOPBACK, *_ANY) else (self.host,)
        return (*LOOPBACK, *own, *self.hosts)


def serve(out: Path, listening: Listening, say: Callable[[str], None], browse: Callable[[str], object] | None) -> None:
    """Serve the graph in ``out`` until interrupted; ``say`` is told where, ``browse`` opens it.

    Raises :class:`~kg.errors.InputError` when ``out`` holds no graph, and :class:`~kg.errors.KgError` when the
    packages of the extra ``web`` are missing or the address cannot be listened on.
    """
    try:
        import uvicorn

        from kg.web.app import create_app
        from kg.web.connections import TOGETHER, Connection, make_room
    except ModuleNotFoundError as error:
        raise KgError(f"the package {error.name} is not installed", mend='pip install "renda-kg[web]"') from error
    limits = Limits(listening.seconds, _ROWS, SIZE)
    with _bound(listening.host, listening.port) as bound:
        app = create_app(out, Settings(out, listening.names, limits, listening.queries), say)
        Connection.room = make_room()
        config = uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            log_level="error",
            server_header=False,
            h11_max_incomplete_event_size=65_536,
            backlog=TOGETHER,
        )
        server = _server(config, bound, partial(_told, out, listening, _address(bound), say, browse))
        # Ctrl-C is how it is told to end, and no error.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[bound])


def _server(config: uvicorn.Config, bound: socket.socket, ready: Callable[[], None]) -> uvicorn.Server:
    """A server on a socket that calls ``ready`` as soon as it answers."""
    from uvicorn import Server

    class Told(Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            # asyncio makes the queue as short as what it lets in at once.
            bound.listen(_QUEUE)
            ready()

    return Told(config)


def _told(
    out: Path, listening: Listening, address: str, say: Callable[[str], None], browse: Callable[[str], object] | None
) -> None:
    if listening.host not in LOOPBACK:
        say(f"kg: it listens on {listening.host}: whoever reaches this machine can read the graph")
    say(f"kg: {address} shows {out}; end with Ctrl-C")
    if browse:
        browse(address)


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens; raises KgError where it cannot."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Only of a socket that names its protocol does asyncio turn off the wait that makes each answer 40 ms late.
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
    except OSError as error:
        raise KgError(
            f"cannot listen ({error.strerror or error})", f"{host}:{port}", "take another --host or --port"
        ) from error
    return made


def _address(bound: socket.socket) -> str:
    """The address of the first page."""
    host, port = bound.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
