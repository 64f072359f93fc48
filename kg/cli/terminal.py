"""Text for a terminal: what a source, a name or a file name holds must not steer it."""

from __future__ import annotations

import re

import click

# Control characters but the line feed (an escape code begins with one), line and paragraph separators, and the
# marks of direction of UAX 9, which make a line read as what it is not (https://trojansource.codes/).
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_FOR_PEOPLE = frozenset({"table", "text"})


def tame(text: str) -> str:
    r"""The text with a blank in the place of each character that would steer a terminal; lines stay.

    >>> tame("大同\x1b[31m市\n\u202e条例")
    '大同 [31m市\n 条例'
    """
    return _STEERING.sub(" ", text)


def one_line(text: str) -> str:
    """The text :func:`tame` and in one line: the name of a file may hold a line feed."""
    return " ".join(tame(text).splitlines())


def say(text: str) -> None:
    """Print talk for the person at the terminal, on standard error."""
    click.echo(tame(text), err=True)


def write(text: str, form: str) -> None:
    """Print an answer; in a form for people it is :func:`tame`, in one for programs exact."""
    # Where output is no terminal, click would take escape codes out of the texts unless it is told of colour.
    click.echo(tame(text) if form in _FOR_PEOPLE else text, nl=False, color=True)
