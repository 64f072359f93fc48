"""How good the extraction is, against the development gold."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation import Evaluation, evaluate

from kg.pipeline import build
from kg.read import read_document
from kg.resources import seeds_dir

GOLD = Path(__file__).parent / "gold"
STEP_F1, FIGURE_F1, PLACE_RIGHT = 0.90, 0.95, 0.97


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    out = tmp_path_factory.mktemp("score") / "out"
    build([seeds_dir()], out)
    texts = {path.name: read_document(path).text for path in sorted(seeds_dir().glob("*.txt"))}
    return evaluate(out / "graph.nq", GOLD, texts)


@pytest.mark.parametrize(("kind", "bound", "gold"), [("step", STEP_F1, 58), ("stat", FIGURE_F1, 201)])
def test_f1(seeds: Evaluation, kind: str, bound: float, gold: int) -> None:
    score = seeds.scores[kind]
    assert len(score.pairs) + len(score.missed) == gold
    missed = [f"{g.part} {g.row.get('kind', '')} {g.row['quote']!r}" for g in score.missed]
    extra = [f"{f.iri} {sorted(f.spans)[0]}" for f in score.extra]
    assert score.f1 >= bound, "\n".join([f"F1 {score.f1:.4f}", "missed:", *missed, "extra:", *extra])


def test_no_draft_is_taken_for_enacted(seeds: Evaluation) -> None:
    assert [gold.row["quote"] for gold in seeds.drafts_enacted] == []


def test_works_belong_to_the_right_place(seeds: Evaluation) -> None:
    assert seeds.place_right >= PLACE_RIGHT
