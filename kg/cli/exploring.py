"""``kg serve`` and ``kg site``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli import options
from kg.cli.terminal import say
from kg.errors import KgError


@click.command(epilog="Example: kg serve --open")
@options.out
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Listen on this address.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    metavar="PORT",
    help="Listen on this port; 0 takes a free one.",
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="Also answer requests to this host name; may come again.",
)
@click.option("--open", "browser", is_flag=True, help="Open the first page in the browser.")
@click.option(
    "--timeout",
    "seconds",
    type=options.SECONDS,
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="End a question or a SPARQL query after this time.",
)
@click.option(
    "--queries",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Run at most N questions and SPARQL queries at once.",
)
def serve(out: Path, browser: bool, **given: Any) -> None:
    """Show the graph as web pages: search, places, documents with their facts, figures, SPARQL.

    It listens on this machine alone unless told otherwise, and only reads.
    """
    from kg.web.serving import Listening, serve

    serve(out, Listening(**given), say=say, browse=click.launch if browser else None)


@click.command(epilog="Example: kg site public")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@options.out
def site(folder: Path, out: Path) -> None:
    """Write the pages of kg serve as plain files into DIR, for any web host; without search and SPARQL.

    The pages are in Chinese, and in English below en/. An earlier site in DIR is replaced.
    """
    try:
        from kg.web.site import write
    except ModuleNotFoundError as error:
        raise KgError(f"the package {error.name} is not installed", mend='pip install "renda-kg[web]"') from error
    pages = write(out, folder, say=say)
    click.echo(f"{folder}: {pages} pages")
