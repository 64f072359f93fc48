"""What the README and the pages show is what the commands print and the graph holds, on a build of the seeds."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from guides import steps

from kg.cli import app
from kg.pipeline import build
from kg.rdf.vocabulary import ID, PREFIXES, RD, RDC, TYPE
from kg.resources import seeds_dir

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md")))
WIDTH = "120"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the seeds."""
    out = tmp_path_factory.mktemp("readme") / "out"
    build([seeds_dir()], out)
    return out


@pytest.fixture(scope="module")
def graph(built: Path) -> ox.Store:
    """The graph of the seeds, in memory."""
    store = ox.Store()
    store.bulk_load(path=str(built / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    return store


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def shown(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, continued by ``> ``, each with the output shown below it."""
    for command, output in re.findall(r"^\$ (.*(?:\n> .*)*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        yield command.replace("\n> ", "\n"), output.rstrip("\n")


def consoles() -> list[object]:
    """All commands whose output is shown anywhere."""
    found = [(page, *pair) for page in PAGES for block in blocks(page, "console") for pair in shown(block)]
    return [pytest.param(command, output, id=f"{page.name} {command[:20]}") for page, command, output in found]


def triples(page: Path) -> list[ox.Triple]:
    """The triples of the Turtle blocks of a page."""
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    turtle = f"@base <{ID}> .\n{head}" + "".join(blocks(page, "turtle"))
    return [quad.triple for quad in ox.parse(input=turtle.encode(), format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_shows_an_answer_a_proof_and_a_query(name: str) -> None:
    commands = [command for block in blocks(ROOT / name, "console") for command, _ in shown(block)]
    assert [shlex.split(command)[:2] for command in commands] == [["kg", "ask"], ["kg", "explain"], ["kg", "sparql"]]


@pytest.mark.parametrize(("command", "output"), consoles())
def test_output(built: Path, monkeypatch: pytest.MonkeyPatch, command: str, output: str) -> None:
    monkeypatch.chdir(built.parent)
    name, *arguments = shlex.split(command)
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": WIDTH})
    assert (name, result.exit_code) == ("kg", 0), result.output
    assert result.stdout.rstrip("\n") == output


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "docs" / "graph.md"], ids=lambda page: page.name
)
def test_turtle_is_in_the_graph(graph: ox.Store, page: Path) -> None:
    wanted = triples(page)
    assert len(wanted) > 5
    assert [str(triple) for triple in wanted if ox.Quad(*triple) not in graph] == []


def test_every_class_and_property_written_is_described(graph: ox.Store) -> None:
    text = (ROOT / "docs" / "graph.md").read_text(encoding="utf-8")
    properties = {quad.predicate.value for quad in graph}
    types = graph.quads_for_pattern(None, ox.NamedNode(TYPE), None)
    classes = {quad.object.value for quad in types if isinstance(quad.object, ox.NamedNode)}
    assert len(properties) > 20
    names = {short(iri) for iri in (properties | classes) - {TYPE}}
    assert sorted(name for name in names if f"`{name}`" not in text) == []


def short(iri: str) -> str:
    """An IRI shortened by the project's prefixes."""
    return next(f"{name}:{iri.removeprefix(space)}" for name, space in PREFIXES.items() if iri.startswith(space))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_term_named_is_defined(page: Path) -> None:
    defined = {"rd": terms("renda.ttl", RD), "rdc": terms("codes.ttl", RDC)}
    # A guide defines terms of its own, which its reader writes into a file.
    own = "".join(step.text for step in steps(page) if step.file.endswith(".ttl"))
    defined["rdc"] |= set(re.findall(r"^rdc:([\w-]+) a ", own, re.MULTILINE))
    named = re.findall(r"\b(rdc?):([A-Za-z][\w-]*)", page.read_text(encoding="utf-8"))
    assert sorted({f"{prefix}:{name}" for prefix, name in named if name not in defined[prefix]}) == []


def terms(file: str, space: str) -> set[str]:
    """The names in a namespace that a file of the ontology describes."""
    found = ox.parse(path=str(ROOT / "ontology" / file), format=ox.RdfFormat.TURTLE)
    return {quad.subject.value.removeprefix(space) for quad in found if quad.subject.value.startswith(space)}


def test_the_files_of_a_build_are_described(built: Path) -> None:
    text = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    ledger = [json.loads(line) for line in (built / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {name.rstrip("/") for name in column(parts[0])} == {path.name for path in built.iterdir()}
    assert column(parts[1]) == {*report, *report["documents"][0]}
    assert column(parts[2]) == set(ledger[0])
    assert {line["what"] for line in ledger} <= set(re.findall(r"`(\w+)`", parts[2]))


def column(text: str) -> set[str]:
    """The names in code marks in the first column of the tables of a page."""
    cells = re.findall(r"^\|([^|]*)\|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
