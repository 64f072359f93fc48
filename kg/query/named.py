"""Competency questions: SPARQL queries with a name, in ``ontology/queries/NAME.rq``.

Each file runs as it stands in any store that speaks SPARQL 1.1. Its header, comment lines of the form ``# key: value``,
tells the titles, the description, the parameters (``# parameter: name type: description``) and an example. A
parameter's default stands in the query, alone on a line: ``VALUES ?name { … }``; a value takes its place there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError, UsageError
from kg.rdf.vocabulary import RD, RDC
from kg.resources import ontology_dir

_HEADER = re.compile(r"# ([a-z-]+): (.+)")
_PARAMETER = re.compile(r"([a-z]+) ([a-z]+): (.+)")
_KEYS = ("title-zh", "title-en", "description", "example")
# What a value of each type must look like, and how it is said when it does not.
_TYPES: Mapping[str, tuple[str, str]] = {
    "code": (r"(?:rdc:)?([a-z0-9]+(?:-[a-z0-9]+)*)", "a code of ontology/codes.ttl, for example parking"),
    "class": (r"(?:rd:)?([A-Z][A-Za-z]*)", "a class of ontology/renda.ttl, for example LocalRegulation"),
    "integer": (r"(-?[0-9]+)", "a whole number"),
    "label": (r"([^\x00-\x1f]+)", "a name in Chinese, on one line"),
    "text": (r"([^\x00-\x1f]+)", "a text, on one line"),
}
# The file of the ontology that defines the names of a type, and their namespace.
_DEFINED: Mapping[str, tuple[str, str]] = {"code": ("codes.ttl", RDC), "class": ("renda.ttl", RD)}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its type (code, class, integer, label, text) and its default as it stands in the query."""

    name: str
    type: str
    description: str
    default: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A competency question; ``text`` is the whole file, ready for any store."""

    name: str
    title_zh: str
    title_en: str
    description: str
    parameters: tuple[Parameter, ...]
    example: str
    text: str

    def filled(self, given: Iterable[tuple[str, str]]) -> str:
        """The text with the values ``given`` by name in the place of the defaults; a name may come again.

        Raises :class:`~kg.errors.UsageError` for a parameter it has not and a value that is not of its type.

        >>> text = named("enacted-on-topic").filled([("topic", "dogs"), ("topic", "parking")])
        >>> "VALUES ?topic { rdc:dogs rdc:parking }" in text
        True
        """
        values: dict[str, list[str]] = {}
        for name, value in given:
            values.setdefault(name, []).append(self._term(name, value))
        text = self.text
        for name, terms in values.items():
            line = f"VALUES ?{name} {{ {' '.join(terms)} }}"
            text = _values_of(name).sub(line.replace("\\", r"\\"), text)
        return text

    def _term(self, name: str, value: str) -> str:
        found = next((parameter for parameter in self.parameters if parameter.name == name), None)
        if found is None:
            names = ", ".join(parameter.name for parameter in self.parameters)
            raise UsageError(f"has no parameter {name!r}", self.name, f"it has {names}" if names else "it has none")
        pattern, wanted = _TYPES[found.type]
        match = re.fullmatch(pattern, value.strip())
        if match is None:
            raise UsageError(f"{value!r} is no value of {name}", self.name, f"give {wanted}")
        if found.type in _DEFINED and match[1] not in _names(found.type):
            near = difflib.get_close_matches(match[1], _names(found.type), n=3)
            known = f"did you mean {' or '.join(near)}?" if near else f"ontology/{_DEFINED[found.type][0]} has all"
            raise UsageError(f"there is no {found.type} {match[1]!r}", self.name, known)
        return _written(found.type, match[1])


def queries() -> tuple[NamedQuery, ...]:
    """All competency questions by name; raises :class:`~kg.errors.KgError` when a file is not as it should be.

    >>> [query.name for query in queries()][:2]
    ['amendments-and-repeals', 'approvals']
    """
    return _load(ontology_dir() / "queries")


def named(name: str) -> NamedQuery:
    """The competency question ``name``; raises :class:`~kg.errors.UsageError` when there is none.

    >>> named("approval")
    Traceback (most recent call last):
    kg.errors.UsageError: there is no query 'approval'; did you mean approvals? kg query --list names all
    """
    found = {query.name: query for query in queries()}
    if name in found:
        return found[name]
    near = difflib.get_close_matches(name, found, n=1)
    mend = f"did you mean {near[0]}? kg query --list names all" if near else "kg query --list names all"
    raise UsageError(f"there is no query {name!r}", mend=mend)


@cache
def _load(folder: Path) -> tuple[NamedQuery, ...]:
    return tuple(_read(path) for path in sorted(folder.glob("*.rq")))


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    lines = [_HEADER.fullmatch(line) for line in text.partition("\n\n")[0].splitlines()]
    pairs = [(line[1], line[2]) for line in lines if line]
    header = {key: value for key, value in pairs if key != "parameter"}
    if None in lines or sorted(key for key, _ in pairs if key != "parameter") != sorted(_KEYS):
        raise KgError("its header is not one line for each of its keys", path, f"write {', '.join(_KEYS)}, parameter")
    return NamedQuery(
        name=path.stem,
        title_zh=header["title-zh"],
        title_en=header["title-en"],
        description=header["description"],
        parameters=tuple(_parameters(path, text, [value for key, value in pairs if key == "parameter"])),
        example=header["example"],
        text=text,
    )


def _parameters(path: Path, text: str, lines: Iterable[str]) -> Iterator[Parameter]:
    for line in lines:
        match = _PARAMETER.fullmatch(line)
        defaults = _values_of(match[1]).findall(text) if match else []
        if match is None or match[2] not in _TYPES or len(defaults) != 1:
            mend = f"write 'name type: description' (types: {', '.join(_TYPES)}) and one line VALUES ?name {{ … }}"
            raise KgError(f"its parameter {line!r} is not as it should be", path, mend)
        yield Parameter(match[1], match[2], match[3], defaults[0].strip())


@cache
def _names(kind: str) -> tuple[str, ...]:
    """The names that the ontology defines in the namespace of a type."""
    file, space = _DEFINED[kind]
    described = (quad.subject for quad in ox.parse(path=ontology_dir() / file, format=ox.RdfFormat.TURTLE))
    iris = {subject.value for subject in described if isinstance(subject, ox.NamedNode)}
    return tuple(sorted(iri.removeprefix(space) for iri in iris if iri.startswith(space)))


def _values_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?{name} \{{(.*)\}}$", re.MULTILINE)


def _written(kind: str, value: str) -> str:
    if kind in ("label", "text"):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"@zh' if kind == "label" else f'"{escaped}"'
    return {"code": "rdc:", "class": "rd:", "integer": ""}[kind] + value
