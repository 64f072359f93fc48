"""``docs/dependencies.md`` has every direct dependency as it is pinned, with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.workshop.dependencies import PART, closure, direct, name_of, normal, page_part, reasons
from kg.workshop.pages import fill, filled

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
NAMES = {group: [name_of(one) for one in asked] for group, asked in direct(ROOT).items()}
WEIGHED = re.compile(r"\| [\d.]+ \||\d+ libraries of \d+ MB")


def rows(group: str) -> dict[str, list[str]]:
    """The cells of a group's table by name."""
    (part,) = re.findall(rf"^## {group}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\| \w.*$", part, re.MULTILINE)
    ]
    return {row[0]: row[1:] for row in cells if row[0] != "library"}


@pytest.mark.parametrize("group", NAMES)
def test_every_direct_dependency_has_a_row_with_its_pin_and_its_reason(group: str) -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert sorted(rows(group)) == sorted(NAMES[group])
    for name, (version, day, _, licence, why, instead) in rows(group).items():
        assert f"\n{normal(name)}=={version} " in pins, name
        assert reasons().released[name] == f"{version} {day}"
        assert re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", day)
        assert licence
        assert (why, instead) == (reasons().why[name], reasons().instead[name])
        assert len(why) > 10


def test_nothing_is_said_of_what_is_not_asked_for() -> None:
    asked = {name for names in NAMES.values() for name in names}
    assert set(reasons().why) == set(reasons().instead) == set(reasons().released) == asked


def test_the_tables_are_made_from_what_is_installed() -> None:
    assert WEIGHED.sub("", filled(PAGE, PART, page_part(ROOT))) == WEIGHED.sub("", PAGE), "run: make dependencies"


def test_what_an_installation_needs_is_found_through_others() -> None:
    held = closure(["httpx>=0.27"])
    assert {"httpx", "httpcore", "h11", "idna"} <= set(held)
    assert "pytest" not in held
    assert closure(["no-such-library>=1"]) == {}


def test_a_page_without_its_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- made by make x -->\n", encoding="utf-8")
    with pytest.raises(InputError, match="does not have the marks"):
        fill(page, "x", "new")
    assert page.read_text(encoding="utf-8") == "<!-- made by make x -->\n"
