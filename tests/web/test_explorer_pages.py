from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest
from explorer import Explorer, path_of, words
from lxml import html

from kg.query.ask import ask
from kg.query.conflicts import conflicts
from kg.query.sparql import tabulate

MASKED = "division/x-74e50b9299393010-14130"
WORK = "work/x-74e50b9299393010-14130/2ad5a40d967bef21"
STEP = "event/enactment/3205b92d7e17c9e8"
DOCUMENT = "doc/74e50b9299393010"
PARKING = "哪些城市制定了停车条例"
PAGES = {
    "home": "/",
    "answer": f"/ask?q={PARKING}",
    "place": path_of("division/140200"),
    "masked place": path_of(MASKED),
    "work": path_of(WORK),
    "fact": path_of(STEP),
    "document": path_of(DOCUMENT),
    "browse": "/browse",
    "compare": "/compare?place=division/140200&place=division/141100",
    "figures": "/figures",
    "indicator": "/figures?indicator=law-inspections",
    "conflicts": "/conflicts",
    "query": "/query",
    "about": "/about",
    "terms": "/def",
    "codes": "/code",
    "code": "/code/parking",
}


def count(explorer: Explorer, query: str) -> int:
    return int(tabulate(explorer.out, query).rows[0][0])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole_in_both_languages(explorer: Explorer, name: str, language: str) -> None:
    page = explorer.page(PAGES[name], cookie=f"lang={language}")
    assert page.get("lang") == {"zh": "zh-Hans", "en": "en"}[language]
    assert len(page.xpath("//h1")) == 1
    ids = Counter(page.xpath("//@id"))
    assert [one for one, times in ids.items() if times > 1] == []
    anchors = {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")}
    assert anchors - set(ids) == set()
    named = page.xpath("//input[not(@type='checkbox')]/@id | //textarea/@id")
    assert set(named) <= set(page.xpath("//label/@for"))
    assert "built-in" not in words(page)


def test_every_link_of_every_page_leads_somewhere(explorer: Explorer) -> None:
    links = {
        link.partition("#")[0]
        for path in PAGES.values()
        for link in explorer.page(path).xpath("//main//a/@href[starts-with(., '/')]")
        if not link.startswith("/sparql")
    }
    assert len(links) > 500
    sampled = sorted(links)[::15]
    answers = {link: explorer.client.get(link).status_code for link in sampled}
    assert {link: status for link, status in answers.items() if status not in (200, 303)} == {}


def test_a_question_leads_to_the_highlighted_sentence(explorer: Explorer) -> None:
    page = explorer.page(f"/ask?q={PARKING}")
    expected = ask(explorer.out, PARKING)
    quotes = page.xpath("//section[@aria-labelledby='rows']//blockquote/a")
    assert [words(quote) for quote in quotes] == [" ".join(row.quote.split()) for row in expected.rows]
    path, _, anchor = quotes[0].get("href").partition("#")
    (place,) = explorer.page(path).xpath(f"//span[@id='{anchor}']")
    assert "市人大常委会制定出台了" in words(place.getnext())
    assert "mark step" in place.getnext().get("class")


def test_a_near_miss_stands_apart_with_its_reason_in_the_language(explorer: Explorer) -> None:
    chinese, english = (
        explorer.page(f"/ask?q={PARKING}&lang={language}").xpath("//section[@class='near']//p[@class='reason']")
        for language in ("zh", "en")
    )
    assert [words(one) for one in chinese] == ["为什么不是：仅见“二审”，未说“制定”；级别不同：自治州不是城市"]
    assert [words(one) for one in english] == [
        "Why not: only second reading, not stated as enacted; another level: autonomous prefecture is not a city"
    ]


def test_a_name_leads_to_its_thing_and_a_part_of_one_to_a_choice(explorer: Explorer) -> None:
    assert explorer.client.get("/ask?q=大同市").headers["location"] == path_of("division/140200")
    found = explorer.page("/ask?q=大清河").xpath("//ul[@class='names']//a")
    assert "大同市大清河流域生态修复与保护条例" in [words(one) for one in found]


SAID = {
    **PAGES,
    "another answer": "/ask?q=接待群众6000人次以上的有哪些",
    "refused": "/ask?q=哪些城市喜欢停车条例",
    "no such place": "/compare?place=nix",
    "missing": "/nothing",
    "unknown": "/id/nothing",
}
# Names that are the same in every language, files, and the words a source masks with.
NAMES = re.compile(
    r"SPARQL|JSON(-LD)?|CSV|XLSX|/id/\S*|Turtle|OpenAPI|RDF|IRI|English|Esc|SHA|[a-z]+:\w+|\S+\.(txt|ttl|nq|jsonl?)|x+|[a-z]+\.[a-z-]+"
)


@pytest.mark.parametrize("name", SAID)
def test_a_chinese_page_has_no_english_words(explorer: Explorer, name: str) -> None:
    page = html.document_fromstring(explorer.client.get(SAID[name], headers={"Cookie": "lang=zh"}).text)
    for other in page.xpath("//body//*[@lang='zh-Hans' or @lang='en'] | //code | //pre | //textarea | //script"):
        other.drop_tree()
    said = [NAMES.sub("", text) for text in page.xpath("//text() | //@title | //@aria-label | //@placeholder")]
    assert [text for text in said if re.search("[A-Za-z]{3}", text)] == []


@pytest.mark.parametrize("name", SAID)
def test_what_is_chinese_in_an_english_page_is_printed_so(explorer: Explorer, name: str) -> None:
    page = html.document_fromstring(explorer.client.get(SAID[name], headers={"Cookie": "lang=en"}).text)
    printed = (
        "@lang='zh-Hans' or contains(@class, 'amount') or @class='understood' or @class='examples' or @id='refused'"
    )
    for other in page.xpath(f"//code | //pre | //textarea | //title | //time | //small | //input | //*[{printed}]"):
        other.drop_tree()
    said = page.xpath("//header//text() | //h1//text() | //h2//text() | //h3//text() | //th//text() | //dt//text()")
    said += page.xpath("//p//text() | //label//text() | //summary//text() | //@aria-label | //button//text()")
    explained = re.compile("“喜欢”|the number is masked: .*|masked: .*|xx市|6300多|人次|名|制定")
    assert [text for text in said if re.search("[\u4e00-\u9fff]", explained.sub("", text))] == []


def test_a_question_that_is_not_understood_names_the_nearest(explorer: Explorer) -> None:
    page = explorer.page("/ask?q=哪些城市喜欢停车条例", status=400, cookie="lang=zh")
    assert "喜欢" in words(page.xpath("//section[@aria-labelledby='refused']")[0])
    near = [words(one) for one in page.xpath("//ul[@class='examples']//a")]
    assert PARKING in near
    assert [one for one in near if one.isascii()] == []


def test_the_language_is_remembered(explorer: Explorer) -> None:
    response = explorer.client.get("/about?lang=en")
    assert response.cookies["lang"] == "en"
    explorer.client.cookies.clear()
    page = explorer.page("/browse?year=2023", cookie="lang=en")
    (switch,) = page.xpath("//a[@data-language]")
    assert (words(switch), switch.get("href")) == ("中文", "/browse?year=2023&lang=zh")
    assert explorer.page("/", cookie="lang=xx").get("lang") == "zh-Hans"


def test_a_facet_leaves_as_many_facts_as_the_graph_has(explorer: Explorer) -> None:
    enacted = count(explorer, "SELECT (COUNT(*) AS ?n) { ?f a rd:LegislativeStep ; rd:kind rdc:enactment }")
    page = explorer.page("/browse?type=LegislativeStep&kind=enactment")
    assert words(page.xpath("//p[@class='found']")[0]) == f"{enacted} 条事实"
    (link,) = explorer.page("/browse?type=LegislativeStep").xpath("//aside//a[span='制定']")
    assert words(link) == f"制定 {enacted}"
    assert link.get("href") == "/browse?type=LegislativeStep&kind=enactment"


def test_facets_are_chosen_one_of_each_and_given_up_again(explorer: Explorer) -> None:
    one, two, both = (
        int(re.sub(r"\D", "", words(explorer.page(f"/browse?{query}").xpath("//p[@class='found']")[0])))
        for query in ("kind=adoption", "kind=repeal", "kind=adoption&kind=repeal")
    )
    assert one + two == both > one > 0
    (chip,) = explorer.page("/browse?kind=adoption&year=2023").xpath(
        "//a[contains(@class, 'chosen')][contains(., '2023')]"
    )
    assert chip.get("href") == "/browse?kind=adoption"


def test_paging_shows_every_fact_once(explorer: Explorer) -> None:
    path, seen = "/browse?type=SupervisionEvent&sort=time", []
    while path:
        page = explorer.page(path)
        seen += page.xpath("//ol[@class='facts']//a[contains(@class, 'kind')]/@href")
        path = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert len(seen) == len(set(seen)) == count(explorer, "SELECT (COUNT(*) AS ?n) { ?f a rd:SupervisionEvent }")


def test_the_matrix_leads_to_the_rows_behind_a_cell(explorer: Explorer) -> None:
    page = explorer.page("/")
    (row,) = page.xpath("//table[@class='matrix']//tr[th/a[@href='/id/division/140200']]")
    cells = row.xpath(".//a[contains(@class, 'stage')]")
    assert cells
    for cell in cells:
        assert explorer.page(cell.get("href")).xpath("//ol[@class='facts']/li")
    assert "enacted" not in {kind for kind in page.xpath("//table//a/@class") if "reading" in kind}


def test_a_masked_place_says_so_and_has_its_own_facts_only(explorer: Explorer) -> None:
    page = explorer.page(path_of(MASKED))
    assert "隐去了这个地方的名称" in words(page.xpath("//p[@class='warning']")[0])
    assert page.xpath("//h1/span[@class='mask']/text()") == ["74e5·14130"]
    assert not explorer.page(path_of("division/140200")).xpath("//p[@class='warning']")


def test_a_work_has_a_timeline_and_a_fact_its_rule(explorer: Explorer) -> None:
    steps = explorer.page(path_of(WORK)).xpath("//ol[@class='timeline']/li")
    assert [words(one.xpath(".//a[contains(@class, 'kind')]")[0]) for one in steps] == ["制定", "施行"]
    assert "step.enactment" in words(explorer.page(path_of(STEP)).xpath("//section[@aria-labelledby='evidence']")[0])


def test_a_document_is_shown_as_it_is(explorer: Explorer) -> None:
    text = (explorer.out / "texts" / "74e50b9299393010.txt").read_text(encoding="utf-8")
    page = explorer.page(path_of(DOCUMENT))
    (article,) = page.xpath("//article")
    assert article.text_content() == text
    told = count(
        explorer,
        "SELECT (COUNT(*) AS ?n) { ?f rd:evidence ?e FILTER(CONTAINS(STR(?e), '74e50b9299393010')) }",
    )
    assert len(page.xpath("//li[@data-anchor]")) == told


def test_what_was_not_understood_is_shown_with_its_reason(explorer: Explorer) -> None:
    lines = (explorer.out / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    own = [one for one in map(json.loads, lines) if one["document"] == "000_d087e9c94e4b61b5.txt"]
    page = explorer.page(path_of("doc/19eee026f7274f30"), cookie="lang=en")
    told = page.xpath("//li[contains(@class, 'unread')]")
    assert len(told) == len(own) > 0
    assert own[0]["reason"] in words(told[0])
    assert page.xpath("//article/a[@class='mark unread']")


def test_a_masked_figure_is_counted_and_never_drawn_as_a_number(explorer: Explorer) -> None:
    page = explorer.page("/figures?indicator=law-inspections")
    masked = count(
        explorer,
        "SELECT (COUNT(*) AS ?n) { ?f a rd:Statistic ; rd:indicator rdc:law-inspections ; rd:redacted true }",
    )
    rows = page.xpath("//tr[.//span[@class='unknown']]")
    assert len(rows) == masked > 0
    assert not [row for row in rows if row.xpath(".//rect")]
    told = sum(
        int(number) for note in page.xpath("//figure/p[@class='note']") for number in re.findall(r"\d+", words(note))
    )
    assert told == masked


def test_a_range_is_drawn_as_a_range(explorer: Explorer) -> None:
    found = tabulate(
        explorer.out,
        "SELECT ?code ?a ?b { ?f rd:indicator ?code ; schema:minValue ?a ; schema:maxValue ?b FILTER(?a < ?b) }",
    ).rows
    assert found
    code, low, high = found[0]
    page = explorer.page(f"/figures?indicator={code.removeprefix('rdc:')}")
    assert page.xpath("//rect[@class='range']")
    assert any(f"{int(low):,}–{int(high):,}" in words(cell) for cell in page.xpath("//td[@class='number']"))


def test_places_are_compared_side_by_side(explorer: Explorer) -> None:
    page = explorer.page("/compare?place=大同市&place=吕梁市")
    heads = page.xpath("//section[@aria-labelledby='legislation']//thead//th")
    assert [words(head) for head in heads] == ["项目", "大同市", "吕梁市"]
    assert page.xpath("//table[@class='sides']//a[contains(., '大同市电动汽车管理条例')]")
    assert "不存在市" in words(explorer.page("/compare?place=大同市&place=不存在市", status=400))


def test_conflicts_show_both_sides(explorer: Explorer) -> None:
    found = conflicts(explorer.out)
    page = explorer.page("/conflicts")
    assert [len(one.xpath(".//div[@class='side']")) for one in page.xpath("//section[@class='dispute']")] == [
        len(one.sides) for one in found
    ]


def test_about_tells_the_coverage_of_each_document(explorer: Explorer) -> None:
    report = json.loads((explorer.out / "report.json").read_text(encoding="utf-8"))
    page = explorer.page("/about")
    shares = [words(cell) for cell in page.xpath("//section[@aria-labelledby='documents']//td[3]")]
    told = sorted(
        f"{round(100 * one['coverage']['with_facts'] / one['coverage']['clauses'])}%" for one in report["documents"]
    )
    assert sorted(shares) == told


def test_every_term_and_code_has_its_definition(explorer: Explorer) -> None:
    (term,) = explorer.page("/def").xpath("//div[@id='enacted']")
    assert words(term.xpath(".//dd/p")[0])
    assert "parking" in explorer.page("/code").xpath("//code/text()")
    assert explorer.page("/code/unit-ren").xpath("//h1")


def keys(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from keys(value, f"{above}{key}.")
        elif isinstance(value, str):
            yield f"{above}{key}", tuple(sorted(re.findall(r"\{(\w+)\}", value)))


def test_both_languages_have_the_same_texts() -> None:
    folder = files("kg.web").joinpath("texts")
    chinese, english = (
        tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")) for name in ("zh", "en")
    )
    assert sorted(keys(chinese)) == sorted(keys(english))
