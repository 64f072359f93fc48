"""``kg report``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.errors import UsageError


@click.command(epilog="Example: kg report --html report.html")
@options.out
@click.option(
    "--html",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the page to this file instead of standard output.",
)
@click.option("--format", "form", type=click.Choice(["html", "json"]), default="html", show_default=True)
@click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="The language of the page; its headings are in both.",
)
def report(out: Path, target: Path | None, form: str, language: str) -> None:
    """Account for the graph on one page to hand on: what was read and refused, how much became facts, what was dropped.

    And conflicts, masked figures, the results of kg verify and kg validate. The page needs no script and no other file.
    A telling, no check: the exit code is 0 whatever the checks found.
    """
    from kg.export.target import refuse_inside, whole_file
    from kg.report import overview
    from kg.report.page import as_html, as_json

    if target is not None and form == "json":
        raise UsageError("names a page, and JSON goes to standard output", "--html", "leave out one of the two")
    if target is not None:
        refuse_inside(target, out)
    found = overview(out, say=lambda line: click.echo(line, err=True))
    text = as_json(found) if form == "json" else as_html(found, language)
    if target is None:
        click.echo(text, nl=False)
        return
    with whole_file(target) as file:
        file.write(text.encode("utf-8", "backslashreplace"))
    click.echo(f"wrote {target}", err=True)
