"""``kg check`` and ``kg try``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.terminal import say, tame
from kg.errors import CheckFailed

if TYPE_CHECKING:
    from kg.workshop.trial import Hit


@click.command(epilog="Example: kg check step.repeal --texts seeds --strict")
@click.argument("frames", nargs=-1, metavar="[FRAME]...")
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="Texts to look for triggers in, besides the seed documents and all examples; may be given again.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
def check(frames: tuple[str, ...], texts: tuple[Path, ...], strict: bool) -> None:
    """Load every frame, cue and word list strictly and run every example; exit code 1 and the list when one fails.

    A trigger that is found nowhere, and a pattern that none of its frame's examples needs, is a warning. With FRAME
    (its id) only its warnings are listed; what fails is listed of all.
    """
    from kg.resources import seeds_dir
    from kg.workshop.check import check as check_all
    from kg.workshop.trial import frame_named

    faults = check_all((seeds_dir(), *texts), [frame_named(name).id for name in frames])
    for fault in faults:
        click.echo(tame(str(fault)))
    grave = sum(fault.grave for fault in faults)
    said = f"{grave} faults, {len(faults) - grave} warnings"
    if grave or (strict and faults):
        raise CheckFailed(said)
    say(f"all frames hold, {len(faults)} warnings")


@click.command(name="try", epilog="Example: kg try step.repeal reports/2024.txt")
@click.argument("frame")
@click.argument("documents", nargs=-1, type=click.Path(path_type=Path), metavar="[DOC]...")
def attempt(frame: str, documents: tuple[Path, ...]) -> None:
    """Show every place in the documents where a trigger of one FRAME stands, and what came of it.

    FRAME is an id (step.repeal) or a TOML file, which is tried in the place of the frame with its id. DOC is a file
    or folder; without any the frame's own examples are tried. The trigger stands in ‹›, what it binds in 【】.
    """
    from kg.read import find_sources, read_document
    from kg.workshop import trial

    chosen = trial.frame_named(frame)
    read = [read_document(path) for path in find_sources(documents)] if documents else trial.own_examples(chosen)
    hits = trial.attempt(chosen, read)
    for hit in hits:
        click.echo(tame("\n".join(_shown(hit))))
    gave, cut = sum(bool(hit.facts) for hit in hits), sum(bool(hit.cue) for hit in hits)
    say(f"{chosen.id}: {len(hits)} triggers, {gave} gave facts, {cut} are cancelled")


def _shown(hit: Hit) -> Iterator[str]:
    yield f"{hit.document} {hit.start}–{hit.end}"
    yield f"  {hit.marked}"
    yield from (f"  → {fact}" for fact in hit.facts)
    if hit.reason:
        yield f"  → {hit.reason}"
