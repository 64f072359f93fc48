import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kg.errors import CheckFailed, InputError, KgError, UsageError
from kg.resources import _folder, ontology_dir, seeds_dir

ROOT = Path(__file__).parent.parent
DATA_SUFFIXES = {
    ".css",
    ".html",
    ".js",
    ".json",
    ".md",
    ".py",
    ".rq",
    ".svg",
    ".toml",
    ".tsv",
    ".ttl",
    ".txt",
    ".typed",
}


def data_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in DATA_SUFFIXES}


def test_wheel_holds_package_ontology_and_seeds(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(ROOT)], check=True, timeout=120)
    (wheel,) = tmp_path.glob("renda_kg-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        seed = next(iter(sorted(seeds_dir().glob("*.txt"))))
        assert archive.read(f"kg/seeds/{seed.name}") == seed.read_bytes()
    assert {"kg/web/assets/query.js", "kg/web/assets/query.css", "kg/web/assets/graph.js"} <= names
    wanted = {f"kg/{name}" for name in data_files(ROOT / "kg")}
    wanted |= {f"kg/ontology/{name}" for name in data_files(ROOT / "ontology")}
    wanted |= {f"kg/seeds/{name}" for name in data_files(ROOT / "seeds")}
    assert {"kg/py.typed", "kg/errors.py"} <= wanted
    assert sum(name.startswith("kg/seeds/") and name.endswith(".txt") for name in wanted) == 5
    assert wanted - names == set()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_seeds_are_those_of_the_table() -> None:
    table = (seeds_dir() / "SOURCES.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (\S+\.txt) \|.*\| ([0-9a-f]{64}) \|$", table, flags=re.MULTILINE))
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in seeds_dir().glob("*.txt")}


def test_every_dependency_is_pinned_with_hashes_and_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text
    pins = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    pinned = re.compile(r"[a-z0-9-]+==\S+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+")
    assert [pin for pin in pins if not pinned.fullmatch(pin)] == []
    assert {"setuptools", "hatchling", "rdflib", "pytest"} <= {pin.partition("==")[0] for pin in pins}


def test_every_script_is_pinned_with_a_checksum_and_no_address() -> None:
    text = (ROOT / "web-assets" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    packages = json.loads(text)["packages"]
    own = packages.pop("")
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    asked = own["dependencies"] | own["devDependencies"]
    assert asked == {name: packages[f"node_modules/{name}"]["version"] for name in asked}


def test_resources_of_a_checkout() -> None:
    assert ontology_dir() == ROOT / "ontology"
    assert seeds_dir() == ROOT / "seeds"


def test_resources_of_an_installation(tmp_path: Path) -> None:
    (tmp_path / "kg" / "seeds").mkdir(parents=True)
    assert _folder("seeds", tmp_path / "kg") == tmp_path / "kg" / "seeds"
    with pytest.raises(KgError, match="the folder ontology is missing"):
        _folder("ontology", tmp_path / "kg")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("no such topic", "dogs", "see kg topics"), 2, "dogs: no such topic; see kg topics"),
        (InputError("is empty", Path("a.txt")), 3, "a.txt: is empty"),
        (CheckFailed("2 quotes differ", mend="build again"), 1, "2 quotes differ; build again"),
    ],
)
def test_errors_say_what_where_and_what_to_do(error: KgError, code: int, said: str) -> None:
    assert error.exit_code == code
    assert str(error) == said
