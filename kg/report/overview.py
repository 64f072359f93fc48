"""Everything a build tells of itself, gathered: sources, counts, drops, conflicts, masked figures, both checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

import pyoxigraph as ox

from kg import __version__
from kg.errors import KgError
from kg.query.conflicts import Conflict, conflicts
from kg.query.network.terms import local, terms
from kg.query.sparql import select
from kg.query.validate import Violation, validate
from kg.query.verify import Verification, verify
from kg.records import Proof, record
from kg.records.nodes import Nodes
from kg.report.drops import Drop, drops
from kg.report.sources import Sources, sources
from kg.resources import ontology_dir
from kg.store import QUADS, graph_file, open_graph
from kg.words import lexicon

# A programme that sources call two kinds is one fact still, counted with the first of them.
_COUNTS = """SELECT ?type ?kind (COUNT(?fact) AS ?facts) {
  { SELECT ?fact ?type (MIN(?told) AS ?kind) {
      ?fact rd:evidence ?evidence ; a ?type OPTIONAL { ?fact rd:kind ?told }
    } GROUP BY ?fact ?type }
} GROUP BY ?type ?kind"""
_MASKED = "SELECT ?fact { ?fact a rd:Statistic ; rd:redacted true } ORDER BY ?fact"


@dataclass(frozen=True, slots=True)
class Count:
    """How many ``facts`` there are of a class (``type``) and kind, both codes; the labels are of both."""

    type: str
    kind: str
    type_zh: str
    type_en: str
    kind_zh: str
    kind_en: str
    facts: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A figure whose number the source hides: the fact, what it counts, the wording, and where it stands."""

    fact: str
    label: str
    verbatim: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is to tell of a build; ``sha256`` is that of ``graph.nq``, so that it is known of which build."""

    version: str
    sha256: str
    sources: Sources
    counts: tuple[Count, ...]
    drops: tuple[Drop, ...]
    conflicts: tuple[Conflict, ...]
    masked: tuple[Masked, ...]
    validation: tuple[Violation, ...]
    verification: Verification

    @property
    def facts(self) -> int:
        """How many facts the graph holds; one that is stated several times is one."""
        return sum(count.facts for count in self.counts)

    @property
    def violations(self) -> int:
        """How many of the shapes' results are more than a warning."""
        return sum(one.severity == "violation" for one in self.validation)


def overview(out: Path, say: Callable[[str], None] = lambda _: None) -> Overview:
    """All that the build folder ``out`` tells; ``say`` is told what is being done.

    The same build gives the same overview. Raises :class:`~kg.errors.InputError` where ``out`` holds no graph, or a
    file of the build is missing or broken.
    """
    store = open_graph(out)
    say("reading what was read and dropped …")
    read, dropped = sources(out, store), drops(out)
    say("checking every quote …")
    verification = verify(out)
    say("checking the shapes …")
    validation = validate(graph_file(out), ontology_dir())
    return Overview(
        version=__version__,
        sha256=_sha256(out / QUADS),
        sources=read,
        counts=tuple(sorted(_counts(store), key=lambda one: (-one.facts, one.type, one.kind))),
        drops=dropped,
        conflicts=tuple(conflicts(out)),
        masked=tuple(_masked(store)),
        validation=validation,
        verification=verification,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _counts(store: ox.Store) -> list[Count]:
    found = []
    for row in select(store, _COUNTS):
        name, kind = local(row["type"]), local(row.get("kind", ""))
        kind_zh, kind_en = _labels(kind)
        labels = terms().labels
        found.append(
            Count(
                name,
                kind,
                labels.get((name, "zh"), name),
                labels.get((name, "en"), name),
                kind_zh,
                kind_en,
                int(row["facts"]),
            )
        )
    return found


def _labels(kind: str) -> tuple[str, str]:
    """The labels of a code; the code itself where the lists have none."""
    try:
        concept = lexicon().concept(kind)
    except KgError:
        return kind, kind
    return concept.zh, concept.en


def _masked(store: ox.Store) -> list[Masked]:
    nodes = Nodes(store)
    found = [record(nodes, row["fact"]) for row in select(store, _MASKED)]
    told = [Masked(one.iri, one.label, str(one.cells.get("verbatim") or ""), one.proofs) for one in found]
    return sorted(told, key=lambda one: (one.proofs, one.fact))
