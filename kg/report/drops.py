"""The ledger counted: what could have been a fact and was not, by reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import InputError

LEDGER = "ledger.jsonl"


@dataclass(frozen=True, slots=True)
class Drop:
    """How many ``lines`` of the ledger have one ``reason`` for one sort of thing (``what``), and the first of them.

    The reason is that of the ledger without the frame's id: the name of the cue that cancelled, or words.
    """

    what: str
    reason: str
    lines: int
    document: str
    start: int
    end: int
    text: str


def drops(out: Path) -> tuple[Drop, ...]:
    """The lines of the ledger in ``out`` by reason and sort, the most first.

    Raises :class:`~kg.errors.InputError` where the ledger is missing or broken.
    """
    found: dict[tuple[str, str], Drop] = {}
    for line in _lines(out / LEDGER):
        reason = line["reason"].partition(": ")[2] or line["reason"]
        key = (line["what"], reason)
        place = (line["document"], line["start"], line["end"], line["text"])
        first = found.get(key) or Drop(*key, 0, *place)
        found[key] = replace(first, lines=first.lines + 1)
    return tuple(sorted(found.values(), key=lambda drop: (-drop.lines, drop.what, drop.reason)))


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({error})", path, "run kg build again") from error
