"""``kg mcp``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command(epilog="Example: kg mcp -o out")
@options.out
@click.option(
    "--timeout",
    type=options.SECONDS,
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="End a question or a query after this time.",
)
@click.option(
    "--limit-rows",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    metavar="N",
    help="Hand out the first N rows of an answer.",
)
def mcp(out: Path, timeout: float, limit_rows: int) -> None:
    """Serve the graph to language models: the Model Context Protocol over standard input and output.

    Its tools ask, show, sparql and explain only read. A client starts this command itself.
    """
    from kg.mcp import SIZE, serve
    from kg.query.runner import Limits

    serve(out, Limits(timeout, limit_rows, SIZE))
