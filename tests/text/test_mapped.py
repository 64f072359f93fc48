"""Text made matchable: one spelling, and every character still knows where it stood."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.mapped import Mapped, mapped, normalise

# as printed, as matched
SPELLINGS = [
    ("制定（试行） ２ 件,修订**3**件", "制定（试行）2件，修订3件"),
    ("《养犬管理条例(草案)》", "《养犬管理条例（草案）》"),
    ("审议:报告;决议", "审议：报告；决议"),
    ("是吗?是!", "是吗？是！"),
    ("共1,234件", "共1,234件"),
    ("上午10:30开会", "上午10:30开会"),
    ("增长99.5%", "增长99.5%"),
    ("增长９９．５％", "增长99．5%"),
    ("ＡＢｃ", "ABc"),
    ("✕✕市", "××市"),
    ("xx 市", "xx市"),
    ("2024 年 3 月", "2024年3月"),
    ("养犬\u3000管理\u00a0条例", "养犬管理条例"),
    ("hello world", "hello world"),
    ('"一法一条例"', "“一法一条例”"),
    ("**市**人大", "**市**人大"),
    ("**要点**：完成", "要点：完成"),
    ("a*b", "a*b"),
    ("", ""),
    (" \n\t ", ""),
]


@pytest.mark.parametrize(("printed", "matched"), SPELLINGS)
def test_spelling(printed: str, matched: str) -> None:
    assert normalise(mapped(printed)).text == matched


@pytest.mark.parametrize("printed", [printed for printed, _ in SPELLINGS])
def test_normalising_twice_changes_nothing(printed: str) -> None:
    once = normalise(mapped(printed))
    assert normalise(once) == once


def comes_from(matched: str, printed: str) -> bool:
    """Whether a matched character is a spelling of the printed one."""
    if printed == '"':
        return matched in "“”"
    if printed in "✕╳":
        return matched == "×"
    return unicodedata.normalize("NFKC", matched) == unicodedata.normalize("NFKC", printed)


@given(
    st.text(alphabet=st.sampled_from('人大市 \n\t\u3000,;:()!?"*1２%％✕xＸa《》。，“”'), max_size=60), st.integers(0, 9)
)
def test_every_character_knows_its_place(text: str, start: int) -> None:
    made = normalise(mapped(text, start))
    assert len(made.text) == len(made.offsets) <= len(text)
    assert list(made.offsets) == sorted(set(made.offsets))
    for char, offset in zip(made.text, made.offsets, strict=True):
        assert comes_from(char, text[offset - start])


@given(st.text(alphabet=st.sampled_from("人大市 \n\t\u3000,;:()!?*1２%xa《》。，"), max_size=60))
def test_only_white_space_and_stars_go(text: str) -> None:
    gone = set(range(len(text))) - set(normalise(mapped(text)).offsets)
    assert all(text[i].isspace() or text[i] == "*" for i in gone)


def test_joining_and_cutting_keep_the_offsets() -> None:
    joined = mapped("养犬", 3) + mapped("条例", 9)
    assert joined == Mapped("养犬条例", (3, 4, 9, 10))
    assert joined[1:3] == Mapped("犬条", (4, 9))
    assert joined.keep([0, 3]) == Mapped("养例", (3, 10))
