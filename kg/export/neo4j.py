"""CSV for ``neo4j-admin database import full`` (https://neo4j.com/docs/operations-manual/current/import/).

``nodes-{class}.csv`` for each class and ``relationships.csv``, whose first lines are the header with the types. Several
values of one cell are parted by U+001F, which no text holds; the import needs ``--array-delimiter=U+001F`` and, as
quotes may run over lines, ``--multiline-fields=true``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.export.properties import Node, Scalar, edges, nodes

ARRAY = "\x1f"
RELATIONSHIPS = "relationships.csv"
NAMES = re.compile(r"nodes-\w+\.csv|relationships\.csv")


def write(store: ox.Store, folder: Path) -> None:
    """Write the nodes and edges of a store's default graph into ``folder``, sorted."""
    by_class: dict[str, list[Node]] = {}
    for node in nodes(store):
        by_class.setdefault(node.classes[0], []).append(node)
    for name in sorted(by_class):
        with (folder / f"nodes-{_plain(name)}.csv").open("w", encoding="utf-8", newline="") as file:
            _write_nodes(by_class[name], file)
    with (folder / RELATIONSHIPS).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow((":START_ID", ":END_ID", ":TYPE"))
        rows.writerows((edge.start, edge.end, relationship(edge.name)) for edge in edges(store))


def relationship(name: str) -> str:
    """A property's name as Neo4j writes types of relationships.

    >>> relationship("inDocument"), relationship("enacted")
    ('IN_DOCUMENT', 'ENACTED')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def _write_nodes(group: list[Node], file: IO[str]) -> None:
    types = _types(group)
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(("iri:ID", *(f"{name}:{kind}" for name, kind in types.items()), ":LABEL"))
    for node in group:
        cells = (_cell(node.properties.get(name, ())) for name in types)
        rows.writerow((node.iri, *cells, ARRAY.join(node.classes)))


def _types(group: Iterable[Node]) -> dict[str, str]:
    """By property, its Neo4j type: an array where any node has several values."""
    kinds: dict[str, set[str]] = {}
    several: set[str] = set()
    for node in group:
        for name, values in node.properties.items():
            kinds.setdefault(name, set()).update(_kind(name, value) for value in values)
            if len(values) > 1:
                several.add(name)
    widest = {name: "string" if len(found) > 1 else min(found) for name, found in sorted(kinds.items())}
    return {name: f"{kind}[]" if name in several else kind for name, kind in widest.items()}


def _kind(name: str, value: Scalar) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float):
        return "double"
    if isinstance(value, int):
        return "long"
    return "date" if name in ("date", "startDate", "endDate") else "string"


def _cell(values: Iterable[Scalar]) -> str:
    return ARRAY.join(_text(value) for value in values)


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value).replace(ARRAY, "\ufffd")


def _plain(name: str) -> str:
    return re.sub(r"\W", "_", name)
