"""A clause as the frames see it: each mention one symbol, cut into comma segments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from kg.model import Clause, Quantity, Reference, TitleValue
from kg.pattern import Pattern
from kg.words import lexicon

SYMBOLS = {"body": "Ⓑ", "meeting": "Ⓜ", "date": "Ⓓ", "quantity": "Ⓠ", "place": "Ⓟ", "person": "Ⓝ"}
TITLE_SYMBOLS = {"quoted": "Ⓣ", "bare": "Ⓣ", "anaphor": "Ⓣ", "bundle": "Ⓦ", "loose": "Ⓛ", "other": "Ⓞ"}
DURATION = "unit-duration"
WORKS = "ⓉⓁⓄⓌ"
ALL_SYMBOLS = frozenset({*SYMBOLS.values(), *TITLE_SYMBOLS.values()})
# A printed character that looks like a symbol becomes a placeholder.
LOOKALIKE = Pattern(f"[{''.join(sorted(ALL_SYMBOLS))}]")
BREAKS = "，；：。！？…"
MARKS = Pattern(f"[{BREAKS}]")
QUOTED = Pattern("“[^“”]{1,24}”")
PARTS = "；。！？…"


class Sentence(NamedTuple):
    """``code`` is the clause's text with each reference's mention replaced by one symbol.

    ``starts[i]``, ``ends[i]`` are the offsets in ``clause.text`` of what ``code[i]`` stands for, ``at[i]`` the
    reference where that is a mention. ``breaks`` are the marks in ``code`` that end a comma segment, ``topic`` is the
    work the text spoke of just before, ``recent`` the works it named before, the last one last. ``parts`` are those
    of the breaks that end a stretch.
    """

    clause: Clause
    topic: Reference | None
    recent: tuple[Reference, ...]
    code: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    at: dict[int, Reference]
    breaks: tuple[int, ...]
    parts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of ``code[start:end]``."""
        return self.clause.span(self.starts[start], self.ends[end - 1])

    def printed(self, start: int, end: int) -> str:
        """The clause's text behind ``code[start:end]``; empty for an empty slice."""
        return self.clause.text[self.starts[start] : self.ends[end - 1]] if start < end else ""

    def segment(self, index: int) -> tuple[int, int]:
        """The comma segment that holds ``code[index]``, without its closing mark."""
        breaks = self.breaks
        at = bisect_left(breaks, index)
        return breaks[at - 1] + 1 if at else 0, breaks[at] if at < len(breaks) else len(self.code)

    def part(self, index: int) -> int:
        """Where the stretch between semicolons begins that holds ``code[index]``."""
        at = bisect_left(self.parts, index)
        return self.parts[at - 1] + 1 if at else 0

    def nearest(self, symbol: str, start: int, end: int) -> Reference | None:
        """The last reference with this symbol in ``code[start:end]``."""
        index = self.code.rfind(symbol, start, end)
        return self.at[index] if index >= 0 else None


def is_duration(value: object) -> bool:
    """Whether a value measures time (三年, 5个月): it counts nothing and stays plain text.

    >>> is_duration(Quantity(None, "年", "x年")), is_duration(Quantity(None, "件", "x件"))
    (True, False)
    """
    if not isinstance(value, Quantity):
        return False
    concept = lexicon().units.get(value.unit)
    return concept is not None and concept.broader == DURATION


def symbol(reference: Reference) -> str:
    """The symbol that stands for a reference's mention.

    >>> from kg.model import Mention, NameValue
    >>> symbol(Reference(Mention("place", 0, 3, NameValue("青州市"))))
    'Ⓟ'
    """
    value = reference.mention.value
    return TITLE_SYMBOLS[value.form] if isinstance(value, TitleValue) else SYMBOLS[reference.mention.type]


def sentence(
    clause: Clause,
    references: Sequence[Reference],
    topic: Reference | None = None,
    recent: tuple[Reference, ...] = (),
) -> Sentence:
    """Encode a clause; ``references`` do not overlap. ``topic`` and ``recent`` are the works named before.

    >>> from kg.model import Mention, NameValue
    >>> place = Reference(Mention("place", 1, 4, NameValue("青州市")))
    >>> sentence(Clause("在青州市召开", tuple(range(6))), [place]).code
    '在Ⓟ召开'
    """
    text = LOOKALIKE.sub("〇", clause.text)
    code: list[str] = []
    starts: list[int] = []
    at: dict[int, Reference] = {}
    position = 0
    for reference in sorted(references, key=lambda r: r.mention.start):
        mention = reference.mention
        if is_duration(mention.value):
            continue
        code += (text[position : mention.start], symbol(reference))
        starts += range(position, mention.start + 1)
        at[len(starts) - 1] = reference
        position = mention.end
    code.append(text[position:])
    starts += range(position, len(text))
    coded = "".join(code)
    breaks = tuple(_breaks(coded))
    parts = tuple([i for i in breaks if coded[i] in PARTS])
    # Each character of the code ends where the next one begins.
    return Sentence(clause, topic, recent, coded, tuple(starts), (*starts[1:], len(text)), at, breaks, parts)


def _breaks(code: str) -> list[int]:
    quoted = [m.span() for m in QUOTED.finditer(code)] if "“" in code else []
    marks = [match.start() for match in MARKS.finditer(code)]
    return [i for i in marks if not any(a < i < b for a, b in quoted)] if quoted else marks
