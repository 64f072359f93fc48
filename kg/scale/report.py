"""``report.json``: what a build read and found, written as it is gathered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and wrote. ``skipped`` holds what could not be read, each with its reason.

    ``facts`` counts them by class and kind; ``left_aside`` are the files that are of another format.
    """

    documents: int
    facts: dict[str, int]
    triples: int
    skipped: tuple[tuple[str, str], ...]
    left_aside: tuple[str, ...] = ()


def write(path: Path, documents: Iterable[str], report: BuildReport) -> None:
    """Write the report with the documents' objects, each given as JSON, in their order."""
    skipped = [{"file": name, "reason": reason} for name, reason in report.skipped]
    rest = {"facts": report.facts, "triples": report.triples, "skipped": skipped, "left_aside": report.left_aside}
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write('{\n  "documents": [')
        comma = ""
        for document in documents:
            file.write(f"{comma}\n    " + document.replace("\n", "\n    "))
            comma = ","
        file.write("\n  ],")
        file.write(json.dumps(rest, ensure_ascii=False, indent=2).removeprefix("{") + "\n")
