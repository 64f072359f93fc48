"""Time the pages of the explorer, and put 50 readers on it at once.

    python benchmarks/web.py --seeds out --large made-up --write benchmarks/WEB.md

It starts ``kg serve`` on a free port of this machine for each graph (the seeds' one, and one of ``generate_graph.py``),
asks for every page ``--runs`` times one after another, and prints the 95th percentile of the time until the last byte.
Then ``--clients`` clients ask for pages and run queries without a pause for ``--seconds`` seconds: any answer but 200
and the intended 503 is an error, and the memory of the server and its query processes is read every second.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
from queries import machine

from kg.query.sparql import select
from kg.rdf.vocabulary import ID
from kg.store import create, open_graph
from kg.words import lexicon

KG = Path(sys.executable).with_name("kg")
BUSIEST = {
    "place": """SELECT ?thing { ?work rd:jurisdiction ?thing . ?thing rd:kind rdc:prefecture-city
        FILTER(REGEX(STR(?thing), "/[0-9]+$")) } GROUP BY ?thing
        ORDER BY DESC(COUNT(?work)) ?thing LIMIT 2""",
    "body": "SELECT ?thing { ?thing rd:enacted ?work } GROUP BY ?thing ORDER BY DESC(COUNT(?work)) ?thing LIMIT 1",
    "work": "SELECT ?thing { ?step rd:concerns ?thing } GROUP BY ?thing ORDER BY DESC(COUNT(?step)) ?thing LIMIT 1",
    "document": "SELECT ?thing { ?thing a rd:SourceDocument } ORDER BY ?thing LIMIT 1",
}
# How many different questions the crowd asks.
_TURNS = 8
KINDS = "SELECT ?kind (COUNT(?fact) AS ?facts) { ?fact rd:kind ?kind } GROUP BY ?kind"


@dataclass
class Load:
    """What the clients met: answers by status, seconds of each, bytes of memory by second."""

    statuses: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


def pages(out: Path) -> dict[str, list[str]]:
    """The addresses of the pages, with the things of a graph that have most to show, asked for in turn."""
    found = {name: [row["thing"] for row in select(open_graph(out), query)] for name, query in BUSIEST.items()}
    things = {name: "/" + iris[0].removeprefix(ID.removesuffix("id/")) for name, iris in found.items() if iris}
    codes = "&".join(f"place={iri.rpartition('/')[2]}" for iri in found["place"])
    asked = ["/ask?q=" + quote(f"哪些城市制定了{topic.zh}条例") for topic in lexicon().topics]
    one = {
        "home": "/",
        "answer, asked before": asked[0],
        "name": "/ask?q=" + quote("停车"),
        **things,
        "browse": "/browse",
        "browse, two facets": "/browse?kind=adoption&year=2023",
        "compare": f"/compare?{codes}",
        "figures": "/figures",
        "conflicts": "/conflicts",
        "query": "/query",
        "about": "/about",
        "terms": "/def",
        "neighbourhood (JSON)": f"/api/neighbourhood?iri={quote(found['place'][0])}&hops=1",
        "SPARQL": "/sparql?query=" + quote(KINDS),
    }
    return {"answer": asked} | {name: [path] for name, path in one.items()}


@contextmanager
def explorer(out: Path) -> Iterator[tuple[str, int]]:
    """The address of ``kg serve`` on a graph, and its process."""
    with subprocess.Popen([KG, "serve", "-o", out, "--port", "0"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = next((line for line in process.stderr if "http://" in line), "")
        if not line:
            raise SystemExit("kg serve did not start")
        threading.Thread(target=process.stderr.read, daemon=True).start()
        try:
            url = line[line.index("http://") :].split()[0].rstrip("/")
            _wait(url, process)
            yield url, process.pid
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen[str]) -> None:
    """Until the first page is there."""
    while process.poll() is None:
        try:
            httpx.get(url, timeout=300).raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit("kg serve ended")


def percentile(times: list[float], share: float) -> float:
    """The time that a share of all is not longer than."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def timed(url: str, paths: list[str], runs: int) -> list[float]:
    """The seconds of each of ``runs``, after one that is not counted; SystemExit when the page is an error."""
    times = []
    with httpx.Client(base_url=url, timeout=120) as client:
        for path in itertools.islice(itertools.cycle(paths), runs + 1):
            start = time.perf_counter()
            response = client.get(path)
            times.append(time.perf_counter() - start)
            if response.status_code != 200:
                raise SystemExit(f"{path}: {response.status_code} {response.text[:200]}")
    return times[1:]


async def crowd(url: str, paths: list[str], load: Load, clients: int, seconds: float) -> None:
    """Let ``clients`` clients ask for the pages in turn, each from another one on."""
    end = time.monotonic() + seconds
    # The server closes a connection that is idle for 5 s; a client that reuses it just then would count as an error.
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients, keepalive_expiry=2)

    async def read(number: int, client: httpx.AsyncClient) -> None:
        for path in itertools.islice(itertools.cycle(paths), number, None):
            if time.monotonic() > end:
                return
            start = time.perf_counter()
            try:
                response = await client.get(path)
                load.statuses[str(response.status_code)] += 1
            except httpx.HTTPError as error:
                load.statuses[type(error).__name__] += 1
            load.times.append(time.perf_counter() - start)

    async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
        await asyncio.gather(*(read(number, client) for number in range(clients)))


def memory(pid: int) -> int:
    """The bytes that a process and its children hold."""
    children = [int(one) for file in Path(f"/proc/{pid}/task").glob("*/children") for one in file.read_text().split()]
    total = 0
    for one in (pid, *children):
        try:
            status = Path(f"/proc/{one}/status").read_text(encoding="utf-8")
        except FileNotFoundError:
            continue
        total += next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return total


def crowded(url: str, pid: int, paths: list[str], clients: int, seconds: float) -> Load:
    """The load of ``clients`` clients, with the memory read every second."""
    load, over = Load(), threading.Event()

    def watch() -> None:
        while not over.wait(1):
            load.memory.append(memory(pid))

    watching = threading.Thread(target=watch)
    watching.start()
    asyncio.run(crowd(url, paths, load, clients, seconds))
    over.set()
    watching.join()
    return load


def told(load: Load, clients: int, seconds: float) -> Iterator[str]:
    """The load in words; SystemExit is left to :func:`main`."""
    statuses = ", ".join(f"{count:,} × {status}" for status, count in sorted(load.statuses.items()))
    third = len(load.memory) // 3
    first, last = (max(part) / 2**20 for part in (load.memory[third : 2 * third], load.memory[2 * third :]))
    yield f"{clients} clients for {seconds:g} s: {len(load.times):,} answers ({statuses});"
    half, most = (1000 * percentile(load.times, share) for share in (0.5, 0.95))
    yield f"median {half:.0f} ms, 95 % within {most:.0f} ms."
    yield f"Memory at most {first:.0f} MiB in the second third of the time, {last:.0f} MiB in the last."


def errors(load: Load) -> int:
    """How many answers were neither an answer nor the intended 503."""
    return sum(count for status, count in load.statuses.items() if status not in {"200", "503"})


def measured(name: str, out: Path, given: argparse.Namespace) -> tuple[dict[str, float], list[str], int]:
    """The 95th percentiles of the pages of a graph, its load in words, and the number of errors."""
    paths = pages(out)
    with explorer(out) as (url, pid):
        times = {page: percentile(timed(url, path, given.runs), 0.95) for page, path in paths.items()}
        mixed = [one[turn % len(one)] for turn in range(_TURNS) for one in paths.values()]
        load = crowded(url, pid, mixed, given.clients, given.seconds)
    return times, [f"**{name}.**", *told(load, given.clients, given.seconds), ""], errors(load)


def lines(graphs: dict[str, Path], given: argparse.Namespace) -> Iterator[str]:
    """The Markdown; the last line of it is there only when there were errors."""
    found = {name: measured(name, out, given) for name, out in graphs.items()}
    yield "# The pages of the explorer\n"
    yield "Written by [`web.py`](web.py) in one run, client and server on one machine.\n"
    yield f"{machine()}. 95th percentile of {given.runs} requests one after another, milliseconds to the last byte.\n"
    yield f"| page | {' | '.join(graphs)} |\n|---|{'---|' * len(graphs)}"
    for page in dict.fromkeys(page for times, *_ in found.values() for page in times):
        cells = (f"{1000 * times[page]:.0f}" if page in times else "" for times, *_ in found.values())
        yield f"| {page} | {' | '.join(cells)} |"
    yield "\n## Many readers at once\n"
    yield "Each client asks for the pages in turn, queries among them, without a pause. At most two queries run at"
    yield "once; the rest is told to come later (503).\n"
    for _, words, _ in found.values():
        yield from words
    if any(failed for *_, failed in found.values()):
        yield "There were errors."


def triples(out: Path) -> int:
    """The number of triples of a graph."""
    (row,) = select(open_graph(out), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return int(row["n"])


def main() -> None:
    """Read the arguments, serve, time, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=Path, required=True, help="the folder that kg build wrote")
    parser.add_argument("--large", type=Path, help="the folder of a graph of generate_graph.py")
    parser.add_argument("--runs", type=int, default=40, help="how often each page is asked for (default: 40)")
    parser.add_argument("--clients", type=int, default=50, help="how many readers at once (default: 50)")
    parser.add_argument("--seconds", type=float, default=30, help="for how long (default: 30)")
    parser.add_argument("--write", type=Path, help="the Markdown file to write (default: standard output)")
    given = parser.parse_args()
    folders = [given.seeds, *([given.large] if given.large else [])]
    for folder in folders:
        if not (folder / "store").is_dir():
            create(folder / "store", folder / "graph.nq")
    graphs = {f"{triples(folder):,} triples": folder for folder in folders}
    text = "\n".join(lines(graphs, given)).rstrip() + "\n"
    if given.write is None:
        print(text, end="")
    else:
        partial = given.write.with_name(given.write.name + ".part")
        partial.write_text(text, encoding="utf-8")
        shutil.move(partial, given.write)
    if text.endswith("There were errors.\n"):
        raise SystemExit("there were errors; see the counts")


if __name__ == "__main__":
    main()
