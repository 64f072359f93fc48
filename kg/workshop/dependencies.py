"""The table of ``docs/dependencies.md``: each direct dependency, why it is there, what it weighs.

``python -m kg.workshop.dependencies ROOT`` (or ``make dependencies``) takes the names from ``pyproject.toml`` below
ROOT, versions, licences and sizes from what is installed, and the reasons from ``dependencies.toml``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from kg.errors import KgError
from kg.tables import installed
from kg.workshop.pages import fill

PART = "dependencies"
BASE = "base"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_EXTRAS = re.compile(r"\[([^\]]*)\]")
_ASKED = re.compile(r"extra *== *['\"]([^'\"]+)")


@dataclass(frozen=True, slots=True)
class Reasons:
    """By name: why a dependency is there, what would be instead of it, and its version with the day of its release."""

    why: Mapping[str, str]
    instead: Mapping[str, str]
    released: Mapping[str, str]


def reasons() -> Reasons:
    """The installed reasons.

    >>> reasons().why["click"]
    'the command line: options, help, completion'
    """
    return installed("kg.workshop", "dependencies.toml", Reasons)


def direct(root: Path) -> dict[str, tuple[str, ...]]:
    """The requirements in ``pyproject.toml`` below ``root``, by extra; those of every installation as ``base``."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {name: tuple(asked) for name, asked in project["optional-dependencies"].items()}
    return {BASE: tuple(project["dependencies"])} | extras


def name_of(requirement: str) -> str:
    """The name in a requirement.

    >>> name_of("uvicorn[standard]>=0.30 ; python_version > '3'")
    'uvicorn'
    """
    found = _NAME.match(requirement)
    assert found is not None, requirement
    return found[0]


def page_part(root: Path) -> str:
    """The tables, an extra each, and how many distributions and megabytes an installation has."""
    groups = direct(root)
    lines: list[str] = []
    for group, asked in groups.items():
        lines += [f"## {group}", "", f"{_weight(groups, group)}", ""]
        lines += ["| library | version | released | MB | licence | why | instead |", "|---|---|---|---:|---|---|---|"]
        lines += [_row(name_of(one)) for one in sorted(asked, key=str.casefold)]
        lines.append("")
    return "\n".join(lines)


def closure(asked: Iterable[str]) -> dict[str, Distribution]:
    """All distributions that requirements need here, themselves included, by normalised name.

    What is not installed is left out: it is for another system or another Python.
    """
    found: dict[str, Distribution] = {}
    waiting = [(name_of(one), _extras(one)) for one in asked]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        try:
            found[normal(one[0])] = distribution(one[0])
        except PackageNotFoundError:
            continue
        waiting += _needed(found[normal(one[0])], one[1])
    return found


def normal(name: str) -> str:
    """A name as registries compare it (PEP 503).

    >>> normal("ahocorasick_rs")
    'ahocorasick-rs'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def _needed(one: Distribution, extras: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in one.requires or ():
        asked = _ASKED.search(line)
        if asked is None or asked[1] in extras:
            yield name_of(line), _extras(line)


def _extras(requirement: str) -> tuple[str, ...]:
    found = _EXTRAS.search(requirement.partition(";")[0])
    return tuple(part.strip() for part in found[1].split(",")) if found else ()


def _weight(groups: Mapping[str, tuple[str, ...]], group: str) -> str:
    asked = groups[BASE] if group == BASE else (*groups[BASE], *groups[group])
    held = closure(asked)
    size = sum(map(_size, held.values()))
    said = "An installation" if group == BASE else f'With `pip install "renda-kg[{group}]"` an installation'
    return f"{said} has {len(held)} libraries of {size / 1e6:.0f} MB."


def _row(name: str) -> str:
    told, one = reasons(), distribution(name)
    if name not in told.why or name not in told.instead:
        raise KgError(f"nothing is said of {name}", "kg/workshop/dependencies.toml", "add it to [why] and [instead]")
    megabytes = f"{_size(one) / 1e6:.1f}"
    cells = (name, one.version, _day(name, one), megabytes, _licence(one), told.why[name], told.instead[name])
    return f"| {' | '.join(cells)} |"


def _day(name: str, one: Distribution) -> str:
    """The day on which the installed version was released."""
    version, _, day = reasons().released.get(name, "").partition(" ")
    if version != one.version:
        mend = f'say "{one.version} YYYY-MM-DD" in [released]'
        raise KgError(f"no day is known of {name} {one.version}", "kg/workshop/dependencies.toml", mend)
    return day


def _size(one: Distribution) -> int:
    return sum(file.size or 0 for file in one.files or ())


def _licence(one: Distribution) -> str:
    """The licence: its expression, else what the classifiers say, else the first words of the field."""
    told = one.metadata.get_all("Classifier") or ()
    classified = [line.rpartition("::")[2].strip() for line in told if line.startswith("License")]
    field = one.metadata.get_all("License") or ("not told",)
    expression = one.metadata.get_all("License-Expression")
    return expression[0] if expression else " or ".join(classified) or field[0].partition("\n")[0][:60]


if __name__ == "__main__":
    fill(Path(sys.argv[1]) / "docs" / "dependencies.md", PART, page_part(Path(sys.argv[1])))
