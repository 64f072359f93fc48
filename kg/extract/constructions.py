"""How Chinese puts bodies, verbs, works and dates together, once for all frames: ``constructions.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.tables import installed


@dataclass(frozen=True, slots=True)
class Constructions:
    """One compiled pattern per key of ``constructions.toml``, each over a sentence's code."""

    passive_agent: re.Pattern[str]
    before_no_subject: re.Pattern[str]
    behind_no_subject: re.Pattern[str]
    other_places: re.Pattern[str]
    several_bodies: re.Pattern[str]
    unknown_body: re.Pattern[str]
    coordinated: re.Pattern[str]
    between_verbs: re.Pattern[str]
    between_describing: re.Pattern[str]
    described_next: re.Pattern[str]
    right_gap: re.Pattern[str]
    submitting: re.Pattern[str]
    modifier_gap: re.Pattern[str]
    dui: re.Pattern[str]
    about: re.Pattern[str]
    dui_gap: re.Pattern[str]
    fronted_gap: re.Pattern[str]
    fronting: re.Pattern[str]
    noun_gap: re.Pattern[str]
    topic_gap: re.Pattern[str]
    topic_stop: re.Pattern[str]
    all_of_them: re.Pattern[str]
    so_many: re.Pattern[str]
    so_many_behind: re.Pattern[str]
    pointing: re.Pattern[str]
    item: re.Pattern[str]
    no_topic: re.Pattern[str]
    other_object: re.Pattern[str]
    new_matter: re.Pattern[str]
    lead_in: re.Pattern[str]
    generic_object: re.Pattern[str]
    full_object: re.Pattern[str]
    conjunction: re.Pattern[str]
    member_tail: re.Pattern[str]
    summed_up: re.Pattern[str]
    behind_et_cetera: re.Pattern[str]
    not_et_cetera: re.Pattern[str]
    inner_title: re.Pattern[str]
    by_decision: re.Pattern[str]
    revising: re.Pattern[str]
    revision: re.Pattern[str]
    revised_text: re.Pattern[str]
    second_draft: re.Pattern[str]
    third_draft: re.Pattern[str]
    starting: re.Pattern[str]
    onward: re.Pattern[str]
    dated_behind: re.Pattern[str]
    dated_title: re.Pattern[str]
    dated_each: re.Pattern[str]
    session_heading: re.Pattern[str]
    session_day: re.Pattern[str]
    of_session: re.Pattern[str]
    together: re.Pattern[str]
    leading_date: re.Pattern[str]
    looks_back: re.Pattern[str]
    looks_back_printed: re.Pattern[str]
    looks_ahead_printed: re.Pattern[str]
    done: re.Pattern[str]
    first_claim: re.Pattern[str]


@cache
def constructions() -> Constructions:
    """The constructions, read and compiled once; an InputError names what is wrong in the file.

    >>> constructions().coordinated.search("制定Ⓣ和Ⓣ")[0]
    'Ⓣ和Ⓣ'
    """
    return installed("kg.extract", "constructions.toml", Constructions)
