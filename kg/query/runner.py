"""Queries in processes of their own, which can be ended: the store itself has no way to stop a query.

A process does one piece of work after another. One that takes longer than it may is killed, and its memory is free
again; the next query has a new process. A process ends by itself as soon as the one that started it is gone.
"""

from __future__ import annotations

import math
import os
import pickle
import queue
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TypeVar

from kg.errors import BusyError, KgError, LateError, LimitError, StoppedError
from kg.query.sparql import TABLE, Bounds, Dataset, Table, Written, run, tabulate

T = TypeVar("T")
Answer = Table | Written
Work = Callable[[], T]
_LESS = "ask for less, or allow it more"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: ``seconds``, the first ``rows`` rows, ``size`` bytes of the answer (0: no bound).

    It waits no longer than ``wait`` seconds for a process that is free, and never longer than ``seconds``.
    """

    seconds: float = 30.0
    rows: int = 0
    size: int = 0
    wait: float = math.inf


class Stop:
    """Ends one query from another thread: its process is killed and its memory free.

    >>> stop = Stop()
    >>> stop.now()
    >>> with Runner(Path("nowhere")) as runner:
    ...     runner.answer("ASK {}", "json", stop=stop)
    Traceback (most recent call last):
    kg.errors.StoppedError: the query was stopped by the one who asked it
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kill: Callable[[], None] | None = None
        self._why: LimitError | None = None

    def now(self, why: LimitError | None = None) -> None:
        """End the query, or let it not begin; it raises ``why`` (the first one given), or StoppedError."""
        with self._lock:
            if self._why is None:
                self._why = why or StoppedError("the query was stopped by the one who asked it")
            if self._kill is not None:
                self._kill()

    def begin(self, kill: Callable[[], None]) -> None:
        """From now on, ``kill`` ends the query; raises the reason when it is to end already."""
        with self._lock:
            if self._why is not None:
                raise self._why
            self._kill = kill

    def finish(self) -> LimitError | None:
        """The query is over: nothing is killed any more. The reason, when it was ended."""
        with self._lock:
            self._kill = None
            return self._why


class Runner:
    """Answers queries on the build folder ``out``, at most ``most`` at once; threads may share one.

    Each may take ``memory`` bytes (0: any number), where the system can bound it (Linux). With ``first``, as many
    processes as may be busy are kept running, and each begins with that: what follows finds its modules loaded.

    >>> with Runner(Path("nowhere")) as runner:
    ...     runner.answer("ASK {}", "json")
    Traceback (most recent call last):
    kg.errors.InputError: no graph in nowhere; run kg build first
    """

    def __init__(self, out: Path, most: int = 1, memory: int = 0, first: Work[object] | None = None) -> None:
        self._out = out
        self._memory = memory
        self._most = most
        self._first = first
        self._free = threading.Semaphore(most)
        self._idle: list[_Process] = []

    def answer(
        self,
        query: str,
        form: str,
        limits: Limits = Limits(),
        *,
        dataset: Dataset | None = None,
        stop: Stop | None = None,
    ) -> Answer:
        """The answer of ``query``: a Table where ``form`` is table, else a Written, about ``dataset``.

        Raises as :meth:`run` does, and the errors of :func:`kg.query.sparql.run`.
        """
        bounds = Bounds(limits.rows, limits.size)
        work: Work[Answer] = partial(run, self._out, query, form, bounds, dataset)
        if form == TABLE:
            work = partial(tabulate, self._out, query, bounds)
        return self.run(work, limits, stop)

    def run(self, work: Work[T], limits: Limits = Limits(), stop: Stop | None = None) -> T:
        """What ``work`` gives: a function of a module with its arguments, all of which can be pickled.

        Raises :class:`~kg.errors.BusyError` when no process became free in time, :class:`~kg.errors.LateError`
        when the work outlasts its seconds, :class:`~kg.errors.LimitError` when it takes more room than it may,
        :class:`~kg.errors.StoppedError` when ``stop`` ended it, and the errors that are the project's own.

        >>> from functools import partial
        >>> with Runner(Path("nowhere")) as runner:
        ...     runner.run(partial(sorted, "cab"))
        ['a', 'b', 'c']
        """
        if not self._free.acquire(timeout=min(limits.wait, limits.seconds)):
            raise BusyError(f"{self._most} queries are running already", mend="ask again later")
        try:
            return self._run(work, limits.seconds, stop or Stop())
        finally:
            self._free.release()

    def _run(self, work: Work[T], seconds: float, stop: Stop) -> T:
        process = self._take()
        try:
            found = process.ask(work, seconds, stop)
        except BaseException:
            process.end()
            if self._first:
                # First in the row, which is taken from its end: those that are ready come before it.
                self._idle.insert(0, _Process(self._memory, self._first))
            raise
        self._idle.append(process)
        if isinstance(found, _Failed):
            raise found.error
        return found

    def _take(self) -> _Process:
        """A process that waits, or a new one."""
        while self._idle:
            process = self._idle.pop()
            if process.is_alive():
                return process
            process.end()
        return _Process(self._memory, self._first)

    def close(self) -> None:
        """End the processes that wait for a query."""
        while self._idle:
            self._idle.pop().end()

    def __enter__(self) -> Runner:
        if self._first:
            self._idle += [_Process(self._memory, self._first) for _ in range(self._most)]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class _Failed:
    """What a process gives where its work met an error."""

    error: Exception


class _Process:
    """One process that runs :func:`serve`, and does ``first`` before it is asked for anything."""

    def __init__(self, memory: int, first: Work[object] | None) -> None:
        self._memory = memory
        # -P: a file of the working folder that is named like a module is never run.
        command = [sys.executable, "-P", "-c", "from kg.query.runner import serve; serve()", str(memory)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._owed = 0
        if first:
            self._send(first)

    def ask(self, work: Work[T], seconds: float, stop: Stop) -> T | _Failed:
        """What the work gives, or the error it met; raises the reason when it was ended, KgError when it died."""
        late = LateError(f"the query took longer than {seconds:g} s and was ended", mend=f"{_LESS} time")
        timer = threading.Timer(seconds, stop.now, (late,))
        stop.begin(self._process.kill)
        timer.start()
        found: tuple[T | _Failed] | None = None
        try:
            with suppress(EOFError, OSError, pickle.UnpicklingError):
                found = (self._exchange(work),)
        finally:
            timer.cancel()
            why = stop.finish()
        if why is not None:
            raise why
        if found is None:
            raise self._died()
        return found[0]

    def _died(self) -> KgError:
        """Why it ended by itself."""
        ended = self._process.wait()
        if self._memory and ended == -signal.SIGABRT:
            return _too_much(self._memory)
        return KgError("the process of the query ended by itself", mend="ask for less")

    def _exchange(self, work: Work[T]) -> T | _Failed:
        self._send(work)
        assert self._process.stdout is not None
        while self._owed > 1:
            pickle.load(self._process.stdout)
            self._owed -= 1
        found: T | _Failed = pickle.load(self._process.stdout)
        self._owed = 0
        return found

    def _send(self, work: Work[object]) -> None:
        assert self._process.stdin is not None
        pickle.dump(work, self._process.stdin)
        self._process.stdin.flush()
        self._owed += 1

    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:
            pass


def serve() -> None:
    """Do the work that comes on standard input until it closes; then end at once, be it amid a query.

    The first argument of the process is the number of bytes it may take (0: any number).
    """
    memory = int(sys.argv[1])
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    waiting: queue.SimpleQueue[Work[object]] = queue.SimpleQueue()
    threading.Thread(target=_do_all, args=(waiting, sys.stdout.buffer), daemon=True).start()
    while True:
        try:
            waiting.put(pickle.load(sys.stdin.buffer))
        except EOFError:
            os._exit(0)


def _do_all(waiting: queue.SimpleQueue[Work[object]], output: BinaryIO) -> None:
    while True:
        work = waiting.get()
        try:
            found = work()
        except KgError as error:
            found = _Failed(error)
        except MemoryError:
            found = _Failed(_too_much(resource.getrlimit(resource.RLIMIT_DATA)[0]))
        except Exception as error:
            found = _Failed(RuntimeError(f"{type(error).__name__}: {error}"))
        pickle.dump(found, output)
        output.flush()


def _too_much(memory: int) -> LimitError:
    return LimitError(f"the query took more memory than {memory // 2**20} MiB and was ended", mend=f"{_LESS} room")
