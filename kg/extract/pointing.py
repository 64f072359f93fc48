"""Works that stand elsewhere than beside the trigger: spoken of before, pointed at by number, listed, named ahead.

plural    制定《A》《B》，两部条例均自……起施行 (with ``topic``)
before    批准上述3件法规: so many of the works named in the clauses before (with ``topic``)
topic     自……起施行: the work the text spoke of just before (with ``borrows``)
herald    4月初审，8月二审，《A》……: named right ahead, where no work was spoken of before (with ``borrows``)
listed    一、正式项目 / 1.《A》: an item under the heading a frame names
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.case import Binding, Case, Span, accepts
from kg.extract.constructions import constructions
from kg.extract.frames import Grammar
from kg.extract.sentence import PARTS, WORKS, Sentence
from kg.model import Quantity

WHOLE = "ⓉⓄ"
# So many works are pointed at without a word that says so.
FEW = 3


def borrowing(case: Case) -> Binding | None:
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
    if (
        elsewhere
        or any(symbol in WORKS for symbol in case.code[trigger.end : end])
        or not frame.borrows.search(case.code[start : trigger.end])
    ):
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


def plural(case: Case) -> tuple[int, ...]:
    """What 两部条例, 上述3件法规 mean: the last works named together, when they are as many, or all drafts named.

    Works in force that are named one by one may have had different things done to them: 修订了《A》，废止了《B》.
    """
    code, start = case.code, case.trigger.start
    match = constructions().so_many.search(code[:start])
    if match is None or (case.frame.needs and not case.frame.needs.search(code[match.end("count") : case.trigger.end])):
        return ()
    named = [works for span in case.spans if span[1] <= match.start() and (works := case.works(span))]
    at = case.sentence.at
    drafts = (index for works in named for index in works if getattr(at[index].mention.value, "draft", False))
    one_by_one = tuple({at[index].entity: index for index in drafts}.values())
    number = _count(case, match)
    return next((works for works in (*named[-1:], one_by_one) if len(works) == number), ())


def _count(case: Case, match: re.Match[str]) -> int:
    """How many works are pointed at, 0 where the number is masked."""
    quantity = case.sentence.at[match.start("count")].mention.value
    return int(quantity.value or 0) if isinstance(quantity, Quantity) else 0


def pointed_back(case: Case) -> Binding | None:
    """So many works of the clauses before: 省人大常委会批准上述两件条例; 两件草案分别完成一审."""
    code, frame, trigger = case.code, case.frame, case.trigger
    rules = constructions()
    match = rules.so_many.search(code[: trigger.start])
    if match is not None and frame.needs and not frame.needs.search(code[match.end("count") : trigger.end]):
        return None
    match = match or rules.so_many_behind.match(code, trigger.end)
    if match is None or "topic" not in frame.binds:
        return None
    recent = [r for r in dict.fromkeys(case.sentence.recent) if accepts(frame, r)]
    works = list({r.entity: r for r in recent}.values())
    number = _count(case, match)
    pointed = constructions().pointing.search(match[0])
    if not 1 < number <= len(works) or (number > FEW and not pointed and number != len(works)):
        return None
    return Binding(frame, trigger.start, trigger.end, "topic", borrowed=tuple(works[-number:]))


def listed(sentence: Sentence, grammar: Grammar, spans: tuple[Span, ...]) -> Iterator[Binding]:
    """The titles of a line that is an item of a list, under a heading that says what the list is of."""
    if not spans or not constructions().item.fullmatch(sentence.code[: spans[0][0]]):
        return
    for frame in grammar.frames:
        if frame.heading and frame.heading.search(sentence.clause.section):
            works = tuple(i for i in range(*spans[0]) if sentence.code[i] in WORKS and accepts(frame, sentence.at[i]))
            if works:
                yield Binding(frame, works[0], works[0], "listed", works)
