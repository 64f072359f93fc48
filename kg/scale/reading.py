"""What a worker process does: it answers jobs on standard input with shards on standard output.

It may crash or hang over a document; :mod:`kg.scale.worker` is who starts it and sees to that.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import queue
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby

from kg.errors import InputError, KgError
from kg.model import Document
from kg.scale.batch import Entry, Job, Shard, Source
from kg.scale.rules import rules_version

MIB = 1024 * 1024
MEMORY = 4 * 1024 * MIB
# What a document leaves to the collector is little beside what is looked through to find it.
_COLLECTED = 50_000
# Places, a person, a title and numbers: nothing that words are looked up for is missing.
_SPEAKING = "大同、太原市委书记李明听取报告2项，修改3件，制定《大同市停车条例》。"


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
    job = jobs.get()
    _load(job)
    while True:
        for said in _answers(job):
            pickle.dump(said, output)
            output.flush()
        job = jobs.get()


def _load(job: Job) -> None:
    """Load all that documents are read with, outside of any document's time; it stays, so no collector looks at it."""
    gc.disable()
    with suppress(Exception):
        job.digest(Document("", _SPEAKING, ""))
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED)
    gc.enable()


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
        signal.setitimer(signal.ITIMER_REAL, seconds(job, source))
        entry, found = _entry(source, job)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if entry.sha256 in entries:
            again.append(source.key)
            continue
        entries[entry.sha256 or entry.key] = entry
        quads += found
    quads.sort()
    yield Shard(b"".join(line for line, _ in groupby(quads)), tuple(entries.values()), tuple(again))


def seconds(job: Job, source: Source) -> float:
    """How long a source may take.

    >>> job = Job((), len, 60.0, "", 999)
    >>> seconds(job, Source("a.txt", "a.txt", b"x" * MIB))
    120.0
    """
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
