"""A process that reads documents. It may crash, hang or be killed: only the document it was at is lost.

The kernel ends a worker that is at one document for too long, whatever it is doing (``SIGALRM``), and a worker ends
itself as soon as the process that started it is gone.
"""

from __future__ import annotations

import atexit
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace

from kg.errors import KgError
from kg.scale.batch import Entry, Job, Shard
from kg.scale.reading import seconds

TRIES = 3
KEPT = 1
Begun = Callable[[str], None]
_spare: list[_Worker] = []
_guard = threading.Lock()


class _Died(Exception):
    """The worker ended at the document ``at`` (None: before the first); ``late`` when its time was over."""

    def __init__(self, at: int | None, status: int) -> None:
        super().__init__(at, status)
        self.at = at
        self.late = status == -signal.SIGALRM
        self.how = f"signal {-status}" if status < 0 else f"exit code {status}"


class _Worker:
    """One process that runs :func:`kg.scale.reading.serve`.

    Where it is given a ``first`` job, which has no documents, it loads what those like it are read with.
    """

    def __init__(self, first: Job | None = None) -> None:
        # -P: a file of the working folder that is named like a module is never run.
        command = [sys.executable, "-P", "-c", "from kg.scale.reading import serve; serve()"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._loads = first is not None
        if first is not None and self._process.stdin is not None:
            with suppress(OSError):
                pickle.dump(first, self._process.stdin)
                self._process.stdin.flush()

    def read(self, job: Job, begun: Begun | None) -> Shard:
        """The shard of a batch; ``begun`` is told each document's name when it is begun. Raises :class:`_Died`."""
        at: int | None = None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(job, self._process.stdin)
            self._process.stdin.flush()
            if self._loads:
                pickle.load(self._process.stdout)
                self._loads = False
            while isinstance(said := pickle.load(self._process.stdout), int):
                at = said
                if begun is not None:
                    begun(job.sources[at].name)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise _Died(at, self._process.wait()) from error
        if isinstance(said, KgError):
            raise said
        shard: Shard = said
        return shard

    def kill(self) -> None:
        """Kill it; whoever reads from it sees that it died."""
        self._process.kill()

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:
            pass


class Crew:
    """The workers of one build; threads may share it, each batch has a worker of its own."""

    def __init__(self) -> None:
        self._busy: set[_Worker] = set()
        self._closed = False

    def attend(self, job: Job, begun: Begun | None = None) -> list[Shard]:
        """The shards of a batch, one unless something went wrong: what crashes or hangs a worker is set aside.

        A document during which a worker dies is tried again alone, :data:`TRIES` times in all, for a worker may have
        been killed from outside; one whose time is over is not. Raises KgError when no worker can be started.
        """
        return self._attend(job, begun, TRIES)

    def open(self) -> None:
        """Take up work again after :meth:`close`."""
        with _guard:
            self._closed = False

    def close(self) -> None:
        """Kill the workers that are amid a batch: nobody waits for it any more."""
        with _guard:
            self._closed = True
            for worker in self._busy:
                worker.kill()

    def _attend(self, job: Job, begun: Begun | None, tries: int) -> list[Shard]:
        worker = self._take()
        try:
            shard = worker.read(job, begun)
        except _Died as died:
            self._drop(worker)
            return self._after(job, died, begun, tries - 1)
        except BaseException:
            self._drop(worker)
            raise
        self._give(worker)
        doubles = tuple(source for source in job.sources if source.key in shard.again)
        return [shard, *(self._attend(replace(job, sources=doubles), None, tries) if doubles else [])]

    def _after(self, job: Job, died: _Died, begun: Begun | None, tries: int) -> list[Shard]:
        """What becomes of a batch in which a worker died: the document it was at is parted from the others."""
        if died.at is None:
            if tries:
                return self._attend(job, begun, tries)
            raise KgError(f"a worker process cannot run ({died.how})", mend="see above what it said")
        if len(job.sources) > 1:
            parts = job.sources[: died.at], job.sources[died.at : died.at + 1], job.sources[died.at + 1 :]
            told = (None, None, begun)
            jobs = [(replace(job, sources=part), tell) for part, tell in zip(parts, told, strict=True) if part]
            return [shard for part, tell in jobs for shard in self._attend(part, tell, TRIES)]
        if tries and not died.late:
            return self._attend(job, None, tries)
        (source,) = job.sources
        aside = Entry(source.key, reason=f"crashed its worker ({died.how})")
        if died.late:
            took = f"took longer than {seconds(job, source):g} s and was ended"
            aside = Entry(source.key, reason=took, late=job.seconds)
        return [Shard(b"", (aside,))]

    def _take(self) -> _Worker:
        with _guard:
            if self._closed:
                raise CancelledError
            worker = _spare.pop() if _spare else _Worker()
            self._busy.add(worker)
            return worker

    def _give(self, worker: _Worker) -> None:
        with _guard:
            self._busy.discard(worker)
            _spare.append(worker)

    def _drop(self, worker: _Worker) -> None:
        with _guard:
            self._busy.discard(worker)
        worker.end()


nodes = Crew()


def attend(job: Job) -> list[Shard]:
    """What :meth:`Crew.attend` gives, with the workers of this process: what a node of a cluster is asked to do."""
    return nodes.attend(job)


def prepare(template: Job, workers: int) -> None:
    """Start workers, so that so many wait, and have them load what jobs like ``template`` are read with meanwhile."""
    with _guard:
        _spare.extend(_Worker(replace(template, sources=())) for _ in range(workers - len(_spare)))


@atexit.register
def dismiss(keep: int = 0) -> None:
    """End the workers that wait, but for ``keep`` of them: the next build in this process finds them warm."""
    with _guard:
        ended = _spare[keep:]
        del _spare[keep:]
    for worker in ended:
        worker.end()
