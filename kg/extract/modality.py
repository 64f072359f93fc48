"""What cancels or weakens a statement: the cues before and behind a binding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.case import Binding
from kg.extract.constructions import constructions
from kg.extract.frames import Cue, Grammar
from kg.extract.sentence import Sentence


def cancelled(sentence: Sentence, binding: Binding, grammar: Grammar) -> str | None:
    """The name of the first of the frame's cues that cancels the binding; None when it stands."""
    names = binding.frame.cancelled_by
    if sentence.clause.article and not binding.frame.articles and not _is_dated_description(sentence, binding):
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
    rules = constructions()
    back = rules.looks_back.search(sentence.code) or rules.looks_back_printed.search(sentence.clause.text)
    ahead = sentence.clause.outlook or rules.looks_ahead_printed.match(sentence.clause.text)
    return bool(ahead) and not back


def _holds(sentence: Sentence, binding: Binding, cue: Cue) -> bool:
    code = sentence.code
    if cue.near and any(cue.near.search(text) for text in _near(sentence, binding)):
        return True
    if cue.before and _stands_before(sentence, binding, cue.before):
        return True
    if cue.carried and binding.works and cue.carried.search(code[max(binding.works) + 1 : binding.start]):
        return True
    return bool(cue.after and cue.after.search(code[binding.last :]))


def _stands_before(sentence: Sentence, binding: Binding, cue: re.Pattern[str]) -> bool:
    """Whether a cue stands before the binding; one before a semicolon is undone by 已 behind it."""
    code, part = sentence.code, sentence.part(binding.first)
    if cue.search(code[part : binding.first]):
        return True
    return bool(cue.search(code[: binding.first])) and not constructions().done.search(code[part : binding.start])


def _is_dated_description(sentence: Sentence, binding: Binding) -> bool:
    """What an article tells of another work in passing: 2012年8月30日……会议通过的《A》同时废止."""
    start, _ = sentence.segment(binding.start)
    return binding.how == "modifier" and "Ⓓ" in sentence.code[start : binding.start]


def _near(sentence: Sentence, binding: Binding) -> Iterator[str]:
    """The stretches of the comma segment in which a word weighs on the trigger."""
    code = sentence.code
    start, _ = sentence.segment(binding.start)
    objects = [*binding.works, *(binding.phrase or ())[:1]]
    if not objects or min(objects) > binding.start:
        text = code[start : binding.start]
        yield text.rstrip("将把对") if binding.how == "modifier" else text
        return
    before, _ = sentence.segment(min(objects))
    if before == start or binding.how != "topic":
        left = code[before : min(objects)]
        yield "" if binding.how == "topic" and left.endswith("的") else left
    behind = binding.phrase[1] if binding.phrase else max(binding.works) + 1
    yield code[max(start, behind) : binding.start]
