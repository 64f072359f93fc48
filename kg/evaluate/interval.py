"""How sure a score is: an interval by resampling the parts of the gold."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate.gold import GoldSet
from kg.evaluate.measure import Evaluation
from kg.evaluate.pairing import Counts, Score, part_of

DRAWS, SEED = 1000, 20240101
LOW, HIGH = 0.025, 0.975
MICRO = "micro"


@dataclass(frozen=True, slots=True)
class Interval:
    """The lowest and the highest value of the middle 95 % of the resamples, of each measure."""

    precision: tuple[float, float]
    recall: tuple[float, float]
    f1: tuple[float, float]


def intervals(evaluation: Evaluation) -> dict[str, Interval]:
    """The 95 % percentile bootstrap interval (Efron 1979) of each type, and of all together as ``micro``.

    Whole parts are drawn, with replacement, because the facts of one report are right or wrong together: 1000
    draws, seeded, the same draws for every type. Draws without any fact of the type are left out. A gold of one part
    tells nothing of others: its interval is a point.
    """
    parts = evaluation.gold.parts
    by_type = {name: by_part(score, evaluation.gold) for name, score in evaluation.scores.items()}
    whole = {part: sum((counts.get(part, Counts()) for counts in by_type.values()), Counts()) for part in parts}
    lots = draws(parts)
    return {name: _interval(counts, lots) for name, counts in (by_type | {MICRO: whole}).items()}


def draws(parts: Sequence[str]) -> list[list[str]]:
    """The seeded resamples: as many parts each as there are.

    >>> len(draws(["a", "b"])), draws(["a", "b"]) == draws(["a", "b"])
    (1000, True)
    """
    chance = random.Random(SEED)
    return [chance.choices(parts, k=len(parts)) for _ in range(DRAWS)]


def by_part(score: Score, gold: GoldSet) -> dict[str, Counts]:
    """The counts of a score by the gold's parts; a found fact belongs to the first part that its evidence touches."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for met, _ in score.pairs:
        counts[met.part] += Counts(met=1)
    for fact in score.extra:
        counts[part_of(fact, gold)] += Counts(extra=1)
    for missed in score.missed:
        counts[missed.part] += Counts(missed=1)
    return dict(counts)


def _interval(counts: Mapping[str, Counts], lots: Sequence[Sequence[str]]) -> Interval:
    drawn = (sum((counts[part] for part in lot if part in counts), Counts()) for lot in lots)
    sums = [counts for counts in drawn if counts != Counts()] or [Counts()]
    return Interval(
        _middle([s.precision for s in sums]), _middle([s.recall for s in sums]), _middle([s.f1 for s in sums])
    )


def _middle(values: Sequence[float]) -> tuple[float, float]:
    ranked = sorted(values)
    last = len(ranked) - 1
    return ranked[round(LOW * last)], ranked[round(HIGH * last)]
