"""The facts of one seed report, read line by line; after a wanted change: ``python tests/test_golden.py``."""

from __future__ import annotations

from pathlib import Path

from kg.model import Body, DateValue, Document, Fact, Meeting, Quantity, Work
from kg.pipeline import facts_of
from kg.read import read_document
from kg.resources import seeds_dir

GOLDEN = Path(__file__).parent / "golden" / "003.txt"
ABOUT = "# Facts of the seed 003, one a line, sorted. Refresh: python tests/test_golden.py; then read the difference."


def listing(document: Document) -> str:
    """Type, kind, works or indicator, actor, date or year, value and quote of every fact, sorted."""
    return "".join(f"{line}\n" for line in [ABOUT, *sorted(map(_line, facts_of(document).facts))])


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


def source() -> Document:
    """The seed of Changzhi, 2024."""
    (path,) = seeds_dir().glob("003_*.txt")
    return read_document(path)


def test_golden() -> None:
    assert listing(source()).splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_every_fact_stands_in_the_listing() -> None:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert sum(line.startswith("LegislativeStep | adoption") for line in lines) >= 1
    assert "《电梯安全管理条例》" in GOLDEN.read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.write_text(listing(source()), encoding="utf-8")
