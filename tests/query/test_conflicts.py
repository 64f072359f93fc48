"""What contradicts what: every case says why it is, or is not, a conflict."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.conflicts import Conflict, conflicts
from kg.query.conflicts.span import Days, Span, number, year
from kg.rdf.vocabulary import ID, PREFIXES
from kg.store import create

HEAD = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items()) + f"@base <{ID}> .\n"
COMMON = """
<body/1/npcsc> rdfs:label "云山市人大常委会"@zh . <work/1/a> dcterms:title "停车条例"@zh .
rdc:adoption skos:prefLabel "表决通过"@zh .
"""


def figure(name: str, value: str, also: str = "", about: str = "1/npcsc", unit: str = "unit-jian") -> str:
    counted = also if "rd:indicator" in also or "rdfs:label" in also else f"rd:indicator rdc:deputies ; {also}"
    time = "" if "rd:period" in also or "rd:year" in also else "; rd:year 2023"
    return (
        f"<stat/{name}> a rd:Statistic ; rd:about <body/{about}> ; rd:unit rdc:{unit} {time} ; {value} ; "
        f"{counted} rd:evidence <doc/{name}#char=0,2> . {proof(name)}"
    )


def step(name: str, also: str, kind: str = "adoption", actor: str = "1/npcsc") -> str:
    return (
        f"<event/{kind}/{actor}> a rd:LegislativeStep ; rd:kind rdc:{kind} ; rd:concerns <work/1/a> ; {also} ; "
        f"rd:actor <body/{actor}> ; rd:evidence <doc/{name}#char=0,2> . {proof(name)}"
    )


def proof(name: str) -> str:
    return (
        f'<doc/{name}#char=0,2> a rd:Evidence ; oa:exact "原文" ; oa:start 0 ; oa:end 2 ; rd:inDocument <doc/{name}> . '
        f'<doc/{name}> a rd:SourceDocument ; dcterms:identifier "{name}.txt" .'
    )


def found(folder: Path, *documents: str) -> list[Conflict]:
    """The conflicts of a graph with a document for each text, called a, b, c …"""
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(f"{ID}doc/{name}"))
        for name, text in zip("abcdefgh", documents, strict=False)
        for quad in ox.parse((HEAD + COMMON + text).encode(), format=ox.RdfFormat.TURTLE)
    ]
    out = folder / "out"
    out.mkdir()
    ox.serialize(quads, str(out / "graph.nq"), ox.RdfFormat.N_QUADS)
    create(out / "store", out / "graph.nq")
    return conflicts(out)


EXACT = "schema:value 6350"
MORE = "schema:value 6300 ; schema:minValue 6300 ; schema:maxValue 6399 ; rd:approximation rdc:more-than"
NEARLY = "schema:value 6350 ; schema:maxValue 6350 ; rd:approximation rdc:nearly"
ABOUT = "schema:value 6300 ; rd:approximation rdc:about"
LEAST = "schema:value 6000 ; schema:minValue 6000 ; rd:approximation rdc:at-least"
LABEL = 'rdfs:label "代表 人数"@zh ;'
PERIOD = "rd:period <p/1> ; "
INTERVAL = '<p/1> schema:startDate "2021-01-01"^^xsd:date ; schema:endDate "2023-12-31"^^xsd:date .'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("a", EXACT), figure("b", "schema:value 6400")),
        (figure("a", MORE), figure("b", "schema:value 6400")),
        (figure("a", MORE), figure("b", "schema:value 6299.5")),
        (figure("a", NEARLY), figure("b", "schema:value 6351")),
        (figure("a", ABOUT), figure("b", "schema:value 6351")),
        (figure("a", LEAST), figure("b", "schema:value 5999")),
        (figure("a", EXACT, PERIOD) + INTERVAL, figure("b", "schema:value 1", PERIOD)),
        (
            figure("a", EXACT, 'rdfs:label "代表 人数"@zh ;'),
            figure("b", "schema:value 1", 'rdfs:label "代表人数"@zh ;'),
        ),
    ],
    ids=["exact", "above", "below", "nearly", "about", "at least", "several years", "same wording"],
)
def test_figures_that_conflict(tmp_path: Path, one: str, other: str) -> None:
    (conflict,) = found(tmp_path, one, other)
    assert (conflict.what, len(conflict.sides)) == ("figure", 2)
    assert [side.proofs[0].document for side in conflict.sides] == ["a.txt", "b.txt"]
    assert {(proof.quote, proof.start, proof.end) for side in conflict.sides for proof in side.proofs} == {
        ("原文", 0, 2)
    }
    assert conflict.about.startswith("云山市人大常委会 · ")
    assert conflict.when in ("2023", "2021-01-01/2023-12-31")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("a", EXACT), figure("b", "schema:value 6350.0")),
        (figure("a", MORE), figure("b", EXACT)),
        (figure("a", NEARLY), figure("b", "schema:value 6000")),
        (figure("a", ABOUT), figure("b", "schema:value 6350")),
        (figure("a", LEAST), figure("b", "schema:value 90000")),
        (figure("a", EXACT), figure("b", "rd:redacted true")),
        (figure("a", EXACT), figure("b", "schema:value 1 ; rd:redacted true")),
        (figure("a", EXACT), figure("b", "schema:value 1", unit="unit-renci")),
        (figure("a", EXACT), figure("b", "schema:value 1", "rd:year 2022 ;")),
        (figure("a", EXACT), figure("b", "schema:value 1", about="2/npcsc")),
        (figure("a", EXACT), figure("b", "schema:value 1", "rd:indicator rdc:hearings ; ")),
        (figure("a", EXACT).replace("; rd:year 2023", ""), figure("b", "schema:value 1").replace("; rd:year 2023", "")),
    ],
    ids=["equal", "in", "under", "about", "over", "mask", "mask 2", "unit", "year", "body", "indicator", "no time"],
)
def test_figures_that_do_not(tmp_path: Path, one: str, other: str) -> None:
    assert found(tmp_path, one, other) == []


def test_a_figure_that_fits_all_others_is_no_side(tmp_path: Path) -> None:
    texts = [figure("a", "schema:value 6310"), figure("b", MORE), figure("c", EXACT)]
    (conflict,) = found(tmp_path, *texts)
    assert [side.fact for side in conflict.sides] == [f"{ID}stat/a", f"{ID}stat/c"]


DAY = 'rd:year 2023 ; rd:date "2023-08-30"^^xsd:date'
NEXT = 'rd:year 2023 ; rd:date "2023-08-31"^^xsd:date'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (step("a", DAY), step("b", NEXT)),
        (step("a", DAY), step("b", "rd:year 2022")),
        (step("a", DAY), step("b", NEXT, actor="1/npc")),
        (step("a", DAY, "amendment"), step("b", NEXT, "amendment")),
        (step("a", "rd:period <p/1>") + INTERVAL, step("b", "rd:year 2020")),
    ],
    ids=["days", "year", "another body", "repeatable", "period"],
)
def test_steps_that_conflict(tmp_path: Path, one: str, other: str) -> None:
    (conflict,) = found(tmp_path, one, other)
    assert conflict.what == "step"
    assert conflict.about.endswith(" · 停车条例")
    assert sorted(proof.document for side in conflict.sides for proof in side.proofs) == ["a.txt", "b.txt"]
    assert conflict.sides[0].value != conflict.sides[1].value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (step("a", DAY), step("b", DAY)),
        (step("a", DAY), step("b", "rd:year 2023")),
        (step("a", "rd:period <p/1>") + INTERVAL, step("b", DAY)),
        (step("a", DAY), step("b", NEXT, "promulgation")),
        (step("a", DAY, "amendment"), step("b", "rd:year 2015", "amendment", "1/npc")),
        (step("a", DAY), step("b", 'rd:verbatim "xx月xx日"')),
    ],
    ids=["equal", "in the year", "in the period", "another kind", "another amendment", "masked"],
)
def test_steps_that_do_not(tmp_path: Path, one: str, other: str) -> None:
    assert found(tmp_path, one, other) == []


def test_one_document_may_contradict_itself(tmp_path: Path) -> None:
    (conflict,) = found(tmp_path, step("a", f'{DAY}, "2023-09-01"^^xsd:date'))
    assert [side.value for side in conflict.sides] == ["2023-08-30", "2023-09-01"]


def test_the_sample_has_none(sample_out: Path) -> None:
    assert conflicts(sample_out) == []


@given(st.integers(1, 10**9), st.sampled_from(["exact", "about"]))
def test_a_figure_meets_itself(value: int, approximation: str) -> None:
    span = number(Decimal(value), None, None, approximation)
    assert span.meets(Span(Decimal(value), Decimal(value)))
    assert span.meets(span)


@given(st.lists(st.dates(), min_size=4, max_size=4))
def test_meeting_is_mutual(days: list[object]) -> None:
    first, second, third, fourth = (str(day) for day in days)
    one, other = Days(*sorted((first, second))), Days(*sorted((third, fourth)))
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)
    assert not (one.holds(other) and not one.meets(other))


def test_times_are_told_as_short_as_can_be() -> None:
    told = [
        Days("2024-02-01", "2024-02-29"),
        Days("2023-02-01", "2023-02-27"),
        year(2023),
        Days("2023-01-01", "2023-01-01"),
    ]
    assert list(map(str, told)) == ["2024-02", "2023-02-01/2023-02-27", "2023", "2023-01-01"]
