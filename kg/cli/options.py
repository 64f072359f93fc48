"""Options that several commands share."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import Any

import click

folder = partial(
    click.option,
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    metavar="OUT",
)
out = folder(help="The folder the graph was built into.")
cache = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where what was found is kept for the next build (default: cache in OUT); it may be deleted at any time.",
)

max_size = click.option(
    "--max-size",
    type=click.IntRange(1, 2048),
    default=64,
    show_default=True,
    metavar="MIB",
    help="The largest file, member of an archive or text that is read; a larger one is left out.",
)


class _Seconds(click.FloatRange):
    """A time; "nan" is a number to Python, and no time."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        return self.fail(f"{value!r} is no time.", param, ctx) if math.isnan(number) else number


SECONDS = _Seconds(min=0, min_open=True, max=86_400)
EXCEL = "Excel is CSV with a byte order mark, and with ' before a cell that would be run as a formula."
