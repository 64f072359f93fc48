"""Following properties through a store, each node read once."""

from __future__ import annotations

from functools import cache, lru_cache

import pyoxigraph as ox

from kg.rdf.vocabulary import LABEL, RDC, SKOS, TITLE
from kg.records.columns import expand

Term = ox.NamedNode | ox.Literal
_KEPT = 100_000
_NAMES = (LABEL, SKOS + "prefLabel", TITLE)


class Nodes:
    """The nodes of a store's default graph; ``store`` must not change meanwhile.

    >>> store = ox.Store()
    >>> store.update('INSERT DATA { <urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "人大"@zh, "congress"@en }')
    >>> Nodes(store).label(ox.NamedNode("urn:a")), Nodes(store).label(ox.NamedNode("urn:a"), "en")
    ('人大', 'congress')
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._read = lru_cache(_KEPT)(self._statements)

    def statements(self, iri: str) -> dict[str, tuple[Term, ...]]:
        """The properties of a node and their values, both sorted."""
        return self._read(iri)

    def holders(self, prop: str, iri: str) -> tuple[ox.NamedNode, ...]:
        """The nodes whose property has the value ``iri``, sorted."""
        quads = self._store.quads_for_pattern(None, ox.NamedNode(prop), ox.NamedNode(iri), ox.DefaultGraph())
        return tuple(sorted((q.subject for q in quads if isinstance(q.subject, ox.NamedNode)), key=str))

    def follow(self, iri: str, path: str) -> tuple[Term, ...]:
        """The terms at the end of a path such as ``rd:actor/rd:jurisdiction``, sorted, each once."""
        found: tuple[str, ...] = (iri,)
        *steps, last = _steps(path)
        for name, against in steps:
            reached = [term for start in found for term in self._values(start, name, against)]
            found = tuple(term.value for term in reached if isinstance(term, ox.NamedNode))
            if not found:
                return ()
        ends = [term for start in found for term in self._values(start, *last)]
        return tuple(sorted(set(ends), key=str)) if len(ends) > 1 else tuple(ends)

    def label(self, term: Term, language: str = "zh") -> str:
        """A text or number itself; a node's label in ``language``, else in any, else the end of its IRI."""
        if isinstance(term, ox.Literal):
            return term.value
        known = self.statements(term.value)
        labels = [label for name in _NAMES for label in known.get(name, ()) if isinstance(label, ox.Literal)]
        fitting = [label for label in labels if (label.language or "zh") == language]
        return next((label.value for label in (*fitting, *labels)), code(term))

    def _values(self, iri: str, name: str, against: bool) -> tuple[Term, ...]:
        return self.holders(name, iri) if against else self.statements(iri).get(name, ())

    def _statements(self, iri: str) -> dict[str, tuple[Term, ...]]:
        found: dict[str, list[Term]] = {}
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph()):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                found.setdefault(quad.predicate.value, []).append(quad.object)
        return {
            name: tuple(sorted(found[name], key=str)) if found[name][1:] else (found[name][0],)
            for name in sorted(found)
        }


@cache
def _steps(path: str) -> tuple[tuple[str, bool], ...]:
    """The properties of a path (IRIs), each with whether it is followed against the arrow."""
    return tuple((expand(step.removeprefix("^")), step.startswith("^")) for step in path.split("/"))


def code(term: Term) -> str:
    """A code's name; of any other IRI the part behind its last ``/`` or ``#``.

    >>> code(ox.NamedNode("https://w3id.org/rendakg/code/adoption"))
    'adoption'
    """
    return term.value.removeprefix(RDC).replace("#", "/").rpartition("/")[2]
