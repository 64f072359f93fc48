"""One report in every format: the same facts, each with a quote of what was read."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from formats import HEADLINE, PARAGRAPHS, page, paragraphs, pdf, word

from kg.errors import InputError
from kg.model import Document
from kg.pipeline import build, facts_of
from kg.query.verify import verify
from kg.read import SUFFIXES, read_document

TEXT = "\n".join([HEADLINE, *PARAGRAPHS])
WRAPPED = "\n".join([HEADLINE, *(p[i : i + 40] for p in PARAGRAPHS for i in range(0, len(p), 40))])
HTML = page(f"<h1>{HEADLINE}</h1>{paragraphs(*PARAGRAPHS)}").encode()
FORMATS = {
    ".docx": word(HEADLINE, *PARAGRAPHS),
    ".htm": HTML.decode().encode("gbk"),
    ".html": HTML,
    ".md": TEXT.encode(),
    ".pdf": pdf(WRAPPED),
    ".txt": TEXT.encode("gbk"),
}


def stated(document: Document) -> list[tuple[str, str, str]]:
    """What the facts of a document say, wherever they stand in it."""
    return sorted((fact.type, fact.kind, repr(fact.roles)) for fact in facts_of(document).facts)


def test_every_suffix_has_its_format() -> None:
    assert sorted(FORMATS) == sorted(SUFFIXES)


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_same_facts_whatever_the_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(FORMATS[suffix])
    facts = stated(read_document(path))
    assert len(facts) > 5
    assert facts == stated(Document("a.txt", TEXT, "utf_8"))


def test_a_folder_of_all_formats_builds_and_verifies(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for suffix, data in FORMATS.items():
        (sources / f"report{suffix}").write_bytes(data)
    (sources / "scan.pdf").write_bytes(pdf(""))
    (sources / "~$report.docx").write_bytes(b"lock")
    report = build([sources], tmp_path / "out")
    assert report.documents == len(FORMATS)
    assert report.skipped == ((str(sources / "scan.pdf"), "has no text layer (a scan)"),)
    for found in (verify(tmp_path / "out"), verify(tmp_path / "out", sources)):
        assert found.checked > 5
        assert found.faults == ()
    listed = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["documents"]
    assert {row["name"]: row["encoding"] for row in listed} == {
        "report.docx": "docx", "report.pdf": "pdf", "report.htm": "gb18030",
        "report.html": "utf_8", "report.md": "utf_8", "report.txt": "gb18030",
    }  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sources"]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def bent(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(8):
        damaged[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(damaged)


@pytest.mark.parametrize("damage", [cut, bent])
@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_damage_is_an_error_a_user_understands_or_none(
    tmp_path: Path, suffix: str, damage: Callable[[bytes, random.Random], bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(3)
    path = tmp_path / f"a{suffix}"
    mends = []
    for _ in range(40):
        path.write_bytes(damage(FORMATS[suffix], chance))
        try:
            assert read_document(path).text.strip()
        except InputError as error:
            mends.append(error.mend)
    assert all(mends)
    assert mends or suffix == ".html"
    assert capfd.readouterr() == ("", "")


def test_libraries_of_other_formats_are_not_imported_for_plain_text() -> None:
    script = (
        "import sys; from pathlib import Path; from kg.model import Document; from kg.pipeline import facts_of\n"
        "from kg.read import read_document; from kg.resources import seeds_dir\n"
        "facts_of(Document('a.txt', '市人大常委会制定《条例》。', 'utf_8'))\n"
        "read_document(min(seeds_dir().glob('*.txt')))\n"
        "print(sorted({'trafilatura', 'lxml', 'docx', 'pypdfium2', 'opencc'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "[]\n"
