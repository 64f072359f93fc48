"""Time the whole extraction, from text to N-Quads, against those who only cut words, in one run over one text.

    python benchmarks/extract.py --megabytes 20 --write benchmarks/EXTRACT.md

The text is that of benchmarks/corpus.py: the seeds repeated with other places, titles and numbers. Needs rjieba.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import corpus


def machine() -> Iterator[str]:
    """What this was measured on."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    load = os.getloadavg()[0]
    yield f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()},"
    yield f"Python {platform.python_version()}; load at the start {load:.1f}."
    if load > 0.5:
        yield "The machine was not idle: seconds are upper bounds, and ratios are those of one run."


def throughput(megabytes: float) -> Iterator[str]:
    """kg in one process, to N-Quads, against those who only cut words, over the same text."""
    import jieba
    import jieba.posseg
    import rjieba

    from kg.model import Document
    from kg.pipeline import digest

    texts: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        texts.append(corpus.text(len(texts)))
        size += len(texts[-1].encode("utf-8"))
    jieba.setLogLevel(60)
    jieba.dt.tmp_dir = tempfile.mkdtemp()
    peers: dict[str, Callable[[str], Iterable[object]]] = {
        "jieba.cut": jieba.cut,
        "jieba.posseg.cut": jieba.posseg.cut,
        "rjieba.cut": rjieba.cut,
    }
    taken = {}
    for name, cut in peers.items():
        list(cut(texts[0]))
        start = time.process_time()
        for text in texts:
            for _ in cut(text):
                pass
        taken[name] = time.process_time() - start
    digest(Document("warm.txt", texts[0], "utf_8"))
    # As the worker of a build does: what was loaded stays, so the collector need not look at it.
    gc.collect()
    gc.freeze()
    start = time.process_time()
    for number, text in enumerate(texts):
        digest(Document(f"{number}.txt", text, "utf_8"))
    own = time.process_time() - start
    yield f"{size / 1e6:.1f} MB in {len(texts)} documents, one process, text in memory; kg goes from text to N-Quads."
    yield "Seconds are those of the processor."
    yield ""
    yield "| | s | MB/s | kg is so many times as fast |"
    yield "|---|---|---|---|"
    yield f"| kg | {own:.1f} | {size / own / 1e6:.3f} | |"
    for name, seconds in taken.items():
        yield f"| {name} | {seconds:.1f} | {size / seconds / 1e6:.3f} | {seconds / own:.2f} |"
    yield ""
    yield "The same by step, each on its own; what is left of the whole is the ledger, the summary and the coverage."
    yield ""
    yield "| step | s | of the whole | jieba.cut takes so many times as long |"
    yield "|---|---|---|---|"
    for name, seconds in steps(texts).items():
        yield f"| {name} | {seconds:.1f} | {seconds / own:.0%} | {taken['jieba.cut'] / seconds:.1f} |"


def steps(texts: Sequence[str]) -> dict[str, float]:
    """How many seconds of the processor each step takes for these texts."""
    from kg.extract.engine import extract
    from kg.extract.setting import Setting
    from kg.model import Document
    from kg.rdf import entities, files
    from kg.rdf.facts import graph
    from kg.rdf.identity import document_iri
    from kg.recognise import recognise
    from kg.resolve import resolve
    from kg.text.clauses import clauses
    from kg.text.reports import split_reports

    taken: dict[str, float] = dict.fromkeys(("text", "recognise", "resolve", "extract", "rdf"), 0.0)
    for number, text in enumerate(texts):
        document = Document(f"{number}.txt", text, "utf_8")
        facts = []
        marks = [time.process_time()]
        for report, cut in [(report, list(clauses(report))) for report in split_reports(document)]:
            marks.append(time.process_time())
            marked = [(clause, recognise(clause)) for clause in cut]
            marks.append(time.process_time())
            resolved = resolve(report, marked)
            marks.append(time.process_time())
            setting = Setting(resolved.report, resolved.standing, resolved.higher)
            facts += extract(setting, resolved.clauses, resolved.references, resolved.sections).facts
            marks.append(time.process_time())
            for step, (start, end) in zip(("text", "recognise", "resolve", "extract"), pairwise(marks), strict=True):
                taken[step] += end - start
            marks = [time.process_time()]
        files.quads({document_iri(document): graph(facts).union(entities.document(document))})
        taken["rdf"] += time.process_time() - marks[-1]
    return taken


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=20.0, help="how much text (default: 20)")
    parser.add_argument("--write", type=Path, help="the page to write (default: standard output alone)")
    given = parser.parse_args()
    lines = ["# Results of benchmarks/extract.py", "", *machine(), "", *throughput(given.megabytes)]
    print("\n".join(lines))
    if given.write:
        given.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
