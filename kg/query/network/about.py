"""Which facts speak of a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.query.network.reader import Reader, Thing, fact_types
from kg.rdf.vocabulary import ID, IS_PART_OF, ORGANIZATION, rd

# The properties from a fact to what it is a fact of.
PARTIES = (rd("actor"), rd("target"), rd("about"), ORGANIZATION)
OBJECTS = (rd("concerns"),)
_OPERATES = rd("operates")
# Facts whose class and kind follow from the first parts of their IRI.
_UNIFORM = frozenset({"event", "stat", "post"})

Kinds = dict[str, tuple[str, str]]


def facts_of(reader: Reader, what: Thing) -> Kinds:
    """The facts that speak of a thing, in the order of their IRIs, with class and kind.

    A place's are those of its bodies and works, and of its reports those that name neither body nor work; a topic's
    those of its works; a document's those with evidence in it.
    """
    readers = {
        "AdministrativeDivision": _of_place,
        "topic": _of_topic,
        "SourceDocument": _of_document,
    }
    found = set(readers.get(what.type, _of_any)(reader, what.iri)) - {what.iri}
    return _kinds(reader, sorted(found))


def _of_any(reader: Reader, iri: str) -> Iterator[str]:
    yield from (subject for _, subject in reader.into(iri))
    yield from reader.objects(iri, _OPERATES)


def _of_place(reader: Reader, place: str) -> Iterator[str]:
    for owned in reader.subjects(rd("jurisdiction"), place):
        if owned.startswith(ID + "doc/"):
            named = (*PARTIES, *OBJECTS)
            yield from (one for one in _in(reader, owned) if not _names(reader, one, named))
        else:
            yield from (subject for key, subject in reader.into(owned) if key in PARTIES or key in OBJECTS)
            yield from reader.objects(owned, _OPERATES)


def _names(reader: Reader, fact: str, properties: Iterable[str]) -> bool:
    """Whether a fact names a body or a work."""
    return any(reader.objects(fact, key) for key in properties) or bool(reader.subjects(_OPERATES, fact))


def _of_topic(reader: Reader, topic: str) -> Iterator[str]:
    for about in reader.subjects(rd("topic"), topic):
        yield about
        yield from reader.subjects(rd("concerns"), about)


def _of_document(reader: Reader, document: str) -> Iterator[str]:
    for part in (document, *reader.subjects(IS_PART_OF, document)):
        yield from _in(reader, part)


def _in(reader: Reader, document: str) -> Iterator[str]:
    """The facts with evidence in a document or a report."""
    for evidence in reader.subjects(rd("inDocument"), document):
        yield from reader.subjects(rd("evidence"), evidence)


def _kinds(reader: Reader, iris: Iterable[str]) -> Kinds:
    """Class and kind of those that are facts; of events, figures and posts one is read for all with its IRI's begin."""
    known: Kinds = {}
    found: Kinds = {}
    for iri in iris:
        begin = iri.rpartition("/")[0] if _begin(iri) in _UNIFORM else iri
        if begin not in known:
            one = reader.thing(iri)
            known[begin] = (one.type, one.kind)
        if known[begin][0] in fact_types():
            found[iri] = known[begin]
    return found


def _begin(iri: str) -> str:
    return iri.removeprefix(ID).partition("/")[0]


def is_statement(iri: str) -> bool:
    """Whether an IRI is that of a fact without a name of its own: an event, a figure, a post held.

    >>> is_statement(ID + "stat/0123456789abcdef"), is_statement(ID + "programme/140200/0123456789abcdef")
    (True, False)
    """
    return _begin(iri) in _UNIFORM
