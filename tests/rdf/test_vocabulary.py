"""The names of the vocabulary."""

import subprocess
import sys

import rdflib
from rdflib import namespace

from kg.rdf import vocabulary
from kg.rdf.vocabulary import PREFIXES, rd, rdc
from kg.resources import ontology_dir


def test_reused_namespaces_are_the_published_ones() -> None:
    for prefix in ("dcterms", "foaf", "org", "owl", "prov", "rdf", "rdfs", "skos", "time", "xsd"):
        assert PREFIXES[prefix] == str(getattr(namespace, prefix.upper()))
    assert PREFIXES["schema"] == "https://schema.org/"


def test_prefixes_are_those_of_the_ontology() -> None:
    for name in ("renda.ttl", "codes.ttl"):
        graph = rdflib.Graph(bind_namespaces="none").parse(ontology_dir() / name, format="turtle")
        declared = {prefix: str(iri) for prefix, iri in graph.namespaces()}
        assert declared
        assert declared.items() <= dict(PREFIXES).items()


def test_terms() -> None:
    assert rd("kind") == vocabulary.RD + "kind"
    assert rdc("unit-jian") == vocabulary.RDC + "unit-jian"
    assert PREFIXES["rd"] + PREFIXES["rdc"] == vocabulary.RD + vocabulary.RDC


def test_importing_it_does_not_load_rdflib() -> None:
    code = "import sys, kg.rdf.vocabulary; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
