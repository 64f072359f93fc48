"""The patterns of report layout, from ``layout.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.pattern import Pattern
from kg.tables import installed


@dataclass(frozen=True, slots=True)
class Layout:
    """One compiled pattern per key of ``layout.toml``."""

    page_number: Pattern
    heading_tail: Pattern
    heading_body: Pattern
    division_end: Pattern
    contents_title: Pattern
    contents_line: Pattern
    collection_title: Pattern
    caption: Pattern
    list_item: Pattern
    retrospect: Pattern
    year_is_over: Pattern
    delivered: Pattern
    dateline: Pattern
    outlook: Pattern
    plan: Pattern
    review: Pattern
    first_article: Pattern
    announces: Pattern
    year_ahead: Pattern
    article: Pattern
    chapter: Pattern
    ahead: Pattern
    item_title: Pattern
    history: Pattern


@cache
def layout() -> Layout:
    """The layout patterns, compiled once.

    >>> bool(layout().heading_tail.search("市人大常委会2023年工作综述"))
    True
    """
    return installed("kg.text", "layout.toml", Layout)
