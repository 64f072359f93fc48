"""The graph in the formats of others: one module for each, a table of them, and where an export goes."""

from kg.export.formats import FORMATS, Format, Shape

__all__ = ["FORMATS", "Format", "Shape"]
