"""What counts as met, missed, too much, and as a draft called enacted."""

from __future__ import annotations

import pytest

from kg.evaluate.agreement import agrees, approximation_agrees, date_agrees, place_agrees
from kg.evaluate.found import Found
from kg.evaluate.gold import Gold, GoldSet, Region
from kg.evaluate.interval import Interval, by_part, intervals
from kg.evaluate.measure import Evaluation, drafts_enacted
from kg.evaluate.misses import misses
from kg.evaluate.pairing import Counts, Score, largest_matching, score
from kg.evaluate.wording import same_title

RDC = "https://w3id.org/rendakg/code/"
DIVISION = "https://w3id.org/rendakg/id/division/"


def gold(kind: str, work: str = "停车条例", start: int = 0, part: str = "a", **more: object) -> Gold:
    return Gold(part, ("a.txt", start, start + 10), {"type": "step", "kind": kind, "work": work, **more})


def step(kind: str, work: str = "停车条例", start: int = 0, **more: str) -> Found:
    values = {"kind": frozenset({RDC + kind}), "work": frozenset({work})}
    given = {name: frozenset({value}) for name, value in more.items()}
    return Found(f"urn:{kind}:{work}:{start}", frozenset({("a.txt", start, start + 10)}), values | given)


def gold_set(*facts: Gold, regions: tuple[Region, ...] = (Region("a", 0, 1000),)) -> GoldSet:
    return GoldSet({"step": facts}, {"a.txt": regions}, {})


# gold, found, how many are met, too much, missed
SCORES = [
    ([gold("adoption")], [step("adoption")], (1, 0, 0)),
    ([gold("adoption")], [], (0, 0, 1)),
    ([gold("adoption")], [step("repeal")], (0, 1, 1)),
    ([gold("adoption")], [step("adoption", "养犬条例")], (0, 1, 1)),
    ([gold("adoption")], [step("adoption", start=500)], (0, 1, 1)),
    ([gold("adoption", also=True)], [step("adoption", start=500)], (1, 0, 0)),
    ([gold("adoption")], [step("adoption", start=2000)], (0, 0, 1)),
    ([gold("adoption")], [step("adoption"), step("adoption", start=5)], (1, 0, 0)),
    ([gold("adoption"), gold("adoption", start=20)], [step("adoption")], (1, 0, 1)),
    ([gold("adoption", unsure=True)], [step("enactment")], (0, 0, 0)),
    ([gold("adoption", unsure=True)], [step("enactment", start=900)], (0, 0, 0)),
    ([gold("adoption", unsure=True)], [], (0, 0, 0)),
]


@pytest.mark.parametrize(("want", "have", "expected"), SCORES)
def test_counting(want: list[Gold], have: list[Found], expected: tuple[int, int, int]) -> None:
    assert score("step", gold_set(*want), have).counts == Counts(*expected)


def test_grouped_kinds() -> None:
    want, have = gold_set(gold("adoption"), gold("first-reading")), [step("enactment"), step("deliberation")]
    assert score("step", want, have).counts == Counts(0, 0, 2)
    assert score("step", want, have, grouped=True).counts == Counts(2, 0, 0)


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


# work_place of the gold, the part's own place, the graph's division and its label, whether they agree
PLACES = [
    ("OWN", "大同市", "140200", "大同市", True),
    ("OWN", "大同市", "140400", "长治市", False),
    ("OWN", "masked", "x-1-2", "xx市", True),
    ("OWN", "masked", "140200", "大同市", False),
    ("OWN", "masked", "x-1-2-province", "省", False),
    ("OWN_PROVINCE", "大同市", "140000", "山西省", True),
    ("OWN_PROVINCE", "masked", "x-1-2-province", "省", True),
    ("OWN_PROVINCE", "大同市", "140200", "大同市", False),
    ("NATION", "大同市", "CN", "中华人民共和国", True),
    ("NATION", "大同市", "140000", "山西省", False),
    ("长治市", "大同市", "140400", "长治市", True),
]


@pytest.mark.parametrize(("want", "own", "division", "label", "right"), PLACES)
def test_places(want: str, own: str, division: str, label: str, right: bool) -> None:
    fact = step("adoption", division=DIVISION + division, place=label)
    assert place_agrees(gold("adoption", work_place=want), fact, own) == right


# date of the gold, of the graph, its year, whether they agree
DATES = [
    ("2023-05-01", {"date": "2023-05-01"}, True),
    ("2023-05-01", {"date": "2023-05-02"}, False),
    ("2023-05-01", {"year": "2023"}, False),
    ("2023", {"year": "2023"}, True),
    ("2023", {"date": "2023-05-02"}, True),
    ("2023-05", {"year": "2022"}, False),
    (None, {"year": "2022"}, None),
]


@pytest.mark.parametrize(("want", "have", "right"), DATES)
def test_dates(want: str | None, have: dict[str, str], right: bool | None) -> None:
    assert date_agrees(gold("adoption", date=want), step("adoption", **have)) is right
    assert date_agrees(gold("adoption", date=want, masked_date=True), step("adoption", **have)) is None


def figure(**values: str) -> Found:
    return Found("urn:f", frozenset({("a.txt", 0, 5)}), {name: frozenset({value}) for name, value in values.items()})


# fields of the gold, of the figure, whether they agree
FIGURES = [
    ({"value": 12, "unit": "件"}, {"value": "12", "unit": "件"}, True),
    ({"value": 12, "unit": "件"}, {"value": "12", "verbatim": "12件"}, True),
    ({"value": 12, "unit": "件"}, {"value": "13", "unit": "件"}, False),
    ({"value": 12, "unit": "件"}, {"value": "12", "unit": "条"}, False),
    ({"value": 12, "unit": ""}, {"value": "12"}, True),
    ({"value": None, "unit": "件", "redacted": True}, {"redacted": "true", "unit": "件"}, True),
    ({"value": None, "unit": "件", "redacted": True}, {"value": "12", "unit": "件"}, False),
]


@pytest.mark.parametrize(("want", "have", "right"), FIGURES)
def test_figures(want: dict[str, object], have: dict[str, str], right: bool) -> None:
    assert agrees("stat", want, figure(**have)) == right


@pytest.mark.parametrize(("want", "have", "right"), [("about", "about", True), ("exact", "about", False)])
def test_approximation(want: str, have: str, right: bool) -> None:
    wanted = Gold("a", ("a.txt", 0, 5), {"approx": want})
    assert approximation_agrees(wanted, figure(approx=RDC + have)) == right
    assert approximation_agrees(wanted, figure()) == (want == "exact")


def test_the_matching_is_as_large_as_can_be() -> None:
    assert sorted(largest_matching([[0, 1], [0], [1, 2]]).values()) == [0, 1, 2]
    assert largest_matching([[], [0], [0]]) == {0: 1}


def evaluation(want: GoldSet, found: list[Found]) -> Evaluation:
    scored = score("step", want, found)
    return Evaluation(want, {"step": scored}, scored, 0, 0, 0, (), 0, 0)


TWO = (Region("a", 0, 100), Region("b", 100, 1000))


def test_a_score_is_parted() -> None:
    want = gold_set(gold("adoption"), gold("repeal", start=500, part="b"), regions=TWO)
    scored = score("step", want, [step("adoption"), step("hearing", start=700)])
    assert by_part(scored, want) == {"a": Counts(1, 0, 0), "b": Counts(0, 1, 1)}


def test_the_interval_spans_from_the_worst_part_to_the_best() -> None:
    want = gold_set(gold("adoption"), gold("adoption", start=500, part="b"), regions=TWO)
    found = intervals(evaluation(want, [step("adoption")]))
    assert found["step"] == Interval((0.0, 1.0), (0.0, 1.0), (0.0, 1.0)) == found["micro"]
    assert intervals(evaluation(gold_set(gold("adoption")), [step("adoption")]))["step"].f1 == (1.0, 1.0)


def test_misses_stand_in_their_place() -> None:
    text = "前" * 200 + "通过停车条例第一审" + "后" * 800
    want = gold_set(gold("adoption", start=200, unsure=False, actor=None))
    missed, extra = misses(evaluation(want, [step("repeal", start=600)]), "step", {"a.txt": text})
    assert (missed.what, missed.before, missed.after) == ("missed", "前" * 30, "后" * 30)
    assert missed.quote == text[200:210]
    assert missed.fields == {"part": "a", "kind": "adoption", "work": "停车条例"}
    assert (extra.what, extra.start, extra.fields["kind"]) == ("extra", 600, "repeal")
    assert misses(evaluation(want, []), "award", {"a.txt": text}) == ()


def test_a_score_holds_what_it_counts() -> None:
    assert Score((), (), ()).counts == Counts()
    assert (Counts().precision, Counts().recall, Counts().f1) == (0, 0, 0)
