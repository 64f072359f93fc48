"""Document → reports: where each begins and which year it speaks of."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import Document, Place, Report
from kg.pattern import Pattern
from kg.text.compilations import openings_elsewhere
from kg.text.layout import layout
from kg.text.lines import Line, is_contents, is_heading, lines
from kg.text.mapped import simplified

YEAR = Pattern(
    r"(?<!\d)(?<!自)(?<!将于)(?<!从)(?<!\d[—\-–至到])(?<!年[—\-–至到])((?:19[5-9]|20\d)\d)\s*年(?!代|[—\-至到])"
)
# In the text itself 2022年度……报告 is the year of what is reported on.
STATED = Pattern(YEAR.pattern.replace("(?!代|", "(?!代|度|"))
OPENING = 600
PROSE = 200
DATELINE = 160
EARLY = 3
NOWHERE = Place(key="", name="", kind="")


def split_reports(document: Document) -> tuple[Report, ...]:
    """The reports of a document, in order, without their places.

    A file with one report is that report whole; in a compilation each runs from its heading to the next.
    Contents pages and what stands before the first heading belong to no report, unless it is prose.

    >>> text = "市人大常委会2022年工作综述\\n\\n一年来……。\\n\\n市人大常委会2023年工作综述\\n\\n一年来……。"
    >>> [(r.start, r.year) for r in split_reports(Document("a.txt", text, "utf_8"))]
    [(0, 2022), (25, 2023)]
    """
    all_lines = list(lines(document.text))
    starts = _merged(_headings(all_lines), openings_elsewhere(document.text, all_lines), _first_line(document.text))
    if len(starts) < 2:
        whole = starts[0] if starts else _first_line(document.text)
        return (_dated(Report(document, 0, len(document.text), whole.text.strip(), NOWHERE)),)
    bounds = [*(line.start for line in starts), len(document.text)]
    reports = [
        Report(document, start, end, line.text.strip(), NOWHERE, part=True)
        for line, start, end in zip(starts, bounds[:-1], bounds[1:], strict=True)
    ]
    return tuple(_dated(report) for report in [*_preface(document, starts[0]), *reports])


def _first_line(text: str) -> Line:
    return next((line for line in lines(text) if line.bare), Line("", 0))


def _merged(headings: list[Line], elsewhere: list[Line], first: Line) -> list[Line]:
    """All openings in order; what stands before the first that is not worded as one is a document of its own."""
    if not elsewhere:
        return headings
    leading = [] if headings and headings[0].start < elsewhere[0].start else [first]
    return sorted(
        {line.start: line for line in [*leading, *headings, *elsewhere]}.values(), key=lambda line: line.start
    )


def _headings(all_lines: list[Line]) -> list[Line]:
    filled = [line for line in all_lines if line.bare]
    found = []
    for before, line in zip([Line("", 0), *filled], filled, strict=False):
        if not _opens_report(line):
            continue
        dashed = line.bare.startswith(("—", "-", "─"))
        found.append(before if dashed and is_heading(before) and not _opens_report(before) else line)
    return found


def _opens_report(line: Line) -> bool:
    words = layout()
    bare = line.bare
    if not is_heading(line) or is_contents(line) or words.collection_title.search(bare):
        return False
    return bool(words.heading_tail.search(bare) and words.heading_body.search(bare))


def _preface(document: Document, first: Line) -> list[Report]:
    kept = [
        line
        for line in lines(document.text, 0, first.start)
        if not is_contents(line) and not layout().contents_title.search(line.bare)
    ]
    if sum(len(line.bare) for line in kept if not is_heading(line)) < PROSE:
        return []
    heading = next(line for line in kept if line.bare)
    return [Report(document, heading.start, first.start, heading.text.strip(), NOWHERE, part=True)]


def _dated(report: Report) -> Report:
    text = simplified(report.document.text[report.start : report.end])
    opening = "".join(text[:OPENING].split())
    delivered = layout().delivered.search(opening)
    if delivered:
        now = int(delivered["year"])
        return replace(report, year=now - 1, now=now, period=f"{now - 1}年")
    named = YEAR.search(report.heading) or YEAR.search(_subtitle(text))
    back = layout().retrospect.search(opening)
    if named is None and back:
        return replace(report, period=back[0])
    rows = "\n".join("".join(line.split()) for line in text[:OPENING].splitlines())
    found = named or STATED.search(rows) or STATED.search(opening) or YEAR.search(opening)
    year = int(found.group(1)) if found else None
    if named is None and (issued := layout().dateline.search(rows[:DATELINE])):
        year = _of_news(issued, year)
    if year is None:
        return report
    review = layout().heading_tail.search("".join(simplified(report.heading).split())) or _subtitle(text)
    over = named is not None and review and layout().year_is_over.search("".join(text.split()))
    return replace(report, year=year, now=year + 1 if over else year, period=f"{year}年")


def _of_news(issued: re.Match[str], told: int | None) -> int:
    """The year a news item speaks of: that of its day, or the one before where an early one tells of it."""
    year, month = int(issued["year"]), int(issued["month"])
    return year - 1 if told == year - 1 and month <= EARLY else year


def _subtitle(text: str) -> str:
    headings = [line.bare for line in lines(text) if is_heading(line) and layout().heading_tail.search(line.bare)]
    return headings[0] if headings else ""
