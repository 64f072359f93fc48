"""The graph against the SHACL shapes of ``ontology/shapes.ttl`` (W3C SHACL with SPARQL targets)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from rdflib import Graph

_TURTLE = "ox-turtle"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A shape that does not hold: ``severity`` is violation, warning or info, ``focus`` the IRI of the node.

    ``path`` is the property and ``value`` the object that offends; both are empty where there is none.

    >>> print(Violation("warning", "urn:a", "it has no name"))
    warning: urn:a: it has no name
    """

    severity: str
    focus: str
    message: str
    path: str = ""
    value: str = ""

    def __str__(self) -> str:
        return f"{self.severity}: {self.focus}: {self.message}"


def validate(graph_path: Path, ontology: Path) -> tuple[Violation, ...]:
    """Check a Turtle file against the shapes of the folder ``ontology``; return what does not hold, sorted.

    The code lists and the vocabulary of that folder are read beside it; nothing is inferred.
    Raises InputError when a file is missing or is no Turtle.

    >>> from kg.resources import ontology_dir
    >>> validate(ontology_dir() / "codes.ttl", ontology_dir())
    ()
    """
    from pyshacl import validate as check
    from rdflib import Graph

    data, shapes = Graph(), Graph()
    for path in (graph_path, ontology / "codes.ttl", ontology / "renda.ttl"):
        _read(data, path)
    _read(shapes, ontology / "shapes.ttl")
    _, results, _ = check(data, shacl_graph=shapes, advanced=True, inplace=True)
    if not isinstance(results, Graph):
        raise InputError(f"the shapes cannot be applied: {results}", ontology / "shapes.ttl", "mend the shapes")
    return tuple(sorted(_violations(results)))


def _read(graph: Graph, path: Path) -> None:
    try:
        graph.parse(path, format=_TURTLE)
    except (OSError, SyntaxError) as error:
        raise InputError(f"cannot be read as Turtle ({error})", path, "run kg build again") from error


def _violations(results: Graph) -> list[Violation]:
    from rdflib.namespace import RDF, SH

    return [
        Violation(
            severity=str(results.value(node, SH.resultSeverity)).rpartition("#")[2].lower(),
            focus=str(results.value(node, SH.focusNode)),
            message=str(results.value(node, SH.resultMessage)),
            path=str(results.value(node, SH.resultPath) or ""),
            value=str(results.value(node, SH.value) or ""),
        )
        for node in results.subjects(RDF.type, SH.ValidationResult)
    ]
