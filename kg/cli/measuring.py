"""``kg evaluate``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.terminal import write
from kg.errors import UsageError


def _known(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    if name is None:
        return None
    from kg.evaluate import KINDS

    if name not in KINDS:
        raise UsageError(f"there is no type {name!r}", "--misses", f"use one of {', '.join(KINDS)}")
    return name


@click.command(epilog="Example: kg evaluate tests/gold --texts seeds --misses step")
@click.argument("gold", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="GOLD_DIR")
@click.option(
    "--texts",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="The folder of the texts the gold was marked in.",
)
@click.option(
    "--graph",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Read this graph (.nq, .nt, .ttl, .trig) instead of building that of the texts.",
)
@click.option(
    "--misses",
    "wanted",
    metavar="TYPE",
    callback=_known,
    help="Show what was missed of a type (step, stat …) and what is too much.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def evaluate(gold: Path, texts: Path, graph: Path | None, wanted: str | None, form: str) -> None:
    """Compare a graph with the gold facts in GOLD_DIR: precision, recall and F1 of each type.

    The range behind an F1 holds 95 % of 1000 resamples of the gold's parts. Without --graph the graph of the texts
    is built in a temporary folder.
    """
    from kg.cli import scores
    from kg.evaluate import evaluate as compare
    from kg.evaluate import misses, read_texts

    sources = read_texts(texts)
    with _graph_of(texts, graph) as path:
        found = compare(path, gold, sources)
    shown = misses(found, wanted, sources) if wanted else ()
    writers = {"table": scores.as_table, "json": scores.as_json}
    write(writers[form](found, shown), form)


@contextmanager
def _graph_of(texts: Path, graph: Path | None) -> Iterator[Path]:
    """The graph that is named, or that of the texts, which goes away again."""
    if graph is not None:
        yield graph
        return
    from kg.pipeline import build
    from kg.store import graph_file

    with tempfile.TemporaryDirectory(prefix="kg-evaluate-") as folder:
        build([texts], Path(folder) / "out")
        yield graph_file(Path(folder) / "out")
