"""Two graphs compared: what came, what went, what says otherwise."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.query.diff import Change, diff, tally
from kg.store import create

GRAPH = "graph.nq"


def changed(sample: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the sample with texts of its N-Quads replaced."""
    out = folder / "out"
    shutil.copytree(sample, out)
    text = (out / GRAPH).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (out / GRAPH).write_text(text, encoding="utf-8")
    create(out / "store", out / GRAPH)
    return out


def without(sample: Path, folder: Path, quote: str) -> Path:
    """A copy of the sample without the facts that ``quote`` is the only proof of."""
    out = folder / "out"
    shutil.copytree(sample, out)
    lines = (out / GRAPH).read_text(encoding="utf-8").splitlines()
    (evidence,) = {line.split()[0] for line in lines if f'"{quote}"' in line}
    gone = {line.split()[0] for line in lines if line.split()[2] == evidence}
    kept = [line for line in lines if line.split()[0] not in {*gone, evidence}]
    assert len(kept) < len(lines)
    (out / GRAPH).write_text("\n".join(kept) + "\n", encoding="utf-8")
    create(out / "store", out / GRAPH)
    return out


def one(changes: list[Change]) -> Change:
    (change,) = changes
    return change


def test_a_graph_equals_itself_in_every_form(sample_out: Path) -> None:
    forms = (sample_out, sample_out / GRAPH, sample_out / "graph.ttl")
    assert [diff(old, new) for old in forms for new in forms] == [[]] * 9


def test_added_and_removed(sample_out: Path, tmp_path: Path) -> None:
    other = without(sample_out, tmp_path, "2020年予以废止")
    gone = one(diff(sample_out, other))
    assert (gone.change, gone.kind, gone.documents) == ("removed", "LegislativeStep repeal", ("alpha.txt",))
    assert gone.fact.proofs[0].quote == "2020年予以废止"
    back = one(diff(other, sample_out))
    assert (back.change, back.fact.iri) == ("added", gone.fact.iri)


def test_another_value(sample_out: Path, tmp_path: Path) -> None:
    new = changed(sample_out, tmp_path, ('"2021-06-01"^^', '"2021-06-02"^^'))
    found = one(diff(sample_out, new))
    (difference,) = found.differences
    assert (found.change, difference.name) == ("changed", "rd:date")
    assert (difference.old, difference.new) == (("2021-06-01",), ("2021-06-02",))


def test_another_quote(sample_out: Path, tmp_path: Path) -> None:
    new = changed(sample_out, tmp_path, ('"2020年予以废止"', '"2020年被废止了"'))
    (difference,) = one(diff(sample_out, new)).differences
    assert difference.name == "rd:evidence"
    assert "“2020年予以废止”" in difference.old[0]
    assert "“2020年被废止了”" in difference.new[0]


def test_one_evidence_less(sample_out: Path, tmp_path: Path) -> None:
    lines = (sample_out / GRAPH).read_text(encoding="utf-8").splitlines(keepends=True)
    (evidence,) = {line.split()[0] for line in lines if '"停车场条例制定"' in line}
    path = tmp_path / "less.nq"
    path.write_text("".join(line for line in lines if line.split()[2] != evidence), encoding="utf-8")
    (difference,) = one(diff(sample_out, path)).differences
    assert (len(difference.old), len(difference.new)) == (2, 1)


def test_who_runs_a_programme(tmp_path: Path) -> None:
    head = "PREFIX rd: <https://w3id.org/rendakg/def#> "
    fact = "<urn:p> a rd:Programme ; rd:evidence <urn:e> . "
    (tmp_path / "old.ttl").write_text(f"{head}{fact}<urn:a> rd:operates <urn:p> .")
    (tmp_path / "new.ttl").write_text(f"{head}{fact}<urn:b> rd:operates <urn:p> .")
    (difference,) = one(diff(tmp_path / "old.ttl", tmp_path / "new.ttl")).differences
    assert (difference.name, difference.old, difference.new) == ("^rd:operates", ("urn:a",), ("urn:b",))


def test_what_is_not_compared(sample_out: Path, tmp_path: Path) -> None:
    new = changed(sample_out, tmp_path, ('"云山市"', '"云山"'), ('"step.repeal"', '"step.other"'))
    assert diff(sample_out, new) == []


def test_the_tally_is_by_document_and_kind(sample_out: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.nt").write_text("")
    found = tally(diff(tmp_path / "empty.nt", sample_out))
    assert found["alpha.txt", "LegislativeStep repeal"] == Counter(added=2)
    assert found["volume.txt", "LegislativeStep enactment"] == Counter(added=1)
    assert list(found) == sorted(found)


def test_what_is_no_graph(sample_out: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.nq").write_text("no quads")
    for name, said in (("a.txt", "is no graph; name a build folder"), ("b.nq", "cannot be read"), (".", "no graph in")):
        with pytest.raises(InputError, match=said):
            diff(sample_out, tmp_path / name)
