"""What is released works on a machine that has nothing of the checkout, and says the same version everywhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

import kg
from kg.workshop.dependencies import BASE, closure, direct

ROOT = Path(__file__).parent.parent
# What the schema of the Citation File Format 1.2.0 asks for, of the keys that are used.
CFF_KEYS = {"abstract", "authors", "cff-version", "keywords", "license", "message", "title", "type", "version"}
CFF_NEEDED = {"authors", "cff-version", "message", "title"}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``make dist`` fills."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def clean(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and just the libraries that every installation has."""
    home = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True, timeout=120)
    (site,) = home.glob("lib/python3*/site-packages")
    for one in closure(direct(ROOT)[BASE]).values():
        for name in {file.parts[0] for file in one.files or () if file.parts[0] not in ("..", "__pycache__")}:
            if not (site / name).exists():
                (site / name).symlink_to(Path(str(one.locate_file(name))))
    (wheel,) = dist.glob("*.whl")
    python = str(home / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, timeout=300)
    return home


def run(home: Path, folder: Path, *arguments: str) -> str:
    """What ``kg`` of an environment prints, in a folder of its own and without what this environment sets."""
    env = {"PATH": os.defpath, "LANG": "C.UTF-8", "COLUMNS": "120", "HOME": str(folder)}
    done = subprocess.run(
        [str(home / "bin" / "kg"), *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_demo_runs_where_only_the_wheel_is(clean: Path, tmp_path: Path) -> None:
    assert run(clean, tmp_path, "--version") == f"kg {kg.__version__}\n"
    run(clean, tmp_path, "build", "--quiet")
    answer = run(clean, tmp_path, "ask", "哪些城市制定了停车条例")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert answer.rstrip("\n") in readme
    for check in ("verify", "validate", "check"):
        run(clean, tmp_path, check)
    run(clean, tmp_path, "export", "turtle", "graph.ttl")
    run(clean, tmp_path, "report", "--html", "report.html")
    assert "图谱说明书" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_what_needs_more_says_what_to_install(clean: Path, tmp_path: Path) -> None:
    run(clean, tmp_path, "build", "--quiet")
    for arguments, extra in (
        (["serve"], "web"),
        (["site", "x"], "web"),
        (["mcp"], "mcp"),
        (["export", "xlsx", "x.xlsx"], "tables"),
    ):
        with pytest.raises(AssertionError, match=re.escape(f'pip install "renda-kg[{extra}]"')):
            run(clean, tmp_path, *arguments)


def test_every_module_loads_with_what_is_asked_for(clean: Path, tmp_path: Path) -> None:
    """Only what an extra is for is missing, and only where the extra is needed."""
    load = (
        "import importlib, json, pkgutil, kg\n"
        "missing = {}\n"
        "for module in pkgutil.walk_packages(kg.__path__, 'kg.', onerror=lambda _: None):\n"
        "    try:\n"
        "        importlib.import_module(module.name)\n"
        "    except ModuleNotFoundError as error:\n"
        "        missing.setdefault(error.name, []).append(module.name)\n"
        "print(json.dumps(missing))\n"
    )
    command = [str(clean / "bin" / "python"), "-c", load]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=True)
    missing = json.loads(done.stdout)
    assert set(missing) <= {"starlette", "uvicorn", "mcp", "distributed"}
    assert {name.split(".")[1] for names in missing.values() for name in names} <= {"web", "mcp", "reference", "scale"}


def test_the_types_reach_who_imports_it(clean: Path, tmp_path: Path) -> None:
    """A checker sees the types of the installed package, and a wrong use of them."""
    (tmp_path / "use.py").write_text("import kg\n\ntitle: str = kg.open_graph('out').find('x')\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(clean / "bin" / "python"), "use.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 1
    assert 'expression has type "Thing", variable has type "str"' in done.stdout
    assert "Found 1 error in 1 file" in done.stdout


def test_the_archives_hold_what_is_needed(dist: Path) -> None:
    (wheel,), (source,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = set(archive.namelist())
    with tarfile.open(source) as archive:
        in_source = {name.partition("/")[2] for name in archive.getnames()}
    assert {"kg/py.typed", "kg/web/assets/query.js", "kg/ontology/renda.ttl"} <= in_wheel
    assert {
        "kg/web/assets/query.js",
        "README.zh.md",
        "CITATION.cff",
        "docs/tutorial.md",
        "constraints.txt",
    } <= in_source
    assert {name for name in in_wheel if name.startswith("kg/") and name.endswith(".py")} <= in_source
    assert [name for name in in_wheel if name.startswith(("tests/", "docs/", "kg/web/static/node_modules"))] == []


def test_the_same_sources_give_the_same_archives(dist: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path)], cwd=ROOT, check=True, timeout=300)
    first, again = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (dist, tmp_path))
    assert first == again
    assert len(first) == 2


def test_the_version_stands_in_one_place(dist: Path) -> None:
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff["version"] == kg.__version__
    assert {path.name.split("-")[1].removesuffix(".tar.gz") for path in dist.iterdir()} == {kg.__version__}
    assert json.loads((ROOT / "web-assets" / "package.json").read_text(encoding="utf-8")).get("version") in (
        None,
        "0.0.0",
    )
    assert 'version = "' not in re.sub(r"\[tool.*", "", (ROOT / "pyproject.toml").read_text("utf-8"), flags=re.DOTALL)
    assert version("renda-kg") == kg.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", kg.__version__)


def test_the_citation_is_one_that_tools_read() -> None:
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert set(cff) == CFF_KEYS
    assert set(cff) >= CFF_NEEDED
    assert cff["cff-version"] == "1.2.0"
    assert cff["type"] in ("software", "dataset")
    assert all(isinstance(cff[key], str) and cff[key] for key in CFF_KEYS - {"authors", "keywords"})
    assert all(isinstance(word, str) for word in cff["keywords"])
    assert len(set(cff["keywords"])) == len(cff["keywords"]) > 0
    assert cff["authors"]
    assert all(set(author) <= {"name", "website"} and author["name"] for author in cff["authors"])
    assert cff["license"] == "Apache-2.0"


def test_the_changelog_has_this_version_or_what_is_not_released() -> None:
    heads = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heads[0] == "Unreleased" or heads[0].startswith(kg.__version__)
    assert all(re.fullmatch(r"Unreleased|\d+\.\d+\.\d+ – \d{4}-\d\d-\d\d", head) for head in heads)
