"""``kg push``."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options
from kg.cli.terminal import say

if TYPE_CHECKING:
    from kg.export.push import Row

COLUMNS = ("graph", "document", "triples", "counted", "state")


@click.command(epilog="Example: kg push http://127.0.0.1:8890/sparql-graph-crud-auth --user dba")
@click.argument("url")
@click.option(
    "--update/--graph-store",
    default=False,
    help="What URL speaks: SPARQL 1.1 Update, or the SPARQL 1.1 Graph Store HTTP Protocol (the default).",
)
@click.option("--query-url", default="", metavar="URL", help="Where to count. Default: guessed from URL's ending.")
@click.option("--user", default="", help="The password is that of the environment variable KG_PASSWORD, or asked for.")
@click.option(
    "--auth",
    type=click.Choice(["auto", "basic", "digest"]),
    default="auto",
    show_default=True,
    help="How user and password are shown; auto is as the store asks.",
)
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    metavar="N",
    help="Triples in one request. Default: 10000, and 1000 with --update.",
)
@click.option(
    "--timeout",
    type=options.SECONDS,
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long the store may be silent.",
)
@options.out
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def push(url: str, out: Path, form: str, batch: int | None, **how: Any) -> None:
    """Load the graph into the triple store at URL: a named graph for each document, replaced whole, then counted.

    Printed is what became of each graph, also when the store fails. Graphs of other names are left alone.
    """
    from kg.export.push import Push
    from kg.export.triplestore import Access

    access = Access(url, **how)
    pushing = Push(out, replace(access, password=_password(access.user)), batch or 0)
    try:
        pushing.run(_progress)
    finally:
        click.echo(_written(pushing.rows, form))


def _password(user: str) -> str:
    if not user:
        return ""
    given = os.environ.get("KG_PASSWORD")
    return given if given is not None else click.prompt(f"Password of {user}", hide_input=True, err=True, type=str)


def _written(rows: Sequence[Row], form: str) -> str:
    if form == "json":
        return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)
    from kg.cli.table import layout

    cells = [["" if value is None else str(value) for value in asdict(row).values()] for row in rows]
    return layout(COLUMNS, cells) if cells else "the graph holds no document"


def _progress(number: int, total: int, row: Row, sent: int) -> None:
    say(f"[{number}/{total}] {row.document}: {sent} of {row.triples} triples")
