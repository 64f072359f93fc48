"""A fact as a row: every class has its columns, every cell says what the graph says."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg.errors import InputError
from kg.rdf.vocabulary import RD
from kg.records import Record, by_class, columns, columns_of, read
from kg.records.columns import parse
from kg.store import open_graph


@pytest.fixture(scope="module")
def facts(sample_out: Path) -> dict[str, Record]:
    return {fact.iri: fact for fact in read(open_graph(sample_out))}


def test_every_fact_is_there_once(sample_out: Path, facts: dict[str, Record]) -> None:
    graph = Graph().parse(sample_out / "graph.ttl", format="turtle")
    assert set(facts) == {str(fact) for fact in graph.subjects(URIRef(f"{RD}evidence"))}
    for fact in facts.values():
        assert URIRef(f"{RD}{fact.type}") in set(graph.objects(URIRef(fact.iri), RDF.type))
        assert len(fact.proofs) == len(set(graph.objects(URIRef(fact.iri), URIRef(f"{RD}evidence"))))


def test_cells(facts: dict[str, Record]) -> None:
    (fact,) = [fact for fact in facts.values() if fact.cells["quote"] == "公布《云山市机动车停车管理条例》"]
    assert (fact.type, fact.kind) == ("LegislativeStep", "promulgation")
    told = {name: fact.cells[name] for name in ("kind", "place", "place_code", "work", "date", "year", "document")}
    assert told == {
        "kind": "promulgation",
        "place": "云山市",
        "place_code": "990100",
        "work": "机动车停车管理条例",
        "date": "2021-06-01",
        "year": None,
        "document": "alpha.txt",
    }
    assert fact.cells["end"] - fact.cells["start"] == len("公布《云山市机动车停车管理条例》")  # type: ignore[operator]


def test_proofs_are_in_order_and_the_first_is_shown(facts: dict[str, Record]) -> None:
    (fact,) = [fact for fact in facts.values() if len(fact.proofs) > 1]
    assert [proof.quote for proof in fact.proofs] == ["制定出台了《xx市停车场条例》", "停车场条例制定"]
    assert (fact.cells["quote"], fact.cells["proofs"]) == ("制定出台了《xx市停车场条例》", 2)
    assert fact.cells["report"] == "市人大工作综述"


def test_the_place_is_that_of_the_body_that_acts(facts: dict[str, Record]) -> None:
    (fact,) = [fact for fact in facts.values() if fact.kind == "approval"]
    assert fact.cells["place"] == "江东省"


def test_facts_come_in_the_order_of_the_sources(sample_out: Path) -> None:
    found = by_class(open_graph(sample_out))
    assert list(found) == ["LegislativeStep", "SupervisionEvent"]
    places = [(fact.proofs[0].document, fact.proofs[0].start) for fact in found["LegislativeStep"]]
    assert places == sorted(places)


def test_every_class_of_facts_has_its_columns() -> None:
    shared = {column.name for column in columns() if not column.of}
    assert {"type", "label", "place", "year", "quote", "document", "start", "end", "iri"} <= shared
    assert {"value", "min", "max", "approximation", "redacted"} <= {column.name for column in columns_of("Statistic")}
    names = [column.name for column in columns()]
    assert len(names) == len(set(names))
    graph = Graph().parse(Path(__file__).parents[2] / "ontology" / "renda.ttl", format="turtle")
    for column in columns():
        assert column.zh
        assert column.en
        assert all((URIRef(f"{RD}{name}"), RDF.type, None) in graph for name in column.of)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('name = "a"\npaths = ["no:such"]', "the prefix of 'no:such' is not known"),
        ('name = "a"\npaths = []\nterm = "rd:no"', "'rd:no' of the column 'a' is no term of renda.ttl"),
        ('name = "a"\npaths = []\nshow = "x"', "begins or shows what is not known"),
        ('name = "a"\npaths = []\nkind = "date"', "holds 'date', which is not known"),
        ('name = "a"', "the key 'paths' is missing"),
        ('name = "a"\npaths = []\ncolour = "red"', "unknown key 'colour'"),
    ],
)
def test_a_mistake_in_the_columns_is_named(row: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        parse(f"[[column]]\n{row}\n")
    assert "columns.toml" in str(error.value)
