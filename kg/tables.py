"""TOML tables as frozen dataclasses, read strictly: a mistake is an error that names the file and the key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, fields
from importlib.resources import files
from typing import Any, TypeVar

from kg.errors import InputError
from kg.pattern import Pattern

T = TypeVar("T")
_TYPES: dict[str, type[Any]] = {"str": str, "bool": bool, "Mapping": dict}


def installed(package: str, name: str, kind: type[T]) -> T:
    """The TOML file ``name`` of a package as a dataclass: each key a field, each field a key, unless it has a default.

    Raises InputError, naming the file, for what :func:`parsed` and :func:`made` refuse.

    >>> from kg.text.layout import Layout
    >>> bool(installed("kg.text", "layout.toml", Layout).contents_title.search("目录"))
    True
    """
    return made(name, kind, parsed(name, files(package).joinpath(name).read_text(encoding="utf-8")))


def parsed(name: str, text: str) -> dict[str, Any]:
    """The table of a TOML text; ``name`` is the file's, for the message of an InputError where it is broken.

    >>> parsed("a.toml", 'form = "bare"')
    {'form': 'bare'}
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is not valid TOML: {error}", name) from None


def made(name: str, kind: type[T], row: Any, where: str = "") -> T:
    """A dataclass of this kind from a table of the file ``name``; ``where`` tells which of its tables.

    Its fields are declared as str, bool, a tuple, a Mapping, a pattern or a tuple of patterns. Refused with an
    InputError are: an unknown or missing key, a value of another type, and a pattern that is no regular expression.

    >>> from kg.model import NameValue
    >>> made("a.toml", NameValue, {"name": "人大"})
    NameValue(name='人大')
    >>> made("a.toml", NameValue, {}, "[place]")
    Traceback (most recent call last):
    kg.errors.InputError: a.toml: the key 'name' is missing in [place]; add it
    """
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    inside = f" in {where}" if where else ""
    if not isinstance(row, dict):
        raise InputError(f"{where} is no table", name, f"give it the keys {', '.join(known)}")
    if unknown := sorted(set(row) - set(known)):
        raise InputError(f"unknown key {unknown[0]!r}{inside}", name, f"use {', '.join(sorted(known))}")
    if missing := sorted(key for key, field in known.items() if field.default is MISSING and key not in row):
        raise InputError(f"the key {missing[0]!r} is missing{inside}", name, "add it")
    return kind(**{key: _value(name, f"{key!r}{inside}", str(known[key].type), row[key]) for key in row})


def _value(name: str, what: str, declared: str, value: Any) -> Any:
    if declared.startswith("Pattern"):
        return _pattern(name, what, value)
    wanted: type[Any] = next((kind for sign, kind in _TYPES.items() if declared.startswith(sign)), list)
    if not isinstance(value, wanted):
        raise InputError(f"{what} is no {wanted.__name__}", name, "give it one")
    if "Pattern" in declared:
        return tuple(_pattern(name, what, text) for text in value)
    return tuple(value) if isinstance(value, list) else value


def _pattern(name: str, what: str, text: Any) -> Pattern:
    try:
        return Pattern(text)
    except (re.error, TypeError) as error:
        raise InputError(f"{what} is no regular expression: {error}", name) from None
