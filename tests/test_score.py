"""How good the extraction is: bounds that a change must not fall below."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluate import Evaluation, evaluate, misses, read_texts
from kg.resources import seeds_dir

GOLD = Path(__file__).parent / "gold"
DEV = GOLD / "dev"
SPENT = GOLD / "spent"
REST = GOLD / "rest"


@pytest.fixture(scope="module")
def seeds(seeds_graph: Path) -> Evaluation:
    """The seed documents against the gold facts of their parts."""
    return evaluate(seeds_graph, GOLD, read_texts(seeds_dir()))


@pytest.fixture(scope="module")
def dev(dev_graph: Path) -> Evaluation:
    """Documents of other cities and genres, which the frames are tuned on as well."""
    return evaluate(dev_graph, DEV, read_texts(DEV / "texts"))


@pytest.fixture(scope="module")
def spent(spent_graph: Path) -> Evaluation:
    """Documents that were set aside, were measured once, and have since shown their errors."""
    return evaluate(spent_graph, SPENT, read_texts(SPENT / "texts"))


def told(found: Evaluation, kind: str, texts: Path) -> str:
    """What was missed of a type and what is too much, for the message of a failure."""
    lines = [f"F1 {found.scores[kind].counts.f1:.4f}"]
    lines += [
        f"{miss.what} {miss.file} {miss.start}: {miss.before}【{miss.quote}】{miss.after} {dict(miss.fields)}"
        for miss in misses(found, kind, read_texts(texts))
    ]
    return "\n".join(lines)


@pytest.mark.parametrize(("kind", "bound", "gold"), [("step", 0.97, 58), ("stat", 0.97, 201)])
def test_f1(seeds: Evaluation, kind: str, bound: float, gold: int) -> None:
    counts = seeds.scores[kind].counts
    assert counts.met + counts.missed == gold
    assert counts.f1 >= bound, told(seeds, kind, seeds_dir())


def test_micro_f1(seeds: Evaluation) -> None:
    assert seeds.micro.f1 >= 0.95, {kind: score.counts.f1 for kind, score in seeds.scores.items()}


def test_no_draft_is_taken_for_enacted(seeds: Evaluation) -> None:
    assert seeds.drafts == 23
    assert [gold.row["quote"] for gold in seeds.drafts_enacted] == []


def test_works_belong_to_the_right_place(seeds: Evaluation) -> None:
    assert seeds.place_right >= 0.99


def test_dates_and_approximations_are_right(seeds: Evaluation) -> None:
    assert seeds.date_right >= 0.95
    assert seeds.approximation_right >= 0.98


def test_the_rest_of_the_seeds_holds(seeds_graph: Path) -> None:
    rest = evaluate(seeds_graph, REST, read_texts(seeds_dir()))
    counts = rest.scores["supervision"].counts
    assert counts.met + counts.missed == 163
    assert counts.f1 >= 0.95, told(rest, "supervision", seeds_dir())
    assert rest.micro.f1 >= 0.95, {kind: score.counts.f1 for kind, score in rest.scores.items()}
    assert rest.drafts == 38
    assert [gold.row["quote"] for gold in rest.drafts_enacted] == []
    assert rest.place_right >= 0.99


def test_step_f1_of_other_documents(dev: Evaluation) -> None:
    counts = dev.scores["step"].counts
    assert counts.met + counts.missed > 150
    assert counts.f1 >= 0.93, told(dev, "step", DEV / "texts")


def test_micro_f1_of_other_documents(dev: Evaluation) -> None:
    assert dev.micro.f1 >= 0.92, {kind: score.counts.f1 for kind, score in dev.scores.items()}


@pytest.mark.parametrize(
    ("kind", "bound", "gold"), [("step", 0.93, 1529), ("stat", 0.97, 1599), ("supervision", 0.95, 746)]
)
def test_f1_of_documents_once_set_aside(spent: Evaluation, kind: str, bound: float, gold: int) -> None:
    counts = spent.scores[kind].counts
    assert counts.met + counts.missed == gold
    assert counts.f1 >= bound, told(spent, kind, SPENT / "texts")


def test_documents_once_set_aside_hold(spent: Evaluation) -> None:
    assert spent.micro.f1 >= 0.95, {kind: score.counts.f1 for kind, score in spent.scores.items()}
    assert spent.drafts > 400
    assert [gold.row["quote"] for gold in spent.drafts_enacted] == []
    assert spent.place_right >= 0.99
