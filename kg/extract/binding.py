"""Which works a trigger speaks of: the constructions of Chinese, once for all verbs.

right     制定了全省首部《A》《B》；起草并审议通过《A》 (several verbs, one object)
modifier  表决通过的《A》；同年出台的还有《A》
dui       对《A》、《B》等3件法规进行修订；将《A》列入计划
about     就《A》征求意见 (weaker than right: 围绕《A》制定《B》)
noun      完成《A》修订、《B》二审
plural    制定《A》《B》，两部条例均自……起施行 (with topic)
topic     《A》经……表决通过，自……起施行; without a title: the work the text spoke of just before
herald    4月初审，8月二审，《A》…… (with ``borrows``, where no work was spoken of before)
phrase    开展农村公路管理等立法调研 (no title, the matter only)
assist    配合省人大常委会开展《A》《B》立法调研 (every title of the stretch)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.constructions import constructions
from kg.extract.frames import Frame, Grammar
from kg.extract.sentence import PARTS, WORKS, Sentence
from kg.model import Quantity, Reference, TitleValue

Span = tuple[int, int]
LONGEST_CHAIN = 6
WHOLE = "ⓉⓄ"
BODIES = ("Ⓑ", "Ⓜ")


@dataclass(frozen=True, slots=True)
class Binding:
    """A frame's trigger at ``code[start:end]`` with its works' indices in the code, or a printed phrase.

    ``borrowed`` are the works the text spoke of before, where the clause names none.
    """

    frame: Frame
    start: int
    end: int
    how: str
    works: tuple[int, ...] = ()
    phrase: Span | None = None
    borrowed: tuple[Reference, ...] = ()

    @property
    def first(self) -> int:
        """Where the leftmost of trigger and objects begins."""
        return min(self.start, *self.works, *(self.phrase or (self.start,))[:1])

    @property
    def last(self) -> int:
        """Where the rightmost of trigger and objects ends."""
        return max(self.end, *(i + 1 for i in self.works), *(self.phrase or (self.end,))[-1:])


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger found, with the frames that own it (none for a word that only looks like one)."""

    start: int
    end: int
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One frame at one trigger of a sentence, with all its triggers and title groups."""

    sentence: Sentence
    found: tuple[Trigger, ...]
    number: int
    frame: Frame
    spans: tuple[Span, ...]

    @property
    def code(self) -> str:
        """The sentence's code."""
        return self.sentence.code

    @property
    def trigger(self) -> Trigger:
        """The trigger in question."""
        return self.found[self.number]

    def before(self) -> Span | None:
        """The last title group that ends before the trigger."""
        return next((span for span in reversed(self.spans) if span[1] <= self.trigger.start), None)

    def works(self, span: Span) -> tuple[int, ...]:
        """The works of a group that the frame accepts."""
        return tuple(i for i in range(*span) if self.code[i] in WORKS and _accepts(self.frame, self.sentence.at[i]))


def triggers(sentence: Sentence, grammar: Grammar) -> tuple[Trigger, ...]:
    """All triggers of a sentence, left to right."""
    return tuple(Trigger(*hit) for hit in grammar.hits(sentence.code))


def groups(code: str) -> tuple[Span, ...]:
    """Coordinated titles as spans of ``code``.

    >>> groups("制定Ⓣ、Ⓣ和修订后的Ⓣ，修订Ⓣ")
    ((2, 11), (14, 15))
    """
    return tuple(match.span() for match in constructions().coordinated.finditer(code))


def bindings(sentence: Sentence, grammar: Grammar) -> Iterator[Binding]:
    """Every frame's binding in a sentence; a trigger that binds nothing yields none."""
    found = triggers(sentence, grammar)
    spans = groups(sentence.code)
    for number, trigger in enumerate(found):
        for frame in (frame for frame in trigger.frames if frame.binds):
            case = Case(sentence, found, number, frame, spans)
            if _allowed(case) and (binding := _bind(case)):
                yield binding
    yield from _listed(sentence, grammar, spans)


def _listed(sentence: Sentence, grammar: Grammar, spans: tuple[Span, ...]) -> Iterator[Binding]:
    """The titles of a line that is an item of a list, under a heading that says what the list is of."""
    if not spans or not constructions().item.fullmatch(sentence.code[: spans[0][0]]):
        return
    for frame in grammar.frames:
        if frame.heading and frame.heading.search(sentence.clause.section):
            works = tuple(i for i in range(*spans[0]) if sentence.code[i] in WORKS and _accepts(frame, sentence.at[i]))
            if works:
                yield Binding(frame, works[0], works[0], "listed", works)


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
    return _pointed_back(case) or _borrowing(case)


def _borrowing(case: Case) -> Binding | None:
    """The work the text just spoke of, for a clause that names none: 自2024年5月1日起施行."""
    frame, trigger, topic = case.frame, case.trigger, case.sentence.topic
    if frame.borrows is None or _names_another(case):
        return None
    if topic is None:
        return _heralding(case)
    if getattr(topic.mention.value, "draft", False) and not frame.borrows_drafts:
        return None
    start, end = case.sentence.segment(trigger.start)
    elsewhere = constructions().other_object.search(case.code[start:end])
    if elsewhere or not frame.borrows.search(case.code[start : trigger.end]):
        return None
    return Binding(frame, trigger.start, trigger.end, "topic", borrowed=(topic,))


def _heralding(case: Case) -> Binding | None:
    """The work named right behind the comma: 4月初审，8月二审，《A》一步一个脚印."""
    frame, trigger, code = case.frame, case.trigger, case.code
    start, end = case.sentence.segment(trigger.start)
    ahead = next((span for span in case.spans if span[0] >= trigger.end), None)
    if end != trigger.end or ahead is None or code[ahead[0] - 1] not in "，—":
        return None
    if (
        not frame.borrows
        or not frame.borrows.search(code[start:end])
        or any(mark in code[end : ahead[0]] for mark in PARTS)
    ):
        return None
    works = case.works(ahead)
    return Binding(frame, trigger.start, trigger.end, "herald", works) if works else None


def _names_another(case: Case) -> bool:
    """Whether a title stands before the trigger; a plan or the like (列入立法计划，由……起草) is none in this sense."""
    return any(case.code[i] in WHOLE for span in case.spans if span[1] <= case.trigger.start for i in range(*span))


def _accepts(frame: Frame, reference: Reference) -> bool:
    value = reference.mention.value
    if not isinstance(value, TitleValue) or value.form not in frame.forms or (value.draft and not frame.drafts):
        return False
    if frame.not_title and frame.not_title.search(value.name):
        return False
    return value.form != "loose" or not frame.loose_heads or value.head in frame.loose_heads


def _right(case: Case) -> tuple[int, ...]:
    code, end = case.code, _chain_end(case, constructions().between_verbs)
    ahead = [span for span in case.spans if span[0] >= end]
    if not ahead or code.startswith("的", end):
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


def _chain_end(case: Case, between: re.Pattern[str]) -> int:
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


def _behind_preposition(case: Case, preposition: re.Pattern[str]) -> tuple[int, ...]:
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


def _plural(case: Case) -> tuple[int, ...]:
    """What 两部条例, 上述3件法规 mean: the last works named together, when they are as many."""
    code, start = case.code, case.trigger.start
    match = constructions().so_many.search(code[:start])
    if match is None or (case.frame.needs and not case.frame.needs.search(code[match.end("count") : case.trigger.end])):
        return ()
    named = [works for span in case.spans if span[1] <= match.start() and (works := case.works(span))]
    return named[-1] if named and len(named[-1]) == _count(case, match) else ()


def _count(case: Case, match: re.Match[str]) -> int:
    """How many works are pointed at, 0 where the number is masked."""
    quantity = case.sentence.at[match.start("count")].mention.value
    return int(quantity.value or 0) if isinstance(quantity, Quantity) else 0


def _pointed_back(case: Case) -> Binding | None:
    """So many works of the clauses before: 省人大常委会批准上述两件条例; 两件草案分别完成一审."""
    code, frame, trigger = case.code, case.frame, case.trigger
    rules = constructions()
    match = rules.so_many.search(code[: trigger.start])
    if match is not None and frame.needs and not frame.needs.search(code[match.end("count") : trigger.end]):
        return None
    match = match or rules.so_many_behind.match(code, trigger.end)
    if match is None or "topic" not in frame.binds:
        return None
    recent = [r for r in dict.fromkeys(case.sentence.recent) if _accepts(frame, r)]
    works = list({r.entity: r for r in recent}.values())
    number = _count(case, match)
    if not 1 < number <= len(works):
        return None
    return Binding(frame, trigger.start, trigger.end, "topic", borrowed=tuple(works[-number:]))


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
    "plural": _plural,
}
