from __future__ import annotations

from math import comb
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from explorer import words
from lxml import html

from kg.errors import InputError
from kg.web.catalogue import load
from kg.web.pages.compare import STILL
from kg.web.site import MARK, write


@pytest.fixture(scope="module")
def site(walks_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "public"
    assert write(walks_out, folder, say=lambda _: None) > 50
    return folder


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_link_leads_to_a_file_of_the_site(site: Path) -> None:
    broken = []
    for path in pages(site):
        page = html.document_fromstring(path.read_bytes())
        ids = set(page.xpath("//@id"))
        for link in page.xpath("//@href | //@src"):
            target, fragment = urldefrag(unquote(link))
            if target.startswith(("http://", "https://")):
                continue
            if not target:
                broken += [(path, link)] if fragment not in ids else []
            elif target.startswith("/") or not (path.parent / target).resolve().is_file():
                broken.append((path, link))
    assert broken == []


def test_both_languages_are_written_and_lead_to_each_other(site: Path) -> None:
    chinese, english = (
        html.document_fromstring((site / name).read_bytes()) for name in ("about.html", "en/about.html")
    )
    assert (chinese.get("lang"), english.get("lang")) == ("zh-Hans", "en")
    assert chinese.xpath("//a[@data-language]/@href") == ["en/about.html"]
    assert english.xpath("//a[@data-language]/@href") == ["../about.html"]


def test_it_needs_no_server(site: Path) -> None:
    for path in pages(site):
        text = path.read_text(encoding="utf-8")
        assert "<form" not in text
        assert "/api/" not in text


def test_a_filter_leads_to_as_many_facts_as_it_says(site: Path) -> None:
    page = html.document_fromstring((site / "browse.html").read_bytes())
    choices = page.xpath("//aside[@id='facets']//li/a")
    assert len(choices) > 20
    for choice in choices:
        led = html.document_fromstring((site / choice.get("href")).read_bytes())
        (found,) = led.xpath("//p[@class='found']")
        assert words(found).split()[0] == words(choice.xpath("./b")[0])
        assert led.xpath("//aside[@id='facets']") == []
        assert "kg serve" in words(led.xpath("//section[@class='results']/p[@class='note']")[0])


def test_two_places_stand_side_by_side(site: Path, walks_out: Path) -> None:
    named = [name for name in load(walks_out).places if "/x-" not in name]
    page = html.document_fromstring((site / "compare.html").read_bytes())
    pairs = page.xpath("//ul[@class='names']//a")
    assert len(pairs) == comb(min(len(named), STILL), 2) > 0
    for pair in pairs:
        led = html.document_fromstring((site / pair.get("href")).read_bytes())
        heads = [words(one) for one in led.xpath("(//table[@class='sides'])[1]/thead//th")[1:]]
        assert heads == words(pair).split(" · ") or led.xpath("//table") == []
    assert "kg serve" in words(page.xpath("//p[@class='note']")[0])


def test_the_same_graph_gives_the_same_site(site: Path, walks_out: Path, tmp_path: Path) -> None:
    write(walks_out, tmp_path / "again", say=lambda _: None)
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (site, tmp_path / "again")
    )
    assert first == second


def test_an_earlier_site_is_replaced_and_nothing_else(walks_out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / MARK).touch()
    (folder / "old.html").touch()
    write(walks_out, folder, say=lambda _: None)
    assert not (folder / "old.html").exists()
    foreign = tmp_path / "mine"
    foreign.mkdir()
    (foreign / "letter.txt").touch()
    with pytest.raises(InputError, match="holds what is no site of kg"):
        write(walks_out, foreign, say=lambda _: None)
    with pytest.raises(InputError, match="lies in the build folder"):
        write(walks_out, walks_out / "site", say=lambda _: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "public"]
