"""The day of the session that a report of one session tells about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.constructions import constructions
from kg.extract.sentence import Sentence
from kg.model import Body, DateValue, Fact, Work

DECIDED = frozenset(
    {"adoption", "approval", "deliberation", "first-reading", "second-reading", "third-reading", "amendment", "repeal"}
)
# For so many clauses a session that was opened is still the one told of.
REACH = 4
# So far from its beginning stands what a clause is about.
OPENING = 12


def session_day(heading: str, opening: Iterable[Sentence]) -> DateValue | None:
    """The last day of the session that a report with this heading is of, None where it is of no single session.

    ``opening`` are the first clauses; of a session from one day to another, the decisions fall on the last.
    """
    rules = constructions()
    if not rules.session_heading.search(heading):
        return None
    days = [
        day
        for sentence in opening
        for match in rules.session_day.finditer(sentence.code)
        if (day := _day(sentence, match))
    ]
    return days[-1] if days else None


def drafted(heading: str) -> str:
    """The title of the draft that a text with this heading is about (关于《条例（草案）》的说明); empty for another."""
    match = constructions().draft_heading.search(heading)
    return match["title"] if match else ""


class Aside:
    """Whether a text tells of the session of a government, a party group or a committee, clause by clause."""

    def __init__(self, heading: str) -> None:
        self._whole = bool(constructions().other_session.search(heading))
        self._left = 0

    def told(self, sentence: Sentence) -> bool:
        """Whether the clause stands right behind one that opened such a session; one of the congress ends it."""
        if _of_congress(sentence):
            self._left = 0
            return False
        now = self._whole or self._left > 0
        self._left = REACH if constructions().other_session.search(sentence.clause.text) else self._left - 1
        return now


def _of_congress(sentence: Sentence) -> bool:
    """Whether a clause begins with the congress or its standing committee, or a session of it; no session of others."""
    for index, reference in sentence.at.items():
        body = reference.entity
        named = sentence.code[index] == "Ⓜ" or (isinstance(body, Body) and body.kind in ("npc", "npcsc"))
        if named and index <= OPENING:
            return not constructions().other_session.search(sentence.clause.text)
    return False


def _day(sentence: Sentence, match: re.Match[str]) -> DateValue | None:
    for index in range(*match.span()):
        reference = sentence.at.get(index)
        value = reference.mention.value if reference else None
        if isinstance(value, DateValue):
            last = value.until or value
            if last.day is not None and last.year is not None and not last.masked:
                return replace(last, until=None)
    return None


def repealed_together(facts: Sequence[Fact], before: Sequence[Fact]) -> list[Fact]:
    """The facts of a clause; what is repealed 同时 without a date of its own ends when the new work takes effect."""
    begun = [fact for fact in (*before, *facts) if fact.kind == "entry-into-force"]
    return [_ended(fact, begun) if _is_undated_end(fact) else fact for fact in facts]


def _ended(fact: Fact, begun: Sequence[Fact]) -> Fact:
    """The repeal with the day on which the last named of the other works takes effect, where one does."""
    others = [one for one in begun if not set(one.role("concerns")) & set(fact.role("concerns"))]
    dates = [value for value in others[-1].role("date") if isinstance(value, DateValue)] if others else []
    return _dated(fact, dates[0]) if dates else fact


def _is_undated_end(fact: Fact) -> bool:
    together = fact.kind == "repeal" and constructions().together.search(fact.evidence.exact)
    return bool(together) and not fact.role("date") and any(isinstance(work, Work) for work in fact.role("concerns"))


def _dated(fact: Fact, date: DateValue) -> Fact:
    return fact._replace(roles=(*(role for role in fact.roles if role[0] != "year"), ("date", date)))
