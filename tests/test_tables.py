"""TOML tables are read strictly: a mistake is an error that names the file and the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from kg.errors import InputError
from kg.pattern import Pattern
from kg.tables import made, parsed


@dataclass(frozen=True, slots=True)
class Rule:
    """A field of each type a table may hold."""

    word: str
    near: Pattern
    words: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    kinds: Mapping[str, str] | None = None
    weak: bool = False


GOOD = 'word = "拟"\nnear = "拟$"\nwords = ["拟"]\npatterns = ["^拟"]\nweak = true\n[kinds]\n"市" = "city"\n'
MISTAKES = [
    pytest.param("word =", "wrod =", "unknown key 'wrod'", id="unknown key"),
    pytest.param('near = "拟$"\n', "", "the key 'near' is missing", id="missing key"),
    pytest.param('word = "拟"', "word = 1", "'word' is no str", id="no text"),
    pytest.param('words = ["拟"]', 'words = "拟"', "'words' is no list", id="a text for a list"),
    pytest.param('patterns = ["^拟"]', 'patterns = "^拟"', "'patterns' is no list", id="a text for a list of patterns"),
    pytest.param(
        'patterns = ["^拟"]', 'patterns = ["("]', "'patterns' is no regular expression", id="broken in a list"
    ),
    pytest.param('near = "拟$"', 'near = "("', "'near' is no regular expression", id="broken pattern"),
    pytest.param('near = "拟$"', "near = 1", "'near' is no regular expression", id="no pattern"),
    pytest.param("weak = true", 'weak = "yes"', "'weak' is no bool", id="no truth value"),
    pytest.param('[kinds]\n"市" = "city"', 'kinds = "city"', "'kinds' is no dict", id="no table"),
]


def test_a_good_table() -> None:
    rule = made("a.toml", Rule, parsed("a.toml", GOOD))
    assert (rule.word, rule.near.pattern, rule.words, rule.weak, rule.kinds) == (
        "拟",
        "拟$",
        ("拟",),
        True,
        {"市": "city"},
    )
    assert [pattern.pattern for pattern in rule.patterns] == ["^拟"]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_a_mistake_names_the_file_and_the_key(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as error:
        made("a.toml", Rule, parsed("a.toml", GOOD.replace(old, new)))
    assert (error.value.where, said in error.value.what) == ("a.toml", True)


def test_the_table_with_the_mistake_is_named() -> None:
    with pytest.raises(InputError, match=re.escape("the key 'near' is missing in [planned]")):
        made("a.toml", Rule, {"word": "拟"}, "[planned]")


def test_broken_toml_is_named() -> None:
    with pytest.raises(InputError, match=r"a\.toml: is not valid TOML"):
        parsed("a.toml", "word =")
