"""``kg export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import options
from kg.cli.terminal import say
from kg.errors import UsageError
from kg.export.formats import FORMATS

_STDOUT = "-"
_LIST = "\n".join(f"  {name:<10} {form.about}" for name, form in FORMATS.items())
_HELP = f"""Write the graph in a FORMAT that other programs read, to TO: a file, or a folder for csv and neo4j.

TO may be - for standard output, where every format of one text goes when TO is left out.

\b
{_LIST}

Beside a file of RDF goes its description, TO.void.ttl.
"""


@click.command(help=_HELP, epilog="Example: kg export xlsx facts.xlsx")
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.argument("target", required=False, metavar="[TO]")
@options.out
@click.option(
    "--view",
    metavar="NAME",
    default="",
    help="Write the graph in another vocabulary: eli, schema-org, figures (turtle, n-triples, json-ld, rdf-xml).",
)
def export(form: str, target: str | None, out: Path, view: str) -> None:
    """Write the graph; the help text is made of the table of formats."""
    from kg.export.export import to_path, to_stream

    if target is None and not FORMATS[form].printable:
        kind = "folder" if not FORMATS[form].media_type else "file"
        raise UsageError(f"is written to a {kind}", form, f"name it, for example: kg export {form} facts")
    if target is None or target == _STDOUT:
        to_stream(out, form, sys.stdout.buffer, view)
        return
    say(f"writing {target} …")
    for path in to_path(out, form, Path(target), view):
        empty = path.is_dir() and not any(path.iterdir())
        say(f"wrote {path}{': it is empty, the graph has no facts' if empty else ''}")
