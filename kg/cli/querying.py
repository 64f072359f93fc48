"""``kg query``."""

from __future__ import annotations

import click

from kg.cli import results
from kg.cli.results import Wanted
from kg.errors import UsageError


def _pairs(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    for text in given:
        if "=" not in text:
            raise UsageError(f"{text!r} is not name=value", "--param", "for example: --param topic=dogs")
    return tuple((name.strip(), value) for name, _, value in (text.partition("=") for text in given))


@click.command(epilog="Example: kg query enacted-on-topic --param topic=dogs")
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="List the questions with their parameters.")
@click.option(
    "--param",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_pairs,
    help="Another value than the default; given again, the values of one parameter add up.",
)
@click.option("--show-query", is_flag=True, help="Print the SPARQL, ready for any store, instead of running it.")
@results.options
def query(name: str | None, listed: bool, given: tuple[tuple[str, str], ...], show_query: bool, wanted: Wanted) -> None:
    """Answer the competency question NAME: a SPARQL query with parameters that the installation brings along."""
    from kg.cli import listing
    from kg.query.named import named, queries

    if (name is None) != listed:
        raise UsageError("give the name of a question, or --list", mend="for example: kg query enacted-on-topic")
    if name is None:
        click.echo(listing.write(queries(), wanted.form or "table"), nl=False)
        return
    text = named(name).filled(given)
    if show_query:
        click.echo(text, nl=False)
    else:
        results.show(text, wanted)
