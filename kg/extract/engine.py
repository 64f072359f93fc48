"""Resolved clauses → facts, and a ledger of what gave none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.binding import Binding, bindings, triggers
from kg.extract.figures import all_done, figures, is_duration
from kg.extract.frames import Grammar, grammar
from kg.extract.inspections import inspection_facts
from kg.extract.modality import becomes, cancelled
from kg.extract.patterns import pattern_facts
from kg.extract.sentence import WORKS, Sentence, sentence
from kg.extract.setting import Setting
from kg.extract.steps import step_facts
from kg.model import Body, Clause, Fact, Missed, Quantity, Reference, Report, TitleValue, Work

BUILDERS: dict[str, Callable[..., Iterator[Fact]]] = {
    "LegislativeStep": step_facts,
    "SupervisionEvent": inspection_facts,
}
TOPIC_REACH = 3
SPOKEN_OF = frozenset({"LocalRegulation", "Law"})


@dataclass(frozen=True, slots=True)
class Extracted:
    """The facts of a report, and its ledger: what could have been a fact and was not, and why."""

    facts: tuple[Fact, ...]
    missed: tuple[Missed, ...]


def extract(
    setting: Setting,
    clauses: Sequence[Clause],
    references: Sequence[Sequence[Reference]],
    sections: Sequence[Body | None],
) -> Extracted:
    """All facts of one report, in order. ``references[i]`` and ``sections[i]`` belong to ``clauses[i]``."""
    facts: list[Fact] = []
    missed: list[Missed] = []
    topic: Reference | None = None
    age = 0
    for clause, found, section in zip(clauses, references, sections, strict=True):
        case = sentence(clause, found, topic if age < TOPIC_REACH else None)
        new, lost = _read(case, replace(setting, section=section))
        facts += new
        missed += lost
        named = [r for r in found if _is_spoken_of(r, clause)]
        topic, age = (named[-1], 0) if named else (topic, age + 1)
    return Extracted(tuple(facts), tuple(missed))


def _is_spoken_of(reference: Reference, clause: Clause) -> bool:
    """A regulation, a law, or whatever stands alone as a heading; a plan named in passing is no topic."""
    work, mention = reference.entity, reference.mention
    whole = mention.end - mention.start == len(clause.text)
    return isinstance(work, Work) and (work.kind in SPOKEN_OF or whole)


def _read(case: Sentence, setting: Setting) -> tuple[list[Fact], list[Missed]]:
    rules = grammar()
    facts: list[Fact] = []
    reasons: dict[int, str] = {}
    for binding in _unyielded(list(bindings(case, rules))):
        reason = cancelled(case, binding, rules)
        if reason is None:
            kind = becomes(case, binding, rules)
            build = BUILDERS[binding.frame.fact]
            facts += build(case, binding, kind, setting)
        for index in (binding.start, *binding.works):
            reasons.setdefault(index, f"{binding.frame.id}: {reason or 'the work it speaks of is not known'}")
    if not case.clause.article:
        facts += pattern_facts(case, rules, setting)
        facts += figures(case, setting)
        facts += all_done(case, rules, setting)
    return facts, list(_ledger(case, setting.report, facts, reasons, rules))


def _unyielded(found: list[Binding]) -> list[Binding]:
    """Drop what a stronger statement on the same work covers: 审议 beside 表决通过."""
    kept = []
    for binding in found:
        stronger = {b.frame.kind for b in found if set(b.works) & set(binding.works)}
        if not stronger & set(binding.frame.yields_to):
            kept.append(binding)
    return kept


def _ledger(
    case: Sentence, report: Report, facts: Sequence[Fact], reasons: dict[int, str], rules: Grammar
) -> Iterator[Missed]:
    used = [(f.evidence.start, f.evidence.end) for f in facts]
    for index, what in _countable(case, rules):
        start, end = case.span(index, index + 1)
        if not any(a <= start and end <= b for a, b in used):
            text = case.clause.text
            yield Missed(
                report.document, *case.clause.span(0, len(text)), text, reasons.get(index, "no frame matched"), what
            )


def _countable(case: Sentence, rules: Grammar) -> Iterator[tuple[int, str]]:
    for index, reference in sorted(case.at.items()):
        value = reference.mention.value
        if isinstance(value, TitleValue) and case.code[index] in WORKS and value.form != "loose":
            yield index, "title"
        elif isinstance(value, Quantity) and not is_duration(value.unit):
            yield index, "quantity"
    for trigger in triggers(case, rules):
        if trigger.frames:
            yield trigger.start, "trigger"
