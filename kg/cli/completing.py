"""``kg completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_KG_COMPLETE"


@click.command(epilog="Example: kg completion bash")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands, options and their values in SHELL.

    For one session of bash or zsh: source <(kg completion bash). For fish: kg completion fish | source.
    """
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "kg", VARIABLE).source())
