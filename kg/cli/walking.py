"""The commands that walk the graph: ``kg show``, ``neighbours``, ``path``, ``similar``, ``rank`` and so on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli import options
from kg.cli.terminal import say, write

if TYPE_CHECKING:
    from kg.query.network.rows import Rows

T = TypeVar("T")

_form = click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True
)
_limit = partial(click.option, "--limit", type=click.IntRange(min=0), show_default=True)
_by = click.option(
    "--by",
    type=click.Choice(["all", "legislation", "programmes"]),
    default="all",
    show_default=True,
    help="What likeness is measured by.",
)


@click.command(epilog="Example: kg show 大同市")
@click.argument("thing")
@_limit(default=10, help="How many facts of each kind, and how many neighbours; 0: all.")
@options.out
@_form
def show(thing: str, limit: int, out: Path, form: str) -> None:
    """Show what the graph says of a THING: its facts by kind with their quotes, and its neighbours.

    THING is an IRI, whole or short (division/140200), a name or a title. The CSV has the facts.
    """
    from kg.cli import records, walks
    from kg.query.network import open_graph

    found = open_graph(out).show(thing, limit)
    write(records.as_csv(found.rows) if form == "csv" else _other(found, form, walks.shown), form)


@click.command(epilog="Example: kg neighbours 大同市人大常委会 --hops 2")
@click.argument("thing")
@click.option("--hops", type=click.IntRange(min=1), default=1, show_default=True, help="How many links away at most.")
@_limit(default=100, help="How many neighbours; 0: all.")
@options.out
@_form
def neighbours(thing: str, hops: int, limit: int, out: Path, form: str) -> None:
    """List what is linked to a THING, the nearest first, and how.

    The relation → actor leads from a fact to its actor, ← actor back.
    """
    from kg.cli import walks
    from kg.query.network import open_graph

    _print(open_graph(out).neighbours(thing, hops), limit, form, walks.neighbours)


@click.command(epilog="Example: kg path 大同市 停车")
@click.argument("ends", nargs=2, metavar="A B")
@click.option("--hops", type=click.IntRange(1, 12), default=8, show_default=True, help="How many hops at most.")
@click.option(
    "--facts", type=click.IntRange(min=0), default=3, show_default=True, help="How many facts of each hop; 0: all."
)
@options.out
@_form
def path(ends: tuple[str, str], hops: int, facts: int, out: Path, form: str) -> None:
    """Show a shortest path between two things, A and B, with the facts on it and their quotes.

    A fact that names two things is one hop between them.
    """
    from kg.cli import walks
    from kg.query.network import open_graph

    _print(open_graph(out).path(*ends, hops, facts), 0, form, walks.path)


@click.command(epilog="Example: kg similar 大同市 --by legislation")
@click.argument("place")
@_by
@_limit(default=10, help="How many places; 0: all.")
@options.out
@_form
def similar(place: str, by: str, limit: int, out: Path, form: str) -> None:
    """List the places most like a PLACE, with what they share.

    Shared are topics of legislation, with each the steps it came to, and programmes. What few places have counts more.
    """
    from kg.cli import walks
    from kg.query.network import open_graph

    _print(open_graph(out).similar(place, by), limit, form, walks.similar)


@click.command(epilog="Example: kg rank topics --by enacted")
@click.argument("things", type=click.Choice(["places", "works", "topics"]))
@click.option(
    "--by",
    default="steps",
    show_default=True,
    help="Of all: steps, degree, pagerank. Of places: enacted, amended, topics, supervision, figures, programmes. "
    "Of works: supervision, places. Of topics: works, enacted, places.",
)
@_limit(default=20, help="How many; 0: all.")
@options.out
@_form
def rank(things: str, by: str, limit: int, out: Path, form: str) -> None:
    """Rank THINGS (places, works or topics) by a measure; docs/walk.md says what each one counts."""
    from kg.cli import walks
    from kg.query.network import open_graph

    _print(open_graph(out).rank(things, by), limit, form, walks.ranked)


@click.command(epilog="Example: kg compare 大同市 吕梁市 --year 2023")
@click.argument("places", nargs=-1, required=True, metavar="PLACE PLACE...")
@click.option("--year", type=int, help="Only facts that are of this year for certain.")
@options.out
@_form
def compare(places: tuple[str, ...], year: int | None, out: Path, form: str) -> None:
    """Compare places side by side: legislation by topic, figures by indicator, programmes by kind.

    A work stands with its furthest step. Figures are as exact as printed; what is masked is called so.
    """
    from kg.cli import records, walks
    from kg.query.network import open_graph

    found = open_graph(out).compare(*places, year=year)
    write(records.as_csv(found.cells) if form == "csv" else _other(found, form, walks.comparison), form)


@click.command(epilog="Example: kg timeline 大同市")
@click.argument("thing", metavar="PLACE|WORK")
@click.option("--all", "every", is_flag=True, help="Of a place: supervision, decisions and all other events too.")
@_limit(default=0, help="How many; 0: all.")
@options.out
@_form
def timeline(thing: str, every: bool, limit: int, out: Path, form: str) -> None:
    """List the legislative steps of a place or a work in time, as precise as stated: day, month, period or year.

    Of a work its supervision stands there too. A year comes before the days in it; what has no time comes last.
    """
    from kg.cli import walks
    from kg.query.network import open_graph

    _print(open_graph(out).timeline(thing, every), limit, form, walks.timeline)


@click.command(epilog="Example: kg communities --by legislation")
@_by
@_limit(default=20, help="How many communities; 0: all.")
@options.out
@_form
def communities(by: str, limit: int, out: Path, form: str) -> None:
    """List groups of places that have more in common with each other than with others, and what binds them."""
    from kg.cli import walks
    from kg.query.network import open_graph

    _print(open_graph(out).communities(by), limit, form, walks.communities)


def _print(found: Rows[T], limit: int, form: str, table: Callable[[Rows[T]], str]) -> None:
    """Print the first ``limit`` rows (0: all) and say on standard error that there are more."""
    from kg.cli import records

    some = found[:limit] if limit else found
    write(records.as_csv(some) if form == "csv" else _other(some, form, table), form)
    if len(some) < len(found):
        say(f"kg: the first {len(some)} of {len(found)}; --limit 0 gives all")


def _other(found: T, form: str, table: Callable[[T], str]) -> str:
    from kg.cli import records

    return records.as_json(found) if form == "json" else table(found)


COMMANDS: tuple[Any, ...] = (show, neighbours, path, similar, rank, compare, timeline, communities)
