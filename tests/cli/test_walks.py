from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from walks import MASKED

from kg.cli import app
from kg.cli.walking import COMMANDS

EACH = {
    "show": ["云山市"],
    "neighbours": ["云山市", "--hops", "2"],
    "path": ["云山市", "安全生产法"],
    "similar": ["青河市"],
    "rank": ["places"],
    "compare": ["云山市", "青河市"],
    "timeline": ["云山市"],
    "communities": [],
}


def kg(out: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "-o", str(out)], env={"COLUMNS": "160"})


def test_every_command_is_tried_here() -> None:
    assert {command.name for command in COMMANDS} == set(EACH)


@pytest.mark.parametrize("name", list(EACH))
def test_json_and_csv_hold_the_same_rows(walks_out: Path, name: str) -> None:
    told = json.loads(kg(walks_out, name, *EACH[name], "--format", "json").stdout)
    rows = list(csv.reader(io.StringIO(kg(walks_out, name, *EACH[name], "--format", "csv").stdout)))
    records = told.get("rows") or told.get("cells") or told["facts"]
    assert rows[0] == list(records[0])
    assert len(rows) == len(records) + 1 > 1
    assert rows[1] == ["\n".join(cell) if isinstance(cell, list) else str(cell) for cell in records[0].values()]


@pytest.mark.parametrize("name", list(EACH))
def test_the_table_is_for_reading(walks_out: Path, name: str) -> None:
    result = kg(walks_out, name, *EACH[name])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "云山市" in result.stdout
    assert result.stdout.endswith("\n")
    assert "Rows(" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["similar", "独山市"], "No other place shares any of it.\n"),
        (["timeline", "独山市"], "No step of it is in the graph.\n"),
        (["path", "云山市", "独山市"], "There is no path of so few hops between them (--hops takes more, up to 12).\n"),
        (["rank", "places", "--by", "amended"], "Nothing in the graph has a value of this measure above 0.\n"),
        (
            ["compare", "白石市", "云山市", "--year", "1999"],
            "Nothing to compare: none of it is in the graph for these places.\n",
        ),
        (["neighbours", "rdc:adoption"], "It has no neighbours.\n"),
    ],
)
def test_what_is_empty_is_said_in_words(walks_out: Path, arguments: list[str], said: str) -> None:
    result = kg(walks_out, *arguments)
    assert (result.exit_code, result.stdout) == (0, said)
    emptied = json.loads(kg(walks_out, *arguments, "--format", "json").stdout)
    assert emptied.get("rows", emptied.get("cells")) == []
    assert len(kg(walks_out, *arguments, "--format", "csv").stdout.splitlines()) == 1


def test_no_communities_are_said_in_words(sample_out: Path) -> None:
    assert kg(sample_out, "communities", "--by", "programmes").stdout == "No two places have anything in common.\n"


def test_a_thing_without_facts_and_neighbours(sample_out: Path) -> None:
    said = kg(sample_out, "show", "大同市").stdout
    assert said.endswith("\n\nNo fact of the graph speaks of it.\n\nIt has no neighbours.\n")


def test_show(walks_out: Path) -> None:
    said = kg(walks_out, "show", "云山市", "--limit", "2").stdout
    assert said.startswith("云山市 · administrative division (行政区划), city (地级市)\ndivision/990100\n")
    assert "statistic (统计数据): 5, of which 2 are shown (--limit 0 shows all)" in said
    assert "neighbours: 6, of which 2 are shown (--limit 0 shows all)" in said
    assert "参加活动: 6300–6399 人次 (6300多人次)" in kg(walks_out, "show", "云山市").stdout


def test_show_a_fact(walks_out: Path) -> None:
    facts = json.loads(kg(walks_out, "show", "云山市", "--format", "json").stdout)["facts"]
    (masked,) = (one["iri"] for one in facts if one["label"] == "办理建议")
    said = kg(walks_out, "show", masked).stdout
    assert "  figure: masked: xx件\n" in said
    assert "yunshan.txt 90–97\n  【办理建议xx件】\n" in said
    rows = list(csv.DictReader(io.StringIO(kg(walks_out, "show", masked, "--format", "csv").stdout)))
    assert [(row["value"], row["quote"]) for row in rows] == [("masked: xx件", "办理建议xx件")]


def test_path(walks_out: Path) -> None:
    assert kg(walks_out, "path", "云山市人大常委会", "停车", "--facts", "1").stdout == (
        "云山市人大常委会\n"
        "  │ adoption (表决通过): actor, concerns\n"
        "  │   2023-05-06: 表决通过《云山市停车条例》\n"
        "  │   【5月6日通过《停车条例》】 yunshan.txt 10–22\n"
        "  │ … and 1 more facts\n"
        "云山市停车条例\n"
        "  │ → topic (主题)\n"
        "parking (停车)\n"
    )


def test_compare(walks_out: Path) -> None:
    said = kg(walks_out, "compare", "云山市", "青河市", "白石市").stdout
    assert "6300–6399 人次 (6300多人次) [2023]" in said
    assert "9 件, 云山市人民法院 [2023]; masked: xx件 [2023]" in said
    assert said.endswith("—: nothing stated; figures whose indicator is not in the list (kg show has them): 1\n")
    bare = kg(walks_out, "compare", "云山市", f"division/{MASKED.key}", "--year", "2022").stdout
    assert "\n—: nothing stated; no figures; no programmes; figures whose indicator is not in the list" in bare


def test_timeline(walks_out: Path) -> None:
    lines = kg(walks_out, "timeline", "白石市").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["when", "────", "2020", "2020", "2023"]
    assert "adoption (表决通过), rejected (未获通过)" in lines[-1]
    assert "award" not in kg(walks_out, "timeline", "云山市", "--all").stdout


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_cut_list_says_so_on_standard_error(walks_out: Path, form: str) -> None:
    result = kg(walks_out, "rank", "works", "--limit", "2", "--format", form)
    assert result.stderr == "kg: the first 2 of 7; --limit 0 gives all\n"
    whole = kg(walks_out, "rank", "works", "--limit", "0", "--format", form)
    assert whole.stderr == ""
    assert len(whole.stdout) > len(result.stdout)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["show", "停车条例"], 2, "停车条例 is the name of 3 things; take the IRI of one of them:\n  work/990100/"),
        (["show", "没有的"], 3, "nothing in the graph is called 没有的"),
        (["show"], 2, "THING"),
        (["similar", "安全生产法"], 2, "is law (法律), not administrative division"),
        (["compare", "云山市"], 2, "two or more different places are needed; for example: kg compare"),
        (["path", "云山市", "云山市"], 2, "both ends of the path are 云山市; name two things"),
        (["path", "云山市", "青河市", "--hops", "13"], 2, "13"),
        (["rank", "people"], 2, "people"),
        (["rank", "works", "--by", "x"], 2, "--by: works are not ranked by 'x'; take one of steps, supervision"),
        (["communities", "--by", "x"], 2, "'x'"),
    ],
)
def test_errors(walks_out: Path, arguments: list[str], code: int, said: str) -> None:
    result = kg(walks_out, *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", list(EACH))
def test_every_command_says_when_there_is_no_graph(tmp_path: Path, name: str) -> None:
    result = kg(tmp_path / "out", name, *EACH[name])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"kg: error: no graph in {tmp_path / 'out'}; run kg build first\n"
