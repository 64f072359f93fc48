"""``kg verify`` and ``kg validate``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.terminal import say, tame
from kg.errors import CheckFailed


@click.command(epilog="Example: kg verify -o out --sources seeds")
@options.out
@click.option(
    "--sources",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Read the source files in this folder anew, instead of the texts the build kept.",
)
@options.max_size
def verify(out: Path, sources: Path | None, max_size: int) -> None:
    """Check that every evidence's quote equals the slice of its source; exit code 1 and the list when not.

    The evidences are those of the store and those of graph.ttl and graph.nq.
    """
    from kg.query.verify import verify as verify_graph

    found = verify_graph(out, sources, max_size * 1024**2)
    for fault in found.faults:
        click.echo(tame(f"{fault.evidence}\n  {fault.reason}"))
    if found.faults:
        raise CheckFailed(f"{len(found.faults)} of {found.checked} evidences do not hold")
    say(f"{found.checked} evidences hold")


@click.command(epilog="Example: kg validate -o out")
@options.out
def validate(out: Path) -> None:
    """Check graph.ttl against the SHACL shapes of the ontology; exit code 1 with the violations in words.

    Warnings are listed too, but leave the exit code 0.
    """
    from kg.query.validate import validate as validate_graph
    from kg.resources import ontology_dir
    from kg.store import graph_file

    found = validate_graph(graph_file(out), ontology_dir())
    for violation in found:
        click.echo(tame(str(violation)))
    grave = sum(1 for violation in found if violation.severity == "violation")
    if grave:
        raise CheckFailed(f"{grave} violations of the shapes, {len(found) - grave} warnings")
    say(f"the shapes hold, {len(found)} warnings")
