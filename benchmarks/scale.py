"""Measure a build: throughput, memory, parallel, incremental, store; write benchmarks/RESULTS.md.

    python benchmarks/scale.py --write benchmarks/RESULTS.md

Everything is measured in one run on generated documents (benchmarks/corpus.py). Needs Linux, rjieba and the extra dask.
``--documents 100 1000 10000 100000`` takes the large corpus too, half an hour and 50 GB
in ``--folder``; ``--megabytes`` is the text of the throughput.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import corpus
from extract import machine, throughput

KG = Path(sys.executable).with_name("kg")
MIB = 1024 * 1024
INCREMENTAL = 1000
REPORT = 3000
# Other work on the machine only ever makes a run longer: of several, the shortest says most.
RUNS = 3


@dataclass(frozen=True, slots=True)
class Run:
    """How long a command took, by the clock and by the processors, and the most memory its processes had together."""

    seconds: float
    processor: float
    mib: float


def measured(*arguments: object, cores: set[int] | None = None) -> Run:
    """Run kg, on these cores alone where they are given; SystemExit with what it said when it fails."""
    start = time.perf_counter()
    held = os.sched_getaffinity(0)
    with tempfile.TemporaryFile() as said:
        os.sched_setaffinity(0, cores or held)
        try:
            process = subprocess.Popen([KG, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=said)
        finally:
            os.sched_setaffinity(0, held)
        peak = 0
        # wait4 tells what the processors did for it and for all it waited for, which its workers are.
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            peak = max(peak, sum(map(_resident, _family(process.pid))))
            time.sleep(0.05)
        seconds = time.perf_counter() - start
        _, status, used = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode("utf-8", "replace"))
    return Run(seconds, used.ru_utime + used.ru_stime, peak / MIB)


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in file.read_text(encoding="ascii").split():
                yield from _family(int(child))


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def growth(folder: Path, counts: list[int]) -> Iterator[str]:
    """Time and memory of first builds of more and more documents."""
    yield "| documents | MB | s | processor s | the same for each, ms | peak RSS of all processes, MiB | on disk, MB |"
    yield "|---|---|---|---|---|---|---|"
    runs: dict[int, Run] = {}
    for count in counts:
        texts = folder / f"in{count}"
        size = corpus.write(texts, count)
        out = folder / f"out{count}"
        run = runs[count] = measured("build", "-q", texts, "-o", out)
        disk = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
        each = f"{run.seconds / count * 1000:.1f}, {run.processor / count * 1000:.1f}"
        took = f"{run.seconds:.1f} | {run.processor:.1f}"
        yield f"| {count} | {size / 1e6:.1f} | {took} | {each} | {run.mib:.0f} | {disk:.0f} |"
    yield ""
    yield from _beside(runs)


def _beside(runs: Mapping[int, Run]) -> Iterator[str]:
    """The larger ones beside that of :data:`INCREMENTAL` documents."""
    one = runs[INCREMENTAL]
    for count, run in runs.items():
        if count > INCREMENTAL:
            share = INCREMENTAL / count
            clock, processor = run.seconds * share / one.seconds, run.processor * share / one.processor
            each = f"{clock:.2f} times the time for each by the clock, {processor:.2f} by the processors"
            yield f"{count} documents, beside {INCREMENTAL}: {each}, and {run.mib / one.mib:.2f} times the memory."


def shortest(runs: Sequence[Run]) -> Run:
    """The run that took the shortest."""
    return min(runs, key=lambda run: run.seconds)


def parallel(folder: Path) -> Iterator[str]:
    """The same documents on one core, in one process, in two, and on a dask cluster of two."""
    texts = folder / "reports"
    size = corpus.write(texts, INCREMENTAL, REPORT)
    yield f"{INCREMENTAL} documents, {size / 1e6:.1f} MB; the shortest of {RUNS} rounds."
    yield ""
    one = {min(os.sched_getaffinity(0))}
    ways: dict[str, tuple[set[int] | None, tuple[str, ...]]] = {
        "`--jobs 1`, on one core": (one, ("-j", "1")),
        "`--jobs 1`": (None, ("-j", "1")),
        "`--jobs 2`": (None, ("-j", "2")),
        "`--scheduler local --jobs 2`": (None, ("--scheduler", "local", "-j", "2")),
    }
    runs: dict[str, list[Run]] = {name: [] for name in ways}
    written = set()
    out = folder / "way"
    for _ in range(RUNS):
        for name, (cores, how) in ways.items():
            runs[name].append(measured("build", "-q", texts, "-o", out, *how, cores=cores))
            written.add((out / "graph.nq").read_bytes() + (out / "graph.ttl").read_bytes())
            shutil.rmtree(out)
    yield "| | s | processor s | times as fast as one core | as `--jobs 1` | peak RSS, MiB |"
    yield "|---|---|---|---|---|---|"
    core, process = (shortest(taken).seconds for taken in list(runs.values())[:2])
    for name, taken in runs.items():
        run = shortest(taken)
        ratios = f"{core / run.seconds:.2f} | {process / run.seconds:.2f}"
        yield f"| {name} | {run.seconds:.1f} | {run.processor:.1f} | {ratios} | {run.mib:.0f} |"
    yield ""
    yield "The bytes written are the same." if len(written) == 1 else "THE BYTES WRITTEN DIFFER."


def incremental(folder: Path) -> Iterator[str]:
    """A build after a build."""
    texts, out = folder / "reports", folder / "again"
    corpus.write(texts, INCREMENTAL, REPORT)
    full: list[Run] = []
    runs: dict[str, list[Run]] = {}
    for number in range(RUNS):
        shutil.rmtree(out, ignore_errors=True)
        full.append(measured("build", "-q", texts, "-o", out))
        for name, run in _again(texts, out, number):
            runs.setdefault(name, []).append(run)
    whole = shortest(full)
    took = f"{whole.seconds:.1f} s, {whole.processor:.1f} s of the processors"
    yield f"{INCREMENTAL} documents; a full build takes {took}; the shortest of {RUNS} rounds."
    yield ""
    yield "| | s | of a full build | processor s | of a full build |"
    yield "|---|---|---|---|---|"
    for name, taken in runs.items():
        run = shortest(taken)
        clock, processor = run.seconds / whole.seconds, run.processor / whole.processor
        yield f"| {name} | {run.seconds:.2f} | {clock:.1%} | {run.processor:.2f} | {processor:.1%} |"


def _again(texts: Path, out: Path, number: int) -> Iterator[tuple[str, Run]]:
    """Builds after a build, with what was changed before each; at the end the documents are as they were."""
    some = texts / "000007.txt"
    before = some.read_text(encoding="utf-8")
    changes: dict[str, Callable[[], object]] = {
        "nothing changed": lambda: None,
        "1 changed": lambda: some.write_text(before + "\n市人大常委会制定《大同市观星条例》。\n", encoding="utf-8"),
        "1 added": lambda: (texts / "more.txt").write_text(corpus.text(10**6 + number), encoding="utf-8"),
        "1 removed": (texts / "more.txt").unlink,
    }
    for name, change in changes.items():
        change()
        yield name, measured("build", "-q", texts, "-o", out)
    yield "`kg remove`", measured("remove", "000008.txt", "-o", out)
    some.write_text(before, encoding="utf-8")


def store(folder: Path, count: int) -> Iterator[str]:
    """Loading the store of the largest graph, and asking it."""
    from kg.store import create

    out = folder / f"out{count}"
    quads = sum(1 for _ in (out / "graph.nq").open("rb"))
    start = time.perf_counter()
    triples = create(folder / "loaded", out / "graph.nq")
    seconds = time.perf_counter() - start
    yield f"{count} documents: {quads} quads, {triples} triples, loaded in {seconds:.1f} s."
    yield ""
    yield "| whole process | median s of 5 |"
    yield "|---|---|"
    count_all = "SELECT (COUNT(*) AS ?n) { ?s a rd:LegislativeStep }"
    parking = (
        "SELECT ?place { ?body rd:enacted ?work ; rd:jurisdiction/rdfs:label ?place . ?work rd:topic rdc:parking }"
    )
    for name, arguments in {
        "kg ask 哪些城市制定了停车条例": ("ask", "哪些城市制定了停车条例"),
        "kg sparql (count of steps)": ("sparql", count_all),
        "kg sparql (who enacted what on parking)": ("sparql", parking),
    }.items():
        took = statistics.median(measured(*arguments, "-o", out).seconds for _ in range(5))
        yield f"| {name} | {took:.2f} |"


def page(given: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The lines of the page, each part as soon as it is measured."""
    yield "# Results of benchmarks/scale.py"
    yield ""
    yield from machine()
    parts: dict[str, Callable[[], Iterator[str]]] = {
        "Throughput": lambda: throughput(given.megabytes),
        "Growth": lambda: growth(folder, given.documents),
        "Processes and clusters": lambda: parallel(folder),
        "Incremental": lambda: incremental(folder),
        "Store": lambda: store(folder, max(given.documents)),
    }
    for name, part in parts.items():
        if given.parts and name.partition(" ")[0].lower() not in given.parts:
            continue
        yield from ("", f"## {name}", "")
        yield from part()


def main() -> None:
    """Read the arguments, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, help="the page to write (default: standard output alone)")
    parser.add_argument(
        "--documents", type=int, nargs="+", default=[100, 1000, 10000], help="sizes, with 1000 among them"
    )
    parser.add_argument("--megabytes", type=float, default=20.0, help="text of the throughput (default: 20)")
    parser.add_argument(
        "--parts", nargs="+", default=[], help="only these: throughput growth processes incremental store"
    )
    parser.add_argument("--folder", type=Path, help="where to work (default: the folder for temporary files)")
    given = parser.parse_args()
    if INCREMENTAL not in given.documents:
        parser.error(f"--documents must have {INCREMENTAL} among them")
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        lines = []
        for line in page(given, Path(folder)):
            print(line, flush=True)
            lines.append(line)
    if given.write:
        given.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
