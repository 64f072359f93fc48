"""Which works a trigger speaks of: the constructions of Chinese, once for all verbs.

right     制定了全省首部《A》《B》；起草并审议通过《A》 (several verbs, one object)
modifier  表决通过的《A》
dui       对《A》、《B》等3件法规进行修订；将《A》列入计划
noun      完成《A》修订、《B》二审
topic     《A》经……表决通过，自……起施行
phrase    开展农村公路管理等立法调研 (no title, the matter only)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.frames import Frame, Grammar
from kg.extract.sentence import WORKS, Sentence
from kg.model import Reference, TitleValue

GROUP = re.compile(
    f"[{WORKS}](?:(?:、|，|和|及|与|以及|及其|并|；)?(?:新?修订后?的|修改后的|新?制定的)?[{WORKS}])*"
)
CHAIN = re.compile(r"(?:了|并|、|和|及|与|或|，并|并正式|后|正式|或者|以及|Ⓠ|Ⓑ|Ⓜ|全票|高票){0,2}$")
RIGHT_GAP = re.compile(f"[^，；。！？{WORKS}]{{0,30}}$")
DUI = re.compile(r"(?:对|将|就|把|为|围绕|针对)[^，；。ⓉⓁⓄⓌ]{0,14}$")
DUI_GAP = re.compile(r"[^；。ⓉⓁⓄⓌ]{0,24}$")
NOUN_GAP = re.compile(r"(?:等)?(?:[^，；。ⓉⓁⓄⓌ]{0,3}Ⓠ[^，；。ⓉⓁⓄⓌ]{0,8})?(?:的|草案的?|立法的?|（[^）]*）)?$")
TOPIC_GAP = re.compile(
    r"(?:等Ⓠ[^，；。]{0,6})?(?:草案)?(?:$|，|（|于|经|由|获|已|自|从|在|被|正式|全文|顺利|今年|Ⓓ|Ⓑ|Ⓜ|也|均|都|分别|先后|相继|得到|进行|最终|再次|并|全部|则|又|未|暂|因|完成|草案|拟|将|即将|尚|仍)"
)
TOPIC_STOP = re.compile(r"的(?:报告|情况|议案|建议|说明|汇报|审议意见)|实施情况|贯彻|执行情况|精神")

OTHER_OBJECT = re.compile(r"报告|议案|名单|任免|任命|决议|辞|预算|决算|计划|规划|方案|纲要|人选|职务|建议|意见|机构")


@dataclass(frozen=True, slots=True)
class Binding:
    """A frame's trigger at ``code[start:end]`` with its works' indices in the code, or a printed phrase.

    ``borrowed`` is the work the text spoke of just before, where the clause names none.
    """

    frame: Frame
    start: int
    end: int
    how: str
    works: tuple[int, ...] = ()
    phrase: tuple[int, int] | None = None
    borrowed: Reference | None = None

    @property
    def first(self) -> int:
        """Where the leftmost of trigger and objects begins."""
        return min((self.start, *self.works, *(self.phrase or ())[:1]))

    @property
    def last(self) -> int:
        """Where the rightmost of trigger and objects ends."""
        return max((self.end, *(i + 1 for i in self.works), *(self.phrase or ())[1:]))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger found, with the frames that own it (none for a word that only looks like one)."""

    start: int
    end: int
    frames: tuple[Frame, ...]


def triggers(sentence: Sentence, grammar: Grammar) -> tuple[Trigger, ...]:
    """All triggers of a sentence, left to right."""
    return tuple(Trigger(*hit) for hit in grammar.hits(sentence.code))


def groups(code: str) -> tuple[tuple[int, int], ...]:
    """Coordinated titles as spans of ``code``; a comma joins only what 、 could.

    >>> groups("制定Ⓣ、Ⓣ和修订后的Ⓣ，修订Ⓣ")
    ((2, 11), (14, 15))
    """
    return tuple(match.span() for match in GROUP.finditer(code))


def bindings(sentence: Sentence, grammar: Grammar) -> Iterator[Binding]:
    """Every frame's binding in a sentence; a trigger that binds nothing yields none."""
    found = triggers(sentence, grammar)
    spans = groups(sentence.code)
    for i, trigger in enumerate(found):
        for frame in trigger.frames:
            if _allowed(sentence, trigger, frame):
                binding = _bind(sentence, found, i, frame, spans)
                if binding is not None:
                    yield binding


def _allowed(sentence: Sentence, trigger: Trigger, frame: Frame) -> bool:
    code = sentence.code
    if frame.not_followed_by and frame.not_followed_by.match(code, trigger.end):
        return False
    return not (frame.not_preceded_by and frame.not_preceded_by.search(code[: trigger.start]))


def _bind(
    sentence: Sentence, found: tuple[Trigger, ...], i: int, frame: Frame, spans: tuple[tuple[int, int], ...]
) -> Binding | None:
    trigger = found[i]
    for how in ("assist", "right", "modifier", "dui", "noun", "topic", "phrase"):
        if how not in frame.binds:
            continue
        objects = BINDERS[how](sentence, found, i, frame, spans)
        if isinstance(objects, slice):
            return Binding(frame, trigger.start, trigger.end, how, (), (objects.start, objects.stop))
        if objects:
            return Binding(frame, trigger.start, trigger.end, how, objects)
    return _borrowing(sentence, trigger, frame, spans)


def _borrowing(sentence: Sentence, trigger: Trigger, frame: Frame, spans: tuple[tuple[int, int], ...]) -> Binding | None:
    """The work the text just spoke of, for a clause that names none: 自2024年5月1日起施行."""
    if "topic" not in frame.binds or frame.needs is None or spans or sentence.topic is None:
        return None
    start, _ = sentence.segment(trigger.start)
    if not frame.needs.search(sentence.code[start : trigger.end]) or OTHER_OBJECT.search(sentence.code[start:]):
        return None
    return Binding(frame, trigger.start, trigger.end, "topic", borrowed=sentence.topic)


def _works(sentence: Sentence, span: tuple[int, int], frame: Frame) -> tuple[int, ...]:
    return tuple(i for i in range(*span) if sentence.code[i] in WORKS and _accepts(frame, sentence.at[i]))


def _accepts(frame: Frame, reference: Reference) -> bool:
    value = reference.mention.value
    return isinstance(value, TitleValue) and value.form in frame.forms and (frame.drafts or not value.draft)


def _right(sentence: Sentence, found: tuple[Trigger, ...], i: int, frame: Frame, spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    code = sentence.code
    end = _chain_end(code, found, i)
    if code.startswith("的", end):
        return ()
    for span in spans:
        if span[0] >= end:
            gap = code[end : span[0]]
            clear = not any(end <= t.start < span[0] and t.frames and not code.startswith("的", t.end) for t in found)
            return _works(sentence, span, frame) if RIGHT_GAP.fullmatch(gap) and clear else ()
    return ()


def _chain_end(code: str, found: tuple[Trigger, ...], i: int) -> int:
    """The end of the last verb in a chain such as 起草并审议通过."""
    end = found[i].end
    for trigger in found[i + 1 :]:
        if not trigger.frames or not CHAIN.fullmatch(code[end : trigger.start]):
            break
        end = trigger.end
    return end


def _modifier(sentence: Sentence, found: tuple[Trigger, ...], i: int, frame: Frame, spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    end = _chain_end(sentence.code, found, i)
    if not sentence.code.startswith("的", end):
        return ()
    return next((_works(sentence, span, frame) for span in spans if span[0] in (end + 1, end + 2)), ())


def _before(sentence: Sentence, start: int, spans: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    return next((span for span in reversed(spans) if span[1] <= start), None)


def _dui(sentence: Sentence, found: tuple[Trigger, ...], i: int, frame: Frame, spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    code, start = sentence.code, found[i].start
    span = _before(sentence, start, spans)
    if span is None or not DUI.search(code[max(0, span[0] - 16) : span[0]]):
        return ()
    gap = code[span[1] : start]
    allowed = frame.gap.fullmatch(gap) if frame.gap else DUI_GAP.fullmatch(gap) and "，" not in gap
    return _works(sentence, span, frame) if allowed else ()


def _noun(sentence: Sentence, found: tuple[Trigger, ...], i: int, frame: Frame, spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    code, start = sentence.code, found[i].start
    span = _before(sentence, start, spans)
    if span is None:
        return ()
    gap = code[span[1] : start]
    chained = _nouns_between(code, found, i, span[1])
    allowed = (frame.gap or NOUN_GAP).fullmatch(gap) or chained
    return _works(sentence, span, frame) if allowed else ()


def _nouns_between(code: str, found: tuple[Trigger, ...], i: int, end: int) -> bool:
    """《A》立法调研和初审: the noun before also hangs on the title."""
    if i == 0 or found[i - 1].start < end or not found[i - 1].frames:
        return False
    return bool(NOUN_GAP.fullmatch(code[end : found[i - 1].start]) and CHAIN.fullmatch(code[found[i - 1].end : found[i].start]))


def _topic(sentence: Sentence, found: tuple[Trigger, ...], i: int, frame: Frame, spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    code, start = sentence.code, found[i].start
    if frame.needs and not frame.needs.search(code[sentence.part(start) : found[i].end]):
        return ()
    span = _before(sentence, start, spans)
    if span is None:
        return ()
    gap = code[span[1] : start]
    if any(mark in gap for mark in "。！？") or TOPIC_STOP.search(gap) or not TOPIC_GAP.match(gap):
        return ()
    return _works(sentence, span, frame)


def _phrase(sentence: Sentence, found: tuple[Trigger, ...], i: int, frame: Frame, spans: tuple[tuple[int, int], ...]) -> slice | tuple[int, ...]:
    del spans
    code, trigger = sentence.code, found[i]
    if frame.gap is None:
        return ()
    match = None
    for match in frame.gap.finditer(code[: trigger.start]):
        pass
    if match is None or match.end() != trigger.start or not match["phrase"]:
        return ()
    return slice(match.start("phrase"), match.end("phrase"))


def _assist(sentence: Sentence, found: tuple[Trigger, ...], i: int, frame: Frame, spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """配合省人大常委会开展《A》《B》立法调研: every title of the stretch up to the semicolon."""
    code, end = sentence.code, found[i].end
    stop = min((b for b in sentence.breaks if b >= end and code[b] in "，；。"), default=len(code))
    if code[end : end + 12].find("Ⓑ") < 0 or not (frame.needs and frame.needs.search(code[end:stop])):
        return ()
    return tuple(i for span in spans if end <= span[0] < stop for i in _works(sentence, span, frame))


BINDERS = {"assist": _assist, "right": _right, "modifier": _modifier, "dui": _dui, "noun": _noun, "topic": _topic, "phrase": _phrase}
