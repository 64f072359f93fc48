"""Resolved clauses → facts, and a ledger of what gave none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.divisions import lies_in
from kg.extract.binding import bindings
from kg.extract.case import Binding, triggers
from kg.extract.constructions import constructions
from kg.extract.editions import Revised, running_on, with_editions
from kg.extract.figures import all_done, figures
from kg.extract.frames import Grammar, grammar
from kg.extract.inspections import inspection_facts
from kg.extract.ledger import UNKNOWN, ledger, note
from kg.extract.modality import Mood, mood_of
from kg.extract.novelty import with_claims
from kg.extract.patterns import pattern_facts
from kg.extract.sentence import Sentence, sentence
from kg.extract.session import Aside, drafted, repealed_together, session_day
from kg.extract.setting import Setting
from kg.extract.steps import step_facts
from kg.model import Body, Clause, Fact, Missed, Place, Reference, Work

BUILDERS: dict[str, Callable[..., Iterator[Fact]]] = {
    "LegislativeStep": step_facts,
    "SupervisionEvent": inspection_facts,
}
TOPIC_REACH = 6
RECENT = 12
LATELY = 6
OPENING = 10
MAIN_NAMED = 3
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
    revised: Revised = frozenset()
    recent: list[Reference] = []
    own = setting.standing.place
    main = _main_work(references, own)
    opening = (sentence(*case) for case in zip(clauses[:OPENING], references[:OPENING], strict=True))
    heading = "".join(setting.report.heading.split())
    elsewhere = Aside(heading)
    here = replace(setting, day=session_day(heading, opening), draft=drafted(heading))
    topic: Reference | None = None
    age = 0
    for clause, found, section in zip(clauses, references, sections, strict=True):
        case = sentence(clause, found, topic if age < TOPIC_REACH else main, tuple(recent[-RECENT:]))
        if case.topic is not None and constructions().new_matter.match(case.code):
            case, topic, recent = case._replace(topic=None), None, []
        aside = elsewhere.told(case)
        if (section, aside) != (here.section, here.aside):
            here = replace(here, section=section, aside=aside)
        new, lost = _read(case, here)
        if new:
            new = repealed_together(new, facts[-LATELY:])
            facts += with_editions(new, revised)
        revised = running_on(clause, new)
        missed += lost
        spoken = [r for r in found if _is_spoken_of(r, clause) and not _is_model(r, own)]
        gone = {work for fact in new if fact.kind == "repeal" for work in fact.role("concerns")} if spoken else set()
        named = [r for r in spoken if r.entity not in gone]
        recent += spoken
        topic, age = (named[-1], 0) if named else (topic, age + 1)
    return Extracted(tuple(facts), tuple(missed))


def _main_work(references: Sequence[Sequence[Reference]], own: Place) -> Reference | None:
    """The regulation a text is about as a whole: that of its place which it names most of the time."""
    named = [r for found in references for r in found if isinstance(r.entity, Work) and _is_own(r.entity, own)]
    counts = Counter(r.entity for r in named)
    work, times = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    if times < MAIN_NAMED or times * 2 <= counts.total():
        return None
    return next(r for r in named if r.entity == work)


def _is_own(work: Work, own: Place) -> bool:
    return work.place == own and work.kind == "LocalRegulation"


def _is_model(reference: Reference, own: Place) -> bool:
    """A work of a place that has nothing to do with the report's: named as a model, not spoken of."""
    work = reference.entity
    if not isinstance(work, Work) or work.place.redacted or own.redacted:
        return False
    return not (lies_in(work.place, own) or lies_in(own, work.place))


def _is_spoken_of(reference: Reference, clause: Clause) -> bool:
    """A regulation, a law, or whatever stands alone as a heading; a plan named in passing is no topic."""
    work, mention = reference.entity, reference.mention
    if not isinstance(work, Work):
        return False
    return work.kind in SPOKEN_OF or mention.end - mention.start == len(clause.text)


def _read(case: Sentence, setting: Setting) -> tuple[list[Fact], list[Missed]]:
    rules = grammar()
    if not case.at and not triggers(case, rules):
        return [], []
    reasons: dict[int, str] = {}
    facts = list(_bound(case, setting, rules, reasons))
    if not case.clause.article:
        facts += pattern_facts(case, rules, setting, reasons)
        facts = list(with_claims(case, facts)) if facts else facts
        facts += figures(case, setting, reasons)
        facts += all_done(case, rules, setting, reasons)
    return facts, list(ledger(case, setting.report, facts, reasons, rules))


def _bound(case: Sentence, setting: Setting, rules: Grammar, reasons: dict[int, str]) -> Iterator[Fact]:
    """The facts of all bindings that stand; why the others do not goes into ``reasons`` by trigger and work."""
    before: Mood | None = None
    for binding in _unyielded(list(bindings(case, rules))):
        mood = mood_of(case, binding, rules, before)
        cue, before = mood.cue, mood
        if cue is None:
            yield from BUILDERS[binding.frame.fact](case, binding, mood.kind, setting, reasons)
        note(reasons, binding, cue or UNKNOWN)


def _unyielded(found: list[Binding]) -> list[Binding]:
    """Drop what a stronger statement on the same work covers: 审议 beside 表决通过."""
    kept = []
    for binding in found:
        stronger = {b.frame.kind for b in found if set(b.works) & set(binding.works)}
        if not stronger & set(binding.frame.yields_to):
            kept.append(binding)
    return kept
