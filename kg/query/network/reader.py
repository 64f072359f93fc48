"""Single things read from the store: what is said of one, and what points at it; nothing else is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.query.network.terms import below, code, local, short
from kg.query.sparql import select
from kg.rdf.vocabulary import ID, IDENTIFIER, LABEL, NAME, RD, RDC, SKOS, TITLE, TYPE, rd

Values = dict[str, list[str]]
_Terms = defaultdict[str, list[object]]

_WHOLE = ox.DefaultGraph()
_PREFERRED = SKOS + "prefLabel"
_LABELS = (LABEL, TITLE, _PREFERRED, NAME, IDENTIFIER)


@dataclass(frozen=True, slots=True)
class Thing:
    """A resource of the graph: a place, a work, a fact, a topic …

    ``type`` is the local name of its class (a code has that of its list: ``topic``), ``kind`` its code or empty,
    ``label`` its Chinese name, for a code both names. ``masked``: the source hides the name.
    """

    iri: str
    type: str
    kind: str
    label: str
    masked: bool = False

    @property
    def name(self) -> str:
        """The label, and for what is masked, or of a masked place, which one it is: without it all xx市 look alike.

        >>> Thing(ID + "division/x-74e5-312", "AdministrativeDivision", "", "xx市", True).name
        'xx市 (masked, x-74e5-312)'
        """
        place = self.iri.removeprefix(ID).split("/")[1:2]
        return f"{self.label} (masked, {place[0]})" if self.masked and place else self.label


@cache
def fact_types() -> frozenset[str]:
    """The classes of facts: what stands in the graph with evidence of its own.

    >>> sorted(fact_types() - below("Event"))
    ['DeputyProposal', 'Facility', 'PostHolding', 'Programme', 'Statistic']
    """
    return below("Event", "Statistic", "PostHolding", "DeputyProposal", "Programme", "Facility")


class Reader:
    """A store, read thing by thing; every answer is sorted.

    >>> store = ox.Store()
    >>> store.update('INSERT DATA { <urn:a> <urn:p> <urn:c>, <urn:b> . <urn:d> <urn:p> <urn:c> }')
    >>> reader = Reader(store)
    >>> reader.values("urn:a"), reader.subjects("urn:p", "urn:c")
    ({'urn:p': ['urn:b', 'urn:c']}, ['urn:a', 'urn:d'])
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def values(self, iri: str) -> Values:
        """Every property of ``iri`` with its values as text; of a label only the best: the Chinese one."""
        found: _Terms = defaultdict(list)
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, _WHOLE):
            found[quad.predicate.value].append(quad.object)
        return _values(found)

    def everything(self) -> dict[str, Values]:
        """The :meth:`values` of all things, read in one go; in no order."""
        found: defaultdict[str, _Terms] = defaultdict(lambda: defaultdict(list))
        for quad in self.store.quads_for_pattern(None, None, None, _WHOLE):
            if isinstance(quad.subject, ox.NamedNode):
                found[quad.subject.value][quad.predicate.value].append(quad.object)
        return {iri: _values(terms) for iri, terms in found.items()}

    def objects(self, iri: str, name: str) -> list[str]:
        """The values of the property ``name`` (an IRI) of ``iri``, as text."""
        quads = self.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(name), None, _WHOLE)
        return _texts([quad.object for quad in quads], labels=name in _LABELS)

    def subjects(self, name: str, iri: str) -> list[str]:
        """What has ``iri`` as a value of the property ``name`` (an IRI)."""
        quads = self.store.quads_for_pattern(None, ox.NamedNode(name), ox.NamedNode(iri), _WHOLE)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def into(self, iri: str) -> list[tuple[str, str]]:
        """What points at ``iri``: property and subject."""
        quads = self.store.quads_for_pattern(None, None, ox.NamedNode(iri), _WHOLE)
        return sorted(
            (quad.predicate.value, quad.subject.value) for quad in quads if isinstance(quad.subject, ox.NamedNode)
        )

    def called(self, name: str, text: str) -> list[str]:
        """What has the literal ``text``, in Chinese, in English or without language, as a value of ``name``."""
        literals = [ox.Literal(text), *(ox.Literal(text, language=language) for language in ("zh", "en"))]
        found: set[str] = set()
        for literal in literals:
            quads = self.store.quads_for_pattern(None, ox.NamedNode(name), literal, _WHOLE)
            found.update(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
        return sorted(found)

    def knows(self, iri: str) -> bool:
        """Whether anything is said of ``iri``."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return False
        return any(True for _ in self.store.quads_for_pattern(node, None, None, _WHOLE))

    def thing(self, iri: str) -> Thing:
        """What ``iri`` is; one the graph says nothing of has no type, and its short IRI as label."""
        return thing(iri, self.values(iri))

    def select(self, query: str) -> Iterator[dict[str, str]]:
        """The solutions of a SPARQL query, as :func:`kg.query.sparql.select` gives them."""
        return select(self.store, query)


def thing(iri: str, values: Values) -> Thing:
    """What ``iri`` is, by its ``values`` as :meth:`Reader.values` gives them.

    >>> thing(ID + "division/140200", {TYPE: [rd("AdministrativeDivision")], LABEL: ["大同市"]}).label
    '大同市'
    """
    kinds = [value for value in values.get(rd("kind"), ()) if value.startswith(RDC)]
    lists = values.get(SKOS + "inScheme", ())
    types = [value.removeprefix(RD) for value in values.get(TYPE, ()) if value.startswith(RD)]
    named = next((values[key][0] for key in _LABELS if values.get(key)), short(iri))
    return Thing(
        iri=iri,
        type=types[0] if types else next((local(scheme) for scheme in lists), ""),
        kind=local(kinds[0]) if kinds else "",
        label=code(local(iri)) if lists else named,
        masked=iri.startswith(ID) and "/x-" in iri and "/doc/" not in iri,
    )


def _values(found: _Terms) -> Values:
    return {key: _texts(terms, labels=key in _LABELS) for key, terms in sorted(found.items())}


def _texts(found: Iterable[object], labels: bool) -> list[str]:
    """Terms as sorted text; labels in Chinese before others, so that the first is the one to print."""
    plain = [term for term in found if isinstance(term, ox.NamedNode | ox.Literal)]
    if not labels:
        return sorted(term.value for term in plain)
    return [term.value for term in sorted(plain, key=_by_language)]


def _by_language(term: ox.NamedNode | ox.Literal) -> tuple[bool, str]:
    return getattr(term, "language", None) != "zh", term.value
