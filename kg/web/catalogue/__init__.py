"""What the pages look up, read from a build once: facts, names, documents, and how far each work has come."""

from kg.web.catalogue.catalogue import Catalogue, load
from kg.web.catalogue.entry import Amount, Entry, Passage
from kg.web.catalogue.facets import FACETS, Facets, positions
from kg.web.catalogue.sorting import SORTS

__all__ = ["FACETS", "SORTS", "Amount", "Catalogue", "Entry", "Facets", "Passage", "load", "positions"]
