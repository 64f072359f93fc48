"""How reports point at what is named elsewhere: ``wording.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.pattern import Pattern
from kg.tables import installed


@dataclass(frozen=True, slots=True)
class Wording:
    """The lists and patterns of ``wording.toml``; ``kinds`` leads from a word of level to the division kind."""

    deictic: tuple[str, ...]
    nation: tuple[str, ...]
    masked_prefix: Pattern
    mask: Pattern
    national: Pattern
    republic: str
    autonomy: str
    autonomous: str
    alias: Pattern
    changed: Pattern
    proposed: Pattern
    special_zone: Pattern
    pointing: Pattern
    former_latter: tuple[str, ...]
    now: Pattern
    next_year: Pattern
    kinds: Mapping[str, str]
    spoken: Mapping[str, str]


@cache
def wording() -> Wording:
    """The wording, read and compiled once; an InputError names what is wrong in the file.

    >>> wording().kinds["自治州"]
    'autonomous-prefecture'
    """
    return installed("kg.resolve", "wording.toml", Wording)
