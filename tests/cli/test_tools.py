"""``kg evaluate``, ``kg check`` and ``kg try`` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg.workshop.check as check_module
from kg.cli import app
from kg.workshop.check import Fault

SCORED = Path(__file__).parent.parent / "scored"
GIVEN = (SCORED / "gold", "--texts", SCORED / "texts", "--graph", SCORED / "graph.ttl")
COUNTS = ["gold", "found", "extra", "precision", "recall", "f1", "interval"]


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "120"})


def test_evaluate_as_json_says_what_the_official_scorer_says() -> None:
    result = kg("evaluate", *GIVEN, "--format", "json")
    said = json.loads(result.stdout)
    official = json.loads((SCORED / "score.json").read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert said["micro"]["f1"] == official["micro over all types"]["F1"]
    assert {name: row["f1"] for name, row in said["types"].items()} == {
        name: row["F1"] for name, row in official.items() if name in said["types"]
    }
    assert all(list(row) == COUNTS for row in said["types"].values())
    assert all(low <= high for row in said["types"].values() for low, high in row["interval"].values())
    assert said["drafts_enacted"] == official["drafts taken for enacted"]["wrong"]
    assert said["place_right"] == official["step details"]["place right"]
    assert said["misses"] == []


def test_evaluate_shows_misses_in_their_text() -> None:
    table = kg("evaluate", *GIVEN, "--misses", "supervision")
    said = json.loads(kg("evaluate", *GIVEN, "--misses", "supervision", "--format", "json").stdout)
    assert table.exit_code == 0
    assert len(said["misses"]) == 10
    for miss in said["misses"]:
        text = (SCORED / "texts" / miss["file"]).read_text(encoding="utf-8")
        assert text[miss["start"] : miss["end"]] == miss["quote"]
        assert text.count(miss["before"] + miss["quote"] + miss["after"])
        assert f"{miss['before']}【{miss['quote']}】{miss['after']}".replace("\n", "⏎") in table.stdout
        assert f"{miss['what']} supervision in {miss['file']} {miss['start']}–{miss['end']}" in table.stdout


def test_evaluate_builds_the_graph_where_none_is_named() -> None:
    built = json.loads(kg("evaluate", *GIVEN[:3], "--format", "json").stdout)
    assert (
        built["types"]["step"]["f1"]
        > json.loads(kg("evaluate", *GIVEN, "--format", "json").stdout)["types"]["step"]["f1"]
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((*GIVEN, "--misses", "steps"), 2, "there is no type 'steps'; use one of step, supervision"),
        ((*GIVEN[:3], "--graph", SCORED / "score.json"), 3, "score.json: is no graph this can read"),
        ((SCORED / "texts", *GIVEN[1:]), 3, "texts: holds no gold of these texts"),
        ((SCORED / "nowhere", *GIVEN[1:]), 2, "nowhere"),
    ],
)
def test_evaluate_says_what_is_wrong(arguments: tuple[str | Path, ...], code: int, said: str) -> None:
    result = kg("evaluate", *arguments)
    assert result.exit_code == code
    assert said in result.stderr


def test_a_graph_that_is_broken_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b>", encoding="utf-8")
    result = kg("evaluate", *GIVEN[:3], "--graph", tmp_path / "a.ttl")
    assert (result.exit_code, "a.ttl: cannot be read" in result.stderr) == (3, True)


WARNING, FAULT = Fault("a.toml", "is idle", "drop it", grave=False), Fault("b.toml", "is wrong", "mend it")


@pytest.mark.parametrize(
    ("faults", "options", "code", "said"),
    [
        ((), (), 0, "all frames hold, 0 warnings"),
        ((WARNING,), (), 0, "all frames hold, 1 warnings"),
        ((WARNING,), ("--strict",), 1, "0 faults, 1 warnings"),
        ((WARNING, FAULT), (), 1, "1 faults, 1 warnings"),
    ],
)
def test_check(
    monkeypatch: pytest.MonkeyPatch, faults: tuple[Fault, ...], options: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.setattr(check_module, "check", lambda *_: faults)
    result = kg("check", *options)
    assert (result.exit_code, result.stdout) == (code, "".join(f"{fault}\n" for fault in faults))
    assert said in result.stderr


def test_check_runs_on_this_package() -> None:
    result = kg("check", "--texts", SCORED / "texts")
    lines = result.stdout.splitlines()
    assert lines
    assert result.exit_code == int(not all(line.startswith("warning: ") for line in lines))


def test_try_shows_hits_with_their_place_and_roles(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("青州市人大常委会废止《青州市市容管理办法》。建议废止《青州市养犬管理办法》。", encoding="utf-8")
    result = kg("try", "step.repeal", path)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "a.txt 8–10",
        "  青州市人大常委会‹废止›【《青州市市容管理办法》】。",
        "  → repeal; concerns 青州市《市容管理办法》; actor 青州市人大常委会",
        "a.txt 24–26",
        "  建议‹废止›【《青州市养犬管理办法》】。",
        "  → cancelled by advised: advised or asked for, not done",
    ]
    assert result.stderr == "step.repeal: 2 triggers, 1 gave facts, 1 are cancelled\n"


def test_try_without_a_document_runs_the_frame_s_own_examples() -> None:
    result = kg("try", "step.repeal")
    assert (result.exit_code, "\nexample 2 " in result.stdout, "counter-example 1 " in result.stdout) == (0, True, True)


def test_try_names_an_unknown_frame_and_an_unreadable_document(tmp_path: Path) -> None:
    unknown = kg("try", "step.repeel")
    assert (unknown.exit_code, "there is no frame 'step.repeel'" in unknown.stderr) == (2, True)
    missing = kg("try", "step.repeal", tmp_path / "none.txt")
    assert (missing.exit_code, "none.txt" in missing.stderr) == (3, True)


def test_check_of_one_frame_is_silent_about_the_warnings_of_others() -> None:
    every, one = kg("check"), kg("check", "step.repeal")
    files = {line.split(": ")[1] for line in one.stdout.splitlines()}
    assert (every.exit_code, one.exit_code) == (0, 0)
    assert files == {"step-repeal.toml"}
    assert {line.split(": ")[1] for line in every.stdout.splitlines()} > files
    unknown = kg("check", "step.none")
    assert unknown.exit_code == 2
    assert "there is no frame 'step.none'" in unknown.stderr
