"""The answer of a query, printed: on standard output the rows, on standard error that there are more."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from kg.cli.options import EXCEL, SECONDS, out
from kg.cli.spreadsheet import for_excel
from kg.cli.table import layout
from kg.cli.terminal import say, write

TABLE_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options of a query say: the build folder, the form, the seconds, and the rows (None: the default)."""

    out: Path
    form: str | None
    timeout: float
    limit_rows: int | None

    def rows(self, form: str) -> int:
        """How many rows an answer in ``form`` may have; 0 for any number."""
        if self.limit_rows is not None:
            return self.limit_rows
        return TABLE_ROWS if form == "table" else 0


_OPTIONS = (
    out,
    click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "excel", "tsv", "json", "xml", "turtle"]),
        help=f"Default: table, and turtle for CONSTRUCT and DESCRIBE. {EXCEL}",
    ),
    click.option(
        "--timeout",
        type=SECONDS,
        default=30.0,
        show_default=True,
        metavar="SECONDS",
        help="End the query after this time, with exit code 4.",
    ),
    click.option(
        "--limit-rows",
        type=click.IntRange(min=0),
        metavar="N",
        help=f"Print the first N rows only; 0 prints all. Default: {TABLE_ROWS} for a table, all for other formats.",
    ),
)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give ``command`` the options of a query; they reach it as one value, ``wanted``."""

    @functools.wraps(command)
    def called(out: Path, form: str | None, timeout: float, limit_rows: int | None, **others: object) -> None:
        command(wanted=Wanted(out, form, timeout, limit_rows), **others)

    return functools.reduce(lambda wrapped, option: option(wrapped), reversed(_OPTIONS), called)


def show(query: str, wanted: Wanted) -> None:
    """Run ``query`` and print its answer; raises what :meth:`kg.query.runner.Runner.answer` raises."""
    from kg.query.keywords import default_form
    from kg.query.runner import Limits, Runner
    from kg.query.sparql import Table

    form = wanted.form or default_form(query)
    limits = Limits(wanted.timeout, wanted.rows(form))
    with Runner(wanted.out) as runner:
        answer = runner.answer(query, "csv" if form == "excel" else form, limits)
    if isinstance(answer, Table):
        click.echo(layout(answer.columns, answer.rows) if answer.rows else "no solutions")
    else:
        write(for_excel(answer.text) if form == "excel" else answer.text, form)
    if answer.cut:
        say(f"kg: only the first {limits.rows} rows are printed; --limit-rows 0 prints all")
