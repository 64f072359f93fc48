"""Where a document of another place begins in a file that several documents were put into.

Headings of one report speak of its own place, or of none. A title that names a division unrelated to the
place told of so far opens another document, if the text then goes on about the new one and is done with the old.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.divisions import divisions, lies_in
from kg.model import Place
from kg.text.layout import layout
from kg.text.lines import Line, is_contents, is_heading

LONGEST_NAME = 12
TITLE_LINES = 3
AHEAD = 800


@dataclass(frozen=True, slots=True)
class _Title:
    """A heading behind a blank line, with the lines of its title and the divisions they name."""

    line: Line
    places: tuple[Place, ...]


def openings_elsewhere(text: str, all_lines: Sequence[Line]) -> list[Line]:
    """The headings of ``text`` that open a document of another place, in order.

    >>> from kg.text.lines import lines
    >>> one = "大同市人大常委会这一年\\n\\n大同市人大常委会制定条例。\\n"
    >>> two = "长沙市：立法为民\\n\\n长沙市人大常委会修订条例，长沙市很好。\\n"
    >>> [line.text for line in openings_elsewhere(one + "\\n" + two, list(lines(one + "\\n" + two)))]
    ['长沙市：立法为民']
    """
    found: list[Line] = []
    own: Place | None = None
    for title in _titles(all_lines):
        for place in title.places:
            if own is None:
                own = place
            elif _goes_on(text, title.line, place, own):
                found.append(title.line)
                own = place
                break
    return found


def _titles(all_lines: Sequence[Line]) -> Iterator[_Title]:
    before_blank = True
    for index, line in enumerate(all_lines):
        heads = before_blank and is_heading(line) and not is_contents(line)
        if heads and not layout().list_item.match(line.bare):
            yield _Title(line, tuple(_named("\n".join(_block(all_lines, index)))))
        before_blank = not line.bare


def _block(all_lines: Sequence[Line], index: int) -> list[str]:
    """The lines of the title at ``index``: headings one below the other."""
    block: list[str] = []
    for line in all_lines[index : index + TITLE_LINES]:
        if not is_heading(line):
            break
        block.append(line.bare)
    return block


def _named(text: str) -> Iterator[Place]:
    """The divisions a text names in full, where the name means only one."""
    for end in (match.end() for match in layout().division_end.finditer(text)):
        for start in range(max(0, end - LONGEST_NAME), end - 1):
            found = divisions().named(text[start:end])
            if len(found) == 1:
                yield found[0]
            if found:
                break


def _goes_on(text: str, title: Line, place: Place, own: Place) -> bool:
    """Whether the text behind a title speaks of ``place`` again, and no longer of ``own``."""
    if lies_in(place, own) or lies_in(own, place):
        return False
    ahead = "".join(text[title.end : title.end + AHEAD].split())
    return _root(place) in ahead and _root(own) not in ahead


def _root(place: Place) -> str:
    return place.name[:-1] if len(place.name) > 2 else place.name
