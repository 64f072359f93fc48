"""Batches for a cluster: the same workers, on the machines of a dask.distributed scheduler.

What a document may do to its worker process it does there too. When a whole node is lost, the scheduler gives its
batches to the others; the shards come back over the wire, so no machine needs to see another's files. A cluster of our
own has its scheduler and nodes in this process: what reads documents is a process of its own in any case.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, UsageError
from kg.scale.batch import Job, Shard
from kg.scale.worker import attend, dismiss, nodes

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
AHEAD = 2
# How often a batch may lose its node before the build is given up: what poisons a worker never reaches the node.
LOSSES = 10
SILENT = 60.0
ANSWER = 10.0


def run(jobs: Iterable[Job], scheduler: str, workers: int) -> Iterator[list[Shard]]:
    """The shards of each batch as they are done, by the scheduler at an address, or (``local``) one of our own.

    Raises UsageError when dask.distributed is missing, InputError when nothing answers at the address, or when no
    node has been there for :data:`SILENT` seconds: what is done is kept.
    """
    try:
        import distributed
    except ImportError:
        raise UsageError("needs dask.distributed", "--scheduler", "install renda-kg[dask]") from None
    # What goes wrong at a node is raised here; told by it as well, it would be a traceback.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    settings = {"distributed.scheduler.allowed-failures": LOSSES, "distributed.comm.timeouts.connect": ANSWER}
    try:
        import dask

        with dask.config.set(settings), _client(distributed, scheduler, workers) as client:
            yield from _done(distributed, client, iter(jobs), scheduler)
    except (OSError, TimeoutError) as error:
        raise InputError(f"does not answer ({error})", scheduler, "start a dask scheduler there") from error


@contextmanager
def _client(distributed: Any, scheduler: str, workers: int) -> Iterator[Client]:
    if scheduler != LOCAL:
        with distributed.Client(scheduler, timeout=ANSWER) as client:
            yield client
        return
    how = {"processes": False, "threads_per_worker": 1, "memory_limit": 0, "dashboard_address": None}
    how["silence_logs"] = logging.CRITICAL
    nodes.open()
    with distributed.LocalCluster(n_workers=workers, **how) as cluster, distributed.Client(cluster) as client:
        try:
            yield client
        finally:
            nodes.close()
            dismiss()


def _done(distributed: Any, client: Client, jobs: Iterator[Job], scheduler: str) -> Iterator[list[Shard]]:
    under_way: set[Any] = set()
    drawn = True
    while True:
        there = len(client.scheduler_info(n_workers=-1)["workers"])
        while drawn and len(under_way) < AHEAD * max(1, there):
            job = next(jobs, None)
            drawn = job is not None
            if job is not None:
                under_way.add(client.submit(attend, job, pure=False))
        if not under_way:
            return
        try:
            done, under_way = distributed.wait(under_way, timeout=SILENT, return_when="FIRST_COMPLETED")
        except TimeoutError:
            if not client.scheduler_info(n_workers=-1)["workers"]:
                raise InputError("has no worker left", scheduler, "start workers, then build again") from None
            continue
        for future in done:
            yield _result(distributed, future, scheduler)


def _result(distributed: Any, future: Any, scheduler: str) -> list[Shard]:
    try:
        shards: list[Shard] = future.result()
    except distributed.KilledWorker as error:
        raise InputError(f"lost its workers {LOSSES} times", scheduler, "build again") from error
    finally:
        future.release()
    return shards
