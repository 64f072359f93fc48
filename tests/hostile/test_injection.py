"""A text made to break out of where it is written to comes back as it was, or harmless as docs/export.md says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from explorer import Explorer, serving
from lxml import etree, html
from openpyxl.utils.escape import unescape
from rdflib import Dataset, Graph, Literal, URIRef
from sample import build_sample
from spiked import DOCUMENT, SPIKES, build_spiked, iri, quote_of

from kg.cli import app
from kg.export.cells import harmless, runs
from kg.export.xlsx import LONGEST
from kg.rdf.vocabulary import LABEL, PREFIXES
from kg.xmltext import legal

EXACT = PREFIXES["oa"] + "exact"
RANGE = range(len(SPIKES))
NOTHING = "(?m)^no solutions$|^Nothing in the graph answers this"
REFUSED = "is no value of (?:name|title); give a|is longer than 1000 characters"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def spiked_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_spiked(tmp_path_factory.mktemp("spiked") / "out")


@pytest.fixture(scope="module")
def shown(spiked_out: Path) -> Iterator[Explorer]:
    with serving(spiked_out) as started:
        yield started


def kg(*arguments: str | Path, code: int = 0) -> str:
    """What ``kg`` prints."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    assert not STEERING.search(result.stderr)
    return result.stdout_bytes.decode("utf-8")


def exported(out: Path, form: str, path: Path) -> Path:
    """The file or folder that ``kg export`` writes."""
    kg("export", form, path, "-o", out)
    return path


@pytest.mark.parametrize(
    ("form", "known"),
    [
        ("turtle", "turtle"),
        ("n-triples", "nt"),
        ("json-ld", "json-ld"),
        ("rdf-xml", "xml"),
        ("n-quads", "nquads"),
        ("trig", "trig"),
    ],
)
def test_rdf_gives_every_text_back(spiked_out: Path, tmp_path: Path, form: str, known: str) -> None:
    path = exported(spiked_out, form, tmp_path / "graph")
    graph = Dataset(default_union=True) if known in ("nquads", "trig") else Graph()
    graph.parse(path, format=known)
    kept = legal if form == "rdf-xml" else str
    for number, spike in enumerate(SPIKES):
        assert set(graph.objects(URIRef(iri(number)), URIRef(LABEL))) == {Literal(kept(spike), lang="zh")}
        assert set(graph.objects(URIRef(quote_of(number)), URIRef(EXACT))) == {Literal(kept(spike))}


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_graphs_for_drawing_give_every_text_back(spiked_out: Path, tmp_path: Path, form: str, read: type) -> None:
    graph = read(exported(spiked_out, form, tmp_path / "graph"))
    for number, spike in enumerate(SPIKES):
        assert graph.nodes[iri(number)]["label"] == legal(spike)
        assert graph.nodes[quote_of(number)]["exact"] == legal(spike)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_gives_every_text_back_and_runs_none(spiked_out: Path, tmp_path: Path) -> None:
    folder = exported(spiked_out, "csv", tmp_path / "facts")
    with (folder / "Programme.csv").open(encoding="utf-8-sig", newline="") as file:
        table = {next(cell for key, cell in row.items() if key.endswith(" iri")): row for row in csv.DictReader(file)}
    for number, spike in enumerate(SPIKES):
        row = table[iri(number)]
        assert [cell for cell in row.values() if re.match(r"[=+@\t\r\n＝＋－＠]|-(?!\d+(\.\d+)?$)", cell)] == []
        assert harmless(spike) in row.values()


def test_xlsx_gives_every_text_back_and_runs_none(spiked_out: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported(spiked_out, "xlsx", tmp_path / "facts.xlsx"))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    held = texts | {unescape(text) for text in texts}
    assert [spike for spike in SPIKES if _read_by_xml(spike) not in {_read_by_xml(one) for one in held}] == []
    assert all(len(one) <= LONGEST for one in texts)
    # What would be a formula is marked as text, so that it stays one when somebody edits the cell.
    assert [cell.value for cell in cells if cell.data_type == "s" and runs(cell.value) and not cell.quotePrefix] == []
    assert any(cell.quotePrefix for cell in cells)


def _read_by_xml(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_parquet_gives_every_text_back(spiked_out: Path, tmp_path: Path) -> None:
    table = {
        row["iri"]: row for row in pq.read_table(exported(spiked_out, "parquet", tmp_path / "f.parquet")).to_pylist()
    }
    for number, spike in enumerate(SPIKES):
        assert (table[iri(number)]["label"], table[iri(number)]["quote"]) == (spike, spike)


def test_neo4j_gives_every_text_back(spiked_out: Path, tmp_path: Path) -> None:
    folder = exported(spiked_out, "neo4j", tmp_path / "neo4j")
    with (folder / "nodes-Programme.csv").open(encoding="utf-8", newline="") as file:
        table = {row["iri:ID"]: row for row in csv.DictReader(file)}
    for number, spike in enumerate(SPIKES):
        assert table[iri(number)]["label:string"] == spike.replace("\x1f", "\ufffd")


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml", "excel"])
def test_a_query_gives_every_text_back(spiked_out: Path, form: str) -> None:
    query = "SELECT ?label { ?thing a rd:Programme ; rdfs:label ?label } ORDER BY ?thing"
    said = kg("sparql", query, "-o", spiked_out, "--format", form)
    if form == "json":
        found = [row["label"]["value"] for row in json.loads(said)["results"]["bindings"]]
    elif form == "xml":
        tree = etree.fromstring(said.encode())
        found = [one.text or "" for one in tree.iter("{http://www.w3.org/2005/sparql-results#}literal")]
    elif form == "tsv":
        found = [_literal(line) for line in said.rstrip("\n").split("\n")[1:]]
    else:
        found = [row["label"] for row in rows(said.removeprefix("\ufeff"))]
    kept = {"excel": harmless, "xml": legal}.get(form, str)
    assert found == [kept(spike) for spike in SPIKES]


def _literal(line: str) -> str:
    """The text of a term of a table in TSV, which is written as in Turtle."""
    graph = Graph().parse(data=f"<urn:a> <urn:b> {line} .", format="turtle")
    return str(graph.value(URIRef("urn:a"), URIRef("urn:b")))


def test_walks_give_every_text_back(spiked_out: Path) -> None:
    for number, spike in enumerate(SPIKES):
        told = json.loads(kg("show", iri(number), "-o", spiked_out, "--format", "json"))
        assert told["thing"]["label"] == spike
        assert told["quotes"][0]["quote"] == spike


@pytest.mark.parametrize("number", RANGE)
def test_a_name_is_a_name_and_no_query(spiked_out: Path, number: int) -> None:
    """Every spike is looked for as a name, asked for as a title and given as a parameter."""
    spike = SPIKES[number]
    found = (
        json.loads(kg("show", "-o", spiked_out, "--format", "json", "--", spike)) if spike == spike.strip() else None
    )
    assert found is None or found["thing"]["iri"] == iri(number)
    for command in (
        ["ask", f"哪些城市制定了《{spike}》"],
        ["query", "posts", "--param", f"name={spike}"],
        ["query", "history-of-work", "--param", f"title={spike}"],
    ):
        result = CliRunner().invoke(app, [*command, "-o", str(spiked_out)])
        # A text that became a part of the query would make it another one, or none: "wrong in line 1".
        assert re.search(NOTHING if result.exit_code == 0 else REFUSED, result.output), result.output
        assert result.exit_code in (0, 2)
        assert not STEERING.search(result.output)


@pytest.mark.parametrize("number", RANGE)
def test_no_terminal_is_steered(spiked_out: Path, number: int) -> None:
    for command in (["show"], ["neighbours"], ["explain"], ["path", "云山市"]):
        said = kg(*command, iri(number), "-o", spiked_out)
        assert not STEERING.search(said), command
    query = f"SELECT ?label ?quote {{ <{iri(number)}> rdfs:label ?label ; rd:evidence/oa:exact ?quote }}"
    assert not STEERING.search(kg("sparql", query, "-o", spiked_out))


def test_no_listing_steers_a_terminal(spiked_out: Path, tmp_path: Path) -> None:
    for command in (
        ["show", "云山市"],
        ["compare", "云山市", "青河市"],
        ["timeline", "云山市", "--all"],
        ["conflicts"],
    ):
        assert not STEERING.search(kg(*command, "-o", spiked_out)), command
    assert not STEERING.search(kg("ask", "云山市开展了哪些活动", "-o", spiked_out))
    before = build_sample(tmp_path / "before")
    assert not STEERING.search(kg("diff", before, spiked_out, code=1))
    kg("verify", "-o", spiked_out)
    (text,) = [path for path in (spiked_out / "texts").iterdir() if path.stem in DOCUMENT]
    held = text.read_bytes()
    text.write_bytes(held.replace(b"another", b"a moved"))
    assert not STEERING.search(kg("verify", "-o", spiked_out, code=1))
    text.write_bytes(held)


def checked(page: str) -> html.HtmlElement:
    """A page in which nothing of a text became markup."""
    tree = html.document_fromstring(page)
    assert [one for one in tree.xpath("//script") if one.text or not one.get("src", "")] == []
    assert tree.xpath("//@*[starts-with(name(), 'on')] | //@style | //style | //img | //iframe | //object") == []
    assert [
        link for link in tree.xpath("//@href | //@src") if re.match(r"\s*(javascript|data|vbscript|//)", link)
    ] == []
    assert "49" not in " ".join(tree.xpath("//h1//text()"))
    return tree


@pytest.mark.parametrize("number", RANGE)
def test_a_page_shows_a_text_and_runs_none(shown: Explorer, number: int) -> None:
    tree = checked(shown.client.get(iri(number).removeprefix("https://w3id.org/rendakg")).text)
    said = " ".join("".join(tree.xpath("//h1")[0].itertext()).split())
    wanted = " ".join(legal(SPIKES[number]).split())
    assert _bare(wanted)[:300] in _bare(said) or len(wanted) > 300
    for path in ("/ask", "/browse", "/api/search"):
        answer = shown.client.get(path, params={"q": SPIKES[number][:500], "place": SPIKES[number][:500]})
        assert answer.status_code < 500
        if answer.is_redirect:
            assert answer.headers["location"].startswith("/id/")
        elif not path.startswith("/api"):
            checked(answer.text)


def _bare(text: str) -> str:
    return re.sub("[\ufffd\x00-\x1f\x7f-\x9f\\s]", "", text)


def test_the_downloads_of_the_explorer_give_every_text_back(shown: Explorer) -> None:
    text = shown.client.get("/browse", params={"type": "Programme", "format": "csv"}).content.decode("utf-8-sig")
    cells = {cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row}
    assert [spike for spike in SPIKES if harmless(spike) not in cells] == []
    listed = shown.client.get("/api/facts", params={"type": "Programme", "limit": 1000}).json()["facts"]
    assert {row["label"] for row in listed} >= set(SPIKES)


def test_the_site_of_plain_files_runs_no_text(spiked_out: Path, tmp_path: Path) -> None:
    kg("site", tmp_path / "site", "-o", spiked_out)
    pages = [path for path in (tmp_path / "site").rglob("*.html") if "program" in str(path)]
    assert len(pages) >= len(SPIKES)
    for path in pages:
        checked(path.read_text(encoding="utf-8"))
    assert all((tmp_path / "site") in path.resolve().parents for path in pages)
