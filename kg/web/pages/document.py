"""The page of a document: its text as it is, with the facts read from it, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.responses import Response

from kg.query.network.terms import local, short
from kg.web.catalogue import Entry, Passage
from kg.web.catalogue.documents import Document, Unread, text_of
from kg.web.desk import Desk
from kg.web.highlights import Piece, Span, pieces
from kg.web.lines import Line, line
from kg.web.rendering import render


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact at one place of the text; ``number`` is its place in the order of the text, ``rules`` what read it."""

    number: int
    anchor: str
    line: Line
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of the text with the style it is shown in; empty for plain text."""

    piece: Piece
    colour: str
    target: str


def page(desk: Desk, iri: str) -> Response:
    """The page of the document ``iri``."""
    document = desk.catalogue.documents[iri]
    stated = list(_stated(desk, iri))
    return render(
        desk,
        "document.html",
        document=document,
        iri=iri,
        stated=stated,
        unread=list(enumerate(document.unread)),
        pieces=list(_shown(text_of(desk.catalogue.out, iri), stated, document)),
        browse=f"/browse?document={short(iri)}",
        share=round(100 * document.with_facts / document.clauses) if document.clauses else None,
    )


def _stated(desk: Desk, iri: str) -> Iterator[Stated]:
    found = [(at, one) for one in desk.catalogue.in_document.get(iri, ()) for at in one.passages if at.document == iri]
    ordered: Sequence[tuple[Passage, Entry]] = sorted(found, key=lambda pair: (pair[0].start, pair[0].end, pair[1].iri))
    for number, (at, one) in enumerate(ordered):
        yield Stated(number, f"char={at.start},{at.end}", line(desk, one, at), rules_of(at.rules, one))


def rules_of(rules: Sequence[str], one: Entry) -> tuple[str, ...]:
    """Those of an evidence's rules that give facts of this kind; all of them where none tells."""
    fitting = [rule for rule in rules if one.kind and local(rule.partition(".")[2]).startswith(one.kind)]
    return tuple(fitting) or tuple(rules)


def _shown(text: str, stated: Sequence[Stated], document: Document) -> Iterator[Shown]:
    facts = [Span(*_offsets(one.anchor), one.number) for one in stated]
    clauses = enumerate(_clauses(text, document.unread))
    unread = [Span(start, end, number, unread=True) for number, (start, end) in clauses]
    anchors = [
        (_offsets(name)[0], name) for name in (*(one.anchor for one in stated), *(n for n, _ in document.reports))
    ]
    for piece in pieces(text, [*facts, *unread], anchors):
        if not piece.text.strip():
            # A link of white space alone has no name that could be read out.
            yield Shown(piece, "", "")
        elif piece.facts:
            yield Shown(piece, stated[piece.facts[0]].line.colour, f"fact-{piece.facts[0]}")
        else:
            yield Shown(piece, *("unread", f"unread-{piece.unread[0]}") if piece.unread else ("", ""))


def _offsets(anchor: str) -> tuple[int, int]:
    start, _, end = anchor.removeprefix("char=").partition(",")
    return int(start), int(end)


@lru_cache(16)
def _clauses(text: str, unread: tuple[Unread, ...]) -> list[tuple[int, int]]:
    """Where the clauses stand that were not understood; remembered, for it is half the work of a page."""
    return [_clause(text, one) for one in unread]


def _clause(text: str, one: Unread) -> tuple[int, int]:
    """Where the whole clause stands: the ledger has its words with the line wraps mended, and where the trigger is.

    >>> _clause("前言。要 推进\\n立法工作。", Unread(9, 11, "trigger", "", "要推进立法工作。"))
    (3, 13)
    """
    words = "".join(one.text.split())
    reach = 2 * len(one.text) + 40
    low, high = max(0, one.start - reach), min(len(text), one.end + reach)
    places = [at for at in range(low, high) if not text[at].isspace()]
    plain = "".join(text[at] for at in places)
    inside = len("".join(text[low : one.start].split()))
    found = plain.rfind(words, 0, inside + len(words))
    if not words or found < 0 or not found <= inside < found + len(words):
        return one.start, one.end
    return places[found], places[found + len(words) - 1] + 1
