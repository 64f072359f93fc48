"""The table of formats; nothing here is slow to import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Shape(StrEnum):
    """What a format is written from and to."""

    TRIPLES = "triples"
    QUADS = "quads"
    GRAPH = "graph"
    TABLE = "table"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type (empty for a folder), what it is written from and to, and what it is good for.

    TRIPLES and QUADS are RDF, one text; GRAPH is nodes and edges, one text; TABLE is one binary file of rows;
    FOLDER is several files.
    """

    media_type: str
    shape: Shape
    about: str

    @property
    def rdf(self) -> bool:
        """Whether it is RDF: a description of the data set goes beside it."""
        return self.shape in (Shape.TRIPLES, Shape.QUADS)

    @property
    def printable(self) -> bool:
        """Whether it is one text, which may go to standard output unasked."""
        return self.shape not in (Shape.TABLE, Shape.FOLDER)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "turtle": Format("text/turtle", Shape.TRIPLES, "RDF to read"),
        "n-triples": Format("application/n-triples", Shape.TRIPLES, "RDF, one statement a line"),
        "n-quads": Format("application/n-quads", Shape.QUADS, "RDF with the document of each statement"),
        "trig": Format("application/trig", Shape.QUADS, "RDF to read, by document"),
        "json-ld": Format("application/ld+json", Shape.TRIPLES, "RDF as JSON"),
        "rdf-xml": Format("application/rdf+xml", Shape.TRIPLES, "RDF for older tools"),
        "void": Format("text/turtle", Shape.GRAPH, "what the data set is: VoID and DCAT"),
        "graphml": Format("application/graphml+xml", Shape.GRAPH, "nodes and edges: networkx, yEd, Gephi"),
        "gexf": Format("application/gexf+xml", Shape.GRAPH, "nodes and edges: Gephi"),
        "neo4j": Format("", Shape.FOLDER, "CSV for neo4j-admin database import"),
        "csv": Format("", Shape.FOLDER, "a table for each class of facts"),
        "xlsx": Format(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Shape.TABLE,
            "a workbook, a sheet for each class of facts",
        ),
        "parquet": Format("application/vnd.apache.parquet", Shape.TABLE, "one table of all facts"),
    }
)
