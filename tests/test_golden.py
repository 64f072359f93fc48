"""The facts of one seed report and of every document tuned on, line by line, so that each change is seen and read.

After a wanted change: ``python tests/test_golden.py``, and read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Body, DateValue, Document, Fact, Meeting, Quantity, Work
from kg.pipeline import facts_of
from kg.read import read_document
from kg.resources import seeds_dir

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
ABOUT = "# Facts of {}, one a line, sorted. Refresh: python tests/test_golden.py; then read the difference."


def sources() -> dict[str, Path]:
    """The documents by the name of their listing."""
    (seed,) = seeds_dir().glob("003_*.txt")
    read = [path for name in ("dev", "spent") for path in (HERE / "gold" / name / "texts").iterdir()]
    return {"003": seed} | {path.stem: path for path in sorted(read, key=lambda path: path.stem)}


def listing(name: str, document: Document) -> str:
    """Type, kind, works or indicator, actor, date or year, value and quote of every fact, sorted."""
    return "".join(f"{line}\n" for line in [ABOUT.format(name), *lines_of(document)])


def lines_of(document: Document) -> list[str]:
    """A line for every fact of a document, sorted."""
    return sorted(map(_line, facts_of(document).facts))


def _line(fact: Fact) -> str:
    what = [_shown(value) for role in ("concerns", "subjectMatter", "label") for value in fact.role(role)]
    who = [_shown(value) for role in ("actor", "about", "atMeeting", "target") for value in fact.role(role)]
    when = [_shown(value) for role in ("date", "year") for value in fact.role(role)]
    much = [_shown(value) for role in ("quantity", "outcome", "indicator") for value in fact.role(role)]
    columns = [fact.type, fact.kind, *map(" ".join, (what, who, when, much)), "".join(fact.evidence.exact.split())]
    return " | ".join(column or "-" for column in columns)


def _shown(value: object) -> str:
    match value:
        case Work(place=place, title=title):
            return f"{place.name}《{title}》"
        case Body(place=place, label=label):
            return f"{place.name}{label}"
        case Meeting(term=term, number=number):
            return f"{term}届{number}次"
        case DateValue(verbatim=verbatim, year=year):
            return f"{verbatim}({year})"
        case Quantity(verbatim=verbatim, approximation=approximation):
            return f"{verbatim}({approximation})"
        case _:
            return str(value)


@pytest.mark.parametrize("name", sources())
def test_golden(name: str) -> None:
    held = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert listing(name, read_document(sources()[name])).splitlines() == held.splitlines()


def test_every_listing_has_its_document() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(sources())


def test_every_fact_stands_in_the_listing() -> None:
    held = (GOLDEN / "003.txt").read_text(encoding="utf-8")
    lines = held.splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert sum(line.startswith("LegislativeStep | adoption") for line in lines) >= 1
    assert "《电梯安全管理条例》" in held


if __name__ == "__main__":
    for name, path in sources().items():
        (GOLDEN / f"{name}.txt").write_text(listing(name, read_document(path)), encoding="utf-8")
