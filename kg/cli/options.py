"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

out = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    metavar="OUT",
    help="The folder the graph was built into.",
)
