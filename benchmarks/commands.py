"""Time the commands people wait for, as whole processes, and print a table.

    kg build
    python benchmarks/commands.py --out out --runs 9

The graph in ``--out`` must be built. Needs the standard library only, and ``kg`` beside the Python that runs this.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

KG = Path(sys.executable).with_name("kg")


def commands(out: str) -> tuple[tuple[str, ...], ...]:
    """What is timed: the arguments of ``kg``."""
    return (("--help",), ("ask", "哪些城市制定了停车条例", "--out", out))


def seconds(arguments: tuple[str, ...]) -> float:
    """How long one run takes, process start included; SystemExit with its message when it fails."""
    start = time.perf_counter()
    done = subprocess.run([KG, *arguments], capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        print(done.stderr.decode("utf-8", "replace").rstrip(), file=sys.stderr)
        raise SystemExit(done.returncode)
    return taken


def table(out: str, runs: int) -> Iterator[str]:
    """The lines of a Markdown table: median, fastest and slowest of ``runs``, after one that is not counted."""
    yield "| command | median s | fastest s | slowest s | runs |"
    yield "|---|---|---|---|---|"
    for arguments in commands(out):
        seconds(arguments)
        times = [seconds(arguments) for _ in range(runs)]
        shown = " | ".join(f"{value:.3f}" for value in (statistics.median(times), min(times), max(times)))
        yield f"| `kg {' '.join(arguments)}` | {shown} | {runs} |"


def main() -> None:
    """Read the arguments, time, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--out", default="out", help="the folder of the built graph (default: out)")
    parser.add_argument("--runs", type=int, default=9, help="how often each command is timed (default: 9)")
    given = parser.parse_args()
    if given.runs < 1:
        parser.error("--runs must be 1 or more")
    if not KG.is_file():
        parser.error(f"there is no {KG.name} beside {sys.executable}; run make demo first, then .venv/bin/python")
    for line in table(given.out, given.runs):
        print(line)


if __name__ == "__main__":
    main()
