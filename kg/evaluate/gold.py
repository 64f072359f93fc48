"""Gold facts, read from a folder of ``PART.jsonl`` files.

A line is one fact: its ``type``, its ``quote``, the ``nth`` occurrence of it (default 1), ``unsure`` and ``also``
where they are true, and the fields of its type. A part belongs to the source whose name without its ending is the
part's (a trailing ``-2`` left aside), or begins with the part's first three characters and ``_``. ``parts.json``
bounds parts of a compilation (``{"004-01": [312, 4275]}``), ``places.json`` names a part's own place, or ``masked``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.read import find_sources, read_document

Span = tuple[str, int, int]
_NUMBER = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold fact of a part, and where its quote stands: file, start, end (code points, end exclusive)."""

    part: str
    span: Span
    row: Mapping[str, Any]

    @property
    def unsure(self) -> bool:
        """Whether it counts neither way."""
        return bool(self.row.get("unsure"))

    @property
    def anywhere(self) -> bool:
        """Whether the text repeats it, so that any occurrence may prove it."""
        return bool(self.row.get("also"))


@dataclass(frozen=True, slots=True)
class Region:
    """The stretch of a file that a part covers."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold facts by type, the regions of each file that they cover, and the parts' own places."""

    facts: Mapping[str, Sequence[Gold]]
    regions: Mapping[str, Sequence[Region]]
    places: Mapping[str, str]

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts, sorted."""
        return tuple(sorted({region.part for regions in self.regions.values() for region in regions}))


def read_texts(folder: Path) -> dict[str, str]:
    """The texts of all sources in a folder by file name, decoded as a build decodes them.

    InputError when there is none, or one cannot be read.

    >>> from kg.resources import seeds_dir
    >>> sorted(name[:3] for name in read_texts(seeds_dir()))
    ['000', '001', '002', '003', '004']
    """
    texts = {path.name: read_document(path).text for path in find_sources([folder])}
    if not texts:
        raise InputError("holds no source", folder, "name the folder of the texts the gold was marked in")
    return texts


def read_gold(folder: Path, texts: Mapping[str, str]) -> GoldSet:
    """All parts of a gold folder whose source is among ``texts`` (by file name).

    InputError when no part is, when a line is no JSON object with type and quote, and when a quote is not found.
    """
    bounds, places = _table(folder / "parts.json"), _table(folder / "places.json")
    facts: dict[str, list[Gold]] = defaultdict(list)
    regions: dict[str, list[Region]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl")):
        name = _source(path.stem, texts)
        if name is None:
            continue
        start, end = bounds.get(path.stem, (0, len(texts[name])))
        regions[name].append(Region(path.stem, start, end))
        for number, row in _rows(path):
            found = _located(row, texts[name], start, f"{path}, line {number}", name)
            facts[row["type"]].append(Gold(path.stem, (name, *found), row))
    if not regions:
        raise InputError("holds no gold of these texts", folder, "name a folder of PART.jsonl files and their texts")
    return GoldSet(facts, regions, places)


def _table(path: Path) -> dict[str, Any]:
    try:
        table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except ValueError as error:
        raise InputError(f"is no JSON: {error}", path, "mend it") from error
    return table


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"is no JSON: {error}", where, "write one object a line") from error
        if not isinstance(row, dict) or not {"type", "quote"} <= row.keys():
            raise InputError("has no type and quote", where, "write an object with both")
        yield number, row


def _source(part: str, texts: Mapping[str, str]) -> str | None:
    stem = _NUMBER.sub("", part)
    named = (n for n in sorted(texts) if n == f"{part}.txt" or n.split(".")[0] == stem or n.startswith(f"{part[:3]}_"))
    return next(named, None)


def _located(row: Mapping[str, Any], text: str, start: int, where: str, name: str) -> tuple[int, int]:
    at = start - 1
    for _ in range(row.get("nth", 1)):
        at = text.find(row["quote"], at + 1)
        if at < 0:
            raise InputError(f"the quote is not in {name}: {row['quote'][:40]}", where, "quote the text as it is")
    return at, at + len(row["quote"])
