"""Every ``kg`` command on a page that is no guide runs, in a folder with what the pages name, and ends as it should.

The guides are followed word by word in ``test_guides.py``.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from guides import steps
from stores import PASSWORD, Server
from test_docs import PAGES, name_of
from test_guides import GUIDES, WIDTH

from kg.cli import app

ROOT = Path(__file__).parent.parent
REST = [page for page in PAGES if page not in GUIDES]
SERVERS = ("serve", "mcp")
# What stands for what a page names and this machine has not: another host; the sources of a graph that is another here.
INSTEAD = {"--scheduler tcp://10.0.0.1:8786": "--scheduler local", "--sources seeds": "--sources reports"}
# Commands that end otherwise than with 0, and why.
ENDS: Mapping[str, tuple[int, str]] = {
    "kg diff out-2023 out-2024": (1, "the graphs differ"),
    "kg diff out-2023/graph.nq out-2024/graph.ttl --format csv": (1, "the graphs differ"),
    "kg diff out-2023 out-2024 --format json": (1, "the graphs differ"),
    "kg diff out-2023 out-2024 --format csv": (1, "the graphs differ"),
    "kg check step.repeal --texts seeds --strict": (1, "--strict makes faults of its warnings"),
    "kg explain event/adoption/0123456789abcdef": (3, "no fact has this IRI, it shows what one looks like"),
}


def commands(page: Path) -> list[tuple[str, str | None]]:
    """The ``kg`` commands of a page in their order, each with the output that is shown below it, if any is."""
    found: list[tuple[str, str | None]] = []
    for step in steps(page):
        if step.kind == "sh":
            found += [(line, None) for line in re.findall(r"^kg .*$", step.text, re.MULTILINE)]
        elif step.kind == "console":
            found += [(command, output) for command, output in step.shown if command.startswith("kg ")]
    return found


WITH_COMMANDS = [page for page in REST if commands(page)]


@pytest.fixture
def place(seeds_graph: Path, sample_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in: the graph of the seeds in ``out``, older and newer graphs, reports in every form."""
    for name in ("seeds", "tests", "ontology"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(seeds_graph.parent, tmp_path / "out")
    shutil.copytree(seeds_graph.parent, tmp_path / "out-2024")
    shutil.copytree(sample_out, tmp_path / "out-2023")
    _write_reports(tmp_path, [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*.txt"))])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", WIDTH)
    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.setenv("KG_PASSWORD", PASSWORD)
    return tmp_path


def _write_reports(folder: Path, texts: list[bytes]) -> None:
    """The seeds as reports of 2019 to 2023, so that a graph built of them knows what the pages ask for."""
    *_, old, new, _ = texts
    (folder / "reports").mkdir()
    for year, text in enumerate(texts, start=2019):
        (folder / "reports" / f"{year}.txt").write_bytes(text)
    for name in ("2024.txt", "reports/2024.txt"):
        (folder / name).write_bytes(new + b"\n")
    (folder / "archive" / "1999").mkdir(parents=True)
    (folder / "archive" / "1999" / "a.txt").write_bytes(old + b"\n")
    with zipfile.ZipFile(folder / "2023.zip", "w") as zipped:
        zipped.writestr("b.txt", old + b"\n\n")
    with tarfile.open(folder / "2024.tar.gz", "w:gz") as packed:
        info = tarfile.TarInfo("c.txt")
        info.size = len(new)
        packed.addfile(info, io.BytesIO(new))
    rows = [{"id": "d", "text": new.decode("utf-8-sig")}]
    (folder / "crawl.jsonl").write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(rows), folder / "more.parquet")


def runs(line: str) -> tuple[int, str, str]:
    """The exit code of a command, its output, and what it said."""
    arguments = shlex.split(line, comments=True)[1:]
    if arguments[0] in SERVERS:
        return _served(arguments)
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.stdout, result.stderr or str(result.exception)


def _served(arguments: list[str]) -> tuple[int, str, str]:
    """A server, ended when it has said where it listens, or when nobody talks to it any more."""
    command = [sys.executable, "-P", "-c", "from kg.cli import main; main()", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stderr is not None
        if arguments[0] == "serve":
            assert "shows out; end with Ctrl-C" in process.stderr.readline()
            process.send_signal(signal.SIGINT)
        output, said = process.communicate(timeout=60)
    return process.returncode, output, said


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_every_command_of_a_page_ends_as_it_should(
    page: Path, oxigraph_server: Server, virtuoso_server: Server
) -> None:
    instead = INSTEAD | {
        "http://127.0.0.1:7878": oxigraph_server.url,
        "http://127.0.0.1:8890": virtuoso_server.url,
    }
    for line, shown in commands(page):
        run = line
        for named, own in instead.items():
            run = run.replace(named, own)
        if run.startswith("kg serve"):
            run += " --port 0"
        code, output, said = runs(run)
        assert code == ENDS.get(line, (0, ""))[0], f"{line}\n{output}{said}"
        assert shown is None or output.rstrip("\n") == shown, line


def test_no_exception_is_of_a_command_that_no_page_has() -> None:
    lines = [line for page in WITH_COMMANDS for line, _ in commands(page)]
    assert set(ENDS) - set(lines) == set()
    assert [named for named in INSTEAD if not any(named in line for line in lines)] == []
    assert sum(len(commands(page)) for page in GUIDES) > 10
    assert len(lines) > 100


@pytest.mark.usefixtures("place")
def test_a_command_that_fails_is_seen() -> None:
    assert runs("kg ask 你好")[0] == 2
    assert runs("kg verify -o nowhere")[0] == 3
