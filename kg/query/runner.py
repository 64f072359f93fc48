"""Queries in processes of their own, which can be ended: the store itself has no way to stop a query.

A process answers one query after another. One that takes longer than it may is killed, and its memory is free again;
the next query starts a new process. A process ends by itself as soon as the one that started it is gone.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from kg.errors import KgError, LimitError
from kg.query.sparql import TABLE, Table, Written, run, tabulate

Answer = Table | Written


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: ``seconds``, the first ``rows`` rows, ``size`` bytes of the answer (0: no bound)."""

    seconds: float = 30.0
    rows: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """A query on the build folder ``out`` and the form its answer takes (one of :data:`kg.query.sparql.FORMS`)."""

    out: Path
    query: str
    form: str
    limits: Limits


class Runner:
    """Answers queries on the build folder ``out``, at most ``most`` at once; threads may share one.

    >>> with Runner(Path("nowhere")) as runner:
    ...     runner.answer("ASK {}", "json")
    Traceback (most recent call last):
    kg.errors.InputError: no graph in nowhere; run kg build first
    """

    def __init__(self, out: Path, most: int = 1) -> None:
        self._out = out
        self._most = most
        self._free = threading.Semaphore(most)
        self._idle: list[_Process] = []

    def answer(self, query: str, form: str, limits: Limits = Limits()) -> Answer:
        """The answer of ``query``: a Table where ``form`` is table, else a Written.

        Raises :class:`~kg.errors.LimitError` when the query outlasts its seconds (waiting for a free process
        counts) or its answer its size, and the errors of :func:`kg.query.sparql.run`.
        """
        if not self._free.acquire(timeout=limits.seconds):
            raise LimitError(f"{self._most} queries are running already", mend="ask again later")
        try:
            return self._answer(Request(self._out, query, form, limits))
        finally:
            self._free.release()

    def _answer(self, request: Request) -> Answer:
        process = self._take()
        try:
            found = process.ask(request)
        except BaseException:
            process.end()
            raise
        self._idle.append(process)
        if isinstance(found, Exception):
            raise found
        return found

    def _take(self) -> _Process:
        """A process that waits, or a new one."""
        while self._idle:
            process = self._idle.pop()
            if process.is_alive():
                return process
            process.end()
        return _Process()

    def close(self) -> None:
        """End the processes that wait for a query."""
        while self._idle:
            self._idle.pop().end()

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _Process:
    """One process that runs :func:`serve`."""

    def __init__(self) -> None:
        # -P: a file of the working folder that is named like a module is never run.
        command = [sys.executable, "-P", "-c", "from kg.query.runner import serve; serve()"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, request: Request) -> Answer | Exception:
        """Its answer, or the error it met; raises LimitError when it was killed, KgError when it died."""
        late = threading.Event()
        timer = threading.Timer(request.limits.seconds, self._kill, (late,))
        timer.start()
        try:
            found: Answer | Exception = self._exchange(request)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            if not late.is_set():
                raise KgError("the process of the query ended by itself", mend="ask for less") from error
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():
            raise LimitError(
                f"the query took longer than {request.limits.seconds:g} s and was ended",
                mend="ask for less, or allow it more time",
            )
        return found

    def _exchange(self, request: Request) -> Answer | Exception:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        pickle.dump(request, self._process.stdin)
        self._process.stdin.flush()
        answer: Answer | Exception = pickle.load(self._process.stdout)
        return answer

    def _kill(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:
            pass


def serve() -> None:
    """Answer the requests on standard input until it closes; then end at once, be it amid a query."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests: queue.SimpleQueue[Request] = queue.SimpleQueue()
    threading.Thread(target=_answer_all, args=(requests, sys.stdout.buffer), daemon=True).start()
    while True:
        try:
            requests.put(pickle.load(sys.stdin.buffer))
        except EOFError:
            os._exit(0)


def _answer_all(requests: queue.SimpleQueue[Request], output: BinaryIO) -> None:
    while True:
        request = requests.get()
        try:
            answer: Answer | Exception = _answer(request)
        except KgError as error:
            answer = error
        except Exception as error:
            answer = RuntimeError(f"{type(error).__name__}: {error}")
        pickle.dump(answer, output)
        output.flush()


def _answer(request: Request) -> Answer:
    limits = request.limits
    if request.form == TABLE:
        return tabulate(request.out, request.query, limits.rows, limits.size)
    return run(request.out, request.query, request.form, limits.rows, limits.size)
