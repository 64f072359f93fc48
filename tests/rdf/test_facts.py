"""Facts as triples: a node with kind, label and evidence, and only the shortcuts that follow."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from passages import documents
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.model import Body, DateValue, Document, Evidence, Fact, Meeting, Place, Quantity, Report, RoleValue, Work
from kg.pipeline import facts_of
from kg.rdf import facts as rdf
from kg.rdf import identity
from kg.rdf.facts import fact_iri
from kg.rdf.vocabulary import END, EXACT, ID, LABEL, START, TYPE, VALUE, XSD, rd, rdc

IRI = re.compile(r"[A-Za-z0-9._~:/#=,-]+")
CN = Place("CN", "中华人民共和国", "nation", "CN")
SHANXI = Place("140000", "山西省", "province", "140000", CN)
DATONG = Place("140200", "大同市", "prefecture-city", "140200", SHANXI)
COUNTY = Place("140221", "阳高县", "county", "140221", DATONG)
DOCUMENT = Document("例.txt", "市人大常委会通过《大同市停车条例》。", "utf_8")
REPORT = Report(DOCUMENT, 0, len(DOCUMENT.text), "", DATONG, 2024)
PROOF = Evidence(DOCUMENT, REPORT, 0, 17, DOCUMENT.text[:17], "step.adoption")
PARKING = Work(DATONG, "停车条例", "LocalRegulation")


def sc(place: Place) -> Body:
    return Body(place, "npcsc", "人大常委会")


OWN = sc(DATONG)


def step(kind: str, actor: Body = OWN, work: Work = PARKING, **roles: RoleValue) -> Fact:
    return Fact("LegislativeStep", kind, (("concerns", work), ("actor", actor), *roles.items()), PROOF)


def figure(quantity: Quantity, label: str = "听取报告", year: int = 2024) -> Fact:
    roles: tuple[tuple[str, RoleValue], ...] = (
        ("about", sc(DATONG)), ("label", label), ("quantity", quantity), ("year", year),
    )  # fmt: skip
    return Fact("Statistic", "", roles, PROOF)


def triples(fact: Fact) -> list[tuple[Node, Node, Node]]:
    """What a fact says, as another reader of N-Triples reads it."""
    return list(Graph().parse(data="".join(f"{line} .\n" for line in rdf.triples(fact)), format="nt"))


def shortcuts(fact: Fact) -> set[str]:
    names = ("enacted", "amended", "repealed", "approved", "deliberated", "inspected")
    return {name for name in names for _, predicate, _ in triples(fact) if str(predicate) == rd(name)}


def objects(fact: Fact, predicate: str) -> list[object]:
    subject = URIRef(fact_iri(fact))
    return sorted({o for s, p, o in triples(fact) if s == subject and str(p) == predicate})


# kind, actor's place, work's place, the shortcuts that follow
SHORTCUTS = [
    ("adoption", DATONG, DATONG, {"enacted"}),
    ("enactment", DATONG, DATONG, {"enacted"}),
    ("promulgation", DATONG, DATONG, {"enacted"}),
    ("adoption", SHANXI, DATONG, set()),
    ("adoption", COUNTY, COUNTY, set()),
    ("amendment", DATONG, DATONG, {"amended"}),
    ("repeal", DATONG, DATONG, {"repealed"}),
    ("approval", SHANXI, DATONG, {"approved"}),
    ("deliberation", DATONG, DATONG, {"deliberated"}),
    ("first-reading", DATONG, DATONG, {"deliberated"}),
    ("second-reading", DATONG, DATONG, {"deliberated"}),
    ("third-reading", DATONG, DATONG, {"deliberated"}),
    ("inspection", DATONG, SHANXI, {"inspected"}),
    ("inspection", COUNTY, SHANXI, {"inspected"}),
    *((kind, DATONG, DATONG, set()) for kind in (
        "plan-listing", "initiation", "research", "drafting", "consultation", "hearing", "entry-into-force",
        "evaluation", "clean-up", "publicity", "assistance",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "actor", "place", "expected"), SHORTCUTS)
def test_shortcuts(kind: str, actor: Place, place: Place, expected: set[str]) -> None:
    assert shortcuts(step(kind, sc(actor), Work(place, "停车条例", "LocalRegulation"))) == expected


@pytest.mark.parametrize("outcome", ["rejected", "deferred", "withdrawn"])
def test_what_failed_enacts_nothing(outcome: str) -> None:
    assert shortcuts(step("adoption", outcome=outcome)) == set()
    assert shortcuts(step("adoption", outcome="passed")) == {"enacted"}


def test_a_step_without_an_actor_enacts_nothing() -> None:
    assert shortcuts(Fact("LegislativeStep", "adoption", (("concerns", PARKING),), PROOF)) == set()


def test_a_step() -> None:
    fact = step("adoption", year=2024)
    assert objects(fact, TYPE) == [URIRef(rd("LegislativeStep"))]
    assert objects(fact, rd("kind")) == [URIRef(rdc("adoption"))]
    assert objects(fact, rd("concerns")) == [URIRef(identity.work_iri(PARKING))]
    assert objects(fact, rd("year")) == [Literal(2024)]
    assert len(objects(fact, LABEL)) == 1


def test_evidence() -> None:
    (node,) = objects(step("adoption"), rd("evidence"))
    about = {(str(p), o) for s, p, o in triples(step("adoption")) if s == node}
    assert {(EXACT, Literal(PROOF.exact)), (START, Literal(0)), (END, Literal(17))} <= about
    assert (rd("inDocument"), URIRef(f"{ID}doc/{DOCUMENT.doc16}")) in about


# date, what is said of it: full day, year, masked wording
DATES = [
    (DateValue("2024年10月30日", 2024, 10, 30), ["2024-10-30"], [2024], False),
    (DateValue("2024年", 2024), [], [2024], False),
    (DateValue("2024年10月", 2024, 10), [], [2024], True),
    (DateValue("2024年xx月xx日", 2024, masked=True), [], [2024], False),
    (DateValue("x月x日", masked=True), [], [], False),
]


@pytest.mark.parametrize(("date", "days", "years", "interval"), DATES)
def test_only_a_full_day_is_a_date(date: DateValue, days: list[str], years: list[int], interval: bool) -> None:
    fact = step("adoption", date=date)
    assert objects(fact, rd("date")) == [Literal(day, datatype=URIRef(XSD + "date")) for day in days]
    assert objects(fact, rd("year")) == [Literal(year) for year in years]
    assert bool(objects(fact, rd("period"))) == interval


def test_a_figure() -> None:
    fact = figure(Quantity(Decimal(6300), "人次", "6300多人次", "more-than", Decimal(6300), Decimal(6399)))
    assert objects(fact, VALUE) == [Literal(6300)]
    assert objects(fact, rd("verbatim")) == [Literal("6300多人次")]
    assert objects(fact, rd("approximation")) == [URIRef(rdc("more-than"))]
    assert objects(fact, rd("redacted")) == []


def test_a_masked_figure_has_no_value() -> None:
    fact = figure(Quantity(None, "件", "xx件", redacted=True))
    assert objects(fact, VALUE) == []
    assert objects(fact, rd("redacted")) == [Literal(True)]


TWELVE = Quantity(Decimal(12), "项", "12项")
OTHERS = [
    figure(replace(TWELVE, value=Decimal(13))),
    figure(replace(TWELVE, unit="件")),
    figure(replace(TWELVE, approximation="nearly")),
    figure(TWELVE, label="开展检查"),
    figure(TWELVE, year=2023),
    figure(Quantity(None, "项", "xx项", redacted=True)),
]


@pytest.mark.parametrize("other", OTHERS)
def test_another_figure_is_another_node(other: Fact) -> None:
    assert fact_iri(other) != fact_iri(figure(TWELVE))


def test_steps_taken_once_merge_and_repeatable_ones_do_not() -> None:
    first, second = DateValue("2023年", 2023), DateValue("2024年", 2024)
    assert fact_iri(step("adoption", date=first)) == fact_iri(step("adoption", date=second))
    assert fact_iri(step("amendment", date=first)) != fact_iri(step("amendment", date=second))
    assert fact_iri(step("adoption")) != fact_iri(step("enactment"))
    assert fact_iri(step("adoption")) != fact_iri(step("adoption", sc(SHANXI)))


def test_a_session_is_described_with_its_term() -> None:
    fact = step("adoption", atMeeting=Meeting(sc(DATONG), 15, 22))
    said = {(str(s).removeprefix(ID), str(p)) for s, p, _ in triples(fact)}
    assert ("meeting/140200/npcsc/15/22", rd("ordinal")) in said
    assert ("term/140200/npc/15", rd("ordinal")) in said


def iris(found: list[tuple[Node, Node, Node]]) -> set[str]:
    return {str(node) for triple in found for node in triple if isinstance(node, URIRef)}


@given(documents())
@settings(max_examples=40, deadline=None)
def test_facts_of_any_report(document: Document) -> None:
    for fact in facts_of(document).facts:
        proof = fact.evidence
        assert proof.report.start <= proof.start < proof.end <= proof.report.end
        assert proof.exact == document.text[proof.start : proof.end]
        assert proof.rule
        found = list(triples(fact))
        assert all(IRI.fullmatch(iri) for iri in iris(found))
        assert not any(type(node).__name__ == "BNode" for triple in found for node in triple)
