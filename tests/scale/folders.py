"""What the tests compare of two builds, and the documents they build from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox

from kg.resources import seeds_dir
from kg.store import open_graph

FILES = ("graph.nq", "graph.ttl", "ledger.jsonl", "report.json")
BUILD = """import sys
from pathlib import Path
from kg.pipeline import build
from kg.scale.plan import Plan
print("begun", flush=True)
build([Path(sys.argv[2])], Path(sys.argv[1]), None, Plan(jobs=int(sys.argv[3])))"""


def content(out: Path) -> dict[str, object]:
    """All that a build wrote: the files' bytes, the texts', and what the store holds."""
    found: dict[str, object] = {name: (out / name).read_bytes() for name in FILES}
    found["texts"] = {path.name: path.read_bytes() for path in sorted((out / "texts").iterdir())}
    store = open_graph(out)
    found["store"] = sorted(map(str, store))
    found["graphs"] = sorted(map(str, store.named_graphs()))
    return found


def corpus(folder: Path, count: int) -> Path:
    """A folder of so many small documents, cut out of the seeds."""
    folder.mkdir()
    lines = [
        line
        for path in sorted(seeds_dir().glob("*.txt"))
        for line in path.read_text(encoding="utf-8-sig").splitlines()
        if len(line) > 60
    ]
    for number in range(count):
        part = "\n\n".join(lines[number % 100 :: 100][:6])
        text = f"大同市人大常委会{2000 + number % 20}年工作报告（{number}）\n\n{part}\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def started(out: Path, sources: Path, jobs: int = 1) -> subprocess.Popen[str]:
    """A build in a process of its own, which has begun."""
    command = [sys.executable, "-c", BUILD, str(out), str(sources), str(jobs)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def dotted(folder: Path) -> list[str]:
    """What lies hidden in a folder: locks and unfinished work."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def quads(out: Path, graph: str) -> int:
    """How many quads of a graph the store holds."""
    return sum(1 for _ in open_graph(out).quads_for_pattern(None, None, None, ox.NamedNode(graph)))
