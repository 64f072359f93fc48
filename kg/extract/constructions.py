"""How Chinese puts bodies, verbs, works and dates together, once for all frames: ``constructions.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.pattern import Pattern
from kg.tables import installed


@dataclass(frozen=True, slots=True)
class Constructions:
    """One compiled pattern per key of ``constructions.toml``, each over a sentence's code."""

    passive_agent: Pattern
    before_no_subject: Pattern
    behind_no_subject: Pattern
    other_places: Pattern
    several_bodies: Pattern
    unknown_body: Pattern
    coordinated: Pattern
    between_verbs: Pattern
    between_describing: Pattern
    described_next: Pattern
    right_gap: Pattern
    submitting: Pattern
    modifier_gap: Pattern
    dui: Pattern
    about: Pattern
    dui_gap: Pattern
    fronted_gap: Pattern
    fronting: Pattern
    noun_gap: Pattern
    topic_gap: Pattern
    topic_stop: Pattern
    all_of_them: Pattern
    so_many: Pattern
    so_many_behind: Pattern
    pointing: Pattern
    item: Pattern
    no_topic: Pattern
    other_object: Pattern
    bare_item: Pattern
    new_matter: Pattern
    lead_in: Pattern
    generic_object: Pattern
    full_object: Pattern
    conjunction: Pattern
    member_tail: Pattern
    summed_up: Pattern
    behind_et_cetera: Pattern
    not_et_cetera: Pattern
    inner_title: Pattern
    by_decision: Pattern
    revising: Pattern
    revision: Pattern
    revised_text: Pattern
    second_draft: Pattern
    third_draft: Pattern
    starting: Pattern
    onward: Pattern
    dated_behind: Pattern
    dated_title: Pattern
    dated_each: Pattern
    other_session: Pattern
    draft_heading: Pattern
    session_heading: Pattern
    session_day: Pattern
    of_session: Pattern
    together: Pattern
    leading_date: Pattern
    looks_back: Pattern
    looks_back_printed: Pattern
    looks_ahead_printed: Pattern
    done: Pattern
    first_claim: Pattern


@cache
def constructions() -> Constructions:
    """The constructions, read and compiled once; an InputError names what is wrong in the file.

    >>> constructions().coordinated.search("制定Ⓣ和Ⓣ")[0]
    'Ⓣ和Ⓣ'
    """
    return installed("kg.extract", "constructions.toml", Constructions)
