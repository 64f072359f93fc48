"""``docs/reference/python.md``: the public functions and classes with their docstrings; ``public.toml`` names them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from kg.tables import installed

HEAD = """# Python

<!-- Made from the docstrings that kg/reference/public.toml names by `make reference`; do not edit. -->

What may be called from Python, with its docstring; the examples are run by the tests.
[The graph in Python](../python.md) shows how it goes together. Whatever is not named here may change between versions.
"""
_ROLE = re.compile(r":\w+:`~?([^`]+)`")
_CODE = re.compile(r"``([^`]+)``")
_QUOTED = re.compile(r"(?<=[:>] )'([^']*)'")
_OBJECT = re.compile(r"<(?:[\w.]+ object|function .+?) at 0x\w+>")
_DOCTEST = re.compile(r"^>>> .*?(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Public:
    """The names that are public, by the part of the page they stand in."""

    parts: Mapping[str, Sequence[str]]


def public() -> Public:
    """The installed list.

    >>> "kg.open_graph" in public().parts["Read a graph"]
    True
    """
    return installed("kg.reference", "public.toml", Public)


def page() -> str:
    """The whole page as Markdown.

    >>> "### kg.open_graph" in page()
    True
    """
    lines = [HEAD]
    for part, names in public().parts.items():
        lines += [f"## {part}", ""]
        for name in names:
            lines += [f"### {name}", "", *_described(name), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def resolved(name: str) -> Any:
    """What a dotted name stands for.

    >>> resolved("kg.errors.InputError").exit_code
    3
    """
    module, _, last = name.rpartition(".")
    return getattr(import_module(module), last)


def _described(name: str) -> Iterator[str]:
    thing = resolved(name)
    yield from ("```python", f"{name.rpartition('.')[2]}{_signature(thing)}", "```", "")
    yield markdown(inspect.getdoc(thing) or "")
    if inspect.isclass(thing):
        for member, value in vars(thing).items():
            if not member.startswith("_") and (text := _member(member, value)):
                yield from ("", text)


def _member(name: str, value: object) -> str:
    """A method or property as one item; empty for what is none."""
    if isinstance(value, property | cached_property) and value.__doc__:
        return _item(name, value.__doc__)
    if inspect.isfunction(value) and value.__doc__:
        return _item(f"{name}{_signature(value)}", value.__doc__)
    return ""


def _item(head: str, text: str) -> str:
    body = markdown(inspect.cleandoc(text)).replace("\n", "\n  ")
    return re.sub(r"[ ]+$", "", f"- `{head}`: {body}", flags=re.MULTILINE)


def _signature(thing: Any) -> str:
    """The signature as it is written: annotations are text, for no module evaluates them."""
    try:
        found = inspect.signature(thing)
    except ValueError:
        return ""
    parameters = [one for one in found.parameters.values() if one.name != "self"]
    shown = _QUOTED.sub(r"\1", str(found.replace(parameters=parameters)))
    return _OBJECT.sub("…", shown)


def markdown(text: str) -> str:
    """A docstring as Markdown: its code marks single, its links their last name, its examples a block.

    >>> print(markdown("Raises :class:`~kg.errors.InputError` for ``out``."))
    Raises `InputError` for `out`.
    """
    linked = _ROLE.sub(lambda found: f"`{found[1].rpartition('.')[2]}`", text)
    coded = _CODE.sub(r"`\1`", linked)
    return _DOCTEST.sub(lambda found: f"```pycon\n{found[0]}\n```", coded)
