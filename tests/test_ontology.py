"""The three files of the ontology: they parse alike everywhere and say nothing undefined."""

import re

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.rdf.vocabulary import RD, RDC
from kg.resources import ontology_dir

FILES = ("renda.ttl", "codes.ttl", "shapes.ttl")

CODES = {
    "legislative-step": "plan-listing initiation research drafting consultation hearing deliberation first-reading "
    "second-reading third-reading adoption enactment approval promulgation entry-into-force amendment repeal "
    "evaluation clean-up publicity assistance",
    "supervision": "inspection report-hearing special-inquiry questioning satisfaction-vote work-review research-trip "
    "field-visit special-supervision record-review budget-review",
    "outcome": "passed passed-unanimously rejected deferred withdrawn completed replied adopted-by-higher",
    "proposal": "motion suggestion",
    "programme": "platform campaign mechanism method system column",
    "facility": "liaison-station liaison-point deputies-home legislative-contact-point practice-base "
    "legal-service-room other",
    "approximation": "exact more-than nearly at-least at-most about in-words",
    "division-kind": "nation province autonomous-region municipality prefecture-city autonomous-prefecture league "
    "district county county-city autonomous-county banner township",
}
BODY_CLASSES = (
    "congress standing-committee special-committee working-committee chairs-council party-committee government "
    "department court procuratorate supervision-commission other"
)


def read(name: str) -> Graph:
    return Graph().parse(ontology_dir() / name, format="turtle")


@pytest.fixture(scope="module")
def renda() -> Graph:
    return read("renda.ttl")


@pytest.fixture(scope="module")
def codes() -> Graph:
    return read("codes.ttl")


@pytest.mark.parametrize("name", FILES)
def test_two_parsers_read_the_same_number_of_triples(name: str) -> None:
    path = ontology_dir() / name
    triples = {str(triple) for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
    assert len(triples) == len(read(name)) > 0


def test_every_used_term_is_defined(renda: Graph, codes: Graph) -> None:
    defined = {str(term) for term in renda.subjects(RDF.type, None)} | {str(code) for code in codes.subjects()}
    for name in FILES:
        text = (ontology_dir() / name).read_text(encoding="utf-8")
        used = {RD + term for term in re.findall(r"(?<!\w)rd:([A-Za-z0-9-]+)", text)}
        used |= {RDC + term for term in re.findall(r"(?<!\w)rdc:([A-Za-z0-9-]+)", text)}
        assert used
        assert used <= defined, sorted(used - defined)


def test_every_term_is_labelled_and_explained(renda: Graph) -> None:
    terms = {term for term in renda.subjects(RDF.type, None) if str(term).startswith(RD)}
    assert len(terms) > 60
    for term in terms:
        assert {label.language for label in renda.objects(term, RDFS.label)} == {"zh", "en"}, term
        assert {text.language for text in renda.objects(term, RDFS.comment)} == {"zh", "en"}, term


def test_every_definition_of_a_code_is_in_both_languages(codes: Graph) -> None:
    defined = set(codes.subjects(SKOS.definition, None))
    assert len(defined) > 30
    for code in defined:
        texts = list(codes.objects(code, SKOS.definition))
        assert sorted(text.language for text in texts) == ["en", "zh"], code
        assert all(re.search("[\u4e00-\u9fff]", text) for text in texts if text.language == "zh"), code


def test_own_superclasses_are_defined(renda: Graph) -> None:
    for child, parent in [*renda[: RDFS.subClassOf], *renda[: RDFS.subPropertyOf]]:
        assert not str(parent).startswith(RD) or (parent, RDF.type, None) in renda, child


@pytest.mark.parametrize("name", ["renda.ttl", "codes.ttl"])
def test_no_blank_nodes(name: str) -> None:
    assert not [node for triple in read(name) for node in triple if isinstance(node, BNode)]


@pytest.mark.parametrize("scheme", sorted(CODES))
def test_fixed_lists_are_complete(codes: Graph, scheme: str) -> None:
    members = {str(code).removeprefix(RDC) for code in codes.subjects(SKOS.inScheme, URIRef(RDC + scheme))}
    assert members == set(CODES[scheme].split()), f"a new code of {scheme} belongs into CODES above, too"


def test_every_list_is_declared_and_no_name_is_both(codes: Graph) -> None:
    schemes = set(codes.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = set(codes.subjects(RDF.type, SKOS.Concept))
    assert set(codes.objects(None, SKOS.inScheme)) == schemes
    assert not schemes & concepts
    assert set(codes.objects(None, SKOS.broader)) <= concepts
    assert all(re.fullmatch(r"[a-z0-9-]+", str(code).removeprefix(RDC)) for code in schemes | concepts)


def test_every_local_name_is_written_once() -> None:
    text = (ontology_dir() / "codes.ttl").read_text(encoding="utf-8")
    names = re.findall(r"^(rdc:[a-z0-9-]+) a ", text, re.MULTILINE)
    assert len(names) > 800
    assert sorted(names) == sorted(set(names))


def test_groups_are_known(renda: Graph, codes: Graph) -> None:
    assert {str(group) for group in codes.objects(None, URIRef(RD + "bodyClass"))} == set(BODY_CLASSES.split())
    for group in set(codes.objects(None, URIRef(RD + "workClass"))):
        assert (URIRef(RD + str(group)), RDF.type, OWL.Class) in renda
    for scheme, prop in (("body", "bodyClass"), ("work-head", "workClass")):
        members = set(codes.subjects(SKOS.inScheme, URIRef(RDC + scheme)))
        assert members == set(codes.subjects(URIRef(RD + prop), None))
