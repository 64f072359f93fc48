"""What cancels or weakens a statement: the cues before and behind a binding."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.binding import Binding
from kg.extract.frames import Cue, Grammar
from kg.extract.sentence import Sentence


def cancelled(sentence: Sentence, binding: Binding, grammar: Grammar) -> str | None:
    """The name of the first of the frame's cues that cancels the binding; None when it stands."""
    if sentence.clause.outlook and "planned" in binding.frame.cancelled_by:
        return "planned"
    return next((n for n in binding.frame.cancelled_by if _holds(sentence, binding, grammar.cues[n])), None)


def becomes(sentence: Sentence, binding: Binding, grammar: Grammar) -> str:
    """The kind the binding states: the frame's own, or what a cue makes of it (计划制定: plan-listing)."""
    shifts = binding.frame.becomes or {}
    if sentence.clause.outlook and "planned" in shifts:
        return shifts["planned"]
    return next((k for n, k in shifts.items() if _holds(sentence, binding, grammar.cues[n])), binding.frame.kind)


def _holds(sentence: Sentence, binding: Binding, cue: Cue) -> bool:
    code = sentence.code
    if cue.near and any(cue.near.search(text) for text in _near(sentence, binding)):
        return True
    if cue.before and cue.before.search(code[sentence.part(binding.first) : binding.first]):
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
        yield code[before : min(objects)]
    yield code[max(start, max(objects) + 1) : binding.start]
