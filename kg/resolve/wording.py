"""How reports point at what is named elsewhere: ``wording.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.tables import installed


@dataclass(frozen=True, slots=True)
class Wording:
    """The lists and patterns of ``wording.toml``; ``kinds`` leads from a word of level to the division kind."""

    deictic: tuple[str, ...]
    nation: tuple[str, ...]
    masked_prefix: re.Pattern[str]
    mask: re.Pattern[str]
    national: re.Pattern[str]
    republic: str
    autonomy: str
    alias: re.Pattern[str]
    changed: re.Pattern[str]
    proposed: re.Pattern[str]
    special_zone: re.Pattern[str]
    pointing: re.Pattern[str]
    former_latter: tuple[str, ...]
    now: re.Pattern[str]
    next_year: re.Pattern[str]
    kinds: Mapping[str, str]
    spoken: Mapping[str, str]


@cache
def wording() -> Wording:
    """The wording, read and compiled once; an InputError names what is wrong in the file.

    >>> wording().kinds["自治州"]
    'autonomous-prefecture'
    """
    return installed("kg.resolve", "wording.toml", Wording)
