"""Apache Parquet (https://parquet.apache.org/): one table of all facts, a row each, with all columns.

The columns are those of :func:`kg.records.columns` under their names, and ``all_proofs``: the document, start, end
and quote of every evidence. Texts are exact; numbers are doubles.
"""

from __future__ import annotations

from typing import IO, Any

import pyoxigraph as ox

from kg.export.extra import library
from kg.records import Cell, Kind, Record, by_class, columns

PROOFS = "all_proofs"
_ROWS = 50_000


def write(store: ox.Store, file: IO[bytes]) -> None:
    """Write the facts of a store's default graph, class by class, in the order of the sources.

    Raises :class:`~kg.errors.UsageError` without the library pyarrow.
    """
    arrow, parquet = library("pyarrow", "parquet"), library("pyarrow.parquet", "parquet")
    schema = _schema(arrow)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for facts in by_class(store).values():
            for first in range(0, len(facts), _ROWS):
                rows = [_row(fact) for fact in facts[first : first + _ROWS]]
                writer.write_table(arrow.Table.from_pylist(rows, schema=schema))


def _schema(arrow: Any) -> Any:
    kinds = {
        Kind.TEXT: arrow.string(),
        Kind.INTEGER: arrow.int64(),
        Kind.DECIMAL: arrow.float64(),
        Kind.FLAG: arrow.bool_(),
    }
    proof = [("document", arrow.string()), ("start", arrow.int64()), ("end", arrow.int64()), ("quote", arrow.string())]
    own = [(column.name, kinds[column.kind]) for column in columns()]
    return arrow.schema([*own, (PROOFS, arrow.list_(arrow.struct(proof)))])


def _row(fact: Record) -> dict[str, Any]:
    cells = {column.name: _plain(column.kind, fact.cells.get(column.name)) for column in columns()}
    proofs = [{name: getattr(proof, name) for name in ("document", "start", "end", "quote")} for proof in fact.proofs]
    return {**cells, PROOFS: proofs}


def _plain(kind: Kind, cell: Cell) -> Cell | float:
    return float(cell) if kind is Kind.DECIMAL and cell is not None else cell
