"""An evaluation of ``kg evaluate`` as a table or JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence

from kg.cli.table import layout
from kg.evaluate import Evaluation, Interval, Miss, intervals
from kg.evaluate.interval import MICRO
from kg.evaluate.pairing import Counts

COLUMNS = ("type", "gold", "found", "extra", "precision", "recall", "F1", "95 %")


def as_json(evaluation: Evaluation, misses: Sequence[Miss]) -> str:
    """The evaluation as one JSON object; shares and measures go from 0 to 1, rounded to four digits."""
    ranges = intervals(evaluation)
    types = {name: _counts(counts) | _ranges(ranges[name]) for name, counts in _rows(evaluation)}
    table = {
        "types": types,
        "micro": _counts(evaluation.micro) | _ranges(ranges[MICRO]),
        "step_kinds_grouped": _counts(evaluation.grouped.counts),
        **{name: round(share, 4) for name, share in _shares(evaluation).items()},
        "drafts": evaluation.drafts,
        "drafts_enacted": len(evaluation.drafts_enacted),
        "misses": [dataclasses.asdict(miss) for miss in misses],
    }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def as_table(evaluation: Evaluation, misses: Sequence[Miss]) -> str:
    """The evaluation to read in a terminal, below it the misses with the quote in 【】."""
    ranges = intervals(evaluation)
    rows = [_cells(name, counts, ranges[name]) for name, counts in _rows(evaluation)]
    rows += [_cells("all types (micro)", evaluation.micro, ranges[MICRO])]
    rows += [_cells("step (kinds grouped)", evaluation.grouped.counts, None)]
    lines = [layout(COLUMNS, rows), ""]
    lines += [f"{name.replace('_', ' ')}: {share:.4f}" for name, share in _shares(evaluation).items()]
    lines += [f"drafts taken for enacted: {len(evaluation.drafts_enacted)} of {evaluation.drafts}"]
    lines += [f"  {gold.part} {gold.row['kind']} {_line(gold.row['quote'])}" for gold in evaluation.drafts_enacted]
    return "\n".join([*lines, *(line for miss in misses for line in ("", *_shown(miss)))]) + "\n"


def _rows(evaluation: Evaluation) -> Iterator[tuple[str, Counts]]:
    return ((name, score.counts) for name, score in evaluation.scores.items())


def _shares(evaluation: Evaluation) -> dict[str, float]:
    return {
        "place_right": evaluation.place_right,
        "date_right": evaluation.date_right,
        "indicator_right": evaluation.indicator_right,
        "approximation_right": evaluation.approximation_right,
    }


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "gold": counts.met + counts.missed,
        "found": counts.met,
        "extra": counts.extra,
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
    }


def _ranges(interval: Interval) -> dict[str, object]:
    return {"interval": {name: [round(end, 4) for end in ends] for name, ends in dataclasses.asdict(interval).items()}}


def _cells(name: str, counts: Counts, interval: Interval | None) -> Sequence[str]:
    told: Mapping[str, object] = _counts(counts)
    values = [f"{value:.4f}" if isinstance(value, float) else str(value) for value in told.values()]
    return (name, *values, f"{interval.f1[0]:.4f}–{interval.f1[1]:.4f}" if interval else "")


def _shown(miss: Miss) -> Iterator[str]:
    fields = " · ".join(f"{key} {value}" for key, value in miss.fields.items())
    yield f"{miss.what} {miss.type} in {miss.file} {miss.start}–{miss.end}: {_line(fields)}"
    yield f"  {_line(miss.before)}【{_line(miss.quote)}】{_line(miss.after)}"


def _line(text: str) -> str:
    return text.replace("\n", "⏎")
