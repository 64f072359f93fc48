"""Report → clauses: line wraps, page breaks and columns mended for matching, offsets kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from kg.model import Clause, Report
from kg.pattern import Pattern
from kg.text.layout import layout
from kg.text.lines import Line, ends_sentence, is_heading, is_text, lines, wrap_width
from kg.text.mapped import Mapped, mapped, normalise
from kg.text.outline import Position, advance

OPENERS, CLOSERS = "《“（‘〈", "》”）’〉"
STOPS = "。！？】"
CONTINUES = "，、；：。！？”）》’%％"

MARK = Pattern(f"[{STOPS}《》]")
FEWEST_ARTICLES = 3
SHORTEST_REPEAT = 6
LONGEST = 1200
REACH = 6


class Paragraph(NamedTuple):
    """Mended text of one paragraph, and the heading above it."""

    text: Mapped
    section: str
    outlook: bool
    article: bool


def clauses(report: Report) -> tuple[Clause, ...]:
    """The sentences of a report in order; headings and captions are clauses of their own.

    A clause ends with 。！？ or the 】 of a label outside 《》, or with its paragraph. Its ``text`` is normalised
    (:func:`kg.text.mapped.normalise`), its ``offsets`` are those of the document.

    >>> from kg.model import Document
    >>> from kg.text.reports import split_reports
    >>> report, = split_reports(Document("a.txt", "审议《养犬管\\n理条例》。开展 2 次执法检查。", "utf_8"))
    >>> [clause.text for clause in clauses(report)]
    ['审议《养犬管理条例》。', '开展2次执法检查。']
    """
    found = (_looking_ahead(_sentences(paragraph), report.year) for paragraph in _paragraphs(report))
    return tuple(clause for sentences in found for clause in sentences)


def _looking_ahead(sentences: Iterable[Clause], year: int | None) -> Iterator[Clause]:
    """The sentences of a paragraph; behind one that says what will be done next, all look ahead."""
    ahead = False
    for clause in sentences:
        match = layout().ahead.match(clause.text)
        later = match and (match["year"] is None or (year is not None and int(match["year"]) > year))
        ahead = ahead or bool(later)
        yield clause._replace(outlook=True) if ahead else clause


def _paragraphs(report: Report) -> Iterator[Paragraph]:
    all_lines = _once([line for line in lines(report.document.text, report.start, report.end) if is_text(line)])
    width = wrap_width(all_lines)
    statute = sum(bool(layout().article.match(line.bare)) for line in all_lines) >= FEWEST_ARTICLES
    position, index = Position(), 0
    while index < len(all_lines):
        group, stray = _joined(all_lines, index, width)
        text = normalise(_glued(group))
        heading = len(group) == 1 and is_heading(group[0]) and not layout().caption.match(group[0].bare)
        position = advance(position, text.text, group[0], heading, report.year)
        for part in (text, *(normalise(_glued([line])) for line in stray)):
            yield Paragraph(part, position.section, position.ahead, statute and position.article)
        index += len(group) + len(stray)


def _once(all_lines: list[Line]) -> list[Line]:
    """The lines without those a scan printed twice running, where a page or a column begins anew."""
    short = SHORTEST_REPEAT
    new = [line for before, line in pairwise(all_lines) if line.bare != before.bare or len(line.bare) < short]
    return all_lines[:1] + new


def _joined(all_lines: list[Line], index: int, width: int) -> tuple[list[Line], list[Line]]:
    """The lines of one paragraph, and a column heading or caption that stands inside it."""
    group, stray = [all_lines[index]], list[Line]()
    while (at := index + len(group) + len(stray)) < len(all_lines):
        if _continues(group, all_lines[at], width):
            group.append(all_lines[at])
        elif not stray and at + 1 < len(all_lines) and _interrupts(group, all_lines[at], all_lines[at + 1]):
            stray.append(all_lines[at])
            group.append(all_lines[at + 1])
        else:
            break
    return group, stray


def _interrupts(group: list[Line], between: Line, after: Line) -> bool:
    """A short line between two halves of a word: what follows ends its first phrase within three characters."""
    unfinished = _is_prose("".join(line.bare for line in group[-REACH:])) and not ends_sentence(group[-1].bare)
    return unfinished and is_heading(between) and any(char in "，。；、" for char in after.bare[:3])


def _glued(group: list[Line]) -> Mapped:
    text = mapped("")
    for line in group:
        marks = len(line.text) - len(line.text.lstrip("# "))
        text = text + mapped(line.text[marks:].replace("\t", " "), line.start + marks)
    return text


def _continues(group: list[Line], following: Line, width: int) -> bool:
    """Whether a line goes on where the group breaks off."""
    last, bare, after = group[-1], group[-1].bare, following.bare
    adjacent = following.start == last.end + 1
    if after[0] in CONTINUES:
        return True
    if layout().caption.match(after) or layout().list_item.match(after):
        return False
    whole = "".join(line.bare for line in group[-REACH:])
    if whole.rfind("《") > whole.rfind("》") and "》" in after and "《" not in after[: after.index("》")]:
        return True
    if bare[-1] in "，、（《“—" or (_is_open(whole) and not is_heading(following)):
        return adjacent or not is_heading(following) or len(bare) > len(after)
    if ends_sentence(bare) or layout().caption.match(bare):
        return False
    full = width > 0 and len(bare) >= width - 2
    return full or (_is_prose(whole) and (adjacent or not is_heading(following)))


def _is_prose(bare: str) -> bool:
    """A line cut off in mid-sentence: it has a comma or a full stop inside and no end."""
    return any(char in "，。,；" for char in bare) and bare[-1] not in "：:"


def _is_open(bare: str) -> bool:
    tail = bare[-80:]
    return any(tail.rfind(opener) > tail.rfind(closer) for opener, closer in zip(OPENERS, CLOSERS, strict=True))


def _sentences(paragraph: Paragraph) -> Iterator[Clause]:
    text = paragraph.text.text
    entries = set(_entries(text))
    start = depth = 0
    for i in _marks(text, entries):
        char = text[i]
        depth = max(0, depth + (char == "《") - (char == "》"))
        stop = (char in STOPS or i in entries) and (depth == 0 or i - start > 200)
        if i >= start and (stop or (i - start > LONGEST and (char in "，；、" or i - start > 2 * LONGEST))):
            end = i + 1
            while end < min(len(text), i + 1 + REACH) and text[end] in "”’）":
                end += 1
            if end > start:
                yield _clause(paragraph, start, end)
            start, depth = end, 0
    if start < len(text):
        yield _clause(paragraph, start, len(text))


def _marks(text: str, entries: set[int]) -> Iterable[int]:
    """Where a clause may end or a title begin and end; every character of a text that is too long for one."""
    if len(text) > LONGEST:
        return range(len(text))
    marks = [match.start() for match in MARK.finditer(text)]
    return sorted({*marks, *entries}) if entries else marks


def _entries(text: str) -> Iterator[int]:
    """Where the entries of a statute's history end; 根据……通过……批准的《……决定》修正 is one."""
    start = 0
    for match in layout().history.finditer(text):
        within = text[start : match.start()].lstrip("（")
        if not within.startswith("根据") or within.endswith(("修正", "修订")):
            yield match.start() - 1
            start = match.start()


def _clause(paragraph: Paragraph, start: int, end: int) -> Clause:
    part = paragraph.text[start:end]
    return Clause(part.text, part.offsets, paragraph.section, paragraph.outlook, paragraph.article)
