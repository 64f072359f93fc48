"""``docs/reliability.md`` names tests that exist, and leaves none of this folder out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| fault ")]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
# Checks of the checks themselves: no fault is provoked in them.
OF_CHECKS = {
    "the_clock_sees_what_grows_faster",
    "the_patterns_are_looked_at",
    "the_prose_is_plausible_enough_to_state_facts",
}


def defined_in(path: Path) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_every_fault_has_its_test(row: str) -> None:
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 4
    assert all(cells)
    assert re.fullmatch(r"`tests/[\w/]+\.py::test_\w+`(, `tests/[\w/]+\.py::test_\w+`)*", cells[3])


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name for _, name in NAMED])
def test_every_test_that_is_named_exists(path: str, name: str) -> None:
    assert name in defined_in(ROOT / path)


def test_every_test_of_this_folder_is_named() -> None:
    here = {
        name
        for path in Path(__file__).parent.glob("test_*.py")
        if path.name != Path(__file__).name
        for name in defined_in(path)
    }
    told = {name for _, name in NAMED}
    assert {name for name in here - told if name.removeprefix("test_") not in OF_CHECKS} == set()
