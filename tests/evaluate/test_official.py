"""``kg evaluate`` says what the official scorer says of the same graph, gold and texts."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import Evaluation, evaluate, read_texts
from kg.evaluate.pairing import Counts
from kg.resources import seeds_dir

ROOT = Path(__file__).parent.parent.parent
GOLD, SCORED = ROOT / "tests" / "gold", ROOT / "tests" / "scored"
SCORER = ROOT.parent / "shared" / "eval" / "score.py"
DETAILS = ("step details", "stat details")


@dataclass(frozen=True)
class Input:
    """What is compared: ``graph`` is a file, or the name of the fixture that builds it."""

    graph: Path | str
    gold: Path
    texts: Path


RECORDED = Input(SCORED / "graph.ttl", SCORED / "gold", SCORED / "texts")
BUILT = {
    "seeds": Input("seeds_graph", GOLD, seeds_dir()),
    "dev": Input("dev_graph", GOLD / "dev", GOLD / "dev" / "texts"),
}
LIVE = {"recorded": RECORDED, **(BUILT if SCORER.is_file() else {})}


def official(graph: Path, given: Input) -> dict[str, dict[str, Any]]:
    """What the scorer says; its record where it is not beside this checkout."""
    if not SCORER.is_file():
        assert given is RECORDED
        return record()
    command = [sys.executable, str(SCORER), str(graph), "--gold", str(given.gold), "--texts", str(given.texts)]
    run = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True, encoding="utf-8")
    said: dict[str, dict[str, Any]] = json.loads(run.stdout)
    return said


def record() -> dict[str, dict[str, Any]]:
    said: dict[str, dict[str, Any]] = json.loads((SCORED / "score.json").read_text(encoding="utf-8"))
    return said


def measures(counts: Counts) -> dict[str, float]:
    found = {"P": counts.precision, "R": counts.recall, "F1": counts.f1}
    return {name: round(value, 4) for name, value in found.items()}


def numbers(counts: Counts) -> dict[str, float]:
    return {"gold": counts.met + counts.missed, "found": counts.met, "extra": counts.extra, **measures(counts)}


def ours(found: Evaluation) -> dict[str, dict[str, Any]]:
    """An evaluation in the scorer's words."""
    return {
        **{name: numbers(score.counts) for name, score in found.scores.items()},
        "step (kinds grouped)": numbers(found.grouped.counts),
        "step details": {"place right": round(found.place_right, 4), "date right": round(found.date_right, 4)},
        "stat details": {
            "indicator right": round(found.indicator_right, 4),
            "approximation right": round(found.approximation_right, 4),
        },
        "drafts taken for enacted": {"drafts": found.drafts, "wrong": len(found.drafts_enacted)},
        "micro over all types": measures(found.micro),
    }


@pytest.mark.parametrize("name", LIVE)
def test_the_same_numbers(name: str, request: pytest.FixtureRequest) -> None:
    given = LIVE[name]
    graph = given.graph if isinstance(given.graph, Path) else request.getfixturevalue(given.graph)
    said, found = official(graph, given), ours(evaluate(graph, given.gold, read_texts(given.texts)))
    # Which of two equally close facts is paired depends in the scorer on the order of its rows; no count does.
    for detail in DETAILS:
        assert found.pop(detail) == pytest.approx(said.pop(detail), abs=0.01), detail
    assert found == said


def test_the_record_is_what_is_said_of_the_recorded_graph() -> None:
    found = evaluate(SCORED / "graph.ttl", RECORDED.gold, read_texts(RECORDED.texts))
    assert ours(found) == record(), "see tests/scored/README.md for the command that makes the record"


def test_the_record_tells_right_from_wrong() -> None:
    said = record()
    assert said["drafts taken for enacted"]["wrong"] > 0
    assert 0 < said["step"]["F1"] < said["step (kinds grouped)"]["F1"] < 1
    assert all(0 < share < 1 for detail in DETAILS for share in said[detail].values())
