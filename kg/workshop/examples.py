"""A frame's own examples, run the whole way from text to fact."""

from __future__ import annotations

import re

from kg.extract.frames import Example, Frame
from kg.model import Document, Fact, Work
from kg.pipeline import facts_of
from kg.rdf.identity import title_key

_ISSUER = re.compile(r"^[\u4e00-\u9fff]{2}(?:市|省)")
_NAMED = ("subjectMatter", "name")


def fault_of(frame: Frame, example: Example) -> str:
    """Why an example does not hold; empty when the frame finds in it just the works or matters it names.

    >>> from kg.extract.frames import grammar
    >>> frame = next(frame for frame in grammar().frames if frame.id == "step.repeal")
    >>> fault_of(frame, frame.examples[0]), fault_of(frame, Example("召开会议。"))
    ('', 'finds nothing in the example 召开会议。')
    """
    facts = read(example.text, frame, example.kind or frame.kind)
    if not facts:
        return f"finds nothing in the example {example.text}"
    have, want = works(facts), sorted(map(_bare, example.works))
    return "" if have == want else f"finds {have} and not {want} in the example {example.text}"


def fault_of_counter(frame: Frame, example: Example) -> str:
    """Why a counter-example does not hold; empty when the frame leaves it alone.

    >>> from kg.extract.frames import grammar
    >>> frame = next(frame for frame in grammar().frames if frame.id == "step.repeal")
    >>> fault_of_counter(frame, frame.counter_examples[0])
    ''
    """
    quotes = [fact.evidence.exact for fact in read(example.text, frame, frame.kind)]
    return f"finds {quotes} in the counter-example {example.text}" if quotes else ""


def read(text: str, frame: Frame, kind: str) -> list[Fact]:
    """The facts of a kind that a frame finds in a text; a figure is known by its frame alone."""
    facts = facts_of(Document("例.txt", text, "utf_8")).facts
    of_kind = [fact for fact in facts if frame.fact == "Statistic" or fact.kind == kind]
    return [fact for fact in of_kind if fact.evidence.rule == frame.id and fact.type == frame.fact]


def works(facts: list[Fact]) -> list[str]:
    """The works some facts concern, each once; where they concern none, what they name."""
    found = {_bare(w.title, w.place.name) for fact in facts for w in fact.role("concerns") if isinstance(w, Work)}
    named = {_bare(str(name)) for fact in facts for role in _NAMED for name in fact.role(role)}
    return sorted(found or named)


def _bare(title: str, place: str = "") -> str:
    return _ISSUER.sub("", title_key(title, place))
