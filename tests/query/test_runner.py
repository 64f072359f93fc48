from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from processes import ended, waited, workers

from kg.errors import BusyError, KgError, LimitError, StoppedError, UsageError
from kg.query.runner import Limits, Runner, Stop
from kg.query.sparql import FORMS, Bounds, Table, run, tabulate

SHORT = "SELECT ?step ?year { ?step rd:kind rdc:repeal ; rd:year ?year } ORDER BY ?year"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GROWING = "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"


@pytest.mark.parametrize("form", [form for form in FORMS if form not in {"turtle", "ntriples"}])
def test_an_answer_is_that_of_this_process(sample_out: Path, form: str) -> None:
    with Runner(sample_out) as runner:
        found = runner.answer(SHORT, form, Limits(rows=1))
    assert found.cut
    assert found == (
        tabulate(sample_out, SHORT, Bounds(1)) if form == "table" else run(sample_out, SHORT, form, Bounds(1))
    )


@pytest.mark.parametrize("query", [ENDLESS, GROWING])
def test_a_query_is_ended_and_its_process_gone(sample_out: Path, query: str) -> None:
    before = workers(os.getpid())
    with Runner(sample_out) as runner:
        start = time.monotonic()
        with pytest.raises(LimitError, match=r"took longer than 0\.5 s and was ended"):
            runner.answer(query, "json", Limits(seconds=0.5))
        assert time.monotonic() - start < 15
        assert workers(os.getpid()) == before
        assert runner.answer(SHORT, "table") == tabulate(sample_out, SHORT)
    assert workers(os.getpid()) == before


def test_a_refused_query_leaves_the_process_as_it_is(sample_out: Path) -> None:
    with Runner(sample_out) as runner:
        runner.answer(SHORT, "table")
        started = workers(os.getpid())
        for query in ("CLEAR ALL", "LOAD <http://127.0.0.1:9/>", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"):
            with pytest.raises(UsageError, match="is refused"):
                runner.answer(query, "json")
        with pytest.raises(LimitError, match="more than 10 bytes"):
            runner.answer(SHORT, "json", Limits(size=10))
        assert workers(os.getpid()) == started


def test_no_more_run_at_once_than_may(sample_out: Path) -> None:
    refused: list[LimitError] = []

    def ask() -> None:
        try:
            runner.answer(ENDLESS, "json", Limits(seconds=1))
        except LimitError as error:
            refused.append(error)

    with Runner(sample_out, most=2) as runner:
        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        assert waited(lambda: len(workers(os.getpid())) == 2)
        with pytest.raises(LimitError, match="2 queries are running already; ask again later"):
            runner.answer(SHORT, "table", Limits(seconds=0.2))
        for thread in threads:
            thread.join()
        assert [error.what for error in refused] == ["the query took longer than 1 s and was ended"] * 2
        assert isinstance(runner.answer(SHORT, "table"), Table)


def test_a_process_that_dies_is_said_and_another_one_started(sample_out: Path) -> None:
    with Runner(sample_out) as runner:
        runner.answer(SHORT, "table")
        (process,) = workers(os.getpid())
        threading.Timer(0.3, os.kill, (process, signal.SIGKILL)).start()
        with pytest.raises(KgError, match="ended by itself"):
            runner.answer(ENDLESS, "json", Limits(seconds=20))
        runner.answer(SHORT, "table")
        (process,) = workers(os.getpid())
        os.kill(process, signal.SIGKILL)
        assert waited(lambda: ended(process))
        assert isinstance(runner.answer(SHORT, "table"), Table)


def test_a_query_ends_with_the_one_who_asked(sample_out: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom kg.query.runner import Runner\n"
        "Runner(Path(sys.argv[1])).answer(sys.argv[2], 'json')"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(sample_out), ENDLESS]) as asking:
        assert waited(lambda: bool(workers(asking.pid)))
        (process,) = workers(asking.pid)
        time.sleep(0.5)
        asking.kill()
    assert waited(lambda: ended(process))


def test_a_file_of_the_working_folder_is_not_run(
    sample_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit(3)", encoding="ascii")
    monkeypatch.chdir(tmp_path)
    with Runner(sample_out) as runner:
        assert runner.answer(SHORT, "table") == tabulate(sample_out, SHORT)


def test_a_query_is_stopped_by_another_thread(sample_out: Path) -> None:
    stop = Stop()
    with Runner(sample_out) as runner:
        threading.Timer(0.5, stop.now).start()
        start = time.monotonic()
        with pytest.raises(StoppedError, match="stopped by the one who asked"):
            runner.answer(ENDLESS, "json", Limits(seconds=20), stop=stop)
        assert time.monotonic() - start < 15
        assert workers(os.getpid()) == []
        runner.answer(SHORT, "table")
        stop.now()
        assert len(workers(os.getpid())) == 1


def test_who_does_not_wait_is_told_at_once(sample_out: Path) -> None:
    stop = Stop()
    with Runner(sample_out) as runner:
        asking = threading.Thread(target=_stopped, args=(runner, stop))
        asking.start()
        assert waited(lambda: bool(workers(os.getpid())))
        start = time.monotonic()
        with pytest.raises(BusyError, match="1 queries are running already"):
            runner.answer(SHORT, "table", Limits(seconds=20, wait=0))
        assert time.monotonic() - start < 10
        stop.now()
        asking.join()


def test_a_query_that_takes_too_much_memory_is_ended(sample_out: Path) -> None:
    with Runner(sample_out, memory=200 * 2**20) as runner:
        with pytest.raises(LimitError, match="more memory than 200 MiB"):
            runner.answer(GROWING, "json", Limits(seconds=60))
        assert isinstance(runner.answer(SHORT, "table"), Table)


def _stopped(runner: Runner, stop: Stop) -> None:
    with suppress(StoppedError):
        runner.answer(ENDLESS, "json", Limits(seconds=20), stop=stop)
