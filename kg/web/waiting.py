"""Work in a process that ends when the client who waits for it is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.types import Message, Receive

from kg.query.runner import Stop

T = TypeVar("T")


async def unless_gone(receive: Receive, work: Callable[[Stop], T]) -> T:
    """What ``work`` gives; the Stop it is given is used when the client goes away before that.

    Raises what ``work`` raises.
    """
    stop = Stop()
    watching = asyncio.create_task(_watch(receive, stop))
    try:
        return await run_in_threadpool(work, stop)
    finally:
        stop.now()
        watching.cancel()


async def _watch(receive: Receive, stop: Stop) -> None:
    message: Message = {}
    while message.get("type") != "http.disconnect":
        message = await receive()
    stop.now()
