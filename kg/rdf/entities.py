"""The triples of what facts refer to: places, bodies, works, sessions, documents."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.model import Body, DateValue, Document, Entity, Evidence, Meeting, Place, Report, Work
from kg.rdf import identity
from kg.rdf import vocabulary as v
from kg.rdf.terms import Triple, day, en, named, plain, triple, whole, yes, zh
from kg.words import lexicon

# The facts of a text speak of the same few entities again and again; a report holds its text.
_ENTITIES = 10_000
_REPORTS = 16
CLASSES = {
    "congress": "PeoplesCongress",
    "standing-committee": "StandingCommittee",
    "special-committee": "CongressCommittee",
    "working-committee": "CongressCommittee",
}
_EVIDENCE, _IN_DOCUMENT, _RULE = named(v.rd("Evidence")), v.rd("inDocument"), v.rd("rule")
PARENTS = {"special-committee": "人大", "working-committee": "人大常委会"}


@lru_cache(_ENTITIES)
def iri(entity: Entity) -> str:
    """The IRI of an entity.

    >>> iri(Place("140200", "大同市", "prefecture-city"))
    'https://w3id.org/rendakg/id/division/140200'
    """
    match entity:
        case Place():
            return identity.place_iri(entity)
        case Body():
            return identity.body_iri(entity)
        case Work():
            return identity.work_iri(entity)
        case Meeting():
            return identity.meeting_iri(entity)


@lru_cache(_ENTITIES)
def describe(entity: Entity) -> tuple[Triple, ...]:
    """All triples about an entity, its codes and what it in turn refers to."""
    match entity:
        case Place():
            return tuple(_place(entity))
        case Body():
            return tuple(_body(entity))
        case Work():
            return tuple(_work(entity))
        case Meeting():
            return tuple(_meeting(entity))


def coded(subject: str, predicate: str, name: str) -> Iterator[Triple]:
    """The statement whose value is a code, and what lets a reader without the code lists understand it."""
    yield triple(subject, predicate, named(v.rdc(name)))
    yield from concept(name)


def body_label(body: Body) -> str:
    """A body's name with its place, as people print it.

    >>> body_label(Body(Place("140200", "大同市", "prefecture-city"), "law-committee", "法制委员会"))
    '大同市人大法制委员会'
    """
    place = "全国" if body.place.kind == "nation" else body.place.name
    if body.kind == "party-committee":
        return place.removesuffix("自治区") + "自治区党委" if place.endswith("自治区") else place + "委"
    parent = PARENTS.get(lexicon().concept(body.kind).group, "")
    return place + ("" if body.label.startswith("人大") else parent) + body.label


def work_label(work: Work) -> str:
    """A work's full title: its place's name in front of the key.

    >>> work_label(Work(Place("140200", "大同市", "prefecture-city"), "停车条例（草案）", "LocalRegulation"))
    '大同市停车条例'
    """
    key = identity.title_key(work.title, work.place.name)
    return key if work.place.kind == "nation" else work.place.name + key


def _place(place: Place) -> Iterator[Triple]:
    subject = identity.place_iri(place)
    yield triple(subject, v.TYPE, named(v.rd("AdministrativeDivision")))
    yield triple(subject, v.LABEL, zh(place.name))
    yield from coded(subject, v.rd("kind"), place.kind)
    if place.redacted:
        yield triple(subject, v.rd("redacted"), yes())
        yield triple(subject, v.rd("verbatim"), plain(place.name))
    elif place.code is not None:
        yield triple(subject, v.rd("divisionCode"), plain(place.code))
    if place.parent is not None:
        yield triple(subject, v.rd("parentDivision"), named(identity.place_iri(place.parent)))
        yield from describe(place.parent)


def _body(body: Body) -> Iterator[Triple]:
    subject = identity.body_iri(body)
    group = lexicon().concept(body.kind).group if body.kind != "party-committee" else "party-committee"
    yield triple(subject, v.TYPE, named(v.rd(CLASSES.get(group, "Body"))))
    yield triple(subject, v.LABEL, zh(body_label(body)))
    yield from coded(subject, v.rd("kind"), body.kind)
    yield triple(subject, v.rd("jurisdiction"), named(iri(body.place)))
    yield from describe(body.place)


def _work(work: Work) -> Iterator[Triple]:
    subject = identity.work_iri(work)
    title = identity.title_key(work.title, work.place.name)
    yield triple(subject, v.TYPE, named(v.rd(work.kind)))
    yield triple(subject, v.TITLE, zh(title))
    yield triple(subject, v.LABEL, zh(work_label(work)))
    yield triple(subject, v.rd("jurisdiction"), named(iri(work.place)))
    for topic in lexicon().topics_in(title):
        yield from coded(subject, v.rd("topic"), topic.name)
    yield from describe(work.place)


def _meeting(meeting: Meeting) -> Iterator[Triple]:
    subject, term = identity.meeting_iri(meeting), identity.term_iri(meeting)
    congress = Body(meeting.body.place, "npc", lexicon().concept("npc").zh)
    yield triple(subject, v.TYPE, named(v.rd("Meeting")))
    yield triple(subject, v.LABEL, zh(f"{body_label(meeting.body)}第{meeting.term}届第{meeting.number}次会议"))
    yield triple(subject, v.rd("ordinal"), whole(meeting.number))
    yield triple(subject, v.rd("ofBody"), named(iri(meeting.body)))
    yield triple(subject, v.rd("inTerm"), named(term))
    yield triple(term, v.TYPE, named(v.rd("Term")))
    yield triple(term, v.LABEL, zh(f"{body_label(congress)}第{meeting.term}届"))
    yield triple(term, v.rd("ordinal"), whole(meeting.term))
    yield triple(term, v.rd("ofBody"), named(iri(congress)))
    yield from describe(meeting.body)
    yield from describe(congress)


@cache
def concept(name: str) -> tuple[Triple, ...]:
    """The triples that let a reader without the code lists understand a code: its labels and its list."""
    return tuple(_concept(name))


def _concept(name: str) -> Iterator[Triple]:
    code = lexicon().concept(name)
    subject = v.rdc(name)
    yield triple(subject, v.TYPE, named(v.SKOS + "Concept"))
    yield triple(subject, v.SKOS + "inScheme", named(v.rdc(code.scheme)))
    yield triple(subject, v.SKOS + "prefLabel", zh(code.zh))
    if code.en:
        yield triple(subject, v.SKOS + "prefLabel", en(code.en))


def document(source: Document) -> Iterator[Triple]:
    """The triples of a source file's document."""
    subject = identity.document_iri(source)
    yield triple(subject, v.TYPE, named(v.rd("SourceDocument")))
    yield triple(subject, v.IDENTIFIER, plain(source.name))
    yield triple(subject, v.rd("sha256"), plain(source.sha256))


@lru_cache(_REPORTS)
def report(source: Report) -> tuple[Triple, ...]:
    """The triples of a report: those of its file, and its own where it is one of several."""
    return tuple(_report(source))


def _report(source: Report) -> Iterator[Triple]:
    yield from document(source.document)
    subject = identity.report_iri(source)
    if source.heading:
        yield triple(subject, v.LABEL, zh(source.heading))
    if source.part:
        yield triple(subject, v.TYPE, named(v.rd("SourceDocument")))
        yield triple(subject, v.IS_PART_OF, named(identity.document_iri(source.document)))
    if source.year is not None:
        yield triple(subject, v.rd("year"), whole(source.year))
    if source.period:
        yield triple(subject, v.rd("verbatim"), plain(source.period))
    yield triple(subject, v.rd("jurisdiction"), named(iri(source.place)))
    yield from describe(source.place)


def proof(evidence: Evidence) -> tuple[Triple, ...]:
    """The triples of an evidence node; those of the report it lies in are :func:`report`'s."""
    subject = identity.evidence_iri(evidence)
    return (
        triple(subject, v.TYPE, _EVIDENCE),
        triple(subject, v.EXACT, plain(evidence.exact)),
        triple(subject, v.START, whole(evidence.start)),
        triple(subject, v.END, whole(evidence.end)),
        triple(subject, _IN_DOCUMENT, named(identity.report_iri(evidence.report))),
        triple(subject, _RULE, plain(evidence.rule)),
    )


def moment(subject: str, date: DateValue) -> Iterator[Triple]:
    """When: rd:date for a full day, rd:year and an interval for a month, rd:year for a year, an interval for several.

    A masked date keeps its year, if printed, and its wording.

    >>> [line.split('"')[1] for line in moment("urn:x", DateValue("2024年2月3日", 2024, 2, 3))]
    ['2024', '2024-02-03']
    """
    if date.year is None:
        yield triple(subject, v.rd("verbatim"), plain(date.verbatim))
        return
    if date.until is not None and date.until.year not in (None, date.year):
        yield from _years(subject, date.year, date.until.year, date.verbatim)
        return
    yield triple(subject, v.rd("year"), whole(date.year))
    if date.masked:
        yield triple(subject, v.rd("verbatim"), plain(date.verbatim))
    elif date.month is not None and date.day is not None:
        yield triple(subject, v.rd("date"), day(f"{date.year:04}-{date.month:02}-{date.day:02}"))
    elif date.month is not None:
        yield from _month(subject, date.year, date.month, date.verbatim)


def _month(subject: str, year: int, month: int, verbatim: str) -> Iterator[Triple]:
    name = f"{year:04}-{month:02}"
    last = calendar.monthrange(year, month)[1]
    yield from _interval(subject, name, f"{name}-01", f"{name}-{last:02}", verbatim)


def _years(subject: str, first: int, last: int | None, verbatim: str) -> Iterator[Triple]:
    yield from _interval(subject, f"{first}-{last}", f"{first:04}-01-01", f"{last:04}-12-31", verbatim)


def _interval(subject: str, name: str, start: str, end: str, verbatim: str) -> Iterator[Triple]:
    period = identity.period_iri(name)
    yield triple(subject, v.rd("period"), named(period))
    yield triple(period, v.TYPE, named(v.INTERVAL))
    yield triple(period, v.START_DATE, day(start))
    yield triple(period, v.END_DATE, day(end))
    yield triple(period, v.rd("verbatim"), plain(verbatim))
