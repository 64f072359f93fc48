"""Web applications that the tests serve on the loopback address, from a thread of their own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from processes import waited
from starlette.types import ASGIApp
from stores import HOST


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address of ``app``, without a slash at its end."""
    with socket.create_server((HOST, 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert waited(lambda: server.started or not thread.is_alive())
            assert thread.is_alive()
            yield f"http://{HOST}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
