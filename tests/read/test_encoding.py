import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.encoding import detect
from kg.read.plain import read_plain

SIMPLIFIED = "市人大常委会听取审议专项工作报告16项，制定《大同市停车场条例》。\n"
TRADITIONAL = "市人大常委會聽取審議專項工作報告16項，制定《大同市停車場條例》。\n"

TABLE = [
    (SIMPLIFIED, "utf-8", "utf_8"),
    (SIMPLIFIED, "utf-8-sig", "utf_8_sig"),
    (SIMPLIFIED, "utf-16", "utf_16"),
    (SIMPLIFIED, "utf-16-le", "utf_16_le"),
    (SIMPLIFIED, "utf-16-be", "utf_16_be"),
    (SIMPLIFIED, "gb2312", "gb18030"),
    (SIMPLIFIED, "gbk", "gb18030"),
    (SIMPLIFIED, "gb18030", "gb18030"),
    (TRADITIONAL, "gbk", "gb18030"),
    (TRADITIONAL, "big5", "cp950"),
    (TRADITIONAL, "cp950", "cp950"),
    ("2023 year\n", "ascii", "utf_8"),
    ("2023 year\n", "utf-16-le", "utf_16_le"),
    ("立法", "gbk", "gb18030"),
    ("人大", "gbk", "gb18030"),
    ("立法計劃", "big5", "cp950"),
    # Read as GB18030 the first is private use, the second a rare character.
    ("人大", "big5", "cp950"),
    ("選舉", "big5", "cp950"),
    ("人大", "utf-16-be", "utf_16_be"),
    ("工作报告\n", "utf-16-le", "utf_16_le"),
    ("㐂镕𠀀人民代表大会常务委员会", "gb18030", "gb18030"),
]


@pytest.mark.parametrize("repeat", [1, 300])
@pytest.mark.parametrize(("text", "stored", "codec"), TABLE)
def test_each_encoding(text: str, stored: str, codec: str, repeat: int) -> None:
    # Repeated UTF-16 has but one byte order mark, as in a file.
    data = (text * repeat).encode(stored)
    assert detect(data) == codec
    assert data.decode(codec) == text * repeat


def test_big_endian_mark() -> None:
    assert detect(codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")) == "utf_16"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x00\x01\x02\x03", id="nul"),
        pytest.param(codecs.BOM_UTF8 + "人大".encode("gbk"), id="mark that lies"),
        pytest.param(codecs.BOM_UTF16_LE + b"a", id="half a unit"),
        pytest.param("Le café est fermé, déjà".encode("latin-1"), id="latin"),
        pytest.param("Привет, мир".encode("koi8-r"), id="cyrillic"),
        pytest.param((SIMPLIFIED * 20).encode("utf-8")[:-2], id="UTF-8 cut in a character"),
        pytest.param((SIMPLIFIED * 20).encode("utf-8").replace(b"\xe5", b"", 1), id="UTF-8 with a byte lost"),
        pytest.param((SIMPLIFIED * 20).encode("gbk") + b"\xff", id="GBK with a bad byte"),
    ],
)
def test_not_a_chinese_text(data: bytes) -> None:
    assert detect(data) is None


def first_level(codec: str, leads: range, trails: range) -> str:
    return "".join(bytes([lead, trail]).decode(codec, "ignore") for lead in leads for trail in trails)


GB_COMMON = first_level("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
# The level ends at C67E; what vendors put behind it, kana among it, is no Chinese text.
BIG5_COMMON = first_level("big5", range(0xA4, 0xC6), range(0xA1, 0xFF))


@given(st.text(alphabet=GB_COMMON, max_size=60), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_simplified_text_comes_back(text: str, stored: str) -> None:
    text += SIMPLIFIED
    assert read_plain(Path("a.txt"), text.encode(stored)).text == text


@given(st.text(alphabet=GB_COMMON, max_size=60), st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_text_without_a_mark_comes_back(text: str, stored: str) -> None:
    text += SIMPLIFIED
    assert read_plain(Path("a.txt"), text.encode(stored)).text == text


@given(st.text(alphabet=BIG5_COMMON, max_size=60), st.sampled_from(["big5", "gb18030", "utf-16-le", "utf-8"]))
def test_traditional_text_comes_back(text: str, stored: str) -> None:
    text += TRADITIONAL
    assert read_plain(Path("a.txt"), text.encode(stored)).text == text
