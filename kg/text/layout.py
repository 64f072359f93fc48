"""The patterns of report layout, from ``layout.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.tables import installed


@dataclass(frozen=True, slots=True)
class Layout:
    """One compiled pattern per key of ``layout.toml``."""

    page_number: re.Pattern[str]
    heading_tail: re.Pattern[str]
    heading_body: re.Pattern[str]
    division_end: re.Pattern[str]
    contents_title: re.Pattern[str]
    contents_line: re.Pattern[str]
    collection_title: re.Pattern[str]
    caption: re.Pattern[str]
    list_item: re.Pattern[str]
    retrospect: re.Pattern[str]
    year_is_over: re.Pattern[str]
    delivered: re.Pattern[str]
    dateline: re.Pattern[str]
    outlook: re.Pattern[str]
    plan: re.Pattern[str]
    review: re.Pattern[str]
    first_article: re.Pattern[str]
    announces: re.Pattern[str]
    year_ahead: re.Pattern[str]
    article: re.Pattern[str]
    chapter: re.Pattern[str]
    ahead: re.Pattern[str]
    item_title: re.Pattern[str]
    history: re.Pattern[str]


@cache
def layout() -> Layout:
    """The layout patterns, compiled once.

    >>> bool(layout().heading_tail.search("市人大常委会2023年工作综述"))
    True
    """
    return installed("kg.text", "layout.toml", Layout)
