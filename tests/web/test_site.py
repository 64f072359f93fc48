from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html

from kg.errors import InputError
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
