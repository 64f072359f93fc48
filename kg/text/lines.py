"""Lines of a document and what kind each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.pattern import Pattern
from kg.text.layout import layout
from kg.text.mapped import simplified

TERMINAL = "。！？；!?;…"
CLOSING = "”’）》」』)\"'"
WITHIN = Pattern("[。；！;]")
HEADING_LENGTH = 40
SHORTEST_WRAP = 12
PAGE_TAIL = 24


class Line(NamedTuple):
    """A line without its line break: ``start`` is its first character's offset in the document."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the line's last character."""
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        """The line without white space, in simplified characters; as long as printed."""
        return _bare(self.text)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return simplified("".join(text.split()))


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of ``text[start:end]``; a form feed ends a line as a line feed does.

    >>> [line.start for line in lines("人大\\n\\f常委会")]
    [0, 3, 4]
    """
    stop = len(text) if end is None else end
    at = start
    for piece in text[start:stop].replace("\f", "\n").replace("\x0b", "\n").replace("\u2028", "\n").split("\n"):
        yield Line(piece, at)
        at += len(piece) + 1


def ends_sentence(bare: str) -> bool:
    """Whether a line ends with a full stop or its like, closing marks aside; an empty one does.

    >>> ends_sentence("（表决通过。）"), ends_sentence("一、立法工作")
    (True, False)
    """
    return bare.rstrip(CLOSING)[-1:] in TERMINAL if bare else True


def is_heading(line: Line) -> bool:
    """A short line without sentence punctuation inside: a title, a section heading, a caption.

    >>> is_heading(Line("一、立法工作", 0)), is_heading(Line("会议闭幕。", 0))
    (True, False)
    """
    bare = line.bare
    return 0 < len(bare) <= HEADING_LENGTH and not WITHIN.search(bare) and not ends_sentence(bare)


def wrap_width(all_lines: list[Line]) -> int:
    """The width at which the text is hard-wrapped, 0 when its lines are paragraphs.

    Taken as wrapped: a length (±2) that at least a third of the longer lines share, and few exceed.
    """
    lengths = [len(line.bare) for line in all_lines if len(line.bare) >= SHORTEST_WRAP]
    if len(lengths) < 4:
        return 0
    counts = Counter(lengths)
    near = {width: sum(counts[width + d] for d in (-2, -1, 0, 1, 2)) for width in counts}
    width = max(near, key=lambda w: (near[w], w))
    beyond = sum(length > width + 2 for length in lengths)
    return width if near[width] * 3 >= len(lengths) >= beyond * 4 and width <= 60 else 0


def is_contents(line: Line) -> bool:
    """A line of a contents page: it ends in leaders or a tab and a page number.

    >>> is_contents(Line("立法工作……12", 0)), is_contents(Line("立法工作12", 0))
    (True, False)
    """
    text = line.text.rstrip()
    return text[-1:].isdecimal() and bool(layout().contents_line.search(text[-PAGE_TAIL:]))


def is_text(line: Line) -> bool:
    """A line that holds text of the report: not blank, no page number, no line of a contents page.

    >>> [is_text(Line(text, 0)) for text in ("立法工作", "—12—", "立法工作……12", " ")]
    [True, False, False, False]
    """
    return bool(line.bare) and not is_contents(line) and not layout().page_number.match(line.bare)
