"""``python -m kg.reference docs`` writes every page of the reference below a folder (``make reference``)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.export.target import whole_file
from kg.reference import commands, interface, ontology

PAGES: Mapping[str, Callable[[], str]] = {
    "reference/cli.md": commands.page,
    "reference/python.md": interface.page,
    "reference/ontology.md": ontology.page,
    "ontology.html": ontology.html,
}


def write(folder: Path) -> None:
    """Write each page below ``folder``, whole or not at all.

    >>> import tempfile
    >>> home = Path(tempfile.mkdtemp())
    >>> write(home)
    >>> (home / "reference" / "cli.md").read_text(encoding="utf-8") == commands.page()
    True
    """
    for name, page in PAGES.items():
        with whole_file(folder / name) as file:
            file.write(page().encode())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
