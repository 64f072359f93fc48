import unicodedata
from pathlib import Path

import pytest
from formats import HEADLINE, PARAGRAPHS, pdf

from kg.errors import InputError
from kg.read import pdf as reader
from kg.read import read_data, read_document


def read(folder: Path, data: bytes) -> str:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return read_document(path).text


def test_lines_stay_and_a_form_feed_parts_pages(tmp_path: Path) -> None:
    pages = [
        f"{HEADLINE}\n{PARAGRAPHS[0][:20]}\n{PARAGRAPHS[0][20:]}\n— 1 —",
        PARAGRAPHS[1],
        "《条例（试行）》：“一法”，！？；、",
    ]
    assert read(tmp_path, pdf(*pages)) == "\f".join(pages)


def test_a_page_without_text_among_others(tmp_path: Path) -> None:
    assert read(tmp_path, pdf("前页", "", "后页")) == "前页\f\f后页"


def test_radicals_become_characters_and_nothing_else_does() -> None:
    radicals = "".join(map(chr, range(0x2F00, 0x2FD6)))
    assert radicals.translate(reader._PRINTED) == unicodedata.normalize("NFKC", radicals)
    assert "⼤⼈常委会".translate(reader._PRINTED) == "大人常委会"
    others = "，：（）“”①Ａ１⺠﹏㎡\u3000\f\n"
    assert others.translate(reader._PRINTED) == others


def test_hyphen_at_the_end_of_a_line(tmp_path: Path) -> None:
    assert "inter-" in read(tmp_path, pdf("inter-\nnational"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is no PDF or a damaged one"),
        (b"%PDF-1.7\n", "is no PDF or a damaged one"),
        (b"PK\x03\x04", "is no PDF or a damaged one"),
        (pdf(HEADLINE, password="p"), "is encrypted; save it without a password"),
        (pdf(""), r"has no text layer \(a scan\); run OCR first"),
        (pdf(" ", "\n"), r"has no text layer \(a scan\); run OCR first"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=f"{tmp_path / 'a.pdf'}: {reason}"):
        read(tmp_path, data)


def test_a_password_that_only_keeps_from_editing_keeps_from_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, pdf(HEADLINE, password="")) == HEADLINE


def test_text_larger_than_a_file_may_be(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    assert len(read_data(path, pdf("大" * 30), 100).text) == 30
    with pytest.raises(InputError, match="holds more text than 0 MiB"):
        read_data(path, pdf("大" * 30, "同" * 30), 59)
    with pytest.raises(InputError, match="holds more text than 0 MiB"):
        read_data(path, pdf("大" * 30, "同" * 30), 180)
    assert read_data(path, pdf("大" * 30, "同" * 30), 181).text == "大" * 30 + "\f" + "同" * 30
