"""HTML pages: the headline and the main text, without menus, footers and comments."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import Document
from kg.read.encoding import declared, detect
from kg.read.files import extracted, printable
from kg.read.plain import refuse_binary, undecodable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Where Chinese government sites (and others) put the headline of a page, the surest place first.
_HEADLINES = (
    "//meta[@name='ArticleTitle']/@content",
    "//meta[@property='og:title']/@content",
    "//h1",
    "//title",
)
# The name of the site behind the headline: 2023年工作综述_大同人大网.
_SITE = re.compile(r"\s*(?:_|\||｜|\s[-–—]\s).*$", re.DOTALL)
_STATES = re.compile("[。！？；]")


def read_html(path: Path, data: bytes, most: int) -> Document:
    r"""Return the document whose text is the headline and the main text of a page, a paragraph a line.

    Tables come as lines of cells between ``|``. The page's encoding is what its first bytes or UTF-8's
    rules tell, else what its ``meta`` declares, else the likeliest (:mod:`kg.read.encoding`).
    Raises InputError when the page is no text, in no known encoding, holds none, or one of more than ``most`` bytes.

    >>> read_html(Path("a.html"), "<h1>工作综述</h1><p>制定条例。<p>修订办法。".encode("gbk"), 999).text
    '工作综述\n制定条例。\n修订办法。'
    """
    where = printable(path)
    refuse_binary(where, data)
    encoding = declared(data) or detect(data)
    if encoding is None:
        raise undecodable(where, data)
    text = _main_text(data.decode(encoding))
    if not text:
        raise InputError("is a page without text", where, "save the page once it is loaded whole, or save its text")
    return extracted(path, text, encoding, most)


def _main_text(page: str) -> str:
    from lxml import etree, html
    from trafilatura import extract

    # The parser gets bytes and their encoding, so that it does not follow what the page declares.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except etree.ParserError:
        return ""
    headline = _headline(tree)
    _unframe(tree)
    main = extract(tree, include_comments=False, include_tables=True, include_links=False, deduplicate=False)
    lines = [line.strip() for line in (main or "").splitlines()]
    return "\n".join(_headed(headline, [line for line in lines if line])).strip()


def _unframe(tree: HtmlElement) -> None:
    """Take away tables of one cell: they frame the text, and its paragraphs would end up in one line."""
    for table in [*tree.iter("table")]:
        parts = [*table.iter("thead", "tbody", "tr", "td", "th")]
        if sum(part.tag in ("td", "th") for part in parts) == 1:
            table.tag = "div"
            for part in parts:
                part.drop_tag()


def _headline(tree: HtmlElement) -> str:
    from lxml import etree

    for where in _HEADLINES:
        for found in etree.XPath(where)(tree):
            text = found if isinstance(found, str) else found.text_content()
            if headline := " ".join(_SITE.sub("", text.strip()).split()):
                return headline
    return ""


def _headed(headline: str, lines: list[str]) -> list[str]:
    """The lines from the headline on; it is put in front where the main text lacks it.

    What stands before it is dropped when it states nothing: menus, the path of the page.
    """
    if not headline or not lines:
        return lines
    bare = "".join(headline.split())
    at = next((i for i, line in enumerate(lines) if "".join(line.split()) == bare), None)
    if at is None:
        return lines if bare in "".join("".join(lines).split()) else [headline, *lines]
    return lines if any(_STATES.search(line) for line in lines[:at]) else lines[at:]
