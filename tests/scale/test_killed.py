"""Killed at any moment, or refused: the next build ends as if nothing had been."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest
from folders import content, corpus, dotted, started
from processes import ended, waited

from kg.errors import InputError
from kg.pipeline import build
from kg.scale import build as course
from kg.scale import cluster, worker
from kg.scale.lock import locked
from kg.scale.plan import Plan


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("texts") / "in", 30)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> tuple[dict[str, object], float]:
    """What a build that nobody disturbs writes, and how long it takes in a process of its own."""
    out = tmp_path_factory.mktemp("clean") / "out"
    start = time.monotonic()
    process = started(out, texts)
    assert process.wait() == 0
    return content(out), time.monotonic() - start


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return sorted(int(name) for file in files for name in file.read_text(encoding="ascii").split())


@pytest.mark.parametrize("moment", [0.2, 0.45, 0.65, 0.8, 0.9, 0.97])
def test_the_main_process_is_killed(
    tmp_path: Path, texts: Path, clean: tuple[dict[str, object], float], moment: float
) -> None:
    out = tmp_path / "out"
    expected, seconds = clean
    process = started(out, texts)
    time.sleep(moment * seconds * random.Random(str(moment)).uniform(0.9, 1.1))
    workers = children(process.pid)
    process.kill()
    process.wait()
    build([texts], out)
    assert content(out) == expected
    assert dotted(tmp_path) == []
    assert waited(lambda: all(map(ended, workers)))


def test_workers_are_killed(tmp_path: Path, texts: Path, clean: tuple[dict[str, object], float]) -> None:
    chance = random.Random(3)
    process = started(tmp_path / "out", texts, jobs=2)
    killed = 0
    for _ in range(3):
        assert waited(lambda: bool(children(process.pid)) or ended(process.pid))
        time.sleep(chance.uniform(0, 0.4))
        for pid in children(process.pid)[:1]:
            os.kill(pid, signal.SIGKILL)
            killed += 1
    assert process.wait() == 0
    assert killed
    assert content(tmp_path / "out") == clean[0]


def test_a_node_of_a_cluster_is_killed(tmp_path: Path, texts: Path, clean: tuple[dict[str, object], float]) -> None:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1") as nodes:

        def kill() -> None:
            time.sleep(1.5)
            nanny = nodes.workers[0]
            os.kill(nanny.pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        build([texts], tmp_path / "out", None, Plan(scheduler=nodes.scheduler_address))
        killer.join()
    assert content(tmp_path / "out") == clean[0]


def test_nothing_answers_at_the_address(tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER", 1)
    with pytest.raises(InputError, match="does not answer"):
        build([texts], tmp_path / "out", None, Plan(scheduler="tcp://127.0.0.1:9"))
    assert list(tmp_path.iterdir()) == []


def test_a_cluster_without_workers(tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(cluster, "SILENT", 0.5)
    with (
        LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", host="127.0.0.1") as nodes,
        pytest.raises(InputError, match="has no worker left"),
    ):
        build([texts], tmp_path / "out", None, Plan(scheduler=nodes.scheduler_address))


def test_workers_end_with_the_process_that_started_them(tmp_path: Path, texts: Path) -> None:
    process = started(tmp_path / "out", texts, jobs=2)
    assert waited(lambda: len(children(process.pid)) == 2)
    pids = children(process.pid)
    process.kill()
    process.wait()
    assert waited(lambda: all(map(ended, pids)))


@pytest.mark.parametrize("plan", [Plan(), Plan(2, "local")])
def test_a_worker_that_cannot_run_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path, texts: Path, plan: Plan
) -> None:
    worker.dismiss()
    monkeypatch.setattr(worker.sys, "executable", "/bin/false")
    with pytest.raises(Exception, match="a worker process cannot run"):
        build([texts], tmp_path / "out", None, plan)
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("at", [1, 2, 5, 12])
def test_cut_off_while_the_files_are_moved(
    tmp_path: Path, texts: Path, clean: tuple[dict[str, object], float], monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    out = tmp_path / "out"
    (tmp_path / "one.txt").write_text("市人大常委会制定《大同市观星条例》。\n", encoding="utf-8")
    build([tmp_path / "one.txt"], out)
    rename = Path.rename
    calls: list[Path] = []

    def cut(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == at:
            raise KeyboardInterrupt
        return rename(path, target)

    move = course.move
    monkeypatch.setattr(course, "move", lambda *given: (monkeypatch.setattr(Path, "rename", cut), move(*given)))
    with pytest.raises(KeyboardInterrupt):
        build([texts], out)
    assert content(out) == clean[0]
    monkeypatch.undo()
    build([texts], out)
    assert content(out) == clean[0]
    assert dotted(tmp_path) == []


class TestLock:
    def test_the_second_build_is_refused_with_who_holds_it(self, tmp_path: Path, texts: Path) -> None:
        process = started(tmp_path / "out", texts)
        lock = tmp_path / ".out.lock"
        assert waited(lambda: lock.exists() and lock.stat().st_size > 0)
        with pytest.raises(InputError, match=rf"is being built by process {process.pid} on \S+ since \d{{4}}-"):
            build([texts], tmp_path / "out")
        assert process.wait() == 0
        build([texts], tmp_path / "out")
        assert dotted(tmp_path) == []

    def test_what_a_killed_build_left_holds_nobody_up(self, tmp_path: Path, texts: Path) -> None:
        holder = {"pid": os.getpid(), "host": "elsewhere", "since": "2024-01-01"}
        (tmp_path / ".out.lock").write_text(json.dumps(holder), encoding="utf-8")
        (tmp_path / ".out.building").mkdir()
        (tmp_path / ".out.building" / "graph.nq").write_bytes(b"half")
        build([texts], tmp_path / "out")
        assert dotted(tmp_path) == []

    def test_only_one_of_many_gets_it(self, tmp_path: Path) -> None:
        inside: list[int] = []
        seen: list[int] = []

        def hold(number: int) -> None:
            for _ in range(50):
                try:
                    with locked(tmp_path / "out"):
                        inside.append(number)
                        time.sleep(0.001)
                        seen.append(len(inside))
                        inside.pop()
                except InputError:
                    pass

        threads = [threading.Thread(target=hold, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(seen) == {1}
        assert dotted(tmp_path) == []
