"""Where in a report a paragraph stands: under which heading, among what is to come, among articles of law."""

from __future__ import annotations

from typing import NamedTuple

from kg.text.layout import layout
from kg.text.lines import Line

TITLE_LINES = 2


class Position(NamedTuple):
    """``section`` is the heading above; ``outlook`` what is to come; ``article`` the text of a law.

    ``announced`` tells that the line before said what the list items behind it will be.
    """

    section: str = ""
    outlook: bool = False
    article: bool = False
    announced: bool = False
    read: int = 0

    @property
    def ahead(self) -> bool:
        """Whether what stands here is not done yet."""
        return self.outlook or self.announced


def advance(position: Position, text: str, first: Line, heading: bool, year: int | None) -> Position:
    """The position of the next paragraph: ``text`` as matched, its first line, whether it is a heading.

    ``year`` is the report's: a heading with a later one looks ahead. The report's own title does so only as a
    plan's title.
    """
    words = layout()
    listed = position.announced and bool(words.list_item.match(first.bare))
    section, ahead, read = position.section, position.outlook, position.read + 1
    if heading and not (section and words.item_title.search(text)):
        below = read > TITLE_LINES or ahead
        section, ahead = text, bool(words.plan.search(text)) or (below and _looks_ahead(text, ahead, year))
    begun = position.article and not (heading and not words.chapter.match(text))
    article = begun or bool(words.first_article.match(first.bare))
    return Position(section, ahead, article, listed or bool(words.announces.search(text)), read)


def _looks_ahead(heading: str, before: bool, year: int | None) -> bool:
    words = layout()
    dated = words.year_ahead.match(heading)
    if dated and year is not None:
        return int(dated["year"]) > year
    return bool(words.outlook.search(heading)) or (before and not words.review.search(heading))
