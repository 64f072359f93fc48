"""Connections that nobody waits for longer than :data:`PATIENCE`: a slow or silent client keeps no other one out.

uvicorn ends a connection that is idle behind an answer; one that never sends its first request, sends it letter by
letter or does not read the answer it would hold for ever, with a file of the process, until none is left.
"""

from __future__ import annotations

import asyncio
import resource
from typing import ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 15.0
MOST = 10_000
# How many clients may be let in at a time: asyncio takes them all before it looks at one, and fails without a file.
TOGETHER = 100
# Files for the store, the queries' pipes and the pages, and for clients that are let in before others are let go.
_RESERVED = 512


def make_room() -> int:
    """Let the process have as many files as it may; return how many connections may be open, at most :data:`MOST`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = MOST + _RESERVED if hard == resource.RLIM_INFINITY else min(hard, MOST + _RESERVED)
    if soft < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return max(1, max(soft, files) - _RESERVED)


class Connection(H11Protocol):
    """A connection that is closed when its request is not there in time, or its answer is not taken in time.

    When more than ``room`` are open, the one that has waited longest for a request gives way.
    """

    room: ClassVar[int] = MOST
    _waiting: ClassVar[dict[Connection, None]] = {}
    _late: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there; its request is awaited."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > self.room and self._waiting:
            next(iter(self._waiting)).drop()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop()
        super().connection_lost(exc)
        self._stop()

    def data_received(self, data: bytes) -> None:
        """Some of a request is there, maybe all."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """A request is answered; the next one is awaited."""
        super().on_response_complete()
        self._look()

    def pause_writing(self) -> None:
        """The client takes no more of the answer for now."""
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        """The client takes more of the answer."""
        super().resume_writing()
        _cancel(self._unread)

    def drop(self) -> None:
        """Close the connection at once, whatever is under way."""
        self._stop()
        self.transport.abort()

    def _look(self) -> None:
        """Wait while no request is under way that is there as a whole."""
        if self.cycle is None or self.cycle.response_complete or self.cycle.more_body:
            self._wait()
        else:
            self._wait_no_more()

    def _wait(self) -> None:
        if self._late is None and not self.transport.is_closing():
            self._late = self.loop.call_later(PATIENCE, self._give_up)
            self._waiting[self] = None

    def _wait_no_more(self) -> None:
        _cancel(self._late)
        self._late = None
        self._waiting.pop(self, None)

    def _give_up(self) -> None:
        """No request came in time; an answer that is still being read is not cut off."""
        self._wait_no_more()
        if self.transport.get_write_buffer_size():
            self._watch_reading()
        else:
            self.drop()

    def _watch_reading(self, before: int = 0) -> None:
        """Drop the connection unless what waits to be sent becomes less (``before``: what waited the last time)."""
        waits = self.transport.get_write_buffer_size()
        if before and waits >= before:
            self.drop()
        elif waits:
            _cancel(self._unread)
            self._unread = self.loop.call_later(PATIENCE, self._watch_reading, waits)

    def _stop(self) -> None:
        self._wait_no_more()
        _cancel(self._unread)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
