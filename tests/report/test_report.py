"""The report tells just what the build holds, in one page that needs nothing else and runs nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import sync_playwright

from kg.cli import app
from kg.errors import InputError
from kg.extract.frames import CUES, read_cues
from kg.extract.ledger import ASIDE, OF_DRAFT, OTHERS, TOLD, UNKNOWN, UNMATCHED
from kg.pipeline import build
from kg.query.conflicts import conflicts
from kg.query.sparql import select
from kg.report import Overview, overview
from kg.report.drops import drops
from kg.report.page import SHOWN, as_html, as_json
from kg.report.words import LANGUAGES, texts
from kg.store import open_graph

CODE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"
HOSTILE = f"云山市人大常委会2023年工作综述\n一年来，召开“{CODE}”会议x次。听取{CODE}报告3项。检查《{CODE}条例》。\n"


@pytest.fixture(scope="module")
def seeds(seeds_graph: Path) -> Overview:
    return overview(seeds_graph.parent)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of a document with code in its text and in its name, beside one that cannot be read."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    name = CODE.replace("/", "\u2044")
    (folder / "in" / f"{name}.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "in" / f"{name}.pdf").write_bytes(b"no PDF")
    (folder / "in" / f"{name}.exe").write_bytes(b"MZ")
    build([folder / "in"], folder / "out")
    return folder / "out"


def words(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def test_every_fact_is_counted_once(seeds: Overview, seeds_graph: Path) -> None:
    (row,) = select(open_graph(seeds_graph.parent), "SELECT (COUNT(DISTINCT ?f) AS ?n) { ?f rd:evidence ?e }")
    assert seeds.facts == int(row["n"]) > 1000
    assert all(one.type_zh and one.type_en for one in seeds.counts)
    assert [one.facts for one in seeds.counts] == sorted((one.facts for one in seeds.counts), reverse=True)


def test_every_line_of_the_ledger_is_counted_once(seeds: Overview, seeds_graph: Path) -> None:
    lines = (seeds_graph.parent / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum(drop.lines for drop in seeds.drops) == len(lines) > 0
    assert len({(drop.what, drop.reason) for drop in seeds.drops}) == len(seeds.drops)
    text = (seeds_graph.parent / "texts").glob("*.txt")
    held = [path.read_text(encoding="utf-8") for path in text]
    first = seeds.drops[0]
    assert any(first.text[:4] in one[max(0, first.start - 200) : first.end + 200] for one in held)


def test_the_documents_are_those_of_the_build(seeds: Overview, seeds_graph: Path) -> None:
    told = json.loads((seeds_graph.parent / "report.json").read_text(encoding="utf-8"))
    assert {one.sha256 for one in seeds.sources.documents} == {one["sha256"] for one in told["documents"]}
    assert sum(one.statements for one in seeds.sources.documents) == sum(told["facts"].values())
    by_name = {one.name[:3]: one for one in seeds.sources.documents}
    assert (by_name["003"].places, by_name["003"].times) == (("长治市",), ("2024",))
    assert (by_name["004"].places, by_name["004"].reports, by_name["004"].masked_reports) == ((), 12, 12)
    assert by_name["001"].reports == 2


def test_conflicts_masked_figures_and_checks_are_those_of_the_commands(seeds: Overview, seeds_graph: Path) -> None:
    assert list(seeds.conflicts) == conflicts(seeds_graph.parent)
    assert len(seeds.masked) > SHOWN
    assert all("x" in one.verbatim.lower() or "×" in one.verbatim or "某" in one.verbatim for one in seeds.masked)
    assert seeds.verification.faults == ()
    assert seeds.verification.checked > 1000
    assert seeds.violations == 0


def test_a_quote_that_was_changed_is_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([Path(__file__).parent.parent.parent / "seeds" / "003_7662fed80a4cf283.txt"], out)
    (text,) = (out / "texts").iterdir()
    text.write_text(text.read_text(encoding="utf-8").replace("电梯", "楼梯"), encoding="utf-8", newline="")
    found = overview(out)
    assert len(found.verification.faults) == found.verification.checked > 0
    page = html.document_fromstring(as_html(found, "en"))
    assert len([one for one in page.find_class("bad") if "tile" in one.classes]) == 1
    assert f"{found.verification.checked} do not hold" in words(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_and_runs_nothing(seeds: Overview, language: str) -> None:
    text = as_html(seeds, language)
    page = html.document_fromstring(text)
    assert page.xpath("//script | //link | //img | //iframe | //object | //a | //@src | //@href") == []
    assert page.xpath("//@*[starts-with(name(), 'on')] | //@style") == []
    assert "url(" not in text
    assert "@import" not in text
    assert page.get("lang") == {"zh": "zh-Hans", "en": "en"}[language]


def test_both_languages_tell_the_same_numbers(seeds: Overview) -> None:
    tiles = [html.document_fromstring(as_html(seeds, one)).xpath("//dd/b") for one in LANGUAGES]
    zh, en = ([re.sub(r"\D", "", tile.text_content()) for tile in found] for found in tiles)
    assert zh == en
    assert zh[:2] == [str(len(seeds.sources.documents)), str(seeds.facts)]


def test_text_is_never_markup(hostile: Path) -> None:
    found = overview(hostile)
    assert found.sources.refused
    assert found.sources.left_aside
    assert "<script>" in found.sources.documents[0].name
    for language in LANGUAGES:
        page = html.document_fromstring(as_html(found, language))
        assert page.xpath("//script | //img | //@onerror") == []
        assert "<script>alert(1)<" in words(page)
        assert "{{7*7}}" in words(page)
    assert json.loads(as_json(found))["refused"][0]["file"].endswith(".pdf")


def test_it_opens_in_a_browser_without_a_request_or_a_sideways_bar(hostile: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert CliRunner().invoke(app, ["report", "-o", str(hostile), "--html", str(file)]).exit_code == 0
    with sync_playwright() as playwright:
        # chromium refuses to run in its sandbox as root, which is who runs in a container.
        alone = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=alone)
        page = browser.new_page(viewport={"width": 360, "height": 700})
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert page.inner_text("h1").startswith("图谱说明书")
        browser.close()
    assert asked == [file.as_uri()]
    assert said == []


def test_the_same_build_gives_the_same_bytes(seeds: Overview, seeds_graph: Path) -> None:
    again = overview(seeds_graph.parent)
    assert (as_json(again), as_html(again)) == (as_json(seeds), as_html(seeds))


def test_json_has_every_list_whole(seeds: Overview) -> None:
    told = json.loads(as_json(seeds))
    assert len(told["masked"]) == len(seeds.masked)
    assert told["coverage"]["clauses"] == seeds.sources.coverage.countable > 0
    assert {"documents", "sections", "left_aside", "refused", "counts", "drops", "conflicts"} <= set(told)


def test_every_cue_and_every_text_is_in_both_languages() -> None:
    path = Path(__file__).parent.parent.parent / "kg" / "extract" / CUES
    cues, _ = read_cues(path.read_text(encoding="utf-8"))
    others = {UNMATCHED, UNKNOWN, OTHERS, ASIDE, OF_DRAFT, TOLD}
    assert (set(cues) | others) - set(texts().reasons) == set()
    for group in (texts().words, texts().reasons, texts().things, texts().conflict):
        for name, pair in group.items():
            zh, en = pair
            assert re.search("[\u4e00-\u9fff]", zh), name
            assert sorted(re.findall(r"{\w+}", zh)) == sorted(re.findall(r"{\w+}", en)), name


def test_what_is_left_out_of_the_page_is_told(seeds: Overview) -> None:
    page = html.document_fromstring(as_html(seeds, "en"))
    assert f"{len(seeds.masked) - SHOWN} more" in words(page)


def test_of_many_documents_those_are_shown_of_which_least_became_facts(seeds: Overview) -> None:
    first = seeds.sources.documents[0]
    many = tuple(replace(first, name=f"{number:03}.txt", share=number / 100) for number in reversed(range(SHOWN + 5)))
    found = replace(seeds, sources=replace(seeds.sources, documents=many, sections=()))
    page = html.document_fromstring(as_html(found, "en"))
    (rows,) = page.xpath("//section[h2/@id='coverage_title']//tbody")
    assert [row[0].text_content() for row in rows] == [f"{number:03}.txt" for number in range(SHOWN)]
    assert "5 more" in words(page.xpath("//section[h2/@id='coverage_title']")[0])


def test_a_folder_without_a_build_is_refused(sample_out: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no graph in .*; run kg build first"):
        overview(tmp_path)
    with pytest.raises(InputError, match=r"report\.json: cannot be read"):
        overview(sample_out)
    (tmp_path / "ledger.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"ledger\.jsonl: cannot be read .*; run kg build again"):
        drops(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--format", "json", "--html", "x.html"], 2, "--html: names a page, and JSON goes to standard output"),
        (["--html", "{out}/page.html"], 3, "lies in the build folder"),
        (["--lang", "fr"], 2, "'fr' is not one of"),
    ],
)
def test_wrong_usage(seeds_graph: Path, arguments: list[str], code: int, said: str) -> None:
    out = str(seeds_graph.parent)
    result = CliRunner().invoke(app, ["report", "-o", out, *(one.format(out=out) for one in arguments)])
    assert result.exit_code == code
    assert said in result.stderr
