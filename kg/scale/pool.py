"""Batches for workers on this machine, a few under way at a time, and what comes back as it comes."""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from kg.scale.batch import Job, Shard
from kg.scale.worker import KEPT, Crew, dismiss

Event = str | list[Shard]
_Events = queue.SimpleQueue[str | Future[list[Shard]]]
# One batch waits, so that no worker waits for the reading.
AHEAD = 1
# After more batches than these a worker has grown, and the memory is wanted for what comes then.
FEW = 16


def run(jobs: Iterable[Job], workers: int) -> Iterator[Event]:
    """The names of the documents as they are begun, and the shards of each batch, in the order they are done.

    Jobs are drawn only as workers come free. Raises KgError when no worker can be started.
    """
    events: _Events = queue.SimpleQueue()
    crew = Crew()
    waiting = iter(jobs)
    with ThreadPoolExecutor(workers) as threads:
        try:
            under_way = read = _submit(threads, crew, events, islice(waiting, workers + AHEAD))
            while under_way:
                event = events.get()
                if isinstance(event, str):
                    yield event
                    continue
                yield event.result()
                more = _submit(threads, crew, events, islice(waiting, 1))
                under_way, read = under_way + more - 1, read + more
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            crew.close()
    dismiss(KEPT if read <= FEW else 0)


def _submit(threads: ThreadPoolExecutor, crew: Crew, events: _Events, jobs: Iterable[Job]) -> int:
    count = 0
    for job in jobs:
        threads.submit(crew.attend, job, events.put).add_done_callback(events.put)
        count += 1
    return count
