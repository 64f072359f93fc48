"""What cancels or weakens a statement: the cues before and behind a binding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.extract.case import Binding
from kg.extract.constructions import constructions
from kg.extract.frames import Cue, Grammar
from kg.extract.sentence import Sentence
from kg.pattern import Pattern

# What a list goes on in: a wish or a plan told of its first item.
WISHES = frozenset({"planned", "advised", "urged", "unreal", "assisted", "article"})
DONE = frozenset({"adoption", "enactment", "amendment", "repeal", "promulgation", "approval"})
# So bound, works are told of anew, whatever was said where they were named.
_POINTING = frozenset({"topic", "plural"})


def cancelled(sentence: Sentence, binding: Binding, grammar: Grammar) -> str | None:
    """The name of the first of the frame's cues that cancels the binding; None when it stands."""
    names = binding.frame.cancelled_by
    if sentence.clause.article and not binding.frame.articles and not _is_dated_description(sentence, binding):
        return "article"
    if is_outlook(sentence) and "planned" in names:
        return "planned"
    told = [name for name in names if grammar.cues[name].may_hold(sentence.code)]
    if told and becomes(sentence, binding, grammar) != binding.frame.kind:
        told = [name for name in told if not grammar.cues[name].weak]
    return _first_held(sentence, binding, told, grammar)


class Mood(NamedTuple):
    """How a binding is told: the cue that cancels it, the kind it states, and ``wish``, a cue that goes on."""

    binding: Binding
    cue: str | None
    kind: str
    wish: str


def mood_of(sentence: Sentence, binding: Binding, grammar: Grammar, before: Mood | None) -> Mood:
    """The mood of a binding; an item of a list is told in that of the one before: 应当制定《A》，修改《B》."""
    cue, kind = cancelled(sentence, binding, grammar), becomes(sentence, binding, grammar)
    shifts = binding.frame.becomes or {}
    wish = cue or next((name for name, shifted in shifts.items() if shifted == kind), "")
    if cue is None and not wish and before is not None and _goes_on(sentence, before, binding):
        wish = before.wish
        kind = shifts.get(wish, kind)
        cue = None if wish in shifts else wish
    return Mood(binding, cue, kind, wish if wish in WISHES else "")


def _goes_on(sentence: Sentence, before: Mood, binding: Binding) -> bool:
    """Whether a binding is the bare next item of the list that the one before, only wished for, stands in."""
    code, gap = sentence.code, (before.binding.last, binding.first)
    if not before.wish or binding.frame.kind not in DONE or gap[0] > gap[1] or code.startswith("了", binding.end):
        return False
    return bool(constructions().bare_item.fullmatch(code, *gap))


def becomes(sentence: Sentence, binding: Binding, grammar: Grammar) -> str:
    """The kind the binding states: the frame's own, or what a cue makes of it (计划制定: plan-listing)."""
    shifts = binding.frame.becomes
    if not shifts:
        return binding.frame.kind
    if is_outlook(sentence) and "planned" in shifts:
        return shifts["planned"]
    told = [name for name in shifts if grammar.cues[name].may_hold(sentence.code)]
    cue = _first_held(sentence, binding, told, grammar)
    return shifts[cue] if cue else binding.frame.kind


def _first_held(sentence: Sentence, binding: Binding, names: Sequence[str], grammar: Grammar) -> str | None:
    """The first of the cues that stands where it weighs on the binding."""
    if not names:
        return None
    scope = _scope(sentence, binding)
    return next((name for name in names if _holds(scope, grammar.cues[name])), None)


def is_outlook(sentence: Sentence) -> bool:
    """Whether the clause stands among what is to be done, and does not itself look back (去年)."""
    clause = sentence.clause
    return _looks_ahead(sentence.code, clause.text, clause.outlook)


@lru_cache(maxsize=8)
def _looks_ahead(code: str, text: str, outlook: bool) -> bool:
    rules = constructions()
    if not outlook and not rules.looks_ahead_printed.match(text):
        return False
    return not (rules.looks_back.search(code) or rules.looks_back_printed.search(text))


class _Scope(NamedTuple):
    """Where the cues of a binding are looked for: ``before`` is all in front of it, ``stretch`` its own part of that.

    ``carried`` stands between its last title and its trigger, if it has one; ``done`` is ``stretch`` up to the trigger.
    ``whole`` is from the beginning of its comma segment to the end of the stretch.
    """

    near: tuple[str, ...]
    before: str
    stretch: str
    done: str
    carried: str | None
    after: str
    whole: str


def _scope(sentence: Sentence, binding: Binding) -> _Scope:
    code, first = sentence.code, binding.first
    part = sentence.part(first)
    opened, _ = sentence.segment(first)
    closed = next((i for i in sentence.parts if i >= binding.last), len(code))
    return _Scope(
        tuple(_near(sentence, binding)),
        code[:first],
        code[part:first],
        code[part : binding.start],
        code[max(binding.works) + 1 : binding.start] if binding.works else None,
        code[binding.last :],
        code[opened:closed],
    )


def _holds(scope: _Scope, cue: Cue) -> bool:
    if cue.unless and cue.unless.search(scope.whole):
        return False
    if cue.near and any(map(cue.near.search, scope.near)):
        return True
    if cue.before and _stands_before(scope, cue.before):
        return True
    if cue.carried and scope.carried is not None and cue.carried.search(scope.carried):
        return True
    return bool(cue.after and cue.after.search(scope.after))


def _stands_before(scope: _Scope, cue: Pattern) -> bool:
    """Whether a cue stands before the binding; one before a semicolon is undone by 已 behind it."""
    if cue.search(scope.stretch):
        return True
    return bool(cue.search(scope.before)) and not constructions().done.search(scope.done)


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
    if before == start or binding.how not in _POINTING:
        left = code[before : min(objects)]
        yield "" if binding.how == "topic" and left.endswith("的") else left
    behind = binding.phrase[1] if binding.phrase else max(binding.works) + 1
    yield code[max(start, behind) : binding.start]
