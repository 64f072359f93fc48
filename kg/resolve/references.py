"""Mentions of a report's clauses → references, read in order so that 《条例》 finds its full title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.divisions import chain, divisions, makes_law
from kg.model import (
    Body,
    BodyValue,
    Clause,
    DateValue,
    Entity,
    Meeting,
    MeetingValue,
    Mention,
    NameValue,
    Place,
    Reference,
    Report,
    TitleValue,
    Work,
)
from kg.resolve.levels import is_masked, level_ends, level_of
from kg.resolve.own import Marked, look_up, own_place, printed_place
from kg.resolve.wording import wording
from kg.resolve.works import Works
from kg.words import lexicon, longest_first

LONGEST_ISSUER = 24
STANDING, CONGRESS = "npcsc", "npc"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A report with its own place, and each clause's references; ``standing`` is its standing committee.

    ``sections[i]`` is the committee whose section ``clauses[i]`` stands in, if a heading names one.
    """

    report: Report
    clauses: tuple[Clause, ...]
    references: tuple[tuple[Reference, ...], ...]
    sections: tuple[Body | None, ...]
    standing: Body
    higher: Body


def resolve(report: Report, marked: Marked) -> Resolved:
    """Resolve every mention of a report. What cannot be resolved keeps ``entity`` None: nothing is guessed."""
    place = own_place(report, marked)
    report = replace(report, place=place)
    reader = _Reader(report)
    references = tuple(reader.read(clause, mentions) for clause, mentions in marked)
    province = next((p for p in chain(place) if p.parent is not None and p.parent.key == "CN"), place)
    higher = divisions().nation if province == place else province
    return Resolved(
        report,
        tuple(clause for clause, _ in marked),
        references,
        tuple(_sections(reader, marked)),
        body(place, STANDING),
        body(higher, STANDING),
    )


def body(place: Place, kind: str) -> Body:
    """The body of this kind of a place, under its full label.

    >>> body(Place("140200", "大同市", "prefecture-city"), "npcsc").label
    '人大常委会'
    """
    return Body(place, kind, lexicon().concept(kind).zh)


def _sections(reader: _Reader, marked: Marked) -> list[Body | None]:
    section: Body | None = None
    heading, found = "", []
    for clause, mentions in marked:
        if clause.section != heading:
            heading = clause.section
            section = reader.section(clause, mentions) if clause.text == heading else None
        found.append(section)
    return found


class _Reader:
    """Reads a report's mentions in order and remembers the works named so far."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.works = Works()
        self.aliases: dict[str, Work] = {}
        self.year = report.now if report.year is None else report.year
        self.month: int | None = None

    def read(self, clause: Clause, mentions: Sequence[Mention]) -> tuple[Reference, ...]:
        self.year = self.report.year or self.year
        return tuple(self._reference(clause, mention) for mention in mentions)

    def section(self, clause: Clause, mentions: Sequence[Mention]) -> Body | None:
        """The committee a heading names, when the heading is little more than its name."""
        for mention in mentions:
            value = mention.value
            whole = mention.end - mention.start >= len(clause.text) * 0.6
            if isinstance(value, BodyValue) and whole and value.kind != STANDING:
                return self._body(clause, mention, value)
        return None

    def _reference(self, clause: Clause, mention: Mention) -> Reference:
        entity: Entity | None = None
        assumed = False
        match mention.value:
            case TitleValue() as title:
                entity, assumed = self._work(clause, mention, title)
            case BodyValue() as value:
                entity = self._body(clause, mention, value)
            case MeetingValue() as value:
                entity = self._meeting(clause, mention, value)
            case NameValue(name=name) if mention.type == "place":
                entity = printed_place(name, self.report.place, self._key(clause, mention))
            case DateValue() as date:
                mention = mention._replace(value=self._dated(date, clause.text[: mention.start]))
            case _:
                pass
        return Reference(mention, entity, assumed)

    def _key(self, clause: Clause, mention: Mention) -> str:
        start, _ = clause.span(mention.start, mention.end)
        return f"x-{self.report.document.doc16}-{start}"

    def _body(self, clause: Clause, mention: Mention, value: BodyValue) -> Body | None:
        own = self.report.place
        place = printed_place(value.place, own, self._key(clause, mention)) if value.place else own
        if place is None:
            return None
        label = level_of(place.name) + "委" if value.kind == "party-committee" else value.label
        return Body(place, value.kind, label)

    def _meeting(self, clause: Clause, mention: Mention, value: MeetingValue) -> Entity | None:
        own = self.report.place
        place = printed_place(value.place, own, self._key(clause, mention)) if value.place else own
        if place is None:
            return None
        holder = body(place, STANDING if value.standing else CONGRESS)
        if value.term is None or value.number is None:
            return holder
        return Meeting(holder, value.term, value.number)

    def _dated(self, date: DateValue, before: str) -> DateValue:
        """Fill in the year a date leaves open: 去年 counts from the writing, 10月30日 from the date before."""
        if date.relative is not None:
            base = self.report.now if wording().now.match(date.verbatim) else self.report.year
            date = replace(date, year=None if base is None else base + date.relative)
        elif date.month is None and date.day is not None and not date.masked:
            date = replace(date, year=self.year, month=self.month) if self.month else replace(date, day=None)
        elif date.year is None and not date.masked and date.month is not None and self.year is not None:
            date = replace(date, year=self.year + bool(wording().next_year.search(before)))
        if not date.masked:
            self.year, self.month = date.year or self.year, date.month or self.month
        return replace(date, until=self._dated(date.until, "")) if date.until else date

    def _work(self, clause: Clause, mention: Mention, title: TitleValue) -> tuple[Work | None, bool]:
        if title.form == "bundle" or self._is_no_statute(title):
            return None, False
        if title.form == "anaphor":
            return self._pointed_at(clause, mention, title), False
        if title.name in self.aliases:
            return self.aliases[title.name], False
        if (alias := self._is_alias(clause, mention)) is not None:
            self.aliases[title.name] = alias
            return alias, False
        if title.form == "bare" and (full := self._in_full(title)):
            return full, False
        place, name = self._issuer(clause, mention, title)
        work = work_of(place or self.report.place, name, title)
        self.works.add(title.head, work)
        self._remember_proposed(title)
        return work, place is None

    def _remember_proposed(self, title: TitleValue) -> None:
        """The work that a proposal asks for is named by it: 《关于制定停车条例的议案》 … 该条例."""
        match = wording().proposed.search(title.name)
        head = _last_word(match["title"]) if match else ""
        if match and head:
            inner = replace(title, name=match["title"], head=head)
            place, name = _known_issuer(inner, self.report.place)
            if not any(_is_shortened(name, title) for title in self.works.ending_in(head)):
                self.works.add(head, work_of(place or self.report.place, name, inner))

    def _is_no_statute(self, title: TitleValue) -> bool:
        """自治条例 without 《》 is one work only in an autonomous place; elsewhere it is a kind of works."""
        own = self.report.place
        autonomous = own.kind.startswith("autonomous") or wording().autonomous in own.name
        return title.name == wording().autonomy and title.form == "bare" and not autonomous

    def _is_alias(self, clause: Clause, mention: Mention) -> Work | None:
        """The work that a title was just said to be short for: 《大同市停车条例》（以下简称《条例》）."""
        told = self.works.last and wording().alias.search(clause.text[: mention.start].rstrip("（(“"))
        return self.works.last if told else None

    def _in_full(self, title: TitleValue) -> Work | None:
        """The one work of the report's place, named before, that a shorter title without 《》 means: 供热条例."""
        stem, own = title.name.removesuffix(title.head), self.report.place
        titles = self.works.titles(title.head, own)
        if title.name in titles:
            return None
        longer = [name for name in titles if stem in name.removesuffix(title.head)]
        return work_of(own, longer[0], title) if len(longer) == 1 else None

    def _pointed_at(self, clause: Clause, mention: Mention, title: TitleValue) -> Work | None:
        """What 《条例》 means: what it was said to be short for; 本条例 the text itself; 该条例 the last one named.

        Among the last ones, one of the report's own place goes before a model from elsewhere.
        """
        if (alias := self._is_alias(clause, mention)) is not None:
            self.aliases[title.head] = alias
        alike = self.works.alike(title.head)
        order = wording().former_latter
        if title.name in order:
            return alike[-2:][order.index(title.name)][1] if len(alike) > 1 else None
        if not alike:
            return None
        if clause.text[mention.start] == "本":
            return alike[0][1]
        pointing = wording().pointing.search(clause.text[: mention.start + 1])
        if title.head in self.aliases and not pointing:
            return self.aliases[title.head]
        return next((work for _, work in reversed(alike) if work.place == self.report.place), alike[-1][1])

    def _issuer(self, clause: Clause, mention: Mention, title: TitleValue) -> tuple[Place | None, str]:
        """The place a title itself names, and the title without it."""
        national = wording().national.match(title.name)
        concept = lexicon().heads.get(title.head)
        if national or (concept is not None and concept.group == "Law"):
            return divisions().nation, title.name.removeprefix(wording().republic)
        masked = wording().masked_prefix.match(title.name)
        if masked:
            name = title.name[masked.end() :]
            if name == title.head:
                return None, title.name
            return printed_place(masked[0], self.report.place, self._key(clause, mention)), name
        place, name = _known_issuer(title, self.report.place)
        return place or self._issuer_inside(title), name

    def _issuer_inside(self, title: TitleValue) -> Place | None:
        """The place of the first work that a decision's title says it changes."""
        inner = wording().changed.search(title.name)
        return _known_issuer(replace(title, name=inner["title"]), self.report.place)[0] if inner else None


def _is_shortened(title: str, full: str) -> bool:
    """Whether a title is the full one with some of its characters left out."""
    rest = iter(full)
    return all(character in rest for character in title)


def _last_word(name: str) -> str:
    """The head of the list that a title ends in; empty when it ends in none."""
    return next((head for head in longest_first(lexicon().heads) if name.endswith(head)), "")


def _known_issuer(title: TitleValue, own: Place) -> tuple[Place | None, str]:
    """The longest known place in front of a title; what names a scenic area or a city wall is no issuer."""
    name = title.name
    zone = wording().special_zone.match(name)
    if zone:
        return printed_place(zone["city"] + "市", own, ""), name
    for end in reversed(list(level_ends(name, 2, min(LONGEST_ISSUER, len(name) - len(title.head))))):
        prefix = name[:end]
        if not is_masked(prefix) and _is_full(prefix, look_up(prefix)):
            return printed_place(prefix, own, ""), name[end:]
    return None, name


def _is_full(prefix: str, found: Sequence[Place]) -> bool:
    """Whether a prefix is a place with its word of level: 大同市, 恩施州, but not 郑州 alone."""
    return any(level_of(place.name) == level_of(prefix) for place in found)


def work_of(place: Place, name: str, title: TitleValue) -> Work:
    """The work of this title issued by a place; its class follows its head and who issues it.

    A county's 办法 and a national 条例 are no local regulations (立法法, art. 80 and 72).

    >>> title = TitleValue("停车条例", head="条例")
    >>> [work_of(Place("x", "", kind), title.name, title).kind for kind in ("prefecture-city", "county")]
    ['LocalRegulation', 'NormativeDocument']
    """
    concept = lexicon().heads.get(title.head)
    kind = concept.group if concept else "NormativeDocument"
    if kind == "LocalRegulation" and (place.kind == "nation" or not makes_law(place)):
        kind = "NormativeDocument"
    return Work(place, name, kind)
