"""Which works a trigger speaks of: the constructions of Chinese, once for all verbs.

right     制定了全省首部《A》《B》；起草并审议通过《A》 (several verbs, one object)
modifier  表决通过的《A》；同年出台的还有《A》
dui       对《A》、《B》等3件法规进行修订；将《A》列入计划
about     就《A》征求意见 (weaker than right: 围绕《A》制定《B》)
noun      完成《A》修订、《B》二审
topic     《A》经……表决通过，自……起施行
phrase    开展农村公路管理等立法调研 (no title, the matter only)
assist    配合省人大常委会开展《A》《B》立法调研 (every title of the stretch)

Works that stand elsewhere are those of :mod:`kg.extract.pointing`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.case import Binding, Case, Span, Trigger, groups, triggers
from kg.extract.constructions import constructions
from kg.extract.frames import Grammar
from kg.extract.pointing import borrowing, listed, plural, pointed_back
from kg.extract.sentence import Sentence
from kg.pattern import Pattern

LONGEST_CHAIN = 6
BODIES = ("Ⓑ", "Ⓜ")


def bindings(sentence: Sentence, grammar: Grammar) -> Iterator[Binding]:
    """Every frame's binding in a sentence; a trigger that binds nothing yields none."""
    found = triggers(sentence, grammar)
    spans = groups(sentence.code)
    for number, trigger in enumerate(found):
        for frame in (frame for frame in trigger.frames if frame.binds):
            case = Case(sentence, found, number, frame, spans)
            if _allowed(case) and (binding := _bind(case)):
                yield binding
    yield from listed(sentence, grammar, spans)


def _allowed(case: Case) -> bool:
    code, trigger, frame = case.code, case.trigger, case.frame
    if frame.not_followed_by and frame.not_followed_by.match(code, trigger.end):
        return False
    if frame.followed_by and not frame.followed_by.match(code, trigger.end):
        return False
    before = code[case.sentence.part(trigger.start) : trigger.end]
    return not frame.requires or bool(frame.requires.search(before))


def _bind(case: Case) -> Binding | None:
    frame, trigger = case.frame, case.trigger
    for how in (name for name in BINDERS if name in frame.binds or (name == "plural" and "topic" in frame.binds)):
        if how == "topic" and "phrase" in frame.binds and (span := _phrase(case)):
            return Binding(frame, trigger.start, trigger.end, "phrase", phrase=span)
        objects = BINDERS[how](case)
        if objects:
            return Binding(frame, trigger.start, trigger.end, how, objects)
    if "phrase" in frame.binds and (span := _phrase(case)):
        return Binding(frame, trigger.start, trigger.end, "phrase", phrase=span)
    return pointed_back(case) or borrowing(case)


def _right(case: Case) -> tuple[int, ...]:
    code, end = case.code, _chain_end(case, constructions().between_verbs)
    ahead = [span for span in case.spans if span[0] >= end]
    if code.startswith("的", end):
        # 列入审议项目的《A》: the next trigger is no verb of the chain but part of what may stand between.
        own = case.trigger.end
        return _at_own_gap(case, own, ahead[0]) if ahead and own < end else ()
    if not ahead:
        return ()
    if case.frame.right_gap:
        return next((works for span in ahead[:2] if (works := _at_own_gap(case, end, span))), ())
    span = ahead[0]
    gap = code[end : span[0]]
    clear = not any(end <= t.start < span[0] and t.frames and not _attributive(code, t) for t in case.found)
    return _with_described(case, span) if clear and constructions().right_gap.fullmatch(gap) else ()


def _at_own_gap(case: Case, end: int, span: Span) -> tuple[int, ...]:
    """The works of a group ahead, where what stands between is what the frame itself allows there."""
    gap = case.frame.right_gap
    return _with_described(case, span) if gap and gap.fullmatch(case.code[end : span[0]]) else ()


def _with_described(case: Case, first: Span) -> tuple[int, ...]:
    """The works of a group and of those listed behind it with a maker each: 批准了甲市制定的《A》、乙市制定的《B》."""
    works, end = case.works(first), first[1]
    for span in case.spans[case.spans.index(first) + 1 :]:
        if not constructions().described_next.fullmatch(case.code[end : span[0]]):
            break
        works, end = works + case.works(span), span[1]
    return works


def _attributive(code: str, trigger: Trigger) -> bool:
    """A verb inside the object, not the one that governs it: 市政府提请审议的《A》, 关于提请审议《A》的议案."""
    return code.startswith("的", trigger.end) or bool(constructions().submitting.search(code[: trigger.start]))


def _chain_end(case: Case, between: Pattern) -> int:
    """The end of the last verb in a chain such as 起草并审议通过."""
    end = case.trigger.end
    for trigger in case.found[case.number + 1 : case.number + 1 + LONGEST_CHAIN]:
        if not trigger.frames or not between.fullmatch(case.code[end : trigger.start]):
            break
        end = trigger.end
    return end


def _modifier(case: Case) -> tuple[int, ...]:
    between = constructions().between_describing if case.code[: case.trigger.start].endswith(BODIES) else None
    end = _chain_end(case, between or constructions().between_verbs)
    span = next((span for span in case.spans if span[0] >= end), None)
    return case.works(span) if span and constructions().modifier_gap.fullmatch(case.code[end : span[0]]) else ()


def _dui(case: Case) -> tuple[int, ...]:
    return _behind_preposition(case, constructions().dui) or _fronted(case)


def _fronted(case: Case) -> tuple[int, ...]:
    span, rules = case.before(), constructions()
    if span is None or case.frame.gap or not rules.fronting.search(case.code[: span[0]]):
        return ()
    return case.works(span) if rules.fronted_gap.fullmatch(case.code[span[1] : case.trigger.start]) else ()


def _about(case: Case) -> tuple[int, ...]:
    return _behind_preposition(case, constructions().about)


def _behind_preposition(case: Case, preposition: Pattern) -> tuple[int, ...]:
    code, span = case.code, case.before()
    if span is None or not preposition.search(code[max(0, span[0] - 16) : span[0]]):
        return ()
    gap = code[span[1] : case.trigger.start]
    allowed = case.frame.gap.fullmatch(gap) if case.frame.gap else constructions().dui_gap.fullmatch(gap)
    return case.works(span) if allowed else ()


def _noun(case: Case) -> tuple[int, ...]:
    span = case.before()
    if span is None:
        return ()
    gap = case.code[span[1] : case.trigger.start]
    own = case.frame.gap
    allowed = own.fullmatch(gap) if own else constructions().noun_gap.fullmatch(gap) or _beside_noun(case, span[1])
    return case.works(span) if allowed else ()


def _beside_noun(case: Case, end: int) -> bool:
    """《A》立法调研和初审: the noun before also hangs on the title."""
    if case.number == 0:
        return False
    other = case.found[case.number - 1]
    if other.start < end or not other.frames:
        return False
    hangs = constructions().noun_gap.fullmatch(case.code[end : other.start])
    joined = constructions().between_verbs.fullmatch(case.code[other.end : case.trigger.start])
    return bool(hangs and joined)


def _topic(case: Case) -> tuple[int, ...]:
    """The nearest work before the trigger that can be its subject; what a preposition governs cannot."""
    code, needs, rules = case.code, case.frame.needs, constructions()
    for span in reversed([span for span in case.spans if span[1] <= case.trigger.start]):
        gap = code[span[1] : case.trigger.start]
        if any(mark in gap for mark in "。！？") or rules.topic_stop.search(gap):
            break
        works = () if rules.no_topic.search(code[: span[0]]) else case.works(span)
        told = rules.topic_gap.match(gap[_last_segment(gap) :])
        if works and told and (not needs or needs.search(code[span[1] : case.trigger.end])):
            return _all_told_of(case, span[0], gap) + _described_before(case, span) + works
    return ()


def _described_before(case: Case, last: Span) -> tuple[int, ...]:
    """The works listed with their makers in front of the last one: 甲公布的《A》和乙通过的《B》同时废止."""
    works: tuple[int, ...] = ()
    start = last[0]
    for span in reversed(case.spans[: case.spans.index(last)]):
        if not constructions().described_next.fullmatch(case.code[span[1] : start]):
            break
        works, start = case.works(span) + works, span[0]
    return works


def _last_segment(gap: str) -> int:
    return max(gap.rfind("，"), gap.rfind("；")) + 1


def _all_told_of(case: Case, start: int, gap: str) -> tuple[int, ...]:
    """Earlier works of the stretch, where the subject sums them up: 制定《A》，修改《B》，均经……批准."""
    if not constructions().all_of_them.match(gap[_last_segment(gap) :]):
        return ()
    stretch = case.sentence.part(start)
    free = [span for span in case.spans if stretch <= span[0] and span[1] <= start]
    return tuple(
        i for span in free if not constructions().no_topic.search(case.code[: span[0]]) for i in case.works(span)
    )


def _phrase(case: Case) -> Span | None:
    before, behind = case.frame.phrase, case.frame.phrase_behind
    match = before.search(case.code[: case.trigger.start]) if before else None
    if match is None and behind:
        match = behind.match(case.code, case.trigger.end)
    return match.span("phrase") if match else None


def _assist(case: Case) -> tuple[int, ...]:
    code, end = case.code, case.trigger.end
    stop = min((b for b in case.sentence.breaks if b >= end and code[b] in "，；。"), default=len(code))
    helped = "Ⓑ" in code[end : min(end + 12, stop)]
    if not helped or (case.frame.needs and not case.frame.needs.search(code[end:stop])):
        return ()
    return tuple(i for span in case.spans if end <= span[0] < stop for i in case.works(span))


BINDERS = {
    "assist": _assist,
    "dui": _dui,
    "right": _right,
    "modifier": _modifier,
    "about": _about,
    "noun": _noun,
    "topic": _topic,
    "plural": plural,
}
