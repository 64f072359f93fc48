"""The pages leave nothing out and name nothing that is not there."""

from __future__ import annotations

import doctest
import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest
from guides import steps

from kg.cli import app
from kg.extract.figures import FigureGrammar
from kg.extract.frames import BINDS, FORMS, Cue, Example, Frame, grammar
from kg.extract.sentence import SYMBOLS, TITLE_SYMBOLS
from kg.query.named import named, queries

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").rglob("*.md"))
BESIDE = ("README.md", "README.zh.md", "CHANGELOG.md", "CONTRIBUTING.md", "benchmarks/README.md", "seeds/SOURCES.md")
PAGES = [*DOCS, *(ROOT / name for name in BESIDE)]
INDEX = ROOT / "docs" / "README.md"
WITH_EXAMPLES = [ROOT / "docs" / f"{name}.md" for name in ("frames", "graph", "pipeline")]
FRAMES = dict(
    part.split("\n", 1)
    for part in re.split(r"^## ", (ROOT / "docs" / "frames.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
)
FOLDERS = "kg|tests|ontology|docs|benchmarks|seeds"


def name_of(page: Path) -> str:
    """A page's name in the repository."""
    return page.relative_to(ROOT).as_posix()


def column(text: str) -> list[str]:
    """The names in code marks in the first column of the tables, in their order."""
    cells = re.findall(r"^\|([^|]*)\|", text, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def names(kind: type) -> list[str]:
    """The names of a dataclass's fields, sorted."""
    return sorted(field.name for field in fields(kind))


@pytest.mark.parametrize(
    ("part", "kind"), [("The keys", Frame), ("Cues", Cue), ("Figures", FigureGrammar)], ids=["frame", "cue", "figures"]
)
def test_every_key_is_described_once(part: str, kind: type) -> None:
    assert sorted(column(FRAMES[part])) == names(kind)


def test_every_bind_form_and_symbol_is_described_once() -> None:
    assert sorted(column(FRAMES["Where the work stands"])) == sorted(BINDS)
    assert sorted(column(FRAMES["What a frame sees"])) == sorted({*SYMBOLS.values(), *TITLE_SYMBOLS.values()})
    named = set(re.findall(r"`(\w+)`", FRAMES["The keys"]))
    assert {*FORMS, *names(Example)} - named == set()


def test_the_groups_of_the_patterns_are_described() -> None:
    used = {name for frame in grammar().frames for pattern in frame.patterns for name in pattern.groupindex}
    assert used - set(column(FRAMES["Patterns"])) == set()


@pytest.mark.parametrize(("name", "title"), [("README.md", "Limits"), ("README.zh.md", "局限")])
def test_the_readme_names_the_classes_that_are_extracted(name: str, title: str) -> None:
    readme = (ROOT / name).read_text(encoding="utf-8")
    (limits,) = re.findall(rf"^## {title}\n(.*?)^## ", readme, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`([A-Z]\w+)`", limits)) == {frame.fact for frame in grammar().frames}


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_command_has_a_row_in_the_readme(readme: str) -> None:
    rows = re.findall(r"^\| `kg ([a-z]+)", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(app.commands)


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("queries", "query"),
        ("push", "push"),
        ("mcp", "mcp"),
        ("scale", "build"),
        ("explorer", "serve"),
        ("report", "report"),
    ],
)
def test_the_page_of_a_command_has_every_option_and_its_description(page: str, name: str) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    options = [max(param.opts, key=len) for param in app.commands[name].params if param.param_type_name == "option"]
    assert sorted(key for key in column(text) if key.startswith("--")) == sorted(options)


def test_every_named_query_is_described_as_its_file_says() -> None:
    text = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    parts = dict(part.split("\n", 1) for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:])
    assert list(parts) == [query.name for query in queries()]
    for query in queries():
        told = [f"{query.title_zh} · {query.title_en}", query.description, f"```sh\n{query.example}\n```"]
        keys = [f"| `{key.name}` | {key.type} | {key.description} | `{key.default}` |" for key in query.parameters]
        assert [line for line in (*told, *keys) if line not in parts[query.name]] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_line_is_one_that_kg_takes(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for block in re.findall(r"^```sh\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        for line in re.findall(r"^kg .*$", block, re.MULTILINE):
            _, name, *arguments = shlex.split(line, comments=True)
            params = app.commands[name].make_context(name, arguments).params
            assert params
            assert name != "query" or params["listed"] or named(params["name"]).filled(params["given"])


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_and_path_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    # In code marks stands no link, though a pattern may look like one.
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", re.sub(r"`[^`\n]*`", "", text))
    paths = re.findall(rf"`((?:{FOLDERS})/[\w./*-]+)`", text)
    assert [link for link in links if not (page.parent / link).exists()] == []
    # A guide names files that it has its reader write.
    made = {step.file for step in steps(page)}
    assert [path for path in paths if path not in made and not list(ROOT.glob(path.rstrip("/")))] == []


@pytest.mark.parametrize("page", DOCS, ids=name_of)
def test_every_page_is_reached_from_the_readme(page: Path) -> None:
    for readme in ("README.md", "README.zh.md"):
        assert "](docs/README.md)" in (ROOT / readme).read_text(encoding="utf-8")
    listed = f"]({page.relative_to(INDEX.parent).as_posix()})" in INDEX.read_text(encoding="utf-8")
    assert listed != (page == INDEX)


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name_of)
def test_examples_run(page: Path) -> None:
    assert ">>>" in page.read_text(encoding="utf-8")
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0
