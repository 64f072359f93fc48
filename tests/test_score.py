"""How good the extraction is, against the development gold."""

from __future__ import annotations

from pathlib import Path

import pytest
from agreement import Found, Gold, same_title
from evaluation import Evaluation, GoldSet, drafts_enacted, evaluate, largest_matching, score

from kg.pipeline import build
from kg.read import read_document
from kg.resources import seeds_dir

GOLD = Path(__file__).parent / "gold"
RDC = "https://w3id.org/rendakg/code/"
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


def gold(kind: str, work: str = "停车条例", start: int = 0, part: str = "a", unsure: bool = False) -> Gold:
    return Gold(part, ("a.txt", start, start + 10), {"type": "step", "kind": kind, "work": work, "unsure": unsure})


def step(kind: str, work: str = "停车条例", start: int = 0) -> Found:
    values = {"kind": frozenset({RDC + kind}), "work": frozenset({work})}
    return Found(f"urn:{kind}:{work}:{start}", frozenset({("a.txt", start, start + 10)}), values)


def scored(want: list[Gold], have: list[Found]) -> tuple[int, int, int]:
    found = score("step", GoldSet({"step": want}, {"a.txt": [(0, 1000)]}, {}), have)
    return len(found.pairs), len(found.missed), len(found.extra)


# gold, found, how many are met, missed, too much
SCORES = [
    ([gold("adoption")], [step("adoption")], (1, 0, 0)),
    ([gold("adoption")], [], (0, 1, 0)),
    ([gold("adoption")], [step("repeal")], (0, 1, 1)),
    ([gold("adoption")], [step("adoption", "养犬条例")], (0, 1, 1)),
    ([gold("adoption")], [step("adoption", start=500)], (0, 1, 1)),
    ([gold("adoption")], [step("adoption", start=2000)], (0, 1, 0)),
    ([gold("adoption")], [step("adoption"), step("adoption", start=5)], (1, 0, 0)),
    ([gold("adoption"), gold("adoption", start=20)], [step("adoption")], (1, 1, 0)),
    ([gold("adoption", unsure=True)], [step("enactment")], (0, 0, 0)),
    ([gold("adoption", unsure=True)], [], (0, 0, 0)),
]


@pytest.mark.parametrize(("want", "have", "expected"), SCORES)
def test_counting(want: list[Gold], have: list[Found], expected: tuple[int, int, int]) -> None:
    assert scored(want, have) == expected


# gold, found, whether a draft is called enacted
DRAFTS = [
    ([gold("second-reading")], [step("second-reading")], False),
    ([gold("second-reading")], [step("adoption")], True),
    ([gold("plan-listing")], [step("enactment", "大同市停车条例")], True),
    ([gold("plan-listing")], [step("enactment", "养犬条例")], False),
    ([gold("second-reading"), gold("adoption", start=30)], [step("adoption", start=30)], False),
    ([gold("second-reading"), gold("adoption", part="b")], [step("adoption")], True),
    ([gold("second-reading")], [step("adoption", start=900)], False),
]


@pytest.mark.parametrize(("want", "have", "wrong"), DRAFTS)
def test_a_draft_called_enacted_is_seen(want: list[Gold], have: list[Found], wrong: bool) -> None:
    assert bool(drafts_enacted(want, have)) == wrong


# titles, whether they name one work
TITLES = [
    ("《大同市停车条例》", "大同市停车条例（草案）", True),
    ("大同市停车条例", "停车条例", True),
    ("中华人民共和国水法", "水法", True),
    ("停车条例", "养犬条例", False),
    ("大同市水法", "水法", False),
    ("", "", False),
]


@pytest.mark.parametrize(("one", "other", "same"), TITLES)
def test_same_title(one: str, other: str, same: bool) -> None:
    assert same_title(one, other) == same == same_title(other, one)


def test_the_matching_is_as_large_as_can_be() -> None:
    assert sorted(largest_matching([[0, 1], [0], [1, 2]]).values()) == [0, 1, 2]
    assert largest_matching([[], [0], [0]]) == {0: 1}
