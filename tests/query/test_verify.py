from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sample import STEPS, TEXTS

from kg.errors import InputError
from kg.query.verify import verify
from kg.store import create

EVIDENCES = len(STEPS) + sum(1 for step in STEPS if step.again)


@pytest.fixture
def out(sample_out: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_out, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "alpha.txt").write_text(TEXTS["alpha.txt"], encoding="gb18030", newline="\r\n")
    (folder / "volume.txt").write_text(TEXTS["volume.txt"], encoding="utf-8-sig")
    return folder


def tampered(out: Path, change: Callable[[str], str]) -> Path:
    path = out / "graph.nq"
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    create(out / "store", path)
    return out


def reasons(out: Path, sources: Path | None = None) -> list[str]:
    return [fault.reason for fault in verify(out, sources).faults]


def test_every_evidence_holds(sample_out: Path) -> None:
    found = verify(sample_out)
    assert (found.checked, found.faults) == (EVIDENCES, ())


def test_the_sources_in_another_encoding_hold_too(sample_out: Path, sources: Path) -> None:
    found = verify(sample_out, sources)
    assert (found.checked, found.faults) == (EVIDENCES, ())


def test_a_changed_quote(out: Path) -> None:
    (reason,) = reasons(tampered(out, lambda text: text.replace('"2020年予以废止"', '"2021年予以废止"')))
    assert "“2020年予以废止”" in reason
    assert "the graph says “2021年予以废止”" in reason


def test_a_changed_offset(out: Path) -> None:
    start = TEXTS["alpha.txt"].index("2020年予以废止")
    line = f'> <http://www.w3.org/ns/oa#start> "{start}"^^'
    (reason,) = reasons(tampered(out, lambda text: text.replace(line, line.replace(f'"{start}"', '"9999"'))))
    assert "goes from 9999" in reason


def test_evidence_without_its_offset(out: Path) -> None:
    start = TEXTS["alpha.txt"].index("2020年予以废止")
    line = f'<http://www.w3.org/ns/oa#start> "{start}"^^'
    kept = [
        reason
        for reason in reasons(
            tampered(out, lambda text: "".join(row for row in text.splitlines(keepends=True) if line not in row))
        )
        if "start" in reason
    ]
    assert kept == ["its start is not in the graph"]


def test_a_fact_whose_evidence_is_gone(out: Path) -> None:
    start = TEXTS["alpha.txt"].index("2020年予以废止")
    (reason,) = reasons(
        tampered(
            out,
            lambda text: "".join(
                row for row in text.splitlines(keepends=True) if f"#char={start}," not in row.partition("> ")[0]
            ),
        )
    )
    assert reason == "its evidence is not in the graph"


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nq"])
def test_a_file_changed_beside_the_store(out: Path, name: str) -> None:
    path = out / name
    path.write_text(path.read_text(encoding="utf-8").replace('"2020年予以废止"', '"2021年予以废止"'), encoding="utf-8")
    found = verify(out)
    (reason,) = [fault.reason for fault in found.faults]
    assert found.checked == EVIDENCES
    assert reason.startswith(f"in {name}: ")
    assert "the graph says “2021年予以废止”" in reason


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nq"])
def test_a_file_that_leaves_out_what_the_store_has(out: Path, name: str) -> None:
    (out / name).write_text("", encoding="utf-8")
    assert reasons(out) == [f"in {name}: it is missing"] * EVIDENCES


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nq"])
def test_a_file_that_is_missing_or_broken(out: Path, name: str) -> None:
    (out / name).write_text("<", encoding="utf-8")
    with pytest.raises(InputError, match=name):
        verify(out)
    (out / name).unlink()
    with pytest.raises(InputError, match=name):
        verify(out)


def test_a_changed_text(out: Path) -> None:
    for path in (out / "texts").iterdir():
        path.write_text(path.read_text(encoding="utf-8") + "。", encoding="utf-8")
    found = reasons(out)
    assert len(found) == EVIDENCES
    assert all("has changed since the build" in reason for reason in found)


def test_a_missing_text_and_a_missing_source(out: Path, tmp_path: Path) -> None:
    shutil.rmtree(out / "texts")
    assert all("run kg build again" in reason for reason in reasons(out))
    assert len(reasons(out)) == EVIDENCES
    assert all("cannot be read" in reason for reason in reasons(out, tmp_path))


def test_no_graph(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run kg build first"):
        verify(tmp_path)
