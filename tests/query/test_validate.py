"""A small graph obeys every shape, and each shape refuses the graph that breaks it."""

import re
import shutil
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import SH, SKOS

from kg.errors import InputError
from kg.query.validate import Violation, validate
from kg.rdf.vocabulary import ID, PREFIXES, RDC
from kg.resources import ontology_dir

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
HEAD += "@prefix : <https://w3id.org/rendakg/id/> .\n"

VALID = """
<https://w3id.org/rendakg/id/division/CN> a rd:AdministrativeDivision ; rd:kind rdc:nation ; rd:divisionCode "CN" .
:province a rd:AdministrativeDivision ; rd:kind rdc:province ; rd:redacted true .
:city a rd:AdministrativeDivision ; rd:kind rdc:prefecture-city ; rd:divisionCode "140200" .
:town a rd:AdministrativeDivision ; rd:kind rdc:township ; rd:parentDivision :city .
:psc a rd:StandingCommittee ; rd:jurisdiction :province ; rd:approved :work .
:npcsc a rd:StandingCommittee ; rd:jurisdiction :city ; rd:enacted :work ; rd:deliberated :work ; rd:inspected :law .
:work a rd:LocalRegulation ; rd:jurisdiction :city ; rd:topic rdc:parking .
:law a rd:Law ; rd:jurisdiction <https://w3id.org/rendakg/id/division/CN> .
:read a rd:LegislativeStep ; rd:kind rdc:first-reading ; rd:actor :npcsc ; rd:concerns :work ; rd:evidence :proof .
:step a rd:LegislativeStep ; rd:kind rdc:adoption ; rd:actor :npcsc ; rd:concerns :work ; rd:evidence :proof ;
    rd:date "2023-08-30"^^xsd:date ; rd:outcome rdc:passed .
:approval a rd:LegislativeStep ; rd:kind rdc:approval ; rd:actor :psc ; rd:concerns :work ; rd:evidence :proof .
:check a rd:SupervisionEvent ; rd:kind rdc:inspection ; rd:actor :npcsc ; rd:concerns :law ; rd:evidence :proof .
:figure a rd:Statistic ; schema:value 6300 ; schema:minValue 6300 ; schema:maxValue 6399 ; rd:unit rdc:unit-renci ;
    rd:approximation rdc:more-than ; rd:evidence :proof .
:hidden a rd:Statistic ; rd:redacted true ; rd:unit rdc:unit-jian ; rd:evidence :proof .
:proof a rd:Evidence ; oa:exact "表决通过了条例" ; oa:start 10 ; oa:end 17 ; rd:inDocument :doc .
:doc a rd:SourceDocument ; dcterms:identifier "a.txt" .
"""

BROKEN = [
    (":step a", ":bare a rd:Facility ; rd:kind rdc:other .\n:step a", "A fact without evidence"),
    ("oa:end 17", "oa:end 10", "must start before it ends"),
    ("oa:end 17", "oa:end 18", "not as long as its offsets say"),
    ("oa:start 10", "oa:start -1", "exactly one start"),
    ("oa:end 17", "oa:end 17, 18", "exactly one end"),
    ('oa:exact "表决通过了条例" ; ', "", "exactly one quote"),
    ("rd:inDocument :doc", "rd:inDocument :city", "exactly one source document"),
    ("rdc:adoption", "rdc:publicity", "rd:enacted https://w3id.org/rendakg/id/work needs an adoption"),
    ("rdc:passed", "rdc:rejected", "rd:enacted https://w3id.org/rendakg/id/work needs an adoption"),
    (":work a rd:LocalRegulation ; rd:jurisdiction :city", ":work a rd:LocalRegulation", "needs an adoption"),
    ("rd:enacted :work ;", "rd:enacted :work ; rd:amended :work ;", "rd:amended https://w3id.org/rendakg/id/work"),
    ("rd:enacted :work ;", "rd:enacted :work ; rd:repealed :work ;", "rd:repealed https://w3id.org/rendakg/id/work"),
    ("rdc:approval", "rdc:consultation", "rd:approved https://w3id.org/rendakg/id/work"),
    ("rdc:first-reading", "rdc:drafting", "rd:deliberated https://w3id.org/rendakg/id/work"),
    ("rdc:inspection", "rdc:research-trip", "rd:inspected https://w3id.org/rendakg/id/law"),
    ('"2023-08-30"^^xsd:date', '"2023-08-30"^^xsd:date, "2023-08-31"^^xsd:date', "An event with two dates"),
    ('"2023-08-30"^^xsd:date', '"2023"^^xsd:gYear', "rd:date takes a full day"),
    ("rdc:prefecture-city", "rdc:district", "A county or district enacting"),
    ("rd:redacted true ; rd:unit", "rd:redacted true ; schema:value 3 ; rd:unit", "either schema:value or rd:redacted"),
    ("rd:redacted true ; rd:unit", "rd:unit", "either schema:value or rd:redacted"),
    ("schema:maxValue 6399", "schema:maxValue 6299", "schema:minValue is greater"),
    ("schema:value 6300", "schema:value 6300, 6301", "A figure has one schema:value"),
    (' ; rd:divisionCode "140200"', "", "A division with neither"),
    ("rd:parentDivision :city", "rd:verbatim 'x'", "A division with neither"),
    ("rd:jurisdiction <https://w3id.org/rendakg/id/division/CN>", "rd:jurisdiction :city", "A Law outside division/CN"),
    (":doc a", "[] rdfs:label 'x' .\n:doc a", "A blank node"),
    ("rd:topic", "rd:topics", "does not define this property"),
    ("rdc:first-reading", "rdc:inspection", "must be one concept of rdc:legislative-step"),
    ("rdc:first-reading", "rdc:first-readin", "must be one concept of rdc:legislative-step"),
    ("rdc:inspection", "rdc:adoption", "must be one concept of rdc:supervision"),
    ("rd:kind rdc:province", "rd:kind rdc:passed", "must be one concept of rdc:division-kind"),
    (":doc a", ":p a rd:DeputyProposal ; rd:kind rdc:other .\n:doc a", "must be one concept of rdc:proposal"),
    (":doc a", ":p a rd:Programme ; rd:kind rdc:other .\n:doc a", "must be a concept of rdc:programme"),
    (":doc a", ":p a rd:Facility ; rd:kind rdc:motion .\n:doc a", "must be a concept of rdc:facility"),
    ("rdc:parking", "rdc:parkin", "rd:topic must be a concept"),
    ("rdc:passed", "rdc:done", "rd:outcome must be a concept"),
    ("rdc:unit-renci", "rdc:persons", "rd:unit must be a concept"),
    ("rdc:more-than", "rdc:more", "rd:approximation must be a concept"),
]


SEVERAL = [f"the sources do not agree on what this {word} is" for word in ("programme", "facility")]


def check(tmp_path: Path, turtle: str, ontology: Path | None = None) -> tuple[Violation, ...]:
    path = tmp_path / "graph.ttl"
    path.write_text(HEAD + turtle, encoding="utf-8")
    return validate(path, ontology or ontology_dir())


@pytest.fixture(scope="module")
def small_ontology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ontology with the codes of the valid graph and of the breakages alone: quick to check against."""
    folder = tmp_path_factory.mktemp("ontology")
    for name in ("renda.ttl", "shapes.ttl"):
        shutil.copy(ontology_dir() / name, folder)
    codes = Graph().parse(ontology_dir() / "codes.ttl", format="ox-turtle")
    names = re.findall(r"rdc:([a-z-]+)", VALID + str(BROKEN))
    kept = Graph()
    for triple in codes.triples((None, SKOS.inScheme, None)):
        if str(triple[0]).removeprefix(RDC) in names:
            kept.add(triple)
    kept.serialize(folder / "codes.ttl", format="ox-turtle")
    return folder


def test_a_valid_graph_passes(tmp_path: Path, small_ontology: Path) -> None:
    assert check(tmp_path, VALID) == ()
    assert check(tmp_path, VALID, small_ontology) == ()


@pytest.mark.parametrize(("part", "instead", "message"), BROKEN)
def test_a_broken_graph_fails(tmp_path: Path, small_ontology: Path, part: str, instead: str, message: str) -> None:
    assert part in VALID
    found = check(tmp_path, VALID.replace(part, instead, 1), small_ontology)
    assert [violation for violation in found if message in violation.message and violation.severity == "violation"]


def test_every_shape_has_a_graph_that_breaks_it() -> None:
    shapes = Graph().parse(ontology_dir() / "shapes.ttl", format="ox-turtle")
    messages = {str(text) for text in shapes.objects(None, SH.message)}
    expected = [message for _, _, message in BROKEN] + ["The approver is of the work's own level", *SEVERAL]
    said = {text: [text.replace("{?value}", ID + name) for name in ("work", "law")] for text in messages}
    untried = [text for text in messages if not any(part in one for part in expected for one in said[text])]
    assert messages
    assert untried == []


def test_an_approver_of_the_own_level_is_a_warning(tmp_path: Path) -> None:
    own = VALID.replace(":psc a rd:StandingCommittee ; rd:jurisdiction :province", ":psc rd:jurisdiction :city")
    found = check(tmp_path, own)
    assert [(violation.severity, violation.focus) for violation in found] == [
        ("warning", "https://w3id.org/rendakg/id/approval")
    ]


@pytest.mark.parametrize(
    ("node", "message"),
    [
        ("rd:Programme ; rd:kind rdc:platform, rdc:campaign", SEVERAL[0]),
        ("rd:Facility ; rd:kind rdc:liaison-station, rdc:liaison-point", SEVERAL[1]),
    ],
)
def test_sources_that_do_not_agree_on_a_kind_are_a_warning(tmp_path: Path, node: str, message: str) -> None:
    found = check(tmp_path, VALID.replace(":doc a", f":p a {node} .\n:doc a", 1))
    assert [v.severity for v in found if message in v.message] == ["warning"]


def test_what_offends_is_named(tmp_path: Path) -> None:
    (found,) = check(tmp_path, VALID.replace("schema:maxValue 6399", "schema:maxValue 6299"))
    assert found.focus == "https://w3id.org/rendakg/id/figure"
    assert found.path == PREFIXES["schema"] + "minValue"
    assert found.value == "6300"


def test_what_is_no_turtle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"graph\.ttl"):
        check(tmp_path, "no turtle")
    with pytest.raises(InputError, match=r"absent\.ttl"):
        validate(tmp_path / "absent.ttl", ontology_dir())
