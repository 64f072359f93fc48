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
    "figures": "/figures",
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
    page.wait_for_load_state("networkidle")
    if page.locator("#graph").count():
        page.wait_for_selector("#graph .graph-status:not(:empty)")
    if name == "query":
        page.wait_for_selector("#yasgui .yasqe .CodeMirror")


def _document(page: Page) -> str:
    page.goto("/about")
    return page.locator("a[href^='/files/']").first.get_attribute("href") or ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_bars_people(page: Page, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, name)
    assert barriers(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    opened(page, name)
    assert overflow(page) <= 0


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_its_language_and_title(page: Page, explorer: str, name: str) -> None:
    for language, tag in (("zh", "zh"), ("en", "en")):
        page.context.add_cookies([{"name": "lang", "value": language, "url": explorer}])
        opened(page, name)
        assert (page.locator("html").get_attribute("lang") or "").startswith(tag)
        assert page.title().strip()
        assert page.locator("h1").count() == 1
