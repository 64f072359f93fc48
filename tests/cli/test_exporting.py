"""``kg export``, ``kg diff`` and ``kg conflicts`` as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from odd import build_odd

from kg.cli import app
from kg.export.formats import FORMATS
from kg.store import create

KG = (sys.executable, "-c", "from kg.cli import main; main()")
WIDE = {"COLUMNS": "200"}


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=WIDE)


@pytest.fixture
def other(sample_out: Path, tmp_path: Path) -> Path:
    """The sample with another day and another year."""
    out = tmp_path / "other"
    shutil.copytree(sample_out, out)
    text = (out / "graph.nq").read_text(encoding="utf-8")
    text = text.replace('"2021-06-01"^^', '"2021-06-02"^^').replace('"2005"^^', '"2006"^^')
    (out / "graph.nq").write_text(text, encoding="utf-8")
    create(out / "store", out / "graph.nq")
    return out


@pytest.fixture
def contradicting(sample_out: Path, tmp_path: Path) -> Path:
    """The sample with a second day for one step."""
    out = tmp_path / "two"
    shutil.copytree(sample_out, out)
    lines = (out / "graph.nq").read_text(encoding="utf-8").splitlines()
    (dated,) = [line for line in lines if '"2021-06-01"^^' in line]
    (out / "graph.nq").write_text("\n".join([*lines, dated.replace("06-01", "07-01")]) + "\n", encoding="utf-8")
    create(out / "store", out / "graph.nq")
    return out


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.printable])
def test_text_goes_to_standard_output(sample_out: Path, tmp_path: Path, form: str) -> None:
    shown = kg("export", form, "-o", sample_out)
    named = kg("export", form, tmp_path / "file", "-o", sample_out)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert (
        (tmp_path / "file").read_bytes() == shown.stdout_bytes == kg("export", form, "-", "-o", sample_out).stdout_bytes
    )
    assert (named.exit_code, named.stdout) == (0, "")
    assert f"wrote {tmp_path / 'file'}\n" in named.stderr
    assert (tmp_path / "file.void.ttl").is_file() == FORMATS[form].rdf


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if not form.printable])
def test_files_and_folders_must_be_named(sample_out: Path, tmp_path: Path, form: str) -> None:
    unnamed = kg("export", form, "-o", sample_out)
    assert (unnamed.exit_code, unnamed.stdout) == (2, "")
    assert f"name it, for example: kg export {form} facts" in unnamed.stderr
    assert kg("export", form, tmp_path / "facts", "-o", sample_out).exit_code == 0
    assert (tmp_path / "facts").exists()


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_file_may_go_into_a_pipe(sample_out: Path, tmp_path: Path, form: str) -> None:
    kg("export", form, tmp_path / "file", "-o", sample_out)
    command = [*KG, "export", form, "-", "-o", str(sample_out)]
    run = subprocess.run(command, capture_output=True, check=True)
    assert run.stdout == (tmp_path / "file").read_bytes()


@pytest.mark.parametrize("form", ["turtle", "json-ld", "xlsx", "gexf"])
def test_a_reader_may_stop_early(sample_out: Path, form: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [*KG, "export", form, "-", "-o", str(sample_out)]
    run = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (run.returncode, run.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["export", "pdf"], 2, "'pdf' is not one of"),
        (["export", "turtle", "--view", "x"], 2, "use one of eli, figures, schema-org"),
        (["export", "csv", "-"], 2, "csv: is a folder of files; name the folder to write"),
    ],
)
def test_errors(sample_out: Path, arguments: list[str], code: int, said: str) -> None:
    result = kg(*arguments, "-o", sample_out)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_no_graph(tmp_path: Path) -> None:
    for command in (["export", "turtle"], ["conflicts"]):
        result = kg(*command, "-o", tmp_path / "none")
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr == f"kg: error: no graph in {tmp_path / 'none'}; run kg build first\n"


def test_the_help_lists_every_format() -> None:
    said = kg("export", "--help").stdout
    assert all(f"  {name} " in said and form.about in said for name, form in FORMATS.items())


def test_diff_of_equals(sample_out: Path) -> None:
    result = kg("diff", sample_out, sample_out / "graph.nq")
    assert (result.exit_code, result.stdout) == (0, "The two graphs state the same facts.\n")
    empty = kg("diff", sample_out, sample_out, "--format", "json")
    assert (empty.exit_code, json.loads(empty.stdout)) == (0, {"counts": [], "facts": []})


def test_diff(sample_out: Path, other: Path) -> None:
    table = kg("diff", sample_out, other)
    assert table.exit_code == 1
    assert table.stderr == ""
    assert "rd:date: 2021-06-01 → 2021-06-02" in table.stdout
    told = json.loads(kg("diff", sample_out, other, "--format", "json").stdout)
    assert {(row["kind"], row["changed"], row["added"]) for row in told["counts"]} == {
        ("LegislativeStep adoption", 1, 0),
        ("LegislativeStep promulgation", 1, 0),
    }
    assert [fact["differences"] for fact in told["facts"]] == [
        [{"name": "rd:year", "old": ["2005"], "new": ["2006"]}],
        [{"name": "rd:date", "old": ["2021-06-01"], "new": ["2021-06-02"]}],
    ]
    rows = list(csv.DictReader(io.StringIO(kg("diff", sample_out, other, "--format", "csv").stdout)))
    assert [row["differences"] for row in rows] == ["rd:year: 2005 → 2006", "rd:date: 2021-06-01 → 2021-06-02"]
    assert {row["documents"] for row in rows} == {"alpha.txt"}


def test_diff_of_nothing(sample_out: Path, tmp_path: Path) -> None:
    missing = kg("diff", sample_out, tmp_path / "none.nq")
    assert (missing.exit_code, missing.stdout) == (3, "")
    assert "none.nq: cannot be read" in missing.stderr
    result = kg("diff", sample_out, tmp_path)
    assert (result.exit_code, result.stderr) == (3, f"kg: error: no graph in {tmp_path}; run kg build first\n")


def test_no_conflict_is_said_in_words(sample_out: Path) -> None:
    result = kg("conflicts", "-o", sample_out)
    assert (result.exit_code, result.stdout) == (
        0,
        "No conflict: nothing in the graph contradicts anything else in it.\n",
    )
    assert json.loads(kg("conflicts", "-o", sample_out, "--format", "json").stdout) == []


def test_conflicts(contradicting: Path) -> None:
    table = kg("conflicts", "-o", contradicting)
    assert table.exit_code == 0
    assert "公布《云山市机动车停车管理条例》" in table.stdout
    (conflict,) = json.loads(kg("conflicts", "-o", contradicting, "--format", "json").stdout)
    assert (conflict["what"], [side["value"] for side in conflict["sides"]]) == ("step", ["2021-06-01", "2021-07-01"])
    for side in conflict["sides"]:
        (proof,) = side["proofs"]
        assert (proof["quote"], proof["document"]) == ("公布《云山市机动车停车管理条例》", "alpha.txt")
    rows = list(csv.DictReader(io.StringIO(kg("conflicts", "-o", contradicting, "--format", "csv").stdout)))
    assert [(row["conflict"], row["says"]) for row in rows] == [("1", "2021-06-01"), ("1", "2021-07-01")]
    assert {int(row["end"]) - int(row["start"]) for row in rows} == {len("公布《云山市机动车停车管理条例》")}


def test_odd_texts_in_a_table(tmp_path: Path) -> None:
    out = build_odd(tmp_path / "odd")
    (tmp_path / "empty.nt").touch()
    said = kg("diff", tmp_path / "empty.nt", out).stdout
    assert "+odd.txt" in said
    assert "\x01" not in said


def test_a_graph_without_facts(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("graph.ttl", "graph.nq"):
        (out / name).touch()
    create(out / "store", out / "graph.nq")
    for form in FORMATS:
        result = kg("export", form, tmp_path / form, "-o", out)
        assert (result.exit_code, result.stdout) == (0, ""), form
        assert ("it is empty, the graph has no facts" in result.stderr) == (form == "csv")
