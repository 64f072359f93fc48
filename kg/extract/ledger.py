"""What a clause holds that gave no fact, and why: nothing vanishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence

from kg.extract.case import Binding, triggers
from kg.extract.frames import Grammar
from kg.extract.sentence import WORKS, Sentence
from kg.model import Fact, Missed, Quantity, Report, TitleValue

UNMATCHED = "no frame matched"
UNKNOWN = "whose work or act it is, is not known"
OTHERS = "another body's act"
ASIDE = "told of another body's session"
OF_DRAFT = "what a draft says of itself"
TOLD = "told already"


def note(reasons: MutableMapping[int, str], binding: Binding, why: str) -> None:
    """Keep why the trigger and the works of a binding give no fact; what was noted first stays."""
    for index in (binding.start, *binding.works):
        reasons.setdefault(index, f"{binding.frame.id}: {why}")


def ledger(
    case: Sentence, report: Report, facts: Sequence[Fact], reasons: Mapping[int, str], rules: Grammar
) -> Iterator[Missed]:
    """One line for each title and number no fact's proof covers, and for each trigger that was cancelled.

    A trigger for which no frame matched is a line only where its comma segment gave no fact at all.
    """
    used = [(fact.evidence.start, fact.evidence.end) for fact in facts]
    for index, end_index, what in _countable(case, rules):
        start, end = case.span(index, end_index)
        reason = reasons.get(index, UNMATCHED)
        quiet = what == "trigger" and reason == UNMATCHED and _told(case, index, used)
        if not quiet and not any(a <= start and end <= b for a, b in used):
            yield Missed(report.document, start, end, case.clause.text, reason, what)


def _told(case: Sentence, index: int, used: Sequence[tuple[int, int]]) -> bool:
    """Whether a fact's proof touches the comma segment a trigger stands in."""
    start, end = case.span(*case.segment(index))
    return any(a < end and start < b for a, b in used)


def _countable(case: Sentence, rules: Grammar) -> Iterator[tuple[int, int, str]]:
    for index, reference in case.at.items():
        value = reference.mention.value
        if isinstance(value, TitleValue) and case.code[index] in WORKS and value.form != "loose":
            yield index, index + 1, "title"
        elif isinstance(value, Quantity):
            yield index, index + 1, "quantity"
    for trigger in triggers(case, rules):
        if trigger.frames:
            yield trigger.start, trigger.end, "trigger"
