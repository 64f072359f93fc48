"""``docs/reference/ontology.md`` and ``docs/ontology.html``: every class, property and code, and what must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined

from kg import __version__
from kg.rdf.vocabulary import ID, RD, RDC
from kg.resources import ontology_dir
from kg.web.pages.code import CodeList, code_lists
from kg.web.pages.terms import Term, defined

HEAD = f"""# Terms

<!-- Made from ontology/*.ttl by `make reference`; do not edit. -->

Every term of the vocabulary (`ontology/renda.ttl`), every list of codes (`ontology/codes.ttl`), and what a graph must
obey (`ontology/shapes.ttl`). `rd:` is `{RD}`, `rdc:` is `{RDC}`; [the graph](../graph.md) shows how
they are used, and [ontology.html](../ontology.html) is the same as one page for a browser.
"""
PARTS = {"classes": "Classes", "links": "Properties that lead to a thing", "values": "Properties with a value"}
_MESSAGE = ox.NamedNode("http://www.w3.org/ns/shacl#message")
_MARKS = re.compile(r"([\\`*_<>|\[\]])")


def page() -> str:
    """The whole page as Markdown.

    >>> "| `rd:enacted` |" in page()
    True
    """
    lines = [HEAD]
    for kind, title in PARTS.items():
        lines += [f"## {title}", "", "| term | | | what it says |", "|---|---|---|---|"]
        lines += [_term(term) for term in defined() if term.kind == kind]
        lines.append("")
    lines += ["## Codes", ""]
    for one in code_lists():
        lines += [*_codes(one), ""]
    lines += [
        "## What must hold",
        "",
        "The messages of `kg validate`:",
        "",
        *(f"- {_plain(said)}" for said in messages()),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def html() -> str:
    """The same as an HTML page of its own, without a script and without a request.

    >>> 'id="enacted"' in html()
    True
    """
    environment = Environment(
        loader=PackageLoader("kg.reference", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    text = environment.get_template("ontology.html").render(
        parts=[(title, [term for term in defined() if term.kind == kind]) for kind, title in PARTS.items()],
        lists=code_lists(),
        messages=messages(),
        own={term.name for term in defined()},
        spaces=(("rd:", RD), ("rdc:", RDC), ("", ID)),
        style=files("kg.reference").joinpath("ontology.css").read_text(encoding="utf-8"),
        version=__version__,
    )
    return text.rstrip("\n") + "\n"


@cache
def messages() -> Sequence[str]:
    """What the shapes say when they do not hold, in the order of the alphabet.

    >>> any("without evidence" in said for said in messages())
    True
    """
    path = ontology_dir() / "shapes.ttl"
    quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return sorted(
        {quad.object.value for quad in quads if quad.predicate == _MESSAGE and isinstance(quad.object, ox.Literal)}
    )


def _term(term: Term) -> str:
    about = [_plain(term.definitions["en"])] if term.definitions["en"] else []
    for label, names in (("Below", term.above), ("From", term.domain), ("To", term.range)):
        about += [f"{label} {', '.join(f'`{name}`' for name in names)}."] if names else []
    return f"| `rd:{term.name}` | {term.zh} | {_plain(term.en)} | {' '.join(about)} |"


def _codes(one: CodeList) -> Iterator[str]:
    yield f"### {one.head.name}"
    yield ""
    if one.head.definitions["en"]:
        yield from (_plain(one.head.definitions["en"]), "")
    yield from ("| code | | | other words | what it means |", "|---|---|---|---|---|")
    for code in one.codes:
        words = "、".join(word for words in code.words.values() for word in words)
        told = (code.zh, _plain(code.en), _plain(words), _plain(code.definitions["en"]))
        yield f"| `rdc:{code.name}` | {' | '.join(told)} |"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
