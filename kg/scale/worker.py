"""A process that reads documents. It may crash, hang or be killed: only the document it was at is lost.

The kernel ends a worker that is at one document for too long, whatever it is doing (``SIGALRM``), and a worker ends
itself as soon as the process that started it is gone.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import queue
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from itertools import groupby

from kg.errors import InputError, KgError
from kg.model import Document
from kg.scale.batch import Entry, Job, Shard, Source
from kg.scale.rules import rules_version

MIB = 1024 * 1024
MEMORY = 4 * 1024 * MIB
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
    """One process that runs :func:`serve`."""

    def __init__(self) -> None:
        # -P: a file of the working folder that is named like a module is never run.
        command = [sys.executable, "-P", "-c", "from kg.scale.worker import serve; serve()"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, job: Job, begun: Begun | None) -> Shard:
        """The shard of a batch; ``begun`` is told each document's name when it is begun. Raises :class:`_Died`."""
        at: int | None = None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(job, self._process.stdin)
            self._process.stdin.flush()
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
        took = f"took longer than {_seconds(job, source):g} s and was ended"
        return [Shard(b"", (Entry(source.key, reason=took if died.late else f"crashed its worker ({died.how})"),))]

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


_nodes = Crew()


def attend(job: Job) -> list[Shard]:
    """What :meth:`Crew.attend` gives, with the workers of this process: what a node of a cluster is asked to do."""
    return _nodes.attend(job)


@atexit.register
def dismiss(keep: int = 0) -> None:
    """End the workers that wait, but for ``keep`` of them: the next build in this process finds them warm."""
    with _guard:
        ended = _spare[keep:]
        del _spare[keep:]
    for worker in ended:
        worker.end()


def serve() -> None:
    """Answer the jobs on standard input until it closes; then end at once, be it amid a document."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))
    # What a library prints must not get between the answers.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    while True:
        for said in _answers(jobs.get()):
            pickle.dump(said, output)
            output.flush()


def _listen(jobs: queue.SimpleQueue[Job]) -> None:
    while True:
        try:
            jobs.put(pickle.load(sys.stdin.buffer))
        except EOFError:
            os._exit(0)


def _answers(job: Job) -> Iterator[int | Shard | KgError]:
    """The number of each document when it is begun, then the shard."""
    if job.version != rules_version():
        yield KgError("a worker runs another version of kg", mend="install the same everywhere")
        return
    entries: dict[str, Entry] = {}
    quads: list[bytes] = []
    again: list[str] = []
    for number, source in enumerate(job.sources):
        yield number
        signal.setitimer(signal.ITIMER_REAL, _seconds(job, source))
        entry, found = _entry(source, job)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if entry.sha256 in entries:
            again.append(source.key)
            continue
        entries[entry.sha256 or entry.key] = entry
        quads += found
    quads.sort()
    yield Shard(b"".join(line for line, _ in groupby(quads)), tuple(entries.values()), tuple(again))


def _seconds(job: Job, source: Source) -> float:
    return job.seconds * (len(source.data) // MIB + 1)


def _entry(source: Source, job: Job) -> tuple[Entry, tuple[bytes, ...]]:
    try:
        document = document_of(source, job.most)
        digest = job.digest(document)
        summary = dict(digest.summary)
        if source.metadata:
            summary["metadata"] = json.loads(source.metadata)
        return (
            Entry(
                source.key,
                document.name,
                document.sha256,
                document.text.encode("utf-8"),
                digest.ledger,
                json.dumps(summary, ensure_ascii=False, indent=2),
                json.dumps(digest.kinds, ensure_ascii=False, sort_keys=True),
            ),
            digest.quads,
        )
    except KgError as error:
        return Entry(source.key, reason=error.what), ()
    except MemoryError:
        return Entry(source.key, reason=f"needs more than {MEMORY // 1024**3} GiB of memory"), ()
    except Exception as error:
        reason = f"cannot be read, which is a fault of kg itself ({type(error).__name__}: {error})"
        return Entry(source.key, reason=" ".join(reason.split())), ()


def document_of(source: Source, most: int) -> Document:
    r"""The document of a source, of at most ``most`` bytes; InputError as :func:`kg.read.read_data` raises it.

    >>> document_of(Source("1", "a.jsonl:1", "人大\r\n".encode(), "jsonl"), 999).text
    '人大\n'
    """
    from pathlib import Path

    from kg.read import read_data

    if source.form == "file":
        return read_data(Path(source.name), source.data, most)
    text = source.data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError("is empty", source.where, "give it a text")
    return Document(source.name, text, source.form)
