"""A graph whose every text is made to break out of where it is written to."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
from sample import build_sample

from kg.rdf.vocabulary import ID, PREFIXES
from kg.store import create

SPIKES = (
    "a \"quote\" and 'another'",
    "a line\nanother\r\na third\rthe end",
    "> ] ) } <urn:x> .",
    '" . <urn:a> <urn:b> "c',
    '"""\\" } ; DROP ALL #',
    "?s ?p ?o } UNION { SERVICE <http://127.0.0.1:9/> {}",
    "back\\slash \\u0041 \\n $1 %s {0}",
    "\u202eelif.txt \u2066hidden\u2069 \u200f\u061c",
    "nul\x00 bell\x07 unit\x1f c1\x9b[31m",
    "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "{{7*7}}{% raw %}${7*7}#{7*7}",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "]]> <!-- & &amp; &#0; <![CDATA[",
    "javascript:alert(1)",
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "+1+1",
    "-1+1",
    "\t=1+1",
    "＝1+1",
    "_x0041_ _x000B_",
    "tab\tbetween; semicolon, comma",
    "\ufeffmark \ufffe \uffff \u2028 \u2029 \x85",
    "  blanks at both ends \u3000",
    "𠀀\U0010fffd e\u0301 ﬀ",
    "长" * 5_000,
)


TEXT = "|".join(SPIKES)
SHA256 = sha256(TEXT.encode()).hexdigest()
DOCUMENT = f"{ID}doc/{SHA256[:16]}"
NAME = "\x1b[31m\u202e=1+1<script>\n.txt"


def iri(number: int) -> str:
    """The IRI of the fact that carries a spike."""
    return f"{ID}program/990100/{number:016x}"


def quote_of(number: int) -> str:
    """The IRI of its evidence."""
    start, end = _place(number)
    return f"{DOCUMENT}#char={start},{end}"


def _place(number: int) -> tuple[int, int]:
    start = len("|".join([*SPIKES[:number], ""]))
    return start, start + len(SPIKES[number])


def build_spiked(out: Path) -> Path:
    """Write a build folder in which a fact, its quote and its document carry each spike; return it."""
    build_sample(out)
    (out / "texts" / f"{SHA256[:16]}.txt").write_text(TEXT, encoding="utf-8", newline="")
    quads = [*ox.parse(path=out / "graph.nq", format=ox.RdfFormat.N_QUADS), *_quads()]
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    (out / "graph.nq").write_bytes(b"".join(sorted(set(lines.splitlines(keepends=True)))))
    ox.serialize(sorted({quad.triple for quad in quads}, key=str), str(out / "graph.ttl"), ox.RdfFormat.TURTLE)
    create(out / "store", out / "graph.nq")
    return out


def _quads() -> Iterator[ox.Quad]:
    graph = ox.NamedNode(DOCUMENT)
    for number, spike in enumerate(SPIKES):
        fact, quote = ox.NamedNode(iri(number)), ox.NamedNode(quote_of(number))
        body = ox.NamedNode(f"{ID}body/990100/npcsc")
        yield ox.Quad(body, _term("rd:operates"), fact, graph)
        for key, value in (
            ("rdf:type", _term("rd:Programme")),
            ("rd:kind", _term("rdc:campaign")),
            ("rdfs:label", ox.Literal(spike, language="zh")),
            ("rd:noveltyClaim", ox.Literal(spike)),
            ("rd:evidence", quote),
        ):
            yield ox.Quad(fact, _term(key), value, graph)
        start, end = _place(number)
        for key, value in (
            ("rdf:type", _term("rd:Evidence")),
            ("oa:exact", ox.Literal(spike)),
            ("oa:start", ox.Literal(start)),
            ("oa:end", ox.Literal(end)),
            ("rd:inDocument", graph),
        ):
            yield ox.Quad(quote, _term(key), value, graph)
    yield ox.Quad(graph, _term("rdf:type"), _term("rd:SourceDocument"), graph)
    yield ox.Quad(graph, _term("dcterms:identifier"), ox.Literal(NAME), graph)
    yield ox.Quad(graph, _term("rd:sha256"), ox.Literal(SHA256), graph)


def _term(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)
