"""``kg build``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command(epilog="Example: kg build reports/ 2024.txt -o out")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@options.folder(help="The folder to build into; an earlier build in it is replaced.")
@click.option("-q", "--quiet", is_flag=True, help="No progress; errors and skipped files are still named.")
@click.pass_context
def build(ctx: click.Context, paths: tuple[Path, ...], out: Path, quiet: bool) -> None:
    """Build the graph of the documents in PATHS (files and folders; default: the seed documents).

    A file that cannot be read is named and left out; the rest is built, and the exit code is 3.
    """
    from kg.pipeline import build as build_graph
    from kg.resources import seeds_dir

    report = build_graph(paths or (seeds_dir(),), out, None if quiet else _progress)
    for name, reason in report.skipped:
        click.echo(f"kg: skipped {name}: {reason}", err=True)
    if not quiet:
        facts = sum(report.facts.values())
        click.echo(f"{out}: {report.documents} documents, {facts} facts, {report.triples} triples", err=True)
    if report.skipped:
        ctx.exit(3)


def _progress(done: int, total: int, name: str) -> None:
    click.echo(f"[{done}/{total}] {name}", err=True)
