"""Pages of which a part is made by a command: it stands between two marks, and the rest is written by hand."""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import InputError


def filled(text: str, name: str, body: str, where: str | Path = "") -> str:
    """A page with ``body`` between the marks of the part ``name``; what stood there is gone.

    Raises :class:`~kg.errors.InputError`, naming ``where``, when the page does not have both marks once.

    >>> print(filled("a\\n<!-- made by make x -->\\nold\\n<!-- end of x -->\\n", "x", "new"))
    a
    <!-- made by make x -->
    new
    <!-- end of x -->
    <BLANKLINE>
    """
    first, last = f"<!-- made by make {name} -->", f"<!-- end of {name} -->"
    if text.count(first) != 1 or text.count(last) != 1:
        raise InputError(f"does not have the marks {first} and {last} once", where, "write them into the page")
    return re.sub(
        f"{re.escape(first)}\n.*?{re.escape(last)}",
        lambda _: f"{first}\n{body.strip()}\n{last}",
        text,
        flags=re.DOTALL,
    )


def fill(path: Path, name: str, body: str) -> None:
    """Write ``body`` between the marks of the page at ``path``, whole or not at all; raises as :func:`filled` does."""
    text = filled(path.read_text(encoding="utf-8"), name, body, path)
    partial = path.with_name(f"{path.name}.part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)
