from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sample import HEADING, TEXTS

from kg import __version__
from kg.cli import app
from kg.errors import InputError
from kg.store import create

ZH = "哪些城市制定了停车条例"
FIELDS = ["place", "place_iri", "work", "work_iri", "kind", "date", "year", "quote", "document", "start", "end"]


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_json_has_exactly_these_fields(sample_out: Path) -> None:
    result = kg("ask", ZH, "-o", sample_out, "--format", "json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(answer) == ["question", "query", "rows", "near_misses"]
    assert answer["question"] == ZH
    assert len(answer["rows"]) == 5
    assert all(list(row) == FIELDS for row in answer["rows"])
    assert all(list(row) == [*FIELDS, "reason"] for row in answer["near_misses"])
    assert "停车场条例" in result.stdout
    assert kg("sparql", answer["query"], "-o", sample_out, "--format", "csv").exit_code == 0


def test_the_query_shown_gives_the_rows(sample_out: Path) -> None:
    answer = json.loads(kg("ask", ZH, "-o", sample_out, "--format", "json").stdout)
    printed = kg("sparql", answer["query"], "-o", sample_out, "--format", "json").stdout
    solutions = json.loads(printed)["results"]["bindings"]
    assert {row["place"]["value"] for row in solutions} == {row["place_iri"] for row in answer["rows"]}


def test_csv(sample_out: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("ask", ZH, "-o", sample_out, "--format", "csv").stdout)))
    assert list(rows[0]) == ["answer", *FIELDS, "reason"]
    assert sum(row["answer"] == "row" for row in rows) == 5
    assert all(bool(row["reason"]) == (row["answer"] == "near miss") for row in rows)


def test_the_table_tells_masked_places_apart(sample_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    said = re.sub(r"\s", "", kg("ask", ZH, "-o", sample_out).stdout)
    assert "Asked:acity(城市)·enacted(制定)·topicparking" in said
    assert {int(start) for start in re.findall(r"reportat(\d+)", said)} == {
        TEXTS["volume.txt"].index(f"{HEADING}\n2023"),
        TEXTS["volume.txt"].rindex(HEADING),
    }
    assert "Nearmisses" in said.partition("xx自治州")[0]


def test_a_question_may_be_typed_without_quotes(sample_out: Path) -> None:
    result = kg("ask", "which", "cities", "enacted", "parking", "regulations", "-o", sample_out)
    assert result.exit_code == 0
    assert "云山市" in result.stdout


def test_no_answer_is_said_in_words(sample_out: Path) -> None:
    result = kg("ask", "大同市制定了停车条例", "-o", sample_out)
    assert result.exit_code == 0
    assert "Nothing in the graph answers this." in result.stdout


@pytest.mark.parametrize(("form", "stream"), [("table", "stdout"), ("csv", "stderr")])
def test_show_query(sample_out: Path, form: str, stream: str) -> None:
    result = kg("ask", ZH, "-o", sample_out, "--format", form, "--show-query")
    assert "# near misses\nSELECT" in getattr(result, stream)


def test_a_question_that_is_not_understood(sample_out: Path) -> None:
    result = kg("ask", "哪些城市喜欢停车", "-o", sample_out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("kg: error: the question: not understood: “喜欢”")
    assert 'kg ask "which cities enacted parking regulations"' in result.stderr


def test_sparql_from_a_file_and_in_every_form(sample_out: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?s { ?s rd:kind rdc:repeal }", encoding="utf-8")
    for form in ("table", "csv", "tsv", "json", "xml"):
        result = kg("sparql", "-f", tmp_path / "q.rq", "-o", sample_out, "--format", form)
        assert (result.exit_code, result.stdout.count("event/repeal/")) == (0, 2), form
    construct = "CONSTRUCT WHERE { ?s rd:kind rdc:repeal }"
    assert "@prefix rdc:" in kg("sparql", construct, "-o", sample_out).stdout
    assert kg("sparql", construct, "-o", sample_out, "--format", "table").stdout.startswith("subject")
    assert kg("sparql", "SELECT * { ?s rd:kind rdc:hearing }", "-o", sample_out).stdout == "no solutions\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["sparql"], 2, "give a query, or a file with -f"),
        (["sparql", " "], 2, "give a query, or a file with -f"),
        (["sparql", "ASK {}", "-f", str(Path(__file__))], 2, "give a query, or a file with -f"),
        (["sparql", "-f", "none.rq"], 3, "none.rq: cannot be read"),
        (["sparql", "SELECT {"], 2, "line 1"),
        (["sparql", "CLEAR ALL"], 2, "CLEAR is refused"),
        (["explain", "event/x"], 3, "is called event/x; take an IRI"),
        (["ask"], 2, "QUESTION"),
        (["nope"], 2, "nope"),
        (["ask", ZH, "--format", "pdf"], 2, "pdf"),
        (["verify", "--sources", "none"], 2, "none"),
    ],
)
def test_errors(sample_out: Path, arguments: list[str], code: int, said: str) -> None:
    out = [] if arguments[0] == "nope" else ["-o", str(sample_out)]
    result = kg(*arguments, *out)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", [["ask", ZH], ["sparql", "ASK {}"], ["explain", "x"], ["verify"], ["validate"]])
def test_every_command_says_when_there_is_no_graph(tmp_path: Path, command: list[str]) -> None:
    result = kg(*command, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.strip() == f"kg: error: no graph in {tmp_path / 'out'}; run kg build first"


def test_explain(sample_out: Path) -> None:
    rows = json.loads(
        kg("sparql", "SELECT ?s { ?s rd:kind rdc:plan-listing }", "-o", sample_out, "--format", "json").stdout
    )
    iri = rows["results"]["bindings"][0]["s"]["value"]
    said = kg("explain", iri, "-o", sample_out).stdout
    assert "青河市将【停车场条例列入2024年立法计划】。" in said
    assert "alpha.txt 51–67, rule step.plan-listing" in said
    table = json.loads(kg("explain", iri, "-o", sample_out, "--format", "json").stdout)
    assert table["proofs"][0]["quote"] == "停车场条例列入2024年立法计划"
    place = kg("explain", "division/990100", "-o", sample_out).stdout
    assert "云山市" in place
    assert "event/promulgation/" in place


def test_verify(sample_out: Path, tmp_path: Path) -> None:
    assert kg("verify", "-o", sample_out).exit_code == 0
    shutil.copytree(sample_out, tmp_path / "out")
    path = tmp_path / "out" / "graph.nq"
    path.write_text(path.read_text(encoding="utf-8").replace('"2020年予以废止"', '"予以废止"'), encoding="utf-8")
    create(tmp_path / "out" / "store", path)
    result = kg("verify", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stdout.count("\n  ") == 1
    assert "evidences do not hold" in result.stderr


def test_validate(sample_out: Path, tmp_path: Path) -> None:
    held = kg("validate", "-o", sample_out)
    assert (held.exit_code, held.stdout) == (0, "")
    shutil.copytree(sample_out, tmp_path / "out")
    with (tmp_path / "out" / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write(
            "<https://w3id.org/rendakg/id/event/adoption/0> a <https://w3id.org/rendakg/def#LegislativeStep> ;"
            " <https://w3id.org/rendakg/def#kind> <https://w3id.org/rendakg/code/adoption> .\n"
        )
    result = kg("validate", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "violation: https://w3id.org/rendakg/id/event/adoption/0" in result.stdout
    assert "violations of the shapes" in result.stderr


@dataclass
class Report:
    documents: int = 2
    facts: dict[str, int] = field(default_factory=lambda: {"adoption": 3, "repeal": 1})
    triples: int = 40
    skipped: tuple[tuple[str, str], ...] = ()
    left_aside: tuple[str, ...] = ()


Builder = Callable[..., Report]


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Callable[[Builder], None]:
    """Put another builder in the place of the real one: these tests are about the command."""

    def put(build: Builder) -> None:
        module = types.ModuleType("kg.pipeline")
        module.build = build  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "kg.pipeline", module)

    return put


def test_build_takes_the_seeds_when_no_path_is_given(pipeline: Callable[[Builder], None], tmp_path: Path) -> None:
    asked: list[object] = []

    def build(paths: object, out: object, progress: Callable[[int, int, str], None], _: object) -> Report:
        asked.extend([paths, out])
        progress(1, 2, "a.txt")
        return Report()

    pipeline(build)
    result = kg("build", "-o", tmp_path / "out")
    (paths, out) = asked
    assert [path.name for path in paths] == ["seeds"]  # type: ignore[attr-defined]
    assert out == tmp_path / "out"
    assert (result.exit_code, result.stdout) == (0, "")
    assert "[1/2] a.txt" in result.stderr
    assert "2 documents, 4 facts, 40 triples" in result.stderr


def test_build_names_what_it_skipped_and_ends_with_3(pipeline: Callable[[Builder], None]) -> None:
    pipeline(lambda *_: Report(skipped=(("b.txt", "is empty"),)))
    result = kg("build", "-q", "x")
    assert result.exit_code == 3
    assert result.stderr == "kg: skipped b.txt: is empty\n"


def test_build_names_what_it_left_aside(pipeline: Callable[[Builder], None], tmp_path: Path) -> None:
    pipeline(lambda *_: Report(left_aside=("a.rtf",)))
    result = kg("build", "-q", "x")
    assert (result.exit_code, result.stderr) == (0, "kg: left aside 1 file of formats that are not read: a.rtf\n")
    pipeline(lambda *_: Report(left_aside=tuple(f"{number}.rtf" for number in range(12))))
    said = kg("build", "-q", "x", "-o", tmp_path).stderr
    assert "left aside 12 files" in said
    assert "9.rtf … (all in " in said


def test_build_hands_an_error_on(pipeline: Callable[[Builder], None]) -> None:
    def build(*_: object) -> Report:
        raise InputError("no document can be read", mend="name others")

    pipeline(build)
    result = kg("build", "x")
    assert (result.exit_code, result.stderr) == (3, "kg: error: no document can be read; name others\n")


def test_a_fault_of_kg_is_one_line_without_traceback(
    pipeline: Callable[[Builder], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(*_: object) -> Report:
        raise ZeroDivisionError("oh")

    pipeline(build)
    monkeypatch.delenv("KG_DEBUG", raising=False)
    result = kg("build")
    assert result.exit_code == 70
    assert result.stderr.count("\n") == 1
    assert "ZeroDivisionError: oh" in result.stderr
    assert "KG_DEBUG=1" in result.stderr
    monkeypatch.setenv("KG_DEBUG", "1")
    assert isinstance(kg("build").exception, ZeroDivisionError)


def test_an_interrupt_ends_with_130(pipeline: Callable[[Builder], None]) -> None:
    def build(*_: object) -> Report:
        raise KeyboardInterrupt

    pipeline(build)
    result = kg("build")
    assert (result.exit_code, result.stderr.strip()) == (130, "kg: error: interrupted")


def test_every_command_has_help_with_an_example() -> None:
    assert isinstance(app, click.Group)
    for name, command in app.commands.items():
        said = kg(name, "--help").stdout
        assert f"Example: kg {name}" in said
        assert command.help
        assert all(
            option.help for option in command.params if isinstance(option, click.Option) and option.name != "form"
        )


def test_version() -> None:
    assert kg("--version").stdout == f"kg {__version__}\n"
