"""JSON-LD 1.1 (W3C, https://www.w3.org/TR/json-ld11/) with the short names of ``ontology/exports/context.jsonld``.

A node is written whole, in one line, as it comes: the triples of a subject must come together, or the
node is written in parts (which means the same).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import InputError
from kg.rdf.vocabulary import ID, PREFIXES, RDC, TYPE, XSD
from kg.resources import ontology_dir

_FILE = "context.jsonld"
_INTEGER, _BOOLEAN, _STRING = XSD + "integer", XSD + "boolean", XSD + "string"
_Json = Any


def write(triples: Iterable[ox.Triple], file: IO[bytes]) -> None:
    """Write triples as one JSON object with ``@context`` and ``@graph``; IRIs below ``…/id/`` are relative to it.

    Raises :class:`~kg.errors.InputError` when the context is broken.
    """
    file.write(f'{{"@context": {_dumped(context())},\n"@graph": ['.encode())
    separator = "\n"
    for subject, statements in groupby(triples, key=lambda triple: triple.subject):
        file.write(f"{separator}{_dumped(_node(subject, statements))}".encode())
        separator = ",\n"
    file.write(b"\n]}\n")


@cache
def context() -> Mapping[str, _Json]:
    """The context: short names, prefixes and the base.

    >>> context()["actor"]
    {'@id': 'rd:actor', '@type': '@id'}
    """
    path = ontology_dir() / "exports" / _FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"is no JSON-LD context ({error})", path, "install renda-kg again") from error
    assert isinstance(found, dict)
    return found


def _dumped(value: _Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _node(subject: object, statements: Iterable[ox.Triple]) -> dict[str, _Json]:
    node: dict[str, _Json] = {"id": _reference(subject)}
    for triple in statements:
        predicate, value = triple.predicate.value, triple.object
        if predicate == TYPE:
            _add(node, "type", _short(_iri(value)))
            continue
        name, coerced, by_language = _terms().get(predicate, (_short(predicate), "", False))
        if by_language and isinstance(value, ox.Literal) and value.language:
            _add(node.setdefault(name, {}), value.language, value.value)
        elif by_language or (coerced == "@id") != isinstance(value, ox.NamedNode):
            _add(node, _short(predicate), _whole(value))
        else:
            _add(node, name, _value(value, coerced))
    return node


def _add(node: dict[str, _Json], name: str, value: _Json) -> None:
    """Put a value under a name: alone, or with others in a list."""
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]


def _value(value: object, coerced: str) -> _Json:
    """A value of a name that says what it is; a whole number and a truth as JSON has them, if they are written so."""
    if not isinstance(value, ox.Literal):
        return _reference(value)
    return value.value if coerced == _datatype(value) else _whole(value)


def _whole(value: object) -> _Json:
    """A value that says itself what it is."""
    if not isinstance(value, ox.Literal):
        return {"@id": _reference(value)}
    if value.language:
        return {"@language": value.language, "@value": value.value}
    kind = value.datatype.value
    if kind == _STRING:
        return value.value
    if kind == _INTEGER and str(_number(value.value)) == value.value:
        return _number(value.value)
    if kind == _BOOLEAN and value.value in ("true", "false"):
        return value.value == "true"
    return {"@type": _short(kind), "@value": value.value}


def _number(text: str) -> int | None:
    """A whole number that JSON readers keep exact (RFC 8259, section 6)."""
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 16 else None


def _datatype(value: ox.Literal) -> str:
    return "" if value.language else _short(value.datatype.value)


def _iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def _reference(term: object) -> str:
    """An IRI as short as the context lets it be read back: a code with its prefix, an instance below the base."""
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    iri = _iri(term)
    if iri.startswith(RDC):
        return _short(iri)
    local = iri.removeprefix(ID)
    return local if local != iri and ":" not in local and "/" in local and not local.startswith("/") else iri


def _short(iri: str) -> str:
    """An IRI with the prefix of the context that fits, whole where none does."""
    for name, space in _prefixes().items():
        local = iri.removeprefix(space)
        if local != iri and local and not local.startswith("//"):
            return f"{name}:{local}"
    return iri


@cache
def _prefixes() -> dict[str, str]:
    return {name: space for name, space in context().items() if isinstance(space, str) and space[-1:] in "#/"}


@cache
def _terms() -> dict[str, tuple[str, str, bool]]:
    """By a property's IRI: its short name, what its values are taken for, and whether they stand by language."""
    found: dict[str, tuple[str, str, bool]] = {}
    for name, meant in context().items():
        table = meant if isinstance(meant, dict) else {"@id": meant}
        prefix, colon, local = str(table["@id"] if isinstance(meant, dict) else meant).partition(":")
        if colon and prefix in PREFIXES and name not in PREFIXES:
            found[PREFIXES[prefix] + local] = (name, table.get("@type", ""), table.get("@container") == "@language")
    return found
