"""Time queries on a made-up graph of a million triples: the commands, and SPARQL on the store against rdflib.

    python benchmarks/queries.py --folder /var/tmp/made-up --write benchmarks/QUERIES.md

It generates the graph where the folder has none, loads it into the store, and in the same run times ``kg ask`` and
``kg show`` as whole processes, then five SPARQL queries in this process: on the embedded store, and on an rdflib graph
in memory, parsed by Oxigraph (``ox-nt``). Both must give the same rows, or the run fails. A query is run ``--runs``
times on the store and once on rdflib, which is stopped after ``--limit`` seconds.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import generate_graph
import pyoxigraph as ox
from rdflib import Graph

from kg.rdf.vocabulary import PREFIXES
from kg.store import create, open_graph

KG = Path(sys.executable).with_name("kg")
QUESTION = "哪些城市制定了停车条例"
QUERIES = {
    "works by division above (join of 7 over all, aggregate)": """
        SELECT ?name (COUNT(DISTINCT ?work) AS ?works) { ?step a rd:LegislativeStep ; rd:concerns ?work ;
        rd:evidence ?evidence . ?evidence oa:exact ?quote . ?work rd:topic ?topic ; rd:jurisdiction ?place .
        ?place rd:parentDivision ?province . ?province rdfs:label ?name } GROUP BY ?name""",
    "cities that enacted parking regulations (join of 5)": """
        SELECT ?name ?title { ?work rd:topic rdc:parking ; dcterms:title ?title . ?body rd:enacted ?work ;
        rd:jurisdiction ?place . ?place rd:kind rdc:prefecture-city ; rdfs:label ?name }""",
    "adoptions of one month with quote (filter, join of 7)": """
        SELECT ?title ?quote { ?step rd:kind rdc:adoption ; rd:date ?day ; rd:concerns ?work ; rd:evidence ?evidence .
        ?work dcterms:title ?title . ?evidence oa:exact ?quote
        FILTER(?day >= "2023-06-01"^^xsd:date && ?day < "2023-07-01"^^xsd:date) }""",
    "figures of one indicator above 1000 (filter on numbers)": """
        SELECT ?name ?year ?value { ?figure rd:indicator rdc:reports-heard ; schema:value ?value ; rd:year ?year ;
        rd:about ?body . ?body rd:jurisdiction ?place . ?place rdfs:label ?name FILTER(?value > 1000) }""",
    "works read but not adopted (negation)": """
        SELECT ?title ?name { ?step rd:kind rdc:second-reading ; rd:concerns ?work ; rd:year 2024 .
        ?work dcterms:title ?title ; rd:jurisdiction ?place . ?place rdfs:label ?name
        FILTER NOT EXISTS { ?other rd:concerns ?work ; rd:kind rdc:promulgation } }""",
}
Rows = list[tuple[str, ...]]


@dataclass(frozen=True)
class Timed:
    """One line of the table: what, the median seconds, and how many rows."""

    what: str
    seconds: float | None
    rows: int | None = None


class TooLong(Exception):
    """A query that was stopped."""


def store_rows(store: ox.Store, query: str) -> Rows:
    """The rows that the embedded store gives, as sorted text."""
    found = store.query(query, prefixes=dict(PREFIXES))
    names = found.variables  # type: ignore[union-attr]
    return sorted(tuple(row[name].value for name in names) for row in found)  # type: ignore


def rdflib_rows(graph: Graph, query: str, limit: int) -> Rows:
    """The rows that rdflib gives, as sorted text; TooLong after ``limit`` seconds."""

    def stop(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(limit)
    try:
        return sorted(tuple(str(value) for value in row) for row in graph.query(query, initNs=dict(PREFIXES)))
    finally:
        signal.alarm(0)


def timed(run: Callable[[], Rows], runs: int) -> tuple[float, Rows]:
    """The median of ``runs``, and the rows."""
    times, rows = [], []
    for _ in range(runs):
        start = time.perf_counter()
        rows = run()
        times.append(time.perf_counter() - start)
    return statistics.median(times), rows


def command(*arguments: str, runs: int) -> Timed:
    """A command as a whole process; SystemExit with its message when it fails."""

    def run() -> Rows:
        done = subprocess.run([KG, *arguments], capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr.decode("utf-8", "replace"))
        return [tuple(line.split()) for line in done.stdout.decode("utf-8").splitlines()]

    run()
    return Timed(f"`kg {' '.join(argument for argument in arguments[:-2])}`", timed(run, runs)[0])


def compared(store: ox.Store, graph: Graph, runs: int, limit: int) -> Iterator[tuple[Timed, Timed]]:
    """Each query on both; SystemExit when their rows differ."""
    for what, query in QUERIES.items():
        seconds, rows = timed(lambda query=query: store_rows(store, query), runs)  # type: ignore[misc]
        slow: float | None = None
        try:
            slow, others = timed(lambda query=query: rdflib_rows(graph, query, limit), 1)  # type: ignore[misc]
            if rows != others:
                raise SystemExit(f"{what}: the store gives {len(rows)} rows, rdflib {len(others)}, or other ones")
        except TooLong:
            pass
        yield Timed(what, seconds, len(rows)), Timed(what, slow, len(rows))


def commands(folder: Path) -> Iterator[tuple[str, ...]]:
    """The arguments of the commands: on the two cities with the most works and reports, a topic, and the nation."""
    first, second = (row[0] for row in store_rows(open_graph(folder), _BUSIEST))
    yield "ask", QUESTION
    yield from (("show", name) for name in (first, "停车", "CN"))
    yield "timeline", first
    yield "compare", first, second
    yield "neighbours", first, "--hops", "2"
    yield "path", first, second
    yield "similar", first
    yield ("communities",)
    yield from (("rank", "places", "--by", measure) for measure in ("enacted", "pagerank"))


def machine() -> str:
    """What it ran on, in a line."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "oxrdflib"))
    processor = names[0] if names else platform.processor() or platform.machine()
    cores = len(os.sched_getaffinity(0))
    return f"{processor}, {cores} cores, {memory:.0f} GiB; Python {platform.python_version()}, {libraries}"


def parsed(path: Path) -> tuple[Graph, float]:
    """The graph in rdflib's memory, and how long that took."""
    graph = Graph()
    start = time.perf_counter()
    graph.parse(path, format="ox-nt")
    return graph, time.perf_counter() - start


def triples_file(folder: Path) -> Path:
    """The default graph as N-Triples, which rdflib parses the fastest."""
    path = folder / "graph.nt"
    open_graph(folder).dump(str(path), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return path


def lines(folder: Path, runs: int, limit: int, triples: int, loading: float) -> Iterator[str]:
    """The Markdown."""
    shown = [command(*arguments, "-o", str(folder), runs=runs) for arguments in commands(folder)]
    graph, parsing = parsed(triples_file(folder))
    yield f"# Queries on {triples:,} triples\n"
    yield "Written by [`queries.py`](queries.py) in one run, on a graph of [`generate_graph.py`](generate_graph.py).\n"
    yield f"{machine()}. Medians of {runs} runs, of rdflib one run; seconds.\n"
    yield "| command, a whole process | s |\n|---|---|"
    yield from (f"| {one.what} | {one.seconds:.2f} |" for one in shown)
    yield f"\nLoading the store took {loading:.0f} s, once; rdflib parses the graph in {parsing:.0f} s at each start.\n"
    yield "| SPARQL, the graph being open | rows | embedded store, s | rdflib in memory, s |\n|---|---|---|---|"
    for fast, slow in compared(open_graph(folder), graph, runs, limit):
        other = f"more than {limit}" if slow.seconds is None else f"{slow.seconds:.2f}"
        yield f"| {fast.what} | {fast.rows} | {fast.seconds:.4f} | {other} |"


_BUSIEST = """SELECT ?name { { SELECT ?place (COUNT(?work) AS ?works) {
    ?work rd:jurisdiction ?place . ?place rd:kind rdc:prefecture-city } GROUP BY ?place
    ORDER BY DESC(?works) ?place LIMIT 2 } ?place rdfs:label ?name }"""


def main() -> None:
    """Read the arguments, generate, load, time, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where the graph is, or is generated")
    parser.add_argument("--triples", type=int, default=1_000_000, help="at least so many (default: 1,000,000)")
    parser.add_argument("--runs", type=int, default=5, help="how often each is timed (default: 5)")
    parser.add_argument("--limit", type=int, default=600, help="seconds after which rdflib is stopped (default: 600)")
    parser.add_argument("--write", type=Path, help="the Markdown file to write (default: standard output)")
    given = parser.parse_args()
    if not (given.folder / "graph.nq").is_file():
        generate_graph.write(given.folder, given.triples, seed=1)
    start = time.perf_counter()
    triples = create(given.folder / "store", given.folder / "graph.nq")
    loading = time.perf_counter() - start
    text = "\n".join(lines(given.folder, given.runs, given.limit, triples, loading)) + "\n"
    if given.write is None:
        print(text, end="")
    else:
        partial = given.write.with_name(given.write.name + ".part")
        partial.write_text(text, encoding="utf-8")
        shutil.move(partial, given.write)


if __name__ == "__main__":
    main()
