"""What a reader does: ask, click, switch, expand, choose, compare, and all of it without a mouse."""

from __future__ import annotations

import re
from pathlib import Path

from looking import barriers, brightness, wait_in_view
from playwright.sync_api import Page, expect
from watching import Watch

from kg.query.sparql import select
from kg.store import open_graph

QUESTION = "哪些城市制定了停车条例"
DATONG = "/id/division/140200"
DONE = "#graph .graph-status:not(:empty)"


def number(text: str | None) -> int:
    """The first number in a text."""
    found = re.search(r"\d[\d,]*", text or "")
    assert found, text
    return int(found[0].replace(",", ""))


def test_from_a_question_to_the_highlighted_sentence(page: Page) -> None:
    page.goto("/")
    page.fill("#q", QUESTION)
    page.click("form.search button")
    quote = page.locator("#rows ~ ol .fact blockquote a").first
    said = quote.inner_text().strip("“”")
    quote.click()
    expect(page).to_have_url(re.compile(r"#char="))
    target = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    marked = page.evaluate(
        """(id) => { let text = ""; let one = document.getElementById(id);
        while ((one = one.nextElementSibling) && text.length < 200) text += one.textContent; return text; }""",
        target,
    )
    assert marked.startswith(said[:8])
    mark = page.locator(f".text [id='{target}'] ~ .mark").first
    wait_in_view(page, f".text [id='{target}'] ~ .mark")
    colours = mark.evaluate("one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).textDecorationLine]")
    assert colours[0] != "rgba(0, 0, 0, 0)"
    mark.click()
    now = page.locator(".panel .fact.now")
    expect(now).to_have_count(1)
    expect(now.locator("code").first).not_to_be_empty()


def test_the_language_is_one_click_away_and_remembered(page: Page) -> None:
    page.goto(DATONG)
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^zh"))
    page.click("[data-language]")
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^en"))
    page.wait_for_selector(DONE)
    expect(page.locator(DONE)).to_contain_text("links")
    page.goto("/browse")
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^en"))


def test_the_graph_grows_by_clicks_and_kinds_are_hidden(page: Page) -> None:
    page.goto(DATONG)
    page.wait_for_selector(DONE)
    first = number(page.inner_text(DONE))
    picture = page.locator(".graph-picture")
    picture.scroll_into_view_if_needed()
    place = picture.evaluate(
        """box => { const one = box._cyreg.cy.nodes().filter(node => node.data("label") === "山西省")[0];
        return { ...one.renderedPosition() }; }"""
    )
    picture.click(position=place)
    expect(page.locator(".graph-list li button[disabled]")).to_have_count(2)
    more = number(page.inner_text(DONE))
    assert more > first
    assert page.locator(".graph-list li").count() == more
    kind = page.locator(".graph-kinds label").first
    hidden = number(kind.inner_text())
    kind.locator("input").uncheck()
    assert number(page.inner_text(DONE)) == more - hidden
    assert barriers(page) == []


def test_the_graph_is_used_by_keyboard_as_a_list(page: Page) -> None:
    page.goto(DATONG)
    page.wait_for_selector(DONE)
    first = number(page.inner_text(DONE))
    page.locator(".graph-list summary").focus()
    page.keyboard.press("Enter")
    page.locator(".graph-list li", has_text="山西省").locator("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".graph-list li button[disabled]")).to_have_count(2)
    assert number(page.inner_text(DONE)) > first
    assert page.evaluate("document.activeElement.closest('li')?.textContent").startswith("山西省")


def test_a_query_runs_in_the_editor(page: Page, seeds_graph: Path) -> None:
    page.goto("/query")
    page.wait_for_selector("#yasgui .CodeMirror")
    expect(page.locator("#sparql")).to_be_hidden()
    page.click("#yasgui .yasqe_queryButton")
    expect(page.locator("#yasgui .yasr table tbody tr").first).to_be_visible()
    query = "SELECT ?kind (COUNT(?fact) AS ?n) { ?fact rd:kind ?kind } GROUP BY ?kind"
    kinds = len(list(select(open_graph(seeds_graph.parent), query)))
    expect(page.locator("#yasgui .yasr_response_chip")).to_contain_text(f"{kinds} 行")
    assert barriers(page) == []


def test_the_editor_speaks_the_language_of_the_page(page: Page) -> None:
    for language, chinese in (("zh", True), ("en", False)):
        page.goto(f"/query?lang={language}")
        page.wait_for_selector("#yasgui .CodeMirror")
        page.click("#yasgui .yasqe_queryButton")
        expect(page.locator("#yasgui .yasr table tbody tr").first).to_be_visible()
        for name in (".pageSizerLabel", ".yasr_response_chip", ".select_response span", ".dt-info"):
            expect(page.locator(f"#yasgui {name}").last).to_have_text(
                re.compile("[\u4e00-\u9fff]" if chinese else "[a-z]{3}")
            )
        expect(page.locator("#yasgui .yasqe_queryButton")).to_have_attribute(
            "title", "运行查询" if chinese else "Run query"
        )
        expect(page.locator("#yasgui .tableFilter")).to_have_attribute(
            "placeholder", "筛选结果" if chinese else "Filter query results"
        )
        expect(page.locator("#yasgui thead").first).to_contain_text("kind")


def test_the_editor_is_dark_on_a_dark_page(page: Page) -> None:
    page.goto("/query")
    page.wait_for_selector("#yasgui .CodeMirror")
    bright = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        bright[scheme] = brightness(page.locator("#yasgui .CodeMirror"))
    assert bright["light"] > 200
    assert bright["dark"] < 70


def test_a_named_question_is_loaded_and_its_things_lead_to_their_pages(page: Page) -> None:
    page.goto("/query")
    page.wait_for_selector("#yasgui .CodeMirror")
    page.locator("details summary").first.click()
    page.locator("[data-query]").first.click()
    editor = page.locator(".tabPanel.active")
    expect(editor.locator(".CodeMirror")).to_contain_text("PREFIX")
    editor.locator(".yasqe_queryButton").click()
    link = editor.locator(".yasr td a[href*='w3id.org/rendakg/id/']").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/id/"))
    expect(page.locator("h1")).not_to_be_empty()


def test_the_editor_says_what_is_wrong_with_a_query(page: Page, watch: Watch) -> None:
    page.goto("/query?query=SELECT+*+%7B%0A+%3Fs+%3Fp+%5D")
    page.wait_for_selector("#yasgui .CodeMirror")
    page.click("#yasgui .yasqe_queryButton")
    expect(page.locator("#yasgui .yasr")).to_contain_text("line 2, column")
    assert [said for said in watch.said if "400" not in said] == []
    watch.said.clear()


def test_tab_leads_out_of_the_editor(page: Page) -> None:
    page.goto("/query")
    page.wait_for_selector("#yasgui .CodeMirror")
    page.locator("#yasgui .yasqe textarea[aria-label]").first.focus()
    before = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA"
    assert page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()") == before


def test_facets_lead_to_a_known_count(page: Page, seeds_graph: Path) -> None:
    query = "SELECT (COUNT(DISTINCT ?fact) AS ?n) { ?fact a rd:LegislativeStep ; rd:kind rdc:enactment }"
    (row,) = select(open_graph(seeds_graph.parent), query)
    page.goto("/browse")
    everything = number(page.inner_text(".found"))
    choice = page.locator(".facets a", has=page.locator("span", has_text=re.compile("^制定$")))
    counted = number(choice.locator("b").inner_text())
    choice.click()
    expect(page.locator(".chip.chosen")).to_have_count(1)
    assert number(page.inner_text(".found")) == counted == int(row["n"]) < everything
    page.click(".chip.chosen")
    assert number(page.inner_text(".found")) == everything


def test_two_cities_stand_side_by_side(page: Page) -> None:
    page.goto("/compare")
    for city in ("大同市", "吕梁市"):
        page.locator(".options label", has_text=city).locator("input").check()
    page.locator("form.compare button").click()
    heads = page.locator("table.sides").first.locator("thead th")
    expect(heads).to_have_count(3)
    assert [text.strip()[:3] for text in heads.all_inner_texts()[1:]] == ["大同市", "吕梁市"]
    expect(page.locator("table.sides blockquote, table.sides td a").first).to_be_visible()


def test_all_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "#q")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#rows")).to_be_visible()
    _tab_to(page, "blockquote a")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#char="))
    page.keyboard.press("n")
    expect(page.locator(".panel .fact.now")).to_have_count(1)
    first = page.locator(".panel .fact.now").get_attribute("id")
    page.keyboard.press("n")
    assert page.locator(".panel .fact.now").get_attribute("id") != first
    page.keyboard.press("p")
    assert page.locator(".panel .fact.now").get_attribute("id") == first


def test_a_phone_is_wide_enough_to_ask_and_read(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    page.fill("#q", QUESTION)
    page.press("#q", "Enter")
    page.locator("blockquote a").first.click()
    page.wait_for_url(re.compile("#char="))
    target = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    wait_in_view(page, f".text [id='{target}'] ~ .mark")
    box = page.locator(".text").bounding_box()
    assert box is not None
    assert 280 <= box["width"] <= 360


def test_on_a_phone_the_fact_of_a_sentence_is_told_over_the_text(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    page.fill("#q", QUESTION)
    page.press("#q", "Enter")
    page.locator("blockquote a").first.click()
    page.wait_for_url(re.compile("#char="))
    fact = page.locator(".panel .fact.now")
    expect(fact).to_be_in_viewport()
    target = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    wait_in_view(page, f".text [id='{target}'] ~ .mark.now")
    mark, sheet = (
        page.locator(one).bounding_box() for one in (f".text [id='{target}'] ~ .mark.now >> nth=0", ".panel")
    )
    assert mark is not None
    assert sheet is not None
    assert mark["y"] < sheet["y"] < 740
    assert barriers(page) == []
    fold = page.locator("[data-fold]")
    fold.click()
    expect(fact).to_be_hidden()
    expect(fold).to_have_attribute("aria-expanded", "false")
    first = fact.get_attribute("id")
    page.keyboard.press("n")
    expect(fact).to_be_in_viewport()
    assert fact.get_attribute("id") != first
    page.keyboard.press("Escape")
    expect(fold).to_have_attribute("aria-expanded", "false")


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element is reached; fails after a hundred."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")
