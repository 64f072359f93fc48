"""``docs/reference/cli.md``: every command with its arguments and options, as ``kg --help`` knows them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from kg.cli import app

HEAD = """# Commands

<!-- Made from kg/cli/ by `make reference`; do not edit. -->

Every command of `kg` with its arguments and options; `kg COMMAND --help` says the same. Data goes to standard output,
talk to standard error.
"""
_MARKS = re.compile(r"([\\`*_<>|\[\]])")


def page() -> str:
    """The whole page as Markdown, commands in the order of their names.

    >>> "## kg build" in page()
    True
    """
    lines = [HEAD, *_paragraphs(inspect.cleandoc(app.help or "")), ""]
    for name, command in sorted(app.commands.items()):
        lines += [f"## kg {name}", "", *_command(name, command), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"kg {name}")
    yield f"`kg {name} {' '.join(command.collect_usage_pieces(context))}`"
    yield ""
    yield from _paragraphs(inspect.cleandoc(command.help or ""))
    # An argument has no help of its own: the text of the command tells of it.
    records = [record for param in command.params if (record := param.get_help_record(context)) and record[1]]
    yield from ("", "| option | what it does |", "|---|---|") if records else ()
    for option, about in records:
        yield f"| `{option.replace('|', '¦')}` | {_plain(' '.join(about.split()))} |"
    if command.epilog:
        yield from ("", "```sh", command.epilog.removeprefix("Example: "), "```")


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text; one that click must not wrap is a block."""
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ""
        if paragraph.startswith("\b\n"):
            yield from ("```text", inspect.cleandoc(paragraph.removeprefix("\b\n")), "```")
        else:
            yield _plain(" ".join(paragraph.split()))


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
