"""The explorer that the tests start on the loopback address, and stop."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from lxml import html

from kg.rdf.vocabulary import ID

SHOWN = re.compile(r"kg: (http://\S+)/ shows ")


@dataclass(frozen=True, slots=True)
class Explorer:
    """A started explorer: its build folder, its address without a slash at the end, and a client for it."""

    out: Path
    address: str
    client: httpx.Client

    def page(self, path: str, status: int = 200, **headers: str) -> html.HtmlElement:
        """A page as a tree; it has the status that is expected."""
        response = self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        assert response.status_code == status, (path, response.status_code, response.text[:500])
        return html.document_fromstring(response.text)


@contextmanager
def serving(out: Path, *options: str) -> Iterator[Explorer]:
    """``kg serve`` on a free port, ready to answer; ended afterwards."""
    command = [sys.executable, "-P", "-c", "from kg.cli import main; main()", "serve", "-o", str(out), "--port", "0"]
    process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        said: list[str] = []
        while not (said and SHOWN.match(said[-1])):
            said.append(process.stderr.readline())
            assert said[-1], f"the explorer did not start: {said}"
        shown = SHOWN.match(said[-1])
        assert shown is not None
        with httpx.Client(base_url=shown[1], timeout=30) as client:
            yield Explorer(out, shown[1], client)
    finally:
        process.terminate()
        process.wait(20)


def words(element: html.HtmlElement) -> str:
    """The text of an element, its white space made single."""
    return " ".join(element.text_content().split())


def path_of(name: str) -> str:
    """The path of the page of a thing by its short IRI."""
    return ID.removeprefix("https://w3id.org/rendakg") + name
