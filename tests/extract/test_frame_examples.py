"""Every frame's own examples: what it must find, and what it must leave alone."""

from __future__ import annotations

import re

import pytest

from kg.extract.frames import Example, Frame, grammar
from kg.model import Document, Fact, Work
from kg.pipeline import facts_of
from kg.rdf.identity import title_key

ISSUER = re.compile(r"^[\u4e00-\u9fff]{2}(?:市|省)")


def cases(counter: bool) -> list[object]:
    found = []
    for frame in grammar().frames:
        for number, example in enumerate(frame.counter_examples if counter else frame.examples, start=1):
            found.append(pytest.param(frame, example, id=f"{frame.id}-{number}"))
    return found


def read(text: str, frame: Frame, kind: str) -> list[Fact]:
    """The facts of a kind that a frame finds in a text; a figure is known by its frame alone."""
    facts = facts_of(Document("例.txt", text, "utf_8")).facts
    of_kind = [fact for fact in facts if frame.fact == "Statistic" or fact.kind == kind]
    return [fact for fact in of_kind if fact.evidence.rule == frame.id and fact.type == frame.fact]


def bare(title: str, place: str = "") -> str:
    return ISSUER.sub("", title_key(title, place))


def works(facts: list[Fact]) -> list[str]:
    """The works some facts concern, each once; where they concern none, what they name."""
    found = [bare(w.title, w.place.name) for fact in facts for w in fact.role("concerns") if isinstance(w, Work)]
    named = {bare(str(name)) for fact in facts for role in ("subjectMatter", "name") for name in fact.role(role)}
    return sorted({*found} or named)


@pytest.mark.parametrize(("frame", "example"), cases(counter=False))
def test_example(frame: Frame, example: Example) -> None:
    facts = read(example.text, frame, example.kind or frame.kind)
    assert facts, f"{frame.id} finds nothing in {example.text}"
    assert works(facts) == sorted(map(bare, example.works))


@pytest.mark.parametrize(("frame", "example"), cases(counter=True))
def test_counter_example(frame: Frame, example: Example) -> None:
    assert [fact.evidence.exact for fact in read(example.text, frame, frame.kind)] == []
