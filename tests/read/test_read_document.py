import errno
import os
from pathlib import Path
from typing import Never

import pytest

from kg.errors import InputError
from kg.read import read_document
from kg.resources import seeds_dir


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        ("人\r\n大\r".encode("utf-16"), "人\n大\n"),
        ("第一页\f第二页\u3000\u2028".encode(), "第一页\f第二页\u3000\u2028"),
        ("Ｋ⼈人\ufeff".encode(), "Ｋ⼈人\ufeff"),
    ],
)
def test_only_marks_and_line_ends_change(tmp_path: Path, data: bytes, text: str) -> None:
    document = read_document(written(tmp_path / "a.md", data))
    assert document.text == text
    assert document.name == "a.md"


def test_all_encodings_give_one_document(tmp_path: Path) -> None:
    text = "市人大常委会\n制定《停车条例》"
    encodings = ["utf-8", "utf-8-sig", "utf-16", "gb18030"]
    documents = [read_document(written(tmp_path / f"{e}.txt", text.encode(e))) for e in encodings]
    assert len({document.sha256 for document in documents}) == 1


def test_seeds_are_read_whole() -> None:
    for path in seeds_dir().glob("*.txt"):
        assert read_document(path).text == path.read_bytes().decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.txt", b" \r\n\t\xe3\x80\x80", "is empty"),
        ("a.txt", b"%PDF-1.7\n", r"is a binary file \(PDF\)"),
        ("a.txt", b"PK\x03\x04rest", r"is a binary file \(Zip or Office\)"),
        ("a.md", b"\x89PNG\r\n\x1a\n\x00", r"is a binary file \(PNG\)"),
        ("a.md", b"\x7fELF\x02\x01\x01\x00\x00", "is a binary file or a damaged UTF-16 text"),
        ("a.txt", "Привет, мир".encode("cp1251"), "is in none of UTF-8, UTF-16, GB18030 and Big5"),
        ("a.doc", b"a", r"is of a format that is not read; give one of \.docx, \.htm, \.html, \.md, \.pdf, \.txt"),
        ("a", b"a", "is of a format that is not read"),
    ],
)
def test_unusable_contents_are_named_with_the_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = written(tmp_path / name, data)
    with pytest.raises(InputError, match=f"{path}: {reason}"):
        read_document(path)


def test_unusable_paths_are_named_with_the_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "device.txt").symlink_to(os.devnull)
    reasons = {
        "device.txt": "is not a regular file",
        "pipe.txt": "is not a regular file",
        "folder.txt": f"cannot be read: {os.strerror(errno.EISDIR)}",
        "loop.txt": f"cannot be read: {os.strerror(errno.ELOOP)}",
        "none.txt": f"cannot be read: {os.strerror(errno.ENOENT)}",
    }
    for name, reason in reasons.items():
        with pytest.raises(InputError) as caught:
            read_document(tmp_path / name)
        assert caught.value.what == reason


def test_forbidden_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Never:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    path = written(tmp_path / "a.txt", b"a")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=f"cannot be read: {os.strerror(errno.EACCES)}"):
        read_document(path)


def test_limit_is_inclusive(tmp_path: Path) -> None:
    assert read_document(written(tmp_path / "a.txt", b"abc"), 3).text == "abc"
    with pytest.raises(InputError, match="is larger than"):
        read_document(written(tmp_path / "b.txt", b"abcd"), 3)


def test_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = written(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")), b"a")
    with pytest.raises(InputError, match="its name is not UTF-8"):
        read_document(path)
