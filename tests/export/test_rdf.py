"""What the RDF formats hold, as other programs read it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF

from kg.errors import InputError, UsageError
from kg.export import jsonld, source
from kg.export.export import to_path, to_stream
from kg.rdf.vocabulary import PREFIXES, RD, RDC
from kg.resources import ontology_dir
from kg.xmltext import legal

VOID = "http://rdfs.org/ns/void#"
Statement = tuple[str, str, str, str]


def statements(graph: Graph) -> set[Statement]:
    """The triples; a plain text and one of xsd:string are the same."""
    plain = URIRef(f"{PREFIXES['xsd']}string")
    return {
        (str(s), str(p), str(o), str(o.language or "") + str(o.datatype or plain) if isinstance(o, Literal) else "iri")
        for s, p, o in graph
    }


def whole(out: Path) -> set[Statement]:
    return statements(Graph().parse(out / "graph.ttl", format="turtle"))


def counted_by_rapper(path: Path, form: str) -> int:
    run = subprocess.run(["rapper", "-c", "-i", form, str(path)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "Warning" not in run.stderr
    (count,) = re.findall(r"returned (\d+) triples", run.stderr)
    return int(count)


@pytest.mark.parametrize(("form", "known"), [("turtle", "turtle"), ("n-triples", "ntriples"), ("rdf-xml", "rdfxml")])
def test_rapper_counts_every_triple(out: Path, tmp_path: Path, form: str, known: str) -> None:
    path, _ = to_path(out, form, tmp_path / form)
    assert counted_by_rapper(path, known) == len(whole(out)) > 100


@pytest.mark.parametrize(("form", "known"), [("turtle", "turtle"), ("n-triples", "nt"), ("json-ld", "json-ld")])
def test_rdflib_reads_every_triple(out: Path, tmp_path: Path, form: str, known: str) -> None:
    path, _ = to_path(out, form, tmp_path / form)
    assert statements(Graph().parse(path, format=known)) == whole(out)


def test_rdf_xml_differs_only_where_xml_has_no_such_character(out: Path, tmp_path: Path) -> None:
    path, _ = to_path(out, "rdf-xml", tmp_path / "graph.rdf")
    found = statements(Graph().parse(path, format="xml"))
    assert found == {(s, p, legal(o), kind) for s, p, o, kind in whole(out)}


@pytest.mark.parametrize(("form", "known"), [("n-quads", "nquads"), ("trig", "trig")])
def test_quads_keep_their_documents(out: Path, tmp_path: Path, form: str, known: str) -> None:
    path, _ = to_path(out, form, tmp_path / form)
    found = Dataset().parse(path, format=known)
    wanted = set(ox.parse(path=out / "graph.nq", format=ox.RdfFormat.N_QUADS))
    by_graph = {str(graph.identifier): len(graph) for graph in found.graphs() if len(graph)}
    assert by_graph == {
        name: sum(str(quad.graph_name.value) == name for quad in wanted)
        for name in {str(quad.graph_name.value) for quad in wanted}
    }


def test_trig_has_one_block_for_each_document(seeds_out: Path, tmp_path: Path) -> None:
    path, _ = to_path(seeds_out, "trig", tmp_path / "graph.trig")
    blocks = re.findall(r"^<(.*)> \{$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(blocks) == len(set(blocks)) == len(list((seeds_out / "texts").iterdir()))


def test_json_ld_reads_well(seeds_out: Path) -> None:
    text = io.BytesIO()
    to_stream(seeds_out, "json-ld", text)
    nodes = {node["id"]: node for node in json.loads(text.getvalue())["@graph"]}
    division = nodes["division/140200"]
    assert division["type"] == "rd:AdministrativeDivision"
    assert division["label"] == {"zh": "大同市"}
    assert division["kind"] == "rdc:prefecture-city"
    assert nodes["rdc:prefecture-city"]["prefLabel"] == {"en": "city", "zh": "地级市"}
    assert nodes["division/x-74e50b9299393010-14130"]["redacted"] is True
    step = nodes["event/enactment/3205b92d7e17c9e8"]
    assert step["year"] == 2023
    assert nodes[step["evidence"]]["start"] == 15661
    long = [key for node in nodes.values() for key in node if ":" in key]
    assert long == []


def test_the_context_has_a_name_for_every_property() -> None:
    properties = set(re.findall(r"^rd:(\w+) a owl:\w+Property", (ontology_dir() / "renda.ttl").read_text(), re.M))
    named = {value["@id"] if isinstance(value, dict) else value for value in jsonld.context().values()}
    assert len(properties) > 30
    assert {f"rd:{name}" for name in properties} - named == set()


def test_json_ld_holds_any_value() -> None:
    def triple(name: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode(name), value)

    number = ox.NamedNode(f"{PREFIXES['xsd']}integer")
    triples = [
        triple(f"{RD}year", ox.Literal("007", datatype=number)),
        triple(f"{RD}year", ox.Literal("12345678901234567890", datatype=number)),
        triple(f"{RD}year", ox.Literal("2023")),
        triple(f"{RD}actor", ox.Literal("no body")),
        triple(f"{RD}date", ox.NamedNode("https://w3id.org/rendakg/id/a:b/c")),
        triple(f"{PREFIXES['rdfs']}label", ox.Literal("plain")),
        triple(f"{PREFIXES['rdfs']}label", ox.Literal("a", language="zh")),
        triple(f"{PREFIXES['rdfs']}label", ox.Literal("b", language="zh")),
        triple("urn:other", ox.Literal("x", datatype=ox.NamedNode("urn:type"))),
    ]
    text = io.BytesIO()
    jsonld.write(triples, text)
    found = {quad.triple for quad in ox.parse(text.getvalue(), format=ox.RdfFormat.JSON_LD)}
    assert found == set(triples)


def test_eli_has_what_was_enacted_or_approved(seeds_out: Path, tmp_path: Path) -> None:
    path, _ = to_path(seeds_out, "turtle", tmp_path / "eli.ttl", "eli")
    graph = Graph().parse(seeds_out / "graph.ttl", format="turtle")
    works = {*graph.objects(None, URIRef(f"{RD}enacted")), *graph.objects(None, URIRef(f"{RD}approved"))}
    eli = Graph().parse(path, format="turtle")
    assert set(eli.subjects(RDF.type, URIRef("http://data.europa.eu/eli/ontology#LegalResource"))) == works
    assert len(works) > 20
    assert counted_by_rapper(path, "turtle") == len(eli)


def test_schema_org_has_every_work_and_body(seeds_out: Path, tmp_path: Path) -> None:
    path, _ = to_path(seeds_out, "rdf-xml", tmp_path / "schema.rdf", "schema-org")
    graph = Graph().parse(seeds_out / "graph.ttl", format="turtle")
    found = Graph().parse(path, format="xml")
    schema = PREFIXES["schema"]
    assert set(found.subjects(RDF.type, URIRef(f"{schema}Legislation"))) == set(graph.subjects(DCTERMS.title)) - set(
        graph.subjects(RDF.type, URIRef(f"{RD}DeputyProposal"))
    )
    bodies = {
        body
        for name in ("Body", "PeoplesCongress", "StandingCommittee", "CongressCommittee")
        for body in graph.subjects(RDF.type, URIRef(f"{RD}{name}"))
    }
    assert set(found.subjects(RDF.type, URIRef(f"{schema}GovernmentOrganization"))) == bodies
    passed = {(body, work) for work, body in found.subject_objects(URIRef(f"{schema}legislationPassedBy"))}
    assert passed == set(graph.subject_objects(URIRef(f"{RD}enacted")))


def test_figures_keep_ranges_and_masks(out: Path, tmp_path: Path) -> None:
    path, _ = to_path(out, "json-ld", tmp_path / "figures.jsonld", "figures")
    graph = Graph().parse(out / "graph.ttl", format="turtle")
    found = Graph().parse(path, format="json-ld")
    schema = PREFIXES["schema"]
    figures = set(found.subjects(RDF.type, URIRef(f"{schema}Observation")))
    assert figures == set(graph.subjects(RDF.type, URIRef(f"{RD}Statistic")))
    for name in ("value", "minValue", "maxValue"):
        wanted = set(graph.subject_objects(URIRef(schema + name)))
        assert set(found.subject_objects(URIRef(schema + name))) == wanted
    masked = set(found.subjects(URIRef(f"{RD}redacted"), Literal(True)))
    assert masked
    assert not masked & set(found.subjects(URIRef(f"{schema}value")))
    assert all((figure, URIRef(f"{PREFIXES['prov']}wasDerivedFrom"), None) in found for figure in figures)


def test_a_view_that_is_not_there(seeds_out: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no view 'x'; use one of eli, figures, schema-org"):
        to_path(seeds_out, "turtle", tmp_path / "a", "x")
    with pytest.raises(UsageError, match="trig cannot hold a view; take turtle"):
        to_path(seeds_out, "trig", tmp_path / "a", "eli")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["turtle", "n-quads", "trig", "json-ld"])
def test_the_description_counts_what_the_file_holds(
    seeds_out: Path, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    path, description = to_path(seeds_out, form, tmp_path / "graph.x")
    assert description.name == "graph.x.void.ttl"
    found = Graph().parse(description, format="turtle")
    (data,) = found.subjects(RDF.type, URIRef(f"{VOID}Dataset"))
    graph = Graph().parse(seeds_out / "graph.ttl", format="turtle")
    assert str(found.value(data, DCTERMS.modified)) == "1970-01-02T00:00:00+00:00"
    assert found.value(data, URIRef(f"{VOID}triples")) == Literal(len(graph))
    assert found.value(data, URIRef(f"{VOID}distinctSubjects")) == Literal(len(set(graph.subjects())))
    parts = {
        found.value(part, URIRef(f"{VOID}class")): part for part in found.objects(data, URIRef(f"{VOID}classPartition"))
    }
    for name, part in parts.items():
        assert found.value(part, URIRef(f"{VOID}entities")) == Literal(len(set(graph.subjects(RDF.type, name))))
    assert set(parts) == set(graph.objects(None, RDF.type))
    assert Literal(str(path.stat().st_size), datatype=URIRef(f"{PREFIXES['xsd']}nonNegativeInteger")) in set(
        found.objects()
    )
    assert len(set(found.objects(data, DCTERMS.source))) == 5


def test_the_description_of_a_view_names_its_sources(seeds_out: Path, tmp_path: Path) -> None:
    path, description = to_path(seeds_out, "turtle", tmp_path / "eli.ttl", "eli")
    found = Graph().parse(description, format="turtle")
    (data,) = found.subjects(RDF.type, URIRef(f"{VOID}Dataset"))
    assert str(data).endswith("/view/eli")
    assert found.value(data, URIRef(f"{VOID}triples")) == Literal(len(Graph().parse(path, format="turtle")))
    assert len(set(found.objects(data, DCTERMS.source))) == 5


def test_a_date_that_is_none(seeds_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH: 'today' is no number of seconds"):
        to_stream(seeds_out, "void", io.BytesIO())


def test_a_broken_graph_is_named(sample_out: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "graph.ttl").write_bytes((sample_out / "graph.ttl").read_bytes()[:-40])
    with pytest.raises(InputError, match=r"graph\.ttl: cannot be read .*run kg build again"):
        to_path(out, "turtle", tmp_path / "a.ttl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_an_emptied_graph_is_refused(sample_out: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_out, tmp_path / "out")
    (tmp_path / "out" / "graph.nq").write_bytes(b"")
    with pytest.raises(InputError, match=r"graph\.nq: is empty, and the store is not; run kg build again"):
        to_path(tmp_path / "out", "n-quads", tmp_path / "a.nq")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_views_are_the_queries_of_the_ontology() -> None:
    assert set(source.views()) == {path.stem for path in (ontology_dir() / "exports").glob("*.rq")}
    assert RDC.startswith("https://w3id.org/rendakg/")
