"""Whoever follows a guide word by word gets where it says, in a copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from guides import Do, steps
from stores import Server

ROOT = Path(__file__).parent.parent
GUIDES = [
    ROOT / name
    for name in (
        "README.md",
        "README.zh.md",
        "CONTRIBUTING.md",
        "docs/tutorial.md",
        "docs/tutorial.zh.md",
        "docs/report.md",
    )
] + sorted((ROOT / "docs" / "howto").glob("*.md"))
STORE = "http://127.0.0.1:7878"
WIDTH = "120"


@pytest.fixture
def place(seeds_graph: Path, tmp_path: Path) -> Path:
    """A copy of the repository's sources and data with a built ``out``, and ``kg`` of that copy in ``bin``."""
    home = tmp_path / "copy"
    for name in ("kg", "ontology", "seeds"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__", "assets"))
    shutil.copytree(seeds_graph.parent, home / "out")
    (home / "tests").symlink_to(ROOT / "tests")
    (home / "reports").mkdir()
    shutil.copy(ROOT / "seeds" / "003_7662fed80a4cf283.txt", home / "reports" / "2024.txt")
    (home / "bin").mkdir()
    command = home / "bin" / "kg"
    command.write_text(f"#!{sys.executable} -P\nfrom kg.cli import main\n\nmain()\n", encoding="utf-8")
    command.chmod(0o755)
    return home


def ran(place: Path, script: str) -> str:
    """What a script prints in the copy; it must end well."""
    path = f"{place / 'bin'}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=place,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(place), "COLUMNS": WIDTH},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
    return done.stdout


def follow(place: Path, step: Do, store: str) -> None:
    """Do what a block says."""
    if step.file:
        with (place / step.file).open("a", encoding="utf-8") as file:
            file.write(f"\n{step.text}")
    elif step.kind == "sh":
        ran(place, step.script.replace(STORE, store))
    elif step.kind == "console":
        for command, output in step.shown:
            assert ran(place, command).rstrip("\n") == output, command


@pytest.mark.parametrize("guide", GUIDES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_following_it_leads_where_it_says(guide: Path, place: Path, oxigraph_server: Server) -> None:
    done = steps(guide)
    assert any(step.script for step in done if step.kind == "sh") or guide.name == "CONTRIBUTING.md"
    for step in done:
        follow(place, step, oxigraph_server.url)


def test_every_target_of_make_that_a_page_names_is_one() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = [*GUIDES, *(ROOT / "docs").rglob("*.md")]
    named = {
        name
        for page in pages
        for line in re.findall(r"`make ([a-z ]+)`|^ *make ([a-z ]+)", page.read_text("utf-8"), re.M)
        for name in "".join(line).split()
    }
    assert {"demo", "test", "reference"} <= named
    assert named - targets == set()


def test_a_wrong_step_is_seen(place: Path) -> None:
    with pytest.raises(AssertionError, match="no graph in nowhere"):
        follow(place, Do("sh", "kg verify -o nowhere\n"), "")
    with pytest.raises(AssertionError):
        follow(place, Do("console", "$ kg --version\nkg 99\n"), "")


def test_both_languages_have_the_same_commands() -> None:
    for name in ("README", "docs/tutorial"):
        en, zh = ([(step.kind, *commands(step)) for step in steps(ROOT / f"{name}{end}")] for end in (".md", ".zh.md"))
        assert en == zh
        assert len(en) > 5


def commands(step: Do) -> list[str]:
    """The commands of a block, without what is said of them."""
    if step.kind == "console":
        return [command for command, _ in step.shown]
    return [re.sub(r"\s+#.*", "", line) for line in step.text.splitlines()]


def test_both_languages_of_the_readme_have_the_same_sections() -> None:
    en, zh = ((ROOT / f"README{end}").read_text(encoding="utf-8") for end in (".md", ".zh.md"))
    assert len(re.findall("^## ", en, re.MULTILINE)) == len(re.findall("^## ", zh, re.MULTILINE)) > 6
    table = re.compile(r"^\| `(kg [a-z]+)", re.MULTILINE)
    assert table.findall(en) == table.findall(zh)
    links = re.compile(r"\]\((?!https?:)([^)#]+)")
    same = re.compile(r"\.zh\.md|\.md")
    assert {same.sub("", link) for link in links.findall(en)} == {same.sub("", link) for link in links.findall(zh)}


def test_the_readme_is_short() -> None:
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 210
        assert re.match(r"```sh\nmake demo .*\nmake test .*\n```\n", text)
