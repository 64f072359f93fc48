"""The pages a reader follows step by step: the commands to run, the files to write, the output to see."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^( *)```(sh|console|toml|turtle)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`([\w./-]+\.(?:toml|ttl))`:\n\n *$")
# Lines that set up or stay: make and pip are tried on a clean machine, the explorer has tests of its own.
_SETS_UP = re.compile(r"^(?:make|pip|git|cd|\.|kg serve|kg mcp) ?.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Do:
    """A block of a page: ``kind`` is the language of its fence, ``file`` the file that a block of data is for."""

    kind: str
    text: str
    file: str = ""

    @property
    def script(self) -> str:
        """The lines of a block of commands that a test runs."""
        return _SETS_UP.sub("", self.text).strip("\n")

    @property
    def shown(self) -> Iterator[tuple[str, str]]:
        """Each command of a console, continued by ``> ``, with the output shown below it."""
        for command, output in re.findall(r"^\$ (.*(?:\n> .*)*)\n((?:(?!\$ ).*\n)*)", self.text, re.MULTILINE):
            yield command.replace("\n> ", "\n"), output.rstrip("\n")


def steps(page: Path) -> list[Do]:
    """What a page has to do, in its order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for fence in _FENCE.finditer(text):
        named = _NAMED.search(text[: fence.start()])
        found.append(Do(fence[2], textwrap.dedent(fence[3]), named[1] if named else ""))
    return found
