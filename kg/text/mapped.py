"""Text that remembers where each of its characters stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from kg.pattern import Pattern

HALF_WIDTH_PUNCTUATION = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
HALF_WIDTH = Pattern(f"[{re.escape(''.join(HALF_WIDTH_PUNCTUATION))}]")
# Full-width digits and letters, signs of another shape: as wide as what they stand for.
_NARROW = {
    code: code - 0xFEE0
    for start, end in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"), ("％", "％"), ("＊", "＊"))
    for code in range(ord(start), ord(end) + 1)
} | {ord(char): plain for char, plain in zip("「」『』✕╳", "“”‘’××", strict=True)}
ONE_WIDTH = str.maketrans(_NARROW)
_WIDE = re.compile(f"[{''.join(map(chr, _NARROW))}]")
_HAN = "".join(map(chr, range(0x4E00, 0xA000)))
_PAIRS = (("big5", "gb2312"), ("gb2312", "big5"))
# White space, control characters, and what shows nothing: soft hyphens, zero-width and direction marks.
BLANK = Pattern(r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
BOLD = Pattern(r"\*\*(?![省市县区州旗盟镇乡])(?=[^*\n]{1,40}\*\*)([^*\n]{1,40})\*\*")


@dataclass(frozen=True, slots=True)
class Mapped:
    """``text`` and, for each of its characters, the offset it came from (code points)."""

    text: str
    offsets: tuple[int, ...]

    def __add__(self, other: Mapped) -> Mapped:
        return Mapped(self.text + other.text, self.offsets + other.offsets)

    def __getitem__(self, part: slice) -> Mapped:
        return Mapped(self.text[part], self.offsets[part])

    def keep(self, indices: Iterable[int]) -> Mapped:
        """Only the characters at these indices."""
        chosen = list(indices)
        if len(chosen) == len(self.text):
            return self
        text, offsets = self.text, self.offsets
        return Mapped("".join([text[i] for i in chosen]), tuple([offsets[i] for i in chosen]))


def mapped(text: str, start: int = 0) -> Mapped:
    """A slice that starts at ``start`` of its document.

    >>> mapped("人大", 5).offsets
    (5, 6)
    """
    return Mapped(text, tuple(range(start, start + len(text))))


def normalise(source: Mapped) -> Mapped:
    """Make one spelling of what scans and editors write in many, for matching only.

    Full-width letters and digits become half-width and half-width punctuation between Chinese
    full-width; markdown's ``**`` and white space beside Chinese characters go; traditional text
    becomes simplified. The length of the result never exceeds the source's, and ``offsets`` stay true.

    >>> normalise(mapped("制定（试行） ２ 件,修订**3**件")).text
    '制定（试行）2件，修订3件'
    """
    text = source.text
    text = simplified(text.translate(ONE_WIDTH) if _WIDE.search(text) else text)
    gone = {i for run in BLANK.finditer(text) if _beside_wide(text, run) for i in range(*run.span())}
    gone |= {i for m in BOLD.finditer(text) for i in (m.start(), m.start() + 1, m.end() - 2, m.end() - 1)}
    narrow = Mapped(text, source.offsets)
    if gone:
        narrow = narrow.keep(i for i in range(len(text)) if i not in gone)
    return Mapped(_wide_punctuation(_paired_quotes(narrow.text)), narrow.offsets)


def simplified(text: str) -> str:
    """Traditional text in simplified characters, of the same length; other text as it is.

    Traditional is what has more characters of Big5 alone than of GB 2312 alone: one old character in a
    simplified text (乾县, a name, a slip) stays.

    >>> simplified("乾縣聽取專項工作報告，答覆建議"), simplified("乾县郟山")
    ('乾县听取专项工作报告，答复建议', '乾县郟山')
    """
    if _only_in("big5", "gb2312").isdisjoint(text):
        return text
    traditional, plain = (sum(map(_only_in(*pair).__contains__, text)) for pair in _PAIRS)
    if traditional <= plain:
        return text
    convert = _converter()
    whole = convert(text)
    # Phrases of the dictionary are as long as what they stand for; character by character should one not be.
    return whole if len(whole) == len(text) else "".join(convert(char)[:1] for char in text)


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # its dictionaries take a moment to load, and few texts need them

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@cache
def _only_in(one: str, other: str) -> frozenset[str]:
    """The Chinese characters that the one encoding has and the other has not."""
    return frozenset(_encoded(one) - _encoded(other))


def _encoded(encoding: str) -> set[str]:
    """The Chinese characters of an encoding: each is encoded on a line of its own, empty where it has none."""
    lines = "\n".join(_HAN).encode(encoding, "ignore").split(b"\n")
    return {char for char, line in zip(_HAN, lines, strict=True) if line}


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or char in "“”‘’—…×"


def _beside_wide(text: str, run: re.Match[str]) -> bool:
    """White space at an edge or beside Chinese parts nothing; invisible characters never do."""
    start, end = run.span()
    edge = start == 0 or end == len(text)
    return edge or not run[0].isspace() or _is_wide(text[start - 1]) or _is_wide(text[end])


def _wide_punctuation(text: str) -> str:
    if not HALF_WIDTH.search(text):
        return text
    return "".join(
        HALF_WIDTH_PUNCTUATION[char] if char in HALF_WIDTH_PUNCTUATION and _between_figures(text, i) is False else char
        for i, char in enumerate(text)
    )


def _between_figures(text: str, index: int) -> bool:
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _paired_quotes(text: str) -> str:
    if '"' not in text:
        return text
    pieces = text.split('"')
    return "".join(piece + ("“" if i % 2 == 0 else "”") for i, piece in enumerate(pieces[:-1])) + pieces[-1]
