"""Libraries that only some exports need."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from kg.errors import UsageError


def library(name: str, form: str) -> ModuleType:
    """The library ``name``, which the format ``form`` needs.

    Raises :class:`~kg.errors.UsageError`, which says what to install, where it is missing.

    >>> library("json", "x").__name__
    'json'
    >>> library("no_such_library", "xlsx")
    Traceback (most recent call last):
    kg.errors.UsageError: xlsx: needs the library no_such_library; pip install "renda-kg[tables]"
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise UsageError(f"needs the library {name}", form, 'pip install "renda-kg[tables]"') from error
