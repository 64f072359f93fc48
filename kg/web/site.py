"""The pages as plain files: every page that can be reached from the first, with its links led to the files.

A page's file has the name of its address; one with a query string is beside it. Chinese pages lie at the top,
English ones below ``en/``.
"""

from __future__ import annotations

import asyncio
import posixpath
import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit

import httpx
from lxml import html

from kg.errors import InputError, KgError
from kg.export.target import refuse_inside
from kg.web.app import create_app
from kg.web.settings import Settings
from kg.web.wording import LANGUAGES

MARK = "kg-site.txt"
_HOST = "http://localhost"
_LEFT = ("/ask", "/api/", "/query", "/sparql", "/openapi.json")
_PLAIN = re.compile(r"[^A-Za-z0-9._~-]+")
_STEP = 200


@dataclass(slots=True)
class _Crawl:
    """What was reached and is still to be written."""

    client: httpx.AsyncClient
    folder: Path
    waiting: deque[tuple[str, str]] = field(default_factory=deque)
    known: set[tuple[str, str]] = field(default_factory=set)

    def reach(self, language: str, address: str) -> str:
        """The file of an address, which will be written."""
        if (language, address) not in self.known:
            self.known.add((language, address))
            self.waiting.append((language, address))
        return file_of(language, address)


def write(out: Path, folder: Path, say: Callable[[str], None]) -> int:
    """Write the site of the build folder ``out`` into ``folder``; return the number of pages.

    ``folder`` is new, empty, or holds an earlier site, which is replaced as a whole; ``say`` is told how far it is.
    Raises :class:`~kg.errors.InputError` when ``out`` holds no graph or ``folder`` holds anything else.
    """
    refuse_inside(folder, out)
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).is_file())):
        raise InputError("holds what is no site of kg", folder, "name an empty or a new folder")
    try:
        return _replaced(out, folder, say)
    except OSError as error:
        mend = "give a folder you may write to"
        raise InputError(f"cannot be written ({error.strerror or error})", folder, mend) from error


def _replaced(out: Path, folder: Path, say: Callable[[str], None]) -> int:
    folder.resolve().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.resolve().parent, prefix=f".{folder.name}-") as work:
        new, old = Path(work) / "new", Path(work) / "old"
        new.mkdir()
        pages = asyncio.run(_written(out, new, say))
        (new / MARK).write_text("This folder was written by kg site, which replaces it as a whole.\n", encoding="utf-8")
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    return pages


async def _written(out: Path, folder: Path, say: Callable[[str], None]) -> int:
    app = create_app(out, Settings(out, still=True))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=_HOST) as client:
        crawl = _Crawl(client, folder)
        for language in LANGUAGES:
            crawl.reach(language, "/")
        number = 0
        while crawl.waiting:
            await _page(crawl, *crawl.waiting.popleft())
            number += 1
            if number % _STEP == 0:
                say(f"{number} files, {len(crawl.waiting)} to go")
    return number


async def _page(crawl: _Crawl, language: str, address: str) -> None:
    response = await crawl.client.get(address, headers={"Cookie": f"lang={language}"}, follow_redirects=True)
    if response.status_code != 200:
        raise KgError(f"the page {address} cannot be written ({response.status_code})", mend="report it")
    path = crawl.folder / file_of(language, address)
    path.parent.mkdir(parents=True, exist_ok=True)
    is_page = response.headers["content-type"].startswith("text/html")
    path.write_bytes(_led(crawl, language, address, response.text) if is_page else response.content)


def _led(crawl: _Crawl, language: str, address: str, text: str) -> bytes:
    """A page with its links led to files; a link to what needs a server becomes plain text."""
    page = html.document_fromstring(text)
    here = posixpath.dirname(file_of(language, address))
    for element, attribute, link in list(_links(page)):
        target, fragment = urldefrag(link)
        if not target:
            continue
        if target.startswith(_LEFT) or "nofollow" in element.get("rel", ""):
            element.drop_tag()
            continue
        file = crawl.reach(*_addressed(language, target))
        element.set(attribute, posixpath.relpath(file, here or ".") + (f"#{fragment}" if fragment else ""))
    written: bytes = html.tostring(page, encoding="utf-8", doctype="<!doctype html>")
    return written


def _links(page: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str, str]]:
    for element in page.iter():
        for attribute in ("href", "src", "cite"):
            link = element.get(attribute) if isinstance(element.tag, str) else None
            if link and (link.startswith(("/", "#")) and not link.startswith("//")):
                yield element, attribute, link


def _addressed(language: str, target: str) -> tuple[str, str]:
    """The language and the address a link means: a language named in the query is that of the page."""
    parts = urlsplit(target)
    pairs = parse_qsl(parts.query)
    named = next((value for key, value in pairs if key == "lang"), language)
    kept = [(key, value) for key, value in pairs if key != "lang"]
    path = parts.path
    # Files that are the same in both languages are written once.
    if path.startswith(("/static/", "/files/", "/assets/")):
        named = LANGUAGES[0]
    return named, f"{path}?{urlencode(kept)}" if kept else path


def file_of(language: str, address: str) -> str:
    """The file an address is written to, relative to the folder.

    >>> file_of("zh", "/"), file_of("en", "/id/division/140200")
    ('index.html', 'en/id/division/140200.html')
    >>> file_of("zh", "/browse?place=division%2F140200&page=2"), file_of("zh", "/static/style.css")
    ('browse/place-division-140200-page-2.html', 'static/style.css')
    """
    parts = urlsplit(address)
    path = parts.path.strip("/")
    head = "" if language == LANGUAGES[0] else f"{language}/"
    if path.startswith(("static/", "files/", "assets/")):
        return path
    if parts.query:
        pairs = [f"{key}-{value}" for key, value in parse_qsl(parts.query)]
        return f"{head}{path}/{_PLAIN.sub('-', '-'.join(pairs))}.html"
    return f"{head}{path}.html" if path else f"{head}index.html"
