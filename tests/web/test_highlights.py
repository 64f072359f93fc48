from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.web.highlights import Span, pieces

TEXTS = st.text(alphabet="人大\n <&“”", max_size=40)
SPANS = st.lists(
    st.builds(Span, st.integers(-2, 42), st.integers(-2, 42), st.integers(0, 9), st.booleans()), max_size=12
)


@given(TEXTS, SPANS, st.lists(st.tuples(st.integers(-2, 42), st.sampled_from("abc"))))
def test_the_pieces_are_the_text_and_each_span_lies_on_its_own(
    text: str, spans: list[Span], anchors: list[tuple[int, str]]
) -> None:
    cut = pieces(text, spans, anchors)
    assert "".join(one.text for one in cut) == text
    at = 0
    for one in cut:
        held = [span for span in spans if 0 <= span.start <= at < span.end <= len(text)]
        assert sorted(one.facts) == sorted(span.number for span in held if not span.unread)
        assert sorted(one.unread) == sorted(span.number for span in held if span.unread)
        assert set(one.anchors) == {name for place, name in anchors if place == at}
        at += len(one.text)
