"""When: the date that goes with a trigger, or the year the report is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.sentence import Sentence
from kg.extract.setting import Setting
from kg.model import DateValue, RoleValue

STARTS = re.compile(r"(?:自|从)$")
ONWARD = re.compile(r"日?起")
FORCE = "entry-into-force"


def time_roles(sentence: Sentence, trigger: int, kind: str, setting: Setting) -> Iterator[tuple[str, RoleValue]]:
    """The nearest date before the trigger at ``code[trigger]``, else the report's year.

    自…起 dates a work's entry into force and nothing else.
    """
    date = _date(sentence, trigger, kind)
    if date is not None:
        yield "date", date
    elif setting.report.year is not None and not sentence.clause.outlook:
        yield "year", setting.report.year


def _date(sentence: Sentence, trigger: int, kind: str) -> DateValue | None:
    code, floor = sentence.code, sentence.part(trigger)
    found = [i for i in range(trigger - 1, floor - 1, -1) if code[i] == "Ⓓ" and _value(sentence, i) is not None]
    starting = [i for i in found if STARTS.search(code[:i]) or ONWARD.match(code, i + 1)]
    chosen = (starting or found) if kind == FORCE else [i for i in found if i not in starting]
    return _value(sentence, chosen[0]) if chosen else None


def _value(sentence: Sentence, index: int) -> DateValue | None:
    value = sentence.at[index].mention.value
    return value if isinstance(value, DateValue) and value.year is not None else None
