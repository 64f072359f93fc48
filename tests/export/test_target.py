"""An export is whole or not there, replaces only its like, and has the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError, UsageError
from kg.export.export import to_path, to_stream
from kg.export.formats import FORMATS

ROOT = Path(__file__).parent.parent.parent
ALL = """
import sys
from pathlib import Path
from kg.export.formats import FORMATS
from kg.export.export import to_path
for form in FORMATS:
    to_path(Path(sys.argv[1]), form, Path(sys.argv[2]) / form)
to_path(Path(sys.argv[1]), "turtle", Path(sys.argv[2]) / "eli.ttl", "eli")
"""


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_exports_have_the_same_bytes(odd_out: Path, tmp_path: Path) -> None:
    for number, zone in enumerate(("Asia/Shanghai", "America/Los_Angeles")):
        place = {"PYTHONHASHSEED": str(number), "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", ALL, str(odd_out), str(tmp_path / str(number))]
        run = subprocess.run(command, env={**os.environ, **place}, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
    first, second = content(tmp_path / "0"), content(tmp_path / "1")
    assert {*FORMATS} - {"csv", "neo4j"} <= set(first)
    assert [name for name in first if first[name] != second[name]] == []
    assert set(first) == set(second)


@pytest.mark.parametrize("form", ["csv", "neo4j"])
def test_an_earlier_export_is_replaced(sample_out: Path, odd_out: Path, tmp_path: Path, form: str) -> None:
    to_path(odd_out, form, tmp_path / "folder")
    to_path(sample_out, form, tmp_path / "folder")
    to_path(sample_out, form, tmp_path / "other")
    assert content(tmp_path / "folder") == content(tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "other"]


@pytest.mark.parametrize("form", ["csv", "neo4j"])
def test_what_no_export_wrote_stays(sample_out: Path, tmp_path: Path, form: str) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds 'mine.txt', which no export wrote"):
        to_path(sample_out, form, tmp_path)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="is a file; name a folder"):
        to_path(sample_out, form, tmp_path / "file")
    assert content(tmp_path) == {"mine.txt": b"mine", "file": b"mine"}


@pytest.mark.parametrize("form", ["turtle", "xlsx", "csv"])
def test_nothing_is_written_into_the_build(sample_out: Path, form: str) -> None:
    before = content(sample_out)
    with pytest.raises(InputError, match="lies in the build folder"):
        to_path(sample_out, form, sample_out / "texts" / ".." / "graph.ttl")
    with pytest.raises(InputError, match="lies in the build folder"):
        to_path(sample_out, form, sample_out)
    assert content(sample_out) == before


def test_a_file_is_no_folder(sample_out: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder; name a file"):
        to_path(sample_out, "turtle", tmp_path)
    with pytest.raises(UsageError, match="csv: is a folder of files"):
        to_stream(sample_out, "csv", sys.stdout.buffer)


def test_a_file_has_the_rights_of_any_new_file(sample_out: Path, tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    path, _ = to_path(sample_out, "turtle", tmp_path / "new" / "graph.ttl")
    assert path.stat().st_mode == (tmp_path / "any").stat().st_mode
    folder, *_ = to_path(sample_out, "csv", tmp_path / "csv")
    (tmp_path / "folder").mkdir()
    assert folder.stat().st_mode == (tmp_path / "folder").stat().st_mode


def test_a_place_that_cannot_be_written(sample_out: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for form in ("turtle", "csv"):
        with pytest.raises(InputError, match="cannot be written"):
            to_path(sample_out, form, tmp_path / "file" / "below")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_graph(tmp_path: Path, form: str) -> None:
    with pytest.raises(InputError, match=r"no graph in .*; run kg build first"):
        to_path(tmp_path / "none", form, tmp_path / "to")
    assert list(tmp_path.iterdir()) == []
