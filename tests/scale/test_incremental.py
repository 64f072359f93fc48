"""A build after a build does little, and writes what a full build writes."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from folders import content, corpus, dotted

from kg.errors import InputError
from kg.pipeline import build, remove
from kg.rdf.identity import document_iri
from kg.read import read_document
from kg.scale import assemble, compact
from kg.scale import build as course
from kg.scale.plan import Plan
from kg.store import open_graph


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("texts") / "in", 24)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> Path:
    out = tmp_path_factory.mktemp("first") / "out"
    build([texts], out)
    return out


@pytest.fixture
def copied(tmp_path: Path, texts: Path, first: Path) -> tuple[Path, Path]:
    """Sources and their build, to be changed."""
    shutil.copytree(texts, tmp_path / "in")
    shutil.copytree(first, tmp_path / "out")
    build([tmp_path / "in"], tmp_path / "out")
    return tmp_path / "in", tmp_path / "out"


def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that workers begin from now on."""
    begun: list[str] = []
    run = course.pool.run

    def watched(*given: object) -> object:
        for event in run(*given):  # type: ignore[arg-type]
            if isinstance(event, str):
                begun.append(event)
            yield event

    monkeypatch.setattr(course.pool, "run", watched)
    return begun


def test_nothing_changed_is_nothing_done(copied: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    texts, out = copied
    begun = read_anew(monkeypatch)
    before = {path: path.stat().st_ino for path in out.rglob("*") if "cache" not in path.parts}
    build([texts], out)
    assert begun == []
    assert {path: path.stat().st_ino for path in out.rglob("*") if "cache" not in path.parts} == before


def test_changes_are_patched_and_equal_a_full_build(
    copied: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, out = copied
    chance = random.Random(7)
    begun = read_anew(monkeypatch)
    merge = assemble.merge
    monkeypatch.setattr(assemble, "LITTLE", 0.3)
    for turn in range(4):
        some = chance.choice(sorted(texts.iterdir()))
        if turn % 2:
            some.unlink()
        else:
            some.write_text(
                some.read_text(encoding="utf-8") + "\n市人大常委会制定《大同市观星条例》。\n", encoding="utf-8"
            )
        (texts / f"new{turn}.txt").write_text(f"朔州市人大常委会听取报告{turn + 3}项。\n", encoding="utf-8")
        monkeypatch.setattr(assemble, "merge", lambda *_: pytest.fail("all shards were merged"))
        begun.clear()
        build([texts], out)
        assert len(begun) == (1 if turn % 2 else 2)
        monkeypatch.setattr(assemble, "merge", merge)
        build([texts], tmp_path / f"full{turn}")
        assert content(out) == content(tmp_path / f"full{turn}")


def test_many_small_shards_become_few(
    copied: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, out = copied
    shutil.copy(texts / "003.txt", texts / "again.txt")
    build([texts], out)
    shards = len(list((out / "cache" / "shards").iterdir()))
    monkeypatch.setattr(compact, "MANY", 4)
    (texts / "003.txt").unlink()
    (texts / "new.txt").write_text("朔州市人大常委会听取报告3项。\n", encoding="utf-8")
    for _ in range(2):
        build([texts], out)
        assert len(list((out / "cache" / "shards").iterdir())) < min(3, shards)
        build([texts], tmp_path / "full")
        assert content(out) == content(tmp_path / "full")
        (texts / "new.txt").unlink(missing_ok=True)
    begun = read_anew(monkeypatch)
    (out / "graph.nq").unlink()
    build([texts], out)
    assert begun == []
    assert content(out) == content(tmp_path / "full")


@pytest.mark.parametrize("gone", ["cache", "cache/index.sqlite", "cache/texts", "graph.ttl", "store", "texts"])
def test_whatever_is_lost_is_made_again(copied: tuple[Path, Path], first: Path, gone: str) -> None:
    texts, out = copied
    path = out / gone
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    build([texts], out)
    assert content(out) == content(first)


def test_what_was_written_into_a_file_is_not_kept(copied: tuple[Path, Path], first: Path) -> None:
    texts, out = copied
    for path in (out / "graph.nq", out / "graph.ttl", min((out / "texts").iterdir())):
        path.write_bytes(path.read_bytes() + b"<urn:x> <urn:y> <urn:z> .\n")
        build([texts], out)
        assert content(out) == content(first)
    (shard, *_) = sorted((out / "cache" / "shards").iterdir())
    shard.write_bytes(shard.read_bytes()[:-9])
    (out / "cache" / "index.sqlite").write_bytes(b"no index" * 999)
    build([texts], out)
    assert content(out) == content(first)


def test_force_reads_everything_anew(copied: tuple[Path, Path], first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, out = copied
    begun = read_anew(monkeypatch)
    build([texts], out, None, Plan(force=True))
    assert len(begun) == 24
    assert content(out) == content(first)


def test_another_version_of_the_rules_reads_everything_anew(
    copied: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, out = copied
    monkeypatch.setattr(course, "rules_version", lambda: "another")
    with pytest.raises(Exception, match="another version of kg"):
        build([texts], out)


def test_a_cache_elsewhere(copied: tuple[Path, Path], first: Path, tmp_path: Path) -> None:
    texts, _ = copied
    build([texts], tmp_path / "other", None, Plan(cache=tmp_path / "kept"))
    assert not (tmp_path / "other" / "cache").exists()
    assert content(tmp_path / "other") == content(first)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    with pytest.raises(InputError, match="is no cache of kg"):
        build([texts], tmp_path / "other", None, Plan(cache=tmp_path / "mine"))
    assert (tmp_path / "mine" / "thesis.txt").exists()


class TestRemove:
    def test_takes_exactly_its_facts(self, copied: tuple[Path, Path], tmp_path: Path) -> None:
        texts, out = copied
        gone = read_document(texts / "005.txt")
        remove(out, "005.txt")
        (texts / "005.txt").unlink()
        build([texts], tmp_path / "full")
        assert content(out) == content(tmp_path / "full")
        named = [graph.value for graph in open_graph(out).named_graphs()]
        assert document_iri(gone) not in named
        assert len(named) == 23

    def test_by_the_hash_and_of_two_names_one(self, copied: tuple[Path, Path], tmp_path: Path) -> None:
        texts, out = copied
        shutil.copy(texts / "005.txt", texts / "again.txt")
        build([texts], out)
        sha256 = read_document(texts / "005.txt").sha256
        with pytest.raises(InputError, match="has 2 documents"):
            remove(out, sha256[:16])
        remove(out, "again.txt")
        (texts / "again.txt").unlink()
        build([texts], tmp_path / "full")
        assert content(out) == content(tmp_path / "full")
        remove(out, sha256)
        with pytest.raises(InputError, match="has no document"):
            remove(out, "005.txt")

    def test_what_cannot_be(self, copied: tuple[Path, Path], tmp_path: Path) -> None:
        _, out = copied
        before = content(out)
        with pytest.raises(InputError, match="run kg build first"):
            remove(tmp_path / "nowhere", "005.txt")
        shutil.rmtree(out / "cache")
        with pytest.raises(InputError, match="cache"):
            remove(out, "005.txt")
        assert content(out) == before
        assert dotted(tmp_path) == []
