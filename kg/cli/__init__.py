"""The command ``kg``: it parses, calls and prints; the one place where an error becomes a message and an exit code.

Modules that are slow to load (rdflib, pyoxigraph, jieba …) are imported within the commands, so that help is quick.
"""

from __future__ import annotations

import io
import os
import sys

import click

from kg import __version__
from kg.cli.asking import ask, explain, sparql
from kg.cli.building import build, remove
from kg.cli.checking import validate, verify
from kg.cli.comparing import conflicts, diff
from kg.cli.completing import completion
from kg.cli.exploring import serve, site
from kg.cli.exporting import export
from kg.cli.framing import attempt, check
from kg.cli.measuring import evaluate
from kg.cli.pushing import push
from kg.cli.querying import query
from kg.cli.reporting import report
from kg.cli.serving import mcp
from kg.cli.terminal import say
from kg.cli.walking import COMMANDS as WALKS
from kg.errors import KgError

__all__ = ["app", "main"]

INTERRUPTED = 130
PIPE_CLOSED = 141
INTERNAL = 70


class _Commands(click.Group):
    """The group of all commands, which turns every error into one message and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit):
            raise
        except KgError as error:
            _say(str(error))
            ctx.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort):
            _say("interrupted")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            ctx.exit(PIPE_CLOSED)
        except OSError as error:
            if os.environ.get("KG_DEBUG") == "1":
                raise
            ctx.exit(_refused(error))
        except Exception as error:
            if os.environ.get("KG_DEBUG") == "1":
                raise
            _say(
                f"this is a fault of kg itself ({type(error).__name__}: {error}); "
                "run the command again with KG_DEBUG=1 and report what it prints to the maintainers"
            )
            ctx.exit(INTERNAL)
        return result


def _say(message: str) -> None:
    say(f"kg: error: {message}")


def _refused(error: OSError) -> int:
    """Say what the system refuses: a disk that is full, a folder that is not the user's to write; the exit code."""
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    told = KgError(f"the system refuses it ({error.strerror or error})", where, "make room, or choose another place")
    _say(str(told))
    if not where:
        # The output it could not write would be tried again when the process ends, and be told of in Python's words.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return told.exit_code


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='Example: kg build && kg ask "哪些城市制定了停车条例"',
)
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
def app() -> None:
    """Knowledge graph of China's people's congresses: build it, ask it, check its proofs.

    Exit codes: 0 done; 1 what was checked does not hold; 2 wrong usage; 3 bad input; 4 ended at a limit.
    """


COMMANDS = (
    *(build, remove, ask, query, sparql, explain, *WALKS, verify, validate, report, diff, conflicts),
    *(serve, site, export, push, mcp, evaluate, check, attempt, completion),
)
for _command in COMMANDS:
    app.add_command(_command)


def main() -> None:
    """Run the command line with UTF-8 output, whatever the locale, and end the process with its exit code."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = [os.fsencode(argument).decode("utf-8", "surrogateescape") for argument in sys.argv[1:]]
    try:
        app(args=arguments, prog_name="kg")
    except OSError as error:
        # Help is printed before there is a command that could fail.
        if os.environ.get("KG_DEBUG") == "1":
            raise
        sys.exit(_refused(error))


def _open_streams() -> None:
    """Give the process streams where it was started without: else a file of the graph would become its output."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8")
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8")
