"""When: the date that goes with a trigger, or the year the report is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.binding import Binding
from kg.extract.sentence import Sentence
from kg.extract.setting import Setting
from kg.model import DateValue, RoleValue

STARTS = re.compile(r"(?:自|从)$")
ONWARD = re.compile(r"日?起")
BEHIND = re.compile(r"(?:了)?于Ⓓ")
FORCE = "entry-into-force"


def time_roles(sentence: Sentence, binding: Binding, kind: str, setting: Setting) -> Iterator[tuple[str, RoleValue]]:
    """The date right behind the trigger (制定于2008年), else the nearest before it, else the report's year.

    自…起 dates a work's entry into force and nothing else. What only describes a work (新修订的《A》) has no year.
    """
    date = _behind(sentence, binding.end) or _date(sentence, binding.start, kind)
    if date is not None:
        yield "date", date
    elif setting.report.year is not None and not sentence.clause.outlook and not _recent(sentence, binding):
        yield "year", setting.report.year


def _recent(sentence: Sentence, binding: Binding) -> bool:
    """新出台的《A》 tells that it is new, not when it was made."""
    return binding.how == "modifier" and sentence.code[: binding.start].endswith("新")


def _behind(sentence: Sentence, end: int) -> DateValue | None:
    match = BEHIND.match(sentence.code, end)
    return _value(sentence, match.end() - 1) if match else None


def _date(sentence: Sentence, trigger: int, kind: str) -> DateValue | None:
    code, floor = sentence.code, sentence.part(trigger)
    found = [i for i in range(trigger - 1, floor - 1, -1) if code[i] == "Ⓓ" and _value(sentence, i) is not None]
    starting = [i for i in found if STARTS.search(code[:i]) or ONWARD.match(code, i + 1)]
    chosen = (starting or found) if kind == FORCE else [i for i in found if i not in starting]
    return _value(sentence, chosen[0]) if chosen else None


def _value(sentence: Sentence, index: int) -> DateValue | None:
    value = sentence.at[index].mention.value
    return value if isinstance(value, DateValue) and value.year is not None else None
