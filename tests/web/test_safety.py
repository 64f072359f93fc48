from __future__ import annotations

import csv
import io
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pyoxigraph as ox
import pytest
from explorer import Explorer, path_of, serving, words
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from odd import ODD_LABEL, build_odd
from processes import waited

from kg.rdf.vocabulary import ID, PREFIXES
from kg.store import create
from kg.web.guard import POLICY

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}{% raw %}"
BIDI = "\u202e\u2066条例\u200f"
HUGE = "长" * 1_000_000


def hostile_graph(out: Path) -> Path:
    """The odd graph with names that a page must not run, marks of direction, and a label of a million characters."""
    build_odd(out)
    graph = ox.NamedNode(f"{ID}doc/0")
    zh = "zh"

    def quad(subject: str, key: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        prefix, _, name = key.partition(":")
        return ox.Quad(ox.NamedNode(ID + subject), ox.NamedNode(PREFIXES[prefix] + name), value, graph)

    def own(prefix: str, name: str) -> ox.NamedNode:
        return ox.NamedNode(PREFIXES[prefix] + name)

    labels = {"program/x/1": SCRIPT, "program/x/2": BIDI, "program/x/3": HUGE, "program/x/4": "=HYPERLINK(1)"}
    quads = list(ox.parse(path=out / "graph.nq", format=ox.RdfFormat.N_QUADS))
    for subject, label in labels.items():
        quads += [
            quad(subject, "rdf:type", own("rd", "Programme")),
            quad(subject, "rdfs:label", ox.Literal(label, language=zh)),
            quad(subject, "rd:kind", own("rdc", "campaign")),
            quad(subject, "rd:noveltyClaim", ox.Literal(SCRIPT)),
            quad(subject, "rd:evidence", ox.NamedNode(f"{ID}doc/0#char=0,9")),
        ]
        quads.append(quad("body/990100/npcsc", "rd:operates", ox.NamedNode(ID + subject)))
    ox.serialize(quads, str(out / "graph.nq"), ox.RdfFormat.N_QUADS)
    create(out / "store", out / "graph.nq")
    return out


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    with serving(hostile_graph(tmp_path_factory.mktemp("hostile") / "out")) as started:
        yield started


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/browse",
        "/browse?type=Programme",
        "/browse?kind=" + "%3Cscript%3Ealert(1)%3C/script%3E",
        "/ask?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/ask?q=alert",
        "/id/program/x/1",
        "/id/program/x/2",
        "/id/program/x/3",
        "/id/body/990100/npcsc",
        "/id/division/990100",
        "/compare?place=%3Cscript%3E&year=%22%3E%3Cscript%3E",
        "/figures?indicator=%3Cscript%3E",
        "/query?query=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
        "/id/%3Cscript%3Ealert(1)%3C/script%3E",
        "/browse?place=javascript:alert(1)",
        "/about?lang=%22%3E%3Cscript%3E",
    ],
)
def test_text_is_never_markup(hostile: Explorer, path: str) -> None:
    response = hostile.client.get(path)
    assert response.status_code in (200, 400, 404)
    page = html.document_fromstring(response.text)
    assert [one for one in page.xpath("//script") if one.text or not one.get("src", "").startswith("/")] == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert page.xpath("//@style | //style | //img | //iframe | //object") == []
    assert [link for link in page.xpath("//@href | //@src") if re.match(r"\s*(javascript|data|//)", link)] == []
    assert "49{%" not in response.text
    assert len(response.content) < 3_000_000


def test_a_label_of_a_million_characters_is_cut_where_it_is_listed(hostile: Explorer) -> None:
    page = hostile.page("/browse?type=Programme")
    assert [one for one in page.xpath("//span[@class='label']/text()") if len(one) > 300] == []
    assert len(hostile.page("/id/program/x/3").xpath("//h1")[0].text_content()) <= 301


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(hostile: Explorer) -> None:
    text = hostile.client.get("/browse?format=csv").content.decode("utf-8-sig")
    csv.field_size_limit(2 * len(HUGE))
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert f"'{ODD_LABEL}" in cells
    assert [cell for cell in cells if re.match(r"[=+@]|-(?!\d)", cell)] == []
    book = openpyxl.load_workbook(io.BytesIO(hostile.client.get("/browse?format=xlsx").content))
    held = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert [cell.value for cell in held if cell.data_type == "f"] == []
    assert "=HYPERLINK(1)" in [cell.value for cell in held]


def test_every_answer_carries_the_policy(explorer: Explorer) -> None:
    for path in ("/", "/nothing", "/api/search?q=x", "/static/style.css", path_of("doc/74e50b9299393010")):
        headers = explorer.client.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers
    assert "unsafe" not in POLICY


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost:x"])
def test_another_host_is_refused(explorer: Explorer, host: str) -> None:
    response = explorer.client.get("/", headers={"Host": host})
    assert response.status_code == 421
    assert "人大" not in response.text


def test_a_host_that_is_allowed_is_answered(seeds_graph: Path) -> None:
    with serving(seeds_graph.parent, "--allow-host", "Kg.Example") as started:
        assert started.client.get("/", headers={"Host": "kg.example:443"}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(explorer: Explorer, method: str) -> None:
    for path in ("/", "/browse", "/api/facts", "/files/graph.ttl", path_of("division/140200")):
        assert explorer.client.request(method, path).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/files/../report.json",
        "/files/%2e%2e/%2e%2e/etc/passwd",
        "/files/..%2f..%2fetc/passwd",
        "/files//etc/passwd",
        "/files/store/CURRENT",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/id/doc/..%2f..%2f..%2fetc%2fpasswd",
        "/id/doc/../../../etc/passwd",
        "/id/%00",
        "/id/doc/0%00.txt",
        "/code/..%2frenda",
    ],
)
def test_no_path_leads_out(explorer: Explorer, path: str) -> None:
    # A client of its own: httpx would tidy the path.
    with socket.create_connection((explorer.client.base_url.host, explorer.client.base_url.port or 80)) as sent:
        sent.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: sent.recv(65536), b""))
    assert re.match(rb"HTTP/1.1 (400|404)", answer), answer[:200]
    assert b"root:" not in answer


STARTS = ("/", "/id/", "/code/", "/browse", "/ask", "/compare", "/figures")
ROUTES = ("/api/facts", "/api/thing", "/api/neighbourhood", "/api/search", "/api/ask")
KEYS = ("q", "place", "type", "year", "page", "sort", "iri", "limit", "hops", "indicator", "format", "lang", "offset")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(path=TEXTS, key=st.sampled_from(KEYS), value=TEXTS)
@settings(max_examples=25, deadline=None)
def test_no_address_is_a_fault(explorer: Explorer, path: str, key: str, value: str) -> None:
    for start in (*STARTS, *ROUTES):
        target = quote(start + path if start.endswith("/") else start)
        response = explorer.client.get(target, params={key: value})
        assert response.status_code < 500, (target, key, value)


def test_a_new_build_is_shown_without_a_restart(tmp_path: Path, seeds_graph: Path, sample_out: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(sample_out, out)
    with serving(out) as started:
        before = words(started.page("/browse").xpath("//p[@class='found']")[0])
        out.rename(tmp_path / "old")
        shutil.copytree(seeds_graph.parent, out)
        assert waited(lambda: words(started.page("/browse").xpath("//p[@class='found']")[0]) != before)
        assert started.client.get(path_of("division/140200")).status_code == 200


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-c", "from kg.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_port_that_is_taken_is_told(seeds_graph: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = kg("serve", "-o", str(seeds_graph.parent), "--port", str(port))
    assert (ended.returncode, ended.stdout) == (3, "")
    assert f"127.0.0.1:{port}: cannot listen" in ended.stderr


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    ended = kg("serve", "-o", str(tmp_path))
    assert ended.returncode == 3
    assert "no graph" in ended.stderr


def test_it_says_so_when_it_listens_to_others(seeds_graph: Path) -> None:
    with serving(seeds_graph.parent, "--host", "0.0.0.0") as started:
        assert started.client.get("/").status_code == 200
