"""``kg build`` and ``kg remove``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kg.cli import options
from kg.cli.terminal import one_line, say

NAMED = 10


@click.command(epilog="Example: kg build reports/ 2024.txt -o out")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@options.folder(help="The folder to build into; an earlier build in it is replaced.")
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 1024), default=1, show_default=True, help="How many processes read."
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Read on a dask scheduler (tcp://host:8786), or on one here: local."
)
@options.cache
@click.option("--force", is_flag=True, help="Forget what earlier builds found, and read everything anew.")
@click.option(
    "--time-limit",
    type=options.SECONDS,
    default=60.0,
    show_default=True,
    help="Seconds that a document may take for each MiB it has begun; then it is left out.",
)
@options.max_size
@click.option("-q", "--quiet", is_flag=True, help="No progress; errors and files left out are still named.")
@click.pass_context
def build(ctx: click.Context, /, paths: tuple[Path, ...], out: Path, quiet: bool, **how: Any) -> None:
    """Build the graph of the documents in PATHS (default: the seed documents).

    PATHS are files, folders, patterns in quotes ('reports/**/*.txt'), archives (.zip, .tar.gz) and tables (.jsonl,
    .parquet) with a document a row: id, text, metadata. Only what is new or changed since the last build is read.

    A file that cannot be read is named and left out; the rest is built, and the exit code is 3. A file below a folder
    that is of a format that is not read is named too, and changes nothing else.
    """
    from kg.pipeline import build as build_graph
    from kg.resources import seeds_dir
    from kg.scale.plan import Plan

    report = build_graph(paths or (seeds_dir(),), out, None if quiet else _progress, Plan(**how))
    for name, reason in report.skipped:
        say(one_line(f"kg: skipped {name}: {reason}"))
    if report.left_aside:
        say(one_line(f"kg: {_left_aside(report.left_aside, out)}"))
    if not quiet:
        facts = sum(report.facts.values())
        say(f"{out}: {report.documents} documents, {facts} facts, {report.triples} triples")
    if report.skipped:
        ctx.exit(3)


@click.command(epilog="Example: kg remove 2024.txt")
@click.argument("document", metavar="DOC")
@options.out
@options.cache
def remove(document: str, out: Path, cache: Path | None) -> None:
    """Take exactly one document's facts out of the graph: DOC is its name, or the first digits of its text's SHA-256.

    A later kg build with its file brings it back.
    """
    from kg.pipeline import remove as remove_document

    report = remove_document(out, document, cache=cache)
    say(f"{out}: {report.documents} documents, {report.triples} triples")


def _left_aside(names: Sequence[str], out: Path) -> str:
    rest = f" … (all in {out / 'report.json'})" if len(names) > NAMED else ""
    files = "file" if len(names) == 1 else "files"
    return f"left aside {len(names)} {files} of formats that are not read: {', '.join(names[:NAMED])}{rest}"


def _progress(done: int, total: int, name: str) -> None:
    say(one_line(f"[{done}/{total}] {name}"))
