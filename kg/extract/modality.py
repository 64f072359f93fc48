"""What cancels or weakens a statement: the cues before and behind a binding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.binding import Binding
from kg.extract.frames import Cue, Grammar
from kg.extract.sentence import Sentence

PAST = re.compile(r"^(?:[^，]{0,6}，)?(?:去年|上年|前年|过去|截至目前|目前已|此前|Ⓓ，[^将拟]{2,12}了)")


def cancelled(sentence: Sentence, binding: Binding, grammar: Grammar) -> str | None:
    """The name of the first of the frame's cues that cancels the binding; None when it stands."""
    names = binding.frame.cancelled_by
    if sentence.clause.article and not binding.frame.articles:
        return "article"
    if is_outlook(sentence) and "planned" in names:
        return "planned"
    if becomes(sentence, binding, grammar) != binding.frame.kind:
        names = tuple(name for name in names if not grammar.cues[name].weak)
    return next((name for name in names if _holds(sentence, binding, grammar.cues[name])), None)


def becomes(sentence: Sentence, binding: Binding, grammar: Grammar) -> str:
    """The kind the binding states: the frame's own, or what a cue makes of it (计划制定: plan-listing)."""
    shifts = binding.frame.becomes or {}
    if is_outlook(sentence) and "planned" in shifts:
        return shifts["planned"]
    return next((k for n, k in shifts.items() if _holds(sentence, binding, grammar.cues[n])), binding.frame.kind)


def is_outlook(sentence: Sentence) -> bool:
    """Whether the clause stands among what is to be done, and does not itself look back (去年)."""
    return sentence.clause.outlook and not PAST.search(sentence.code)


def _holds(sentence: Sentence, binding: Binding, cue: Cue) -> bool:
    code = sentence.code
    if cue.near and any(cue.near.search(text) for text in _near(sentence, binding)):
        return True
    if cue.before and cue.before.search(code[: binding.first]):
        return True
    return bool(cue.after and cue.after.search(code[binding.last :]))


def _near(sentence: Sentence, binding: Binding) -> Iterator[str]:
    """The stretches of the comma segment in which a word weighs on the trigger."""
    code = sentence.code
    start, _ = sentence.segment(binding.start)
    objects = [*binding.works, *(binding.phrase or ())[:1]]
    if not objects or min(objects) > binding.start:
        yield code[start : binding.start]
        return
    before, _ = sentence.segment(min(objects))
    if before == start or binding.how != "topic":
        left = code[before : min(objects)]
        yield "" if binding.how == "topic" and left.endswith("的") else left
    yield code[max(start, max(objects) + 1) : binding.start]
