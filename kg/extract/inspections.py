"""Bindings → inspections: one event for all the laws it names, with their bundle or phrase as printed."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from kg.extract.agents import agent, holder, usurped
from kg.extract.case import Binding
from kg.extract.ledger import OTHERS, note
from kg.extract.sentence import Sentence
from kg.extract.setting import Setting
from kg.extract.time import time_roles
from kg.model import Fact, RoleValue, Work


def inspection_facts(
    sentence: Sentence, binding: Binding, kind: str, setting: Setting, reasons: MutableMapping[int, str]
) -> Iterator[Fact]:
    """The inspection a binding states; works without a place of their own belong to the inspecting body.

    Why it states none goes into ``reasons``.
    """
    if usurped(sentence, binding):
        note(reasons, binding, OTHERS)
        return
    actor = holder(agent(sentence, binding, setting))
    works = [sentence.at[index].entity for index in binding.works]
    roles: list[tuple[str, RoleValue]] = [("concerns", work) for work in works if isinstance(work, Work)]
    roles.append(("subjectMatter", _object(sentence, binding)))
    if actor is not None:
        roles.append(("actor", actor))
    roles += time_roles(sentence, binding, kind, setting)
    proof = setting.evidence(sentence, binding.first, binding.last, binding.frame.id)
    yield Fact("SupervisionEvent", kind, tuple(roles), proof)


def _object(sentence: Sentence, binding: Binding) -> str:
    if binding.phrase:
        return sentence.printed(*binding.phrase)
    return sentence.printed(min(binding.works), max(binding.works) + 1)
