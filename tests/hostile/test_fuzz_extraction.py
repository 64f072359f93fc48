"""From any text to the graph: no fault, every quote is its slice, every IRI and literal is valid."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose import PIECES, examples, prose, sentences
from rdflib import Graph

from kg.errors import KgError
from kg.extract.frames import Frame, grammar
from kg.model import Clause, Document, Fact
from kg.pipeline import digest, facts_of, reports_of
from kg.query.ask.question import LONGEST, parse
from kg.rdf.entities import Triple
from kg.rdf.facts import triples
from kg.rdf.files import n_quads, turtle
from kg.rdf.identity import document_iri
from kg.recognise import recognise
from kg.text.clauses import LONGEST as LONGEST_CLAUSE
from kg.text.clauses import REACH, clauses
from kg.text.reports import split_reports

# RFC 3987 as far as a graph needs it: a scheme, and none of what N-Triples cannot hold between < and >.
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


@given(prose())
@examples(120)
def test_every_clause_leads_back_to_the_text(text: str) -> None:
    document = Document("a.txt", text, "utf_8")
    reports = split_reports(document)
    assert all(0 <= report.start <= report.end <= len(text) for report in reports)
    for report in reports:
        for clause in clauses(report):
            assert len(clause.text) == len(clause.offsets) <= 2 * LONGEST_CLAUSE + REACH + 2
            assert list(clause.offsets) == sorted(set(clause.offsets))
            assert report.start <= clause.offsets[0]
            assert clause.offsets[-1] < report.end


@given(prose())
@examples(150)
def test_mentions_lie_in_the_clause_one_beside_the_other(text: str) -> None:
    mentions = recognise(Clause(text, tuple(range(len(text)))))
    ends = [0, *(mention.end for mention in mentions)]
    for mention, end in zip(mentions, ends[:-1], strict=True):
        assert end <= mention.start < mention.end <= len(text)


@given(prose())
@examples(150)
def test_every_quote_is_its_slice_of_the_text(text: str) -> None:
    found = facts_of(Document("a.txt", text, "utf_8"))
    for fact in found.facts:
        proof = fact.evidence
        assert proof.exact == text[proof.start : proof.end] != ""
        assert proof.report.start <= proof.start < proof.end <= proof.report.end
    for line in found.missed:
        assert 0 <= line.start < line.end <= len(text)


@pytest.mark.parametrize("frame", grammar().frames, ids=lambda frame: frame.id)
def test_no_frame_stumbles_over_its_own_words(frame: Frame) -> None:
    words = [*frame.triggers, *(example.text for example in frame.examples[:2])] or ["《甲条例》"]

    @given(st.lists(st.one_of(st.sampled_from(words), sentences()), min_size=1, max_size=6).map("".join))
    @examples(3)
    def quotes_are_slices(text: str) -> None:
        for fact in facts_of(Document("a.txt", text, "utf_8")).facts:
            assert fact.evidence.exact == text[fact.evidence.start : fact.evidence.end]

    quotes_are_slices()


@given(prose(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
@examples(80)
def test_every_iri_and_literal_is_valid_and_read_back_the_same(text: str, name: str) -> None:
    document = Document(name, text, "utf_8")
    quads = b"".join(digest(document).quads)
    read = list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
    assert n_quads({}) == b""
    for quad in read:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, ox.NamedNode):
                assert IRI.fullmatch(term.value), term
                assert urlsplit(term.value).scheme in ("http", "https")
    again = ox.serialize(read, format=ox.RdfFormat.N_QUADS) or b""
    assert sorted(again.splitlines(keepends=True)) == sorted(quads.splitlines(keepends=True))


@given(prose())
@examples(30)
def test_turtle_and_quads_say_the_same_to_another_reader(text: str) -> None:
    document = Document("a.txt", text, "utf_8")
    said = _triples(facts_of(document).facts)
    lines = n_quads({document_iri(document): said})
    of_turtle = {str(triple) for triple in ox.parse(turtle(said), format=ox.RdfFormat.TURTLE)}
    assert of_turtle == {str(quad.triple) for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS)}
    by_rdflib = Graph().parse(io.BytesIO(turtle(said)), format="turtle")
    assert len(by_rdflib) == len(of_turtle)


def _triples(facts: tuple[Fact, ...]) -> set[Triple]:
    return {triple for fact in facts for triple in triples(fact)}


QUESTIONS = st.one_of(prose(), st.lists(st.sampled_from(PIECES["questions"]), max_size=12).map("".join))


@given(QUESTIONS)
@examples(25)
def test_a_question_is_understood_or_refused_in_words(text: str) -> None:
    said = _said(text)
    assert said.strip()


def _said(question: str) -> str:
    """How a question was understood, or why it was not."""
    try:
        return str(parse(question))
    except KgError as error:
        return str(error) if error.exit_code == 2 else ""


def test_what_is_too_long_for_a_question_is_refused_at_once() -> None:
    with pytest.raises(KgError, match=f"is longer than {LONGEST} characters; ask in one sentence"):
        parse("哪些城市" * LONGEST)


def test_a_clause_has_an_end_whatever_marks_follow_it() -> None:
    text = "一" * 3000 + "）" * 50_000
    (report,) = split_reports(Document("a.txt", text, "utf_8"))
    found = clauses(report)
    assert "".join(clause.text for clause in found) == text
    assert max(len(clause.text) for clause in found) <= 2 * LONGEST_CLAUSE + REACH + 2


def test_reports_of_an_empty_text_are_none_that_break() -> None:
    for text in ("", " ", "\n", "\f", "\u200b"):
        assert [found.facts for _, found in reports_of(Document("a.txt", text, "utf_8"))] == [()]


def test_the_prose_is_plausible_enough_to_state_facts() -> None:
    seen: list[tuple[int, int]] = []

    @given(prose())
    @examples(60)
    def read(text: str) -> None:
        found = facts_of(Document("a.txt", text, "utf_8"))
        seen.append((len(found.facts), len(found.missed)))

    read()
    assert sum(facts > 0 for facts, _ in seen) >= len(seen) // 5, seen
    assert sum(missed > 0 for _, missed in seen) >= len(seen) // 5, seen
