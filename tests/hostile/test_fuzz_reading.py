"""Any bytes as a file of any format: documents, or reasons in words."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from formats import HEADLINE, PARAGRAPHS, page, paragraphs, pdf, word
from hypothesis import given
from hypothesis import strategies as st
from prose import examples, prose

from kg.errors import InputError
from kg.read import SUFFIXES, read_data
from kg.scale.sources import CONTAINERS, Refused, find, stream

TEXT = "\n".join([HEADLINE, *PARAGRAPHS])
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5")


def table() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([{"id": name, "text": TEXT} for name in "abc"]), file)
    return file.getvalue()


def lines() -> bytes:
    return b"".join(json.dumps({"id": name, "text": TEXT, "metadata": {"a": 1}}).encode() + b"\n" for name in "abc")


@cache
def whole(suffix: str) -> bytes:
    """A file of a format that is as it should be."""
    makers = {
        ".docx": lambda: word(HEADLINE, *PARAGRAPHS),
        ".pdf": lambda: pdf(TEXT),
        ".htm": lambda: page(paragraphs(HEADLINE, *PARAGRAPHS)).encode(),
        ".html": lambda: page(paragraphs(HEADLINE, *PARAGRAPHS)).encode(),
        ".tar.gz": lambda: gzip.compress(tarred(), mtime=0),
        ".tgz": lambda: gzip.compress(tarred(), mtime=0),
        ".jsonl": lines,
        ".parquet": table,
    }
    return makers.get(suffix, TEXT.encode)()


def zipped(how: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name in ("甲.txt", "乙.txt"):
            archive.writestr(zipfile.ZipInfo(name), TEXT * 3)
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name in ("甲.txt", "乙.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT.encode())
            archive.addfile(info, io.BytesIO(TEXT.encode()))
    return file.getvalue()


# Where, as a share of the file, and what is written over it, put in, or taken out there.
HARM = st.tuples(
    st.floats(0, 1, exclude_max=True), st.sampled_from(["over", "in", "out", "cut"]), st.binary(min_size=1, max_size=8)
)


def harmed(data: bytes, harm: list[tuple[float, str, bytes]]) -> bytes:
    """The bytes with each harm done to them."""
    for share, how, some in harm:
        at = int(share * len(data))
        behind = {"over": at + len(some), "in": at, "out": at + 8 * len(some), "cut": len(data)}[how]
        data = data[:at] + (some if how in ("over", "in") else b"") + data[behind:]
    return data


def said(path: Path, data: bytes) -> str:
    """The text of a document, or why there is none."""
    try:
        return read_data(path, data).text
    except InputError as error:
        return f"{error.what}; {error.mend}" if error.mend else ""


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_with_harm_done_to_it(suffix: str) -> None:
    @given(st.lists(HARM, min_size=1, max_size=6))
    @examples(25)
    def read(harm: list[tuple[float, str, bytes]]) -> None:
        assert said(Path(f"a{suffix}"), harmed(whole(suffix), harm)).strip()

    read()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_of_any_bytes(suffix: str) -> None:
    @given(st.binary(max_size=400))
    @examples(25)
    def read(data: bytes) -> None:
        assert said(Path(f"a{suffix}"), data).strip()

    read()


@given(prose(), st.sampled_from(ENCODINGS), st.sampled_from([".txt", ".md", ".html"]))
@examples(60)
def test_prose_in_any_encoding(text: str, encoding: str, suffix: str) -> None:
    data = text.encode(encoding, "replace")
    assert said(Path(f"a{suffix}"), data).strip()
    if suffix != ".html" and "utf" in encoding and "\0" not in text and text.strip() and text[0] != "\ufeff":
        read = said(Path(f"a{suffix}"), data)
        assert read == text.replace("\r\n", "\n").replace("\r", "\n") or "binary" in read


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_an_archive_or_table_with_harm_done_to_it(suffix: str, tmp_path: Path) -> None:
    good = [zipped(how) for how in (0, 8, 12, 14)] if suffix == ".zip" else [whole(suffix)]
    path = tmp_path / f"a{suffix}"

    @given(st.sampled_from(good), st.lists(HARM, min_size=1, max_size=4), st.booleans())
    @examples(60)
    def read(data: bytes, harm: list[tuple[float, str, bytes]], inside: bool) -> None:
        if inside and suffix in (".tar.gz", ".tgz"):
            path.write_bytes(gzip.compress(harmed(tarred(), harm), mtime=0))
        else:
            path.write_bytes(harmed(data, harm))
        for one in stream(find([path], Path("nowhere"))):
            assert not isinstance(one, Refused) or one.reason or one.other

    read()
