"""What harms a worker is set aside, and the rest is built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from folders import content, corpus
from poison import CRASH, FAULT, GREED, HANG, ONCE, digest

from kg.errors import InputError
from kg.pipeline import build
from kg.scale import worker
from kg.scale.build import build as build_with
from kg.scale.plan import Plan


@pytest.fixture(autouse=True)
def _workers_that_know_the_poison(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.dismiss()
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.mark.parametrize("plan", [Plan(time_limit=8), Plan(jobs=2, time_limit=8), Plan(1, "local", time_limit=8)])
def test_the_rest_is_built(tmp_path: Path, plan: Plan) -> None:
    texts = corpus(tmp_path / "in", 10)
    build_with([texts], tmp_path / "clean", digest, None, Plan())
    for number, word in enumerate((CRASH, HANG, FAULT, GREED)):
        (texts / f"00{number}x.txt").write_text(f"{word}\n市人大常委会制定《条例》。\n", encoding="utf-8")
    (texts / "once.txt").write_text(f"{ONCE}\n{tmp_path / 'mark'}\n", encoding="utf-8")
    report = build_with([texts], tmp_path / "out", digest, None, plan)
    reasons = {Path(name).name: reason for name, reason in report.skipped}
    assert sorted(reasons) == ["000x.txt", "001x.txt", "002x.txt", "003x.txt"]
    assert reasons["000x.txt"] == "crashed its worker (signal 11)"
    assert reasons["001x.txt"] == "took longer than 8 s and was ended"
    assert "a fault of kg itself (ZeroDivisionError: oh)" in reasons["002x.txt"]
    assert reasons["003x.txt"] == "needs more than 4 GiB of memory"
    assert report.documents == 11
    (texts / "once.txt").unlink()
    for number in range(4):
        (texts / f"00{number}x.txt").unlink()
    build_with([texts], tmp_path / "out", digest, None, plan)
    assert content(tmp_path / "out") == content(tmp_path / "clean")


def test_what_is_set_aside_stays_so_without_waiting_again(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "in", 2)
    (texts / "x.txt").write_text(f"{HANG}\n", encoding="utf-8")
    first = build_with([texts], tmp_path / "out", digest, None, Plan(time_limit=2))
    seen: list[str] = []
    again = build_with([texts], tmp_path / "out", digest, lambda _, __, name: seen.append(name), Plan(time_limit=1))
    assert again == first
    told = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["skipped"]
    assert told == [{"file": str(texts / "x.txt"), "reason": "took longer than 2 s and was ended"}]


def test_what_took_too_long_is_tried_again_with_more_time(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "in", 2)
    (texts / "x.txt").write_text(f"{HANG}\n", encoding="utf-8")
    for limit in (1, 2):
        report = build_with([texts], tmp_path / "out", digest, None, Plan(time_limit=limit))
        assert report.skipped == ((str(texts / "x.txt"), f"took longer than {limit} s and was ended"),)


def test_odd_documents(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "in", 2)
    (texts / "brackets.txt").write_text("《" * 1_000_000, encoding="utf-8")
    with (texts / "line.txt").open("wb") as file:
        file.truncate(200 * 1024**2)
    with (texts / "line.jsonl").open("wb") as file:
        file.write(b'{"id": "a", "text": "' + "市人大常委会制定《大同市观星条例》。".encode() + b'"}\n')
        file.seek(200 * 1024**2, 1)
        file.write(b'\n{"id": "b", "text": "b"}\n')
    report = build([texts], tmp_path / "out", None, Plan(time_limit=8))
    reasons = {Path(name).name: reason for name, reason in report.skipped}
    assert reasons.pop("line.txt") == "is larger than 64 MiB (kg build --max-size takes more)"
    assert reasons.pop("line.jsonl:2") == "is a line that is larger than 128 MiB (kg build --max-size takes more)"
    assert set(reasons) <= {"brackets.txt"}
    assert report.documents == 5 - len(reasons)


def test_only_poison_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(f"{CRASH}\n", encoding="utf-8")
    with pytest.raises(InputError, match="crashed its worker"):
        build_with([tmp_path / "x.txt"], tmp_path / "out", digest, None, Plan())
    assert not (tmp_path / "out" / "graph.nq").exists()
