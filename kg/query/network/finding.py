"""The thing that is meant by an IRI, a name or a title."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pyoxigraph as ox

from kg.divisions import divisions
from kg.errors import InputError, UsageError
from kg.query.explain import expand
from kg.query.network.reader import Reader, Thing, fact_types
from kg.query.network.terms import below, short, term
from kg.rdf.vocabulary import ID, IDENTIFIER, LABEL, NAME, SKOS, TITLE, rd, rdc
from kg.words import lexicon

PLACE = "AdministrativeDivision"
WORK = "NormativeWork"
NAMED = 20
_NAMES = (LABEL, TITLE, NAME, IDENTIFIER, SKOS + "prefLabel", rd("divisionCode"))
_MEND = "give an IRI (kg ask --format json and kg sparql print them), a name such as 大同市, or a title"


def find(reader: Reader, name: str, *classes: str) -> Thing:
    """The one thing called ``name``: an IRI, whole or short, a label, a title, a code's name, a division code.

    ``classes`` (names of the vocabulary, those below them included) are what it may be; none: anything.
    Where a name is that of things and of facts, a thing is meant.

    Raises :class:`~kg.errors.UsageError`, which lists them, when several things have the name, and when it is empty
    or nothing of these classes; :class:`~kg.errors.InputError` when the graph has nothing of this name.
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError("the name is no valid Unicode text", mend="write it in UTF-8") from error
    if not name.strip():
        raise UsageError("the name is empty", mend=_MEND)
    iri = expand(name)
    found = [reader.thing(iri)] if reader.knows(iri) else [reader.thing(one) for one in _called(reader, name)]
    if not found:
        raise InputError(f"nothing in the graph is called {name}", mend=_suggestion(reader, name))
    fitting = [one for one in found if not classes or one.type in below(*classes)]
    if not fitting:
        raise UsageError(f"{found[0].name} is {_class(found[0])}, not {_wanted(classes)}", mend="name another one")
    things = [one for one in fitting if one.type not in _statements()] or fitting
    if len(things) > 1:
        raise UsageError(f"{name} is the name of {len(things)} things", mend=_choice(things))
    return things[0]


def _statements() -> frozenset[str]:
    """The facts that are no things with a name of their own."""
    return fact_types() - below("Programme", "Facility", "DeputyProposal")


def _called(reader: Reader, name: str) -> list[str]:
    """What has this label or title; else the places with this short or former name, else the topic with this word."""
    plain = name.strip().removeprefix("《").removesuffix("》")
    for text in dict.fromkeys((plain, unicodedata.normalize("NFKC", plain))):
        found = {iri for key in _NAMES for iri in reader.called(key, text) if "#char=" not in iri}
        if found:
            return sorted(found)
    others = [*_places(plain), *_topics(plain)]
    return [iri for iri in others if reader.knows(iri)]


def _places(name: str) -> Iterator[str]:
    return (f"{ID}division/{place.key}" for place in divisions().named(name))


def _topics(word: str) -> Iterator[str]:
    """The topics one of whose words this is."""
    for topic in lexicon().topics:
        if word.lower() in {text.lower() for text in (*topic.words, topic.en, *topic.alts_en)}:
            yield rdc(topic.name)


def _choice(things: list[Thing]) -> str:
    listed = sorted(things, key=lambda one: (one.type, one.iri))
    lines = [f"  {short(one.iri)}  {one.name}, {_class(one)}" for one in listed[:NAMED]]
    rest = [f"  … and {len(things) - NAMED} more"] if len(things) > NAMED else []
    return "\n".join(["take the IRI of one of them:", *lines, *rest])


def _class(one: Thing) -> str:
    return term(one.type)


def _wanted(classes: tuple[str, ...]) -> str:
    return " or ".join(term(name) for name in classes)


def _suggestion(reader: Reader, name: str) -> str:
    """What to do, with the places, works and programmes whose name holds this one."""
    classes = " ".join(f"rd:{name}" for name in sorted(below(PLACE, WORK, "Programme", "Facility")))
    query = f"""SELECT DISTINCT ?label {{ VALUES ?class {{ {classes} }} ?thing a ?class ; rdfs:label ?label
        FILTER(CONTAINS(STR(?label), {ox.Literal(name.strip())})) }} ORDER BY ?label LIMIT 5"""
    near = [row["label"] for row in reader.select(query)] if name.strip() else []
    return f"there is {', '.join(near)}; {_MEND}" if near else _MEND
