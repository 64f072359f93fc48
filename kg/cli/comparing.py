"""``kg diff`` and ``kg conflicts``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.terminal import write

_FORMS = click.Choice(["table", "json", "csv"])
_GRAPH = click.Path(path_type=Path)


@click.command(epilog="Example: kg diff out-2023 out-2024 --format csv")
@click.argument("old", type=_GRAPH)
@click.argument("new", type=_GRAPH)
@click.option("--format", "form", type=_FORMS, default="table", show_default=True)
@click.pass_context
def diff(ctx: click.Context, old: Path, new: Path, form: str) -> None:
    """Compare two graphs fact by fact: what was added, removed, and what says otherwise; exit code 1 when they differ.

    OLD and NEW are build folders, or files (.nq, .ttl, .nt, .trig). A fact is the same when its IRI is.
    """
    from kg.cli import comparisons
    from kg.query.diff import diff as compare

    changes = compare(old, new)
    writers = {"table": comparisons.diff_table, "json": comparisons.diff_json, "csv": comparisons.diff_csv}
    write(writers[form](changes), form)
    if changes:
        ctx.exit(1)


@click.command(epilog="Example: kg conflicts -o out --format json")
@options.out
@click.option("--format", "form", type=_FORMS, default="table", show_default=True)
def conflicts(out: Path, form: str) -> None:
    """List where sources contradict each other, each side with its quote: other values, other days.

    A range (6300多) does not contradict what lies in it, and what is masked contradicts nothing. A listing, no check:
    the exit code is 0.
    """
    from kg.cli import comparisons
    from kg.query.conflicts import conflicts as find

    found = find(out)
    writers = {
        "table": comparisons.conflicts_table,
        "json": comparisons.conflicts_json,
        "csv": comparisons.conflicts_csv,
    }
    write(writers[form](found), form)
