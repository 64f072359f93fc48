"""The command as a process of its own: start-up time, encodings, pipes and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ZH = "哪些城市制定了停车条例"
COMMAND = [sys.executable, "-c", "from kg.cli import main; main()"]
HEAVY = ("rdflib", "pyoxigraph", "jieba", "pyshacl", "networkx", "httpx", "mcp")


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment}, timeout=60)


def fastest(*arguments: str | Path) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert run(*arguments).returncode == 0
        times.append(time.perf_counter() - start)
    return min(times)


def test_help_is_quick() -> None:
    assert fastest("--help") < 0.4


def test_an_answer_is_quick(sample_out: Path) -> None:
    assert fastest("ask", ZH, "-o", sample_out) < 1.5


def test_a_query_is_quick_although_it_has_a_process_of_its_own(sample_out: Path) -> None:
    assert fastest("sparql", "ASK { ?s ?p ?o }", "-o", sample_out) < 1
    assert fastest("query", "coverage", "-o", sample_out) < 1


def test_help_loads_nothing_heavy() -> None:
    script = f"import sys, kg.cli; print([name for name in {HEAVY} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout.strip() == b"[]"


def test_an_answer_loads_no_rdflib(sample_out: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom kg.query.ask import ask\n"
        "ask(Path(sys.argv[1]), sys.argv[2])\n"
        "print([name for name in ('rdflib', 'jieba', 'pyshacl', 'networkx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(sample_out), ZH], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"},
    ],
)
def test_output_is_utf8_whatever_the_locale(sample_out: Path, locale: dict[str, str]) -> None:
    done = run("ask", ZH, "-o", sample_out, "--format", "json", **locale)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["question"] == ZH


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["ask", "你好"], 2),
        (["sparql", "SELECT {"], 3),
        (["verify"], 3),
        (["ask", "哪些城市制定了《\udcff》"], 3),
    ],
)
def test_exit_codes_without_a_graph(tmp_path: Path, arguments: list[str], code: int) -> None:
    out = [] if arguments == ["--version"] else ["-o", tmp_path / "out"]
    done = run(*arguments, *out)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_is_quiet(sample_out: Path) -> None:
    arguments = ["sparql", "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 50000", "-o", str(sample_out), "--format", "csv"]
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_write_into_a_closed_pipe_ends_with_141() -> None:
    script = (
        "import sys, types\nfrom kg.cli import main\n"
        "def build(*_): raise BrokenPipeError(32, 'Broken pipe')\n"
        "sys.modules['kg.pipeline'] = types.SimpleNamespace(build=build)\n"
        "sys.argv = ['kg', 'build']\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("arguments", [["query", "--list"], ["--help"], ["ask", "--help"], ["completion", "bash"]])
def test_an_output_that_takes_nothing_is_told_in_words(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith(b"kg: error: the system refuses it (No space left on device); make room")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("closed", [(1,), (0, 1), (2,), (0, 1, 2)])
def test_a_process_without_its_streams_works(sample_out: Path, tmp_path: Path, closed: tuple[int, ...]) -> None:
    """What it opens first would take their numbers, and what it prints would stand in that file."""
    script = "import os\nfor n in {}: os.close(n)\nos.execv({!r}, {!r})"
    command = [*COMMAND, "export", "n-quads", str(tmp_path / "g.nq"), "-o", str(sample_out)]
    done = subprocess.run([sys.executable, "-c", script.format(closed, command[0], command)], check=False)
    assert done.returncode == 0
    assert (tmp_path / "g.nq").read_bytes() == (sample_out / "graph.nq").read_bytes()


def test_a_time_is_a_number(sample_out: Path) -> None:
    done = run("sparql", "ASK {}", "--timeout", "nan", "-o", sample_out)
    assert (done.returncode, b"'nan' is no time." in done.stderr) == (2, True)
