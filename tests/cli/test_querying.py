"""``kg query`` and the limits of ``kg sparql`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from processes import waited, workers

from kg.cli import app
from kg.query.named import queries

COMMAND = [sys.executable, "-c", "from kg.cli import main; main()"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PAIRS = "SELECT ?a ?d { ?a rd:kind ?b . ?d rd:kind ?e } ORDER BY ?a ?d"


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "300"})


def test_a_query_that_takes_too_long_ends_with_4(sample_out: Path) -> None:
    result = kg("sparql", ENDLESS, "-o", sample_out, "--timeout", "0.5")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        "kg: error: the query took longer than 0.5 s and was ended; ask for less, or allow it more time\n"
    )


@pytest.mark.parametrize("seconds", ["0", "-1", "1e12", "soon"])
def test_a_time_that_is_none(sample_out: Path, seconds: str) -> None:
    result = kg("sparql", "ASK {}", "-o", sample_out, "--timeout", seconds)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--timeout" in result.stderr


def test_an_interrupt_ends_the_query_quietly(sample_out: Path) -> None:
    command = [*COMMAND, "sparql", ENDLESS, "-o", str(sample_out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, text=True) as process:
        assert waited(lambda: bool(workers(process.pid)))
        time.sleep(0.5)
        subprocess.run(["kill", "-INT", "--", f"-{process.pid}"], check=True)
        _, said = process.communicate(timeout=10)
    assert (process.returncode, said) == (130, "kg: error: interrupted\n")
    assert subprocess.run(["kill", "-0", "--", f"-{process.pid}"], capture_output=True, check=False).returncode != 0


def test_a_table_has_a_thousand_rows_and_says_that_there_are_more(sample_out: Path) -> None:
    result = kg("sparql", PAIRS, "-o", sample_out)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1002
    assert result.stderr == "kg: only the first 1000 rows are printed; --limit-rows 0 prints all\n"
    whole = kg("sparql", PAIRS, "-o", sample_out, "--limit-rows", "0")
    assert len(whole.stdout.splitlines()) > 1002
    assert whole.stderr == ""


@pytest.mark.parametrize("form", ["csv", "excel"])
def test_other_formats_are_whole_unless_told(sample_out: Path, form: str) -> None:
    whole = kg("sparql", PAIRS, "-o", sample_out, "--format", form)
    assert len(whole.stdout.splitlines()) > 1002
    few = kg("sparql", PAIRS, "-o", sample_out, "--format", form, "--limit-rows", "3")
    assert (few.stdout.splitlines(), whole.stderr) == (whole.stdout.splitlines()[:4], "")
    assert few.stderr == "kg: only the first 3 rows are printed; --limit-rows 0 prints all\n"


def test_the_list_of_questions_in_every_form() -> None:
    names = [query.name for query in queries()]
    table = kg("query", "--list").stdout
    assert [name for name in names if name not in table] == []
    said = json.loads(kg("query", "--list", "--format", "json").stdout)
    assert [row["name"] for row in said] == names
    assert list(said[0]) == ["name", "title_zh", "title_en", "description", "parameters", "example"]
    assert list(said[0]["parameters"][0]) == ["name", "type", "description", "default"]
    rows = list(csv.DictReader(io.StringIO(kg("query", "--list", "--format", "csv").stdout)))
    assert [row["name"] for row in rows] == names
    assert kg("query", "--list", "--format", "excel").stdout.startswith("\ufeffname,")


def test_a_question_is_answered_with_and_without_parameters(seeds_graph: Path) -> None:
    out = seeds_graph.parent
    parking = kg("query", "enacted-on-topic", "-o", out)
    assert (parking.exit_code, "停车" in parking.stdout) == (0, True)
    repeals = kg("query", "amendments-and-repeals", "--param", "step=repeal", "-o", out, "--format", "json")
    steps = {row["step"]["value"] for row in json.loads(repeals.stdout)["results"]["bindings"]}
    assert steps == {"https://w3id.org/rendakg/code/repeal"}
    none = kg("query", "enacted-on-topic", "--param", "topic=nation", "-o", out)
    assert (none.exit_code, none.stdout) == (0, "no solutions\n")


def test_the_query_shown_is_the_one_that_runs(sample_out: Path) -> None:
    arguments = ("query", "supervision-by-place", "--param", "year=2023", "--param", "year=2024")
    shown = kg(*arguments, "--show-query").stdout
    assert "  VALUES ?year { 2023 2024 }\n" in shown
    assert kg("sparql", shown, "-o", sample_out).stdout == kg(*arguments, "-o", sample_out).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give the name of a question, or --list"),
        (["coverage", "--list"], "give the name of a question, or --list"),
        (["coverag"], "did you mean coverage?"),
        (["enacted-on-topic", "--param", "dogs"], "--param: 'dogs' is not name=value; for example: --param topic=dogs"),
        (["enacted-on-topic", "--param", "topic=a b"], "is no value of topic"),
        (["--list", "--format", "turtle"], "the list cannot be written as turtle"),
    ],
)
def test_wrong_usage(sample_out: Path, arguments: list[str], said: str) -> None:
    result = kg("query", *arguments, "-o", sample_out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
