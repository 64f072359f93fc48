"""``kg build``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from kg.cli import options

NAMED = 10


@click.command(epilog="Example: kg build reports/ 2024.txt -o out")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@options.folder(help="The folder to build into; an earlier build in it is replaced.")
@click.option("-q", "--quiet", is_flag=True, help="No progress; errors and files left out are still named.")
@click.pass_context
def build(ctx: click.Context, paths: tuple[Path, ...], out: Path, quiet: bool) -> None:
    """Build the graph of the documents in PATHS (files and folders; default: the seed documents).

    A file that cannot be read is named and left out; the rest is built, and the exit code is 3. A file below a folder
    that is of a format that is not read is named too, and changes nothing else.
    """
    from kg.pipeline import build as build_graph
    from kg.resources import seeds_dir

    report = build_graph(paths or (seeds_dir(),), out, None if quiet else _progress)
    for name, reason in report.skipped:
        click.echo(f"kg: skipped {name}: {reason}", err=True)
    if report.left_aside:
        click.echo(f"kg: {_left_aside(report.left_aside, out)}", err=True)
    if not quiet:
        facts = sum(report.facts.values())
        click.echo(f"{out}: {report.documents} documents, {facts} facts, {report.triples} triples", err=True)
    if report.skipped:
        ctx.exit(3)


def _left_aside(names: Sequence[str], out: Path) -> str:
    rest = f" … (all in {out / 'report.json'})" if len(names) > NAMED else ""
    files = "file" if len(names) == 1 else "files"
    return f"left aside {len(names)} {files} of formats that are not read: {', '.join(names[:NAMED])}{rest}"


def _progress(done: int, total: int, name: str) -> None:
    click.echo(f"[{done}/{total}] {name}", err=True)
