from __future__ import annotations

import pytest
from looking import barriers, overflow
from playwright.sync_api import Page

PAGES = {
    "home": "/",
    "answer": "/ask?q=哪些城市制定了停车条例",
    "refused": "/ask?q=天气怎么样",
    "place": "/id/division/140200",
    "work": "/ask?q=停车",
    "browse": "/browse",
    "rows": "/browse?kind=enactment",
    "compare": "/compare",
    "compared": "/compare?place=140200&place=330100",
    "masked place": "/id/division/x-74e50b9299393010-14130",
    "fact": "/id/event/enactment/3205b92d7e17c9e8",
    "figures": "/figures",
    "indicator": "/figures?indicator=law-inspections",
    "code": "/code/parking",
    "missing": "/nothing",
    "conflicts": "/conflicts",
    "query": "/query",
    "about": "/about",
    "terms": "/def",
    "codes": "/code",
    "document": "",
}


def opened(page: Page, name: str) -> None:
    """Open a page and wait for what its scripts add."""
    page.goto(PAGES[name] or _document(page))
    if page.locator("#graph").count():
        page.wait_for_selector("#graph .graph-status:not(:empty)")
    if name == "query":
        page.wait_for_selector("#yasgui .yasqe .CodeMirror")
        page.click("#yasgui .yasqe_queryButton")
        page.wait_for_selector("#yasgui .yasr table tbody tr")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_bars_people(page: Page, name: str) -> None:
    opened(page, name)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert barriers(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert overflow(page) <= 0
    assert barriers(page) == []


def _document(page: Page) -> str:
    page.goto("/about")
    return page.locator("table a[lang=zh-Hans]").first.get_attribute("href") or ""
