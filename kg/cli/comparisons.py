"""What ``kg diff`` and ``kg conflicts`` found, as a table, JSON or CSV."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from kg.cli.table import layout
from kg.query.conflicts import Conflict
from kg.query.diff import ADDED, CHANGED, REMOVED, Change, Difference, tally
from kg.records import Proof

_CHANGES = (ADDED, REMOVED, CHANGED)
_SEVERAL = " | "


def diff_table(changes: Sequence[Change]) -> str:
    """The counts by document and kind, then each fact; no change is said in words."""
    if not changes:
        return "The two graphs state the same facts.\n"
    counts = [(*key, *(str(found[name]) for name in _CHANGES)) for key, found in tally(list(changes)).items()]
    facts = [_cells(change) for change in changes]
    parts = (
        layout(("document", "kind", *_CHANGES), counts),
        layout(("change", "fact", "document", "what differs"), facts),
    )
    return "\n\n".join(parts) + "\n"


def diff_json(changes: Sequence[Change]) -> str:
    """One object: the counts by document and kind, and the facts."""
    counts = [
        {"document": document, "kind": kind, **{name: found[name] for name in _CHANGES}}
        for (document, kind), found in tally(list(changes)).items()
    ]
    return _json({"counts": counts, "facts": [_change(change) for change in changes]})


def diff_csv(changes: Sequence[Change]) -> str:
    """A row for each fact; what differs is told in its last column."""
    rows = [
        (
            change.change,
            change.kind,
            _SEVERAL.join(change.documents),
            change.fact.label,
            change.fact.iri,
            _SEVERAL.join(map(_told, change.differences)),
        )
        for change in changes
    ]
    return _csv(("change", "kind", "documents", "label", "fact", "differences"), rows)


def conflicts_table(found: Sequence[Conflict]) -> str:
    """A row for each proof of each side; no conflict is said in words."""
    if not found:
        return "No conflict: nothing in the graph contradicts anything else in it.\n"
    rows = [
        (f"{conflict.about} {conflict.when}".rstrip() if first else "", value, quote, where)
        for conflict in found
        for first, value, quote, where in _sides(conflict)
    ]
    return layout(("about", "says", "quote", "document"), rows) + "\n"


def conflicts_json(found: Sequence[Conflict]) -> str:
    """A list of the conflicts, with the names of their fields."""
    return _json([dataclasses.asdict(conflict) for conflict in found])


def conflicts_csv(found: Sequence[Conflict]) -> str:
    """A row for each proof of each side; those of one conflict have its number."""
    rows = [
        (
            str(number),
            conflict.what,
            conflict.about,
            conflict.when,
            side.value,
            side.label,
            side.fact,
            *map(str, (proof.quote, proof.document, proof.start, proof.end)),
        )
        for number, conflict in enumerate(found, start=1)
        for side in conflict.sides
        for proof in side.proofs
    ]
    names = ("conflict", "what", "about", "when", "says", "label", "fact", "quote", "document", "start", "end")
    return _csv(names, rows)


def _cells(change: Change) -> Sequence[str]:
    fact = f"{change.kind}: {change.fact.label}"
    return (change.change, fact, ", ".join(change.documents), "; ".join(map(_told, change.differences)))


def _change(change: Change) -> dict[str, object]:
    return {
        "change": change.change,
        "type": change.fact.type,
        "kind": change.fact.kind,
        "fact": change.fact.iri,
        "label": change.fact.label,
        "proofs": [dataclasses.asdict(proof) for proof in change.fact.proofs],
        "differences": [dataclasses.asdict(difference) for difference in change.differences],
    }


def _told(difference: Difference) -> str:
    old, new = (", ".join(values) or "none" for values in (difference.old, difference.new))
    return f"{difference.name}: {old} → {new}"


def _sides(conflict: Conflict) -> Iterator[tuple[bool, str, str, str]]:
    first = True
    for side in conflict.sides:
        for proof in side.proofs:
            yield first, side.value, proof.quote, _place(proof)
            first = False


def _place(proof: Proof) -> str:
    return f"{proof.document} {proof.start}–{proof.end}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _csv(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue()
