"""Bindings → inspections: one event for all the laws it names, with their bundle or phrase as printed."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.agents import agent
from kg.extract.binding import Binding
from kg.extract.sentence import Sentence
from kg.extract.steps import evidence
from kg.model import Body, Fact, Meeting, Report, RoleValue, Work


def inspection_facts(
    sentence: Sentence, binding: Binding, kind: str, report: Report, section: Body | None, standing: Body, higher: Body
) -> Iterator[Fact]:
    """The inspection a binding states; works without a place of their own belong to the inspecting body."""
    actor = agent(sentence, binding, section, standing, higher)
    first, last = min(binding.first, binding.start), binding.last
    roles: list[tuple[str, RoleValue]] = []
    for index in binding.works:
        work = sentence.at[index].entity
        if isinstance(work, Work):
            roles.append(("concerns", work))
    roles.append(("subjectMatter", _object(sentence, binding)))
    roles += [("actor", actor.body if isinstance(actor, Meeting) else actor)] if actor else []
    roles += [("year", report.year)] if report.year is not None else []
    yield Fact("SupervisionEvent", kind, tuple(roles), evidence(sentence, report, first, last, binding.frame.id))


def _object(sentence: Sentence, binding: Binding) -> str:
    if binding.phrase:
        return sentence.printed(*binding.phrase)
    return sentence.printed(min(binding.works), max(binding.works) + 1)
