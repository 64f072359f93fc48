"""Facts as flat rows: one record for each fact, with its labels and its proof, for tables and comparisons."""

from kg.records.columns import Column, Kind, class_labels, columns, columns_of
from kg.records.record import Cell, Proof, Record, by_class, fact_iris, read, record

__all__ = [
    "Cell",
    "Column",
    "Kind",
    "Proof",
    "Record",
    "by_class",
    "class_labels",
    "columns",
    "columns_of",
    "fact_iris",
    "read",
    "record",
]
