"""When: the date that goes with a trigger, or the year the report is about."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.case import Binding
from kg.extract.constructions import constructions
from kg.extract.sentence import Sentence
from kg.extract.session import DECIDED
from kg.extract.setting import Setting
from kg.model import DateValue, RoleValue

# What holds from a date on: 自2024年5月1日起施行，《A》同时废止.
FROM_A_DATE = frozenset({"entry-into-force", "repeal"})
REPEATED = frozenset({"amendment"})
Time = tuple[tuple[str, RoleValue], ...]


def step_times(sentence: Sentence, binding: Binding, kind: str, setting: Setting) -> Iterator[Time]:
    """The time of a step; of one that can happen again several, one each: 2010年、2018年两次修改."""
    found = constructions().dated_each.search(sentence.code[: binding.start]) if kind in REPEATED else None
    if found is None:
        yield tuple(time_roles(sentence, binding, kind, setting))
        return
    for index in range(*found.span("dates")):
        date = _value(sentence, index) if sentence.code[index] == "Ⓓ" else None
        if date is not None:
            yield (("date", date),)


def time_roles(sentence: Sentence, binding: Binding, kind: str, setting: Setting) -> Iterator[tuple[str, RoleValue]]:
    """The date right behind the trigger (制定于2008年), else the nearest before it, else the report's year.

    自…起 dates a work's entry into force or its end and nothing else. What only describes a work (新修订的《A》) has
    no year.
    """
    if binding.frame.undated:
        if setting.report.year is not None:
            yield "year", setting.report.year
        return
    date = _of_decision(sentence, kind) or _behind(sentence, binding.end) or _date(sentence, binding.start, kind)
    if date is not None:
        yield "date", date
    elif setting.day is not None and kind in DECIDED and _of_session(sentence, binding):
        yield "date", setting.day
    elif setting.report.year is not None and not sentence.clause.outlook and not _recent(sentence, binding):
        yield "year", setting.report.year


def _of_session(sentence: Sentence, binding: Binding) -> bool:
    """Whether a step is told as one of the session the report is about."""
    told = constructions().of_session.search(sentence.code[sentence.part(binding.start) : binding.end])
    return bool(told) and binding.how != "modifier" and not sentence.clause.outlook


def _of_decision(sentence: Sentence, kind: str) -> DateValue | None:
    """The day of the decision by which a statute was amended: 根据2019年12月31日……批准的《关于修改〈A〉的决定》修正."""
    index = sentence.code.find("Ⓓ")
    told = kind in REPEATED and index >= 0 and constructions().by_decision.match(sentence.code)
    return _value(sentence, index) if told else None


def _recent(sentence: Sentence, binding: Binding) -> bool:
    """新出台的《A》 tells that it is new, not when it was made."""
    return binding.how == "modifier" and sentence.code[: binding.start].endswith("新")


def _behind(sentence: Sentence, end: int) -> DateValue | None:
    match = constructions().dated_behind.match(sentence.code, end)
    return _value(sentence, match.end() - 1) if match else None


def _date(sentence: Sentence, trigger: int, kind: str) -> DateValue | None:
    code, floor = sentence.code, sentence.part(trigger)
    rules = constructions()
    described = {i for match in rules.dated_title.finditer(code, floor, trigger) for i in range(*match.span())}
    found = [i for i in range(trigger - 1, floor - 1, -1) if code[i] == "Ⓓ" and i not in described]
    found = [i for i in found if _value(sentence, i) is not None]
    starting = [i for i in found if rules.starting.search(code[:i]) or rules.onward.match(code, i + 1)]
    chosen = (starting or found) if kind in FROM_A_DATE else [i for i in found if i not in starting]
    return _value(sentence, chosen[0]) if chosen else _leading(sentence, floor)


def _leading(sentence: Sentence, floor: int) -> DateValue | None:
    """The year that opens a clause of several stretches: 去年，……；对《A》开展立法后评估."""
    match = constructions().leading_date.match(sentence.code) if floor else None
    value = _value(sentence, match.end() - 2) if match else None
    return value if value is not None and value.month is None else None


def _value(sentence: Sentence, index: int) -> DateValue | None:
    value = sentence.at[index].mention.value
    return value if isinstance(value, DateValue) and value.year is not None else None
