"""Files that are made to harm whoever reads them: told with the reason, and the rest is built."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import tarfile
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from commands import kg
from formats import HEADLINE, page, paragraphs, pdf, word

from kg.errors import InputError
from kg.pipeline import build
from kg.read import find_links_out, find_sources, read_data
from kg.scale.plan import Plan
from kg.scale.sources import Refused, find, stream

GOOD = "大同市人大常委会2023年工作综述\n\n市人大常委会制定《大同市养犬管理条例》。\n"
SECRET = "秘密市人大常委会制定《秘密管理条例》。root:x:0:0"
STEERING = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066")
SITE = """import sys
LOG = open({log!r}, "a", buffering=1)
CHANGES = {{"os.rename", "os.link", "os.symlink", "os.truncate"}}
def hook(event, given):
    if event == "open" and isinstance(given[0], (str, bytes)) and (given[2] or 0) & 0o3103:
        print(event, given[0] if isinstance(given[0], str) else given[0].decode(), sep="\\t", file=LOG)
    elif event in CHANGES:
        for path in given[:2]:
            if isinstance(path, (str, bytes)) or hasattr(path, "__fspath__"):
                print(event, path, sep="\\t", file=LOG)
sys.addaudithook(hook)
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with one report that is as it should be."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


def built(reports: Path, plan: Plan | None = None) -> dict[str, str]:
    """Why each file was left out; the good one never is, and nothing secret is in the graph."""
    out = reports.parent / "out"
    report = build([reports], out, None, plan or Plan())
    assert report.documents == 1
    graph = (out / "graph.nq").read_text(encoding="utf-8")
    assert "养犬管理条例" in graph
    assert "秘密" not in graph
    assert "root:" not in graph
    return {Path(name).name: reason for name, reason in report.skipped}


def test_links_that_lead_out_are_not_followed(reports: Path) -> None:
    outside = reports.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET, encoding="utf-8")
    (outside / "all.jsonl").write_text(json.dumps({"id": "s", "text": SECRET}), encoding="utf-8")
    (reports / "a.txt").symlink_to(outside / "secret.txt")
    (reports / "b.txt").symlink_to("../outside/secret.txt")
    (reports / "c.jsonl").symlink_to(outside / "all.jsonl")
    (reports / "d").symlink_to(outside)
    (reports / "root").symlink_to("/")
    (reports / "zero.txt").symlink_to("/dev/zero")
    (reports / "same.txt").symlink_to("good.txt")
    (reports / "loop.txt").symlink_to("loop.txt")
    reasons = built(reports)
    assert reasons.pop("loop.txt") == "cannot be read: Too many levels of symbolic links"
    assert set(reasons) == {"a.txt", "b.txt", "c.jsonl", "d", "root", "zero.txt"}
    assert set(reasons.values()) == {"is a link that leads out of its folder"}


def test_a_link_into_another_folder_that_is_named_is_no_way_out(reports: Path) -> None:
    other = reports.parent / "other"
    other.mkdir()
    (other / "b.txt").write_text(GOOD, encoding="utf-8")
    (reports / "b.txt").symlink_to(other / "b.txt")
    assert len(find_sources([reports])) == 1
    assert len(find_sources([reports, other])) == 2
    assert find_links_out([reports]) == [reports / "b.txt"]
    assert find_links_out([reports, other]) == []
    assert find_sources([reports / "b.txt"]) == [reports / "b.txt"]


@contextmanager
def pipe(path: Path) -> Iterator[None]:
    """A pipe into which somebody writes a report as soon as it is opened, so that who opens it does not wait."""

    def write() -> None:
        with suppress(BrokenPipeError), path.open("wb") as file:
            file.write(GOOD.encode())

    os.mkfifo(path)
    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    try:
        yield
    finally:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        writer.join(10)


@pytest.mark.parametrize("name", ["pipe.txt", "pipe.zip", "pipe.tar.gz", "pipe.jsonl", "pipe.parquet", "pipe.docx"])
def test_a_pipe_is_not_waited_for(reports: Path, name: str) -> None:
    with pipe(reports / name):
        assert built(reports) == {name: "is not a regular file"}


def test_a_device_is_no_source(tmp_path: Path) -> None:
    links = [tmp_path / name for name in ("a.txt", "a.jsonl", "a.zip")]
    for link, device in zip(links, ("/dev/zero", "/dev/full", "/dev/random"), strict=True):
        link.symlink_to(device)
    code, said, told = kg("build", "-q", *links, "-o", tmp_path / "out")
    assert (code, said) == (3, "")
    assert told.count("is not a regular file") == 3
    assert not (tmp_path / "out").exists()


ODD_NAMES = [
    b"line\nfeed.txt",
    b"kg: error: all is lost\n.txt",
    b"quote\"'`$(touch hacked).txt",
    b"\x1b[31mred\x07.txt",
    "\u202etxt.条例.txt".encode(),
    b"not utf-8 \xff\xfe.txt",
    b"a\tb .txt",
    b"=cmd|'.txt",
    b"<script>alert(1)<%2fscript>.txt",
    b"-o.txt",
    "长".encode() * 80 + b".txt",
]


def test_odd_names_are_told_in_one_line_that_steers_nothing(reports: Path) -> None:
    for number, name in enumerate(ODD_NAMES):
        text = f"{GOOD}市人大常委会听取第{number}项报告。" if number % 2 else ""
        Path(os.fsdecode(os.fsencode(reports) + b"/" + name)).write_text(text, encoding="utf-8")
    out = reports.parent / "out"
    code, said, told = kg("build", reports, "-o", out, cwd=reports.parent)
    assert (code, said) == (3, "")
    assert not any(sign in told for sign in STEERING)
    lines = told.splitlines()
    assert all(line.startswith(("kg: skipped ", "[", str(out))) for line in lines), told
    # Those that are empty, and the one whose name is no UTF-8.
    assert sum(line.startswith("kg: skipped ") for line in lines) == 7
    assert sum("its name is not UTF-8" in line for line in lines) == 1
    assert not (reports.parent / "hacked").exists()
    for command in (["verify"], ["verify", "--sources", str(reports)], ["validate"]):
        assert kg(*command, "-o", out)[0] == 0
    names = {row["name"] for row in json.loads((out / "report.json").read_text(encoding="utf-8"))["documents"]}
    assert "kg: error: all is lost\n.txt" in names
    code, _, told = kg("remove", "kg: error: all is lost\n.txt", "-o", out)
    assert (code, len(told.splitlines())) == (0, 1)


def sparse(path: Path, size: int = 2 * 1024**3) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_two_gigabytes_are_refused_with_the_limit_and_how_to_raise_it(reports: Path) -> None:
    for name in ("a.txt", "a.pdf", "a.docx", "a.html", "a.zip", "a.tar.gz", "a.parquet"):
        sparse(reports / name)
    # In a process that cannot hold even one of them: the limit holds before a file is read, not after.
    code, said, told = kg("build", "-q", reports, "-o", reports.parent / "out", memory=1024**3)
    assert (code, said) == (3, ""), told
    reasons = dict(re.findall(r"^kg: skipped .*/([\w.]+): (.*)$", told, re.MULTILINE))
    for name in ("a.txt", "a.pdf", "a.docx", "a.html"):
        assert reasons.pop(name) == "is larger than 64 MiB (kg build --max-size takes more)"
    assert reasons.pop("a.parquet").startswith("is no Parquet that can be read")
    assert set(reasons) == {"a.zip", "a.tar.gz"}
    assert all(reason.startswith("is damaged") for reason in reasons.values()), reasons


def test_max_size_moves_the_limit_both_ways(reports: Path) -> None:
    out = reports.parent / "out"
    (reports / "large.txt").write_text(GOOD + ("a" * 999 + "\n") * 1_100, encoding="utf-8")
    command = ("build", "-q", reports, "-o", out)
    code, _, told = kg(*command, "--max-size", "1")
    assert (code, "large.txt: is larger than 1 MiB" in told) == (3, True)
    assert kg(*command)[0] == 0
    assert kg("verify", "-o", out, "--sources", reports)[0] == 0
    assert kg("verify", "-o", out, "--sources", reports, "--max-size", "1")[0] == 1
    assert kg(*command, "--max-size", "0")[0] == 2


def test_what_was_too_large_once_is_read_when_more_is_allowed(reports: Path) -> None:
    (reports / "large.docx").write_bytes(word(HEADLINE, *(f"{'说明' * 500}{i}" for i in range(400))))
    out = reports.parent / "out"
    assert [Path(name).name for name, _ in build([reports], out, None, Plan(max_size=1)).skipped] == ["large.docx"]
    assert build([reports], out, None, Plan(max_size=2)).skipped == ()


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def overlapping(members: int) -> bytes:
    """A Zip file in which every entry of the directory leads to the same bytes (https://www.bamsoftware.com/hacks/zipbomb/)."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    text = b"a" * (30 * 1024**2)
    data = packed.compress(text) + packed.flush()
    fields = (20, 0, 8, 0, 0, zlib.crc32(text), len(data), len(text), 5, 0)
    local = b"PK\3\4" + struct.pack("<5H3I2H", *fields) + b"a.txt" + data
    entry = b"PK\1\2" + struct.pack("<6H3I5H2I", 20, *fields[:-1], 0, 0, 0, 0, 0, 0) + b"a.txt"
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, members, members, members * len(entry), len(local), 0)
    return local + members * entry + end


def test_an_archive_whose_entries_share_their_bytes_is_a_bomb(tmp_path: Path) -> None:
    (tmp_path / "overlap.zip").write_bytes(overlapping(2000))
    found = list(stream(find([tmp_path], Path("nowhere"))))
    assert len(found) < 12
    assert isinstance(found[-1], Refused)
    assert found[-1].reason == "unpacks to more than 200 times its size"


def test_archives_that_lead_out(reports: Path) -> None:
    (reports / "slip.zip").write_bytes(zipped(**{"../../slip.txt": SECRET.encode(), "/etc/slip.txt": SECRET.encode()}))
    with tarfile.open(reports / "slip.tar.gz", "w:gz") as archive:
        for name, kind, leads in (
            ("link.txt", tarfile.SYMTYPE, "/etc/passwd"),
            ("hard.txt", tarfile.LNKTYPE, "../outside.txt"),
            ("device.txt", tarfile.CHRTYPE, ""),
            ("pipe.txt", tarfile.FIFOTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, leads
            archive.addfile(info)
    out = reports.parent / "out"
    report = build([reports], out, None, Plan())
    assert [reason for name, reason in report.skipped if "slip.zip" in name] == [
        "its path leads out of the archive"
    ] * 2
    assert [reason for name, reason in report.skipped if "slip.tar.gz" in name] == ["is not a regular file"] * 4
    assert "秘密" not in (out / "graph.nq").read_text(encoding="utf-8")
    assert not any(path.name == "slip.txt" for path in reports.parent.rglob("*"))


LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
)


def docx_with(prolog: str, text: str) -> bytes:
    """A Word file whose main part has these declarations in front, and this text in its paragraph."""
    plain = word("XXXX")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                head, body = data.split(b"?>", 1)
                data = head + b"?>" + prolog.encode() + body.replace(b"XXXX", text.encode())
            new.writestr(name, data)
    return file.getvalue()


def test_entities_of_xml_are_neither_expanded_nor_fetched(reports: Path) -> None:
    secret = reports.parent / "秘密.txt"
    secret.write_text(SECRET, encoding="utf-8")
    outside = f"<!DOCTYPE x [<!ENTITY f SYSTEM '{secret.as_uri()}'><!ENTITY n SYSTEM 'http://127.0.0.1:9/'>]>"
    (reports / "laughs.docx").write_bytes(docx_with(LAUGHS, "&a11;" + HEADLINE))
    (reports / "outside.docx").write_bytes(docx_with(outside, "&f;&n;" + HEADLINE))
    body = paragraphs(HEADLINE, "&a11;&f;&n;") + "<p>&lt;b&gt;</p>"
    for name, prolog in (("laughs.html", LAUGHS), ("outside.html", outside)):
        (reports / name).write_text(f'<?xml version="1.0"?>{prolog}{page(body + name)}', encoding="utf-8")
    out = reports.parent / "out"
    report = build([reports], out, None, Plan(time_limit=30))
    assert {Path(name).name: reason for name, reason in report.skipped} == {
        "laughs.docx": "is no Word file or a damaged one",
        "outside.docx": "declares entities of XML, as no Word file does",
    }
    texts = [text.read_text(encoding="utf-8") for text in (out / "texts").iterdir()]
    assert sum("&a11;&f;&n;" in text for text in texts) == 2
    for text in texts:
        assert "秘密" not in text
        assert "haha" not in text
        assert len(text) < 1000


def lying(data: bytes) -> dict[str, bytes]:
    """PDFs that are not as long, not as whole or not as open as they say."""
    at = data.index(b"/Length")
    return {
        "too long": data[:at] + b"/Length 99999999 " + data[at + len("/Length") :],
        "negative": data[:at] + b"/Length -1 " + data[at + len("/Length") :],
        "cut": data[: len(data) // 2],
        "no end": data[: data.rindex(b"startxref")],
        "far": data[: data.rindex(b"startxref")] + b"startxref\n9999999999999\n%%EOF",
        "itself": data.replace(b"/Kids [", b"/Kids [ 1 0 R 2 0 R 3 0 R 4 0 R 5 0 R 6 0 R ", 1),
        "many pages": data.replace(b"/Count 1", b"/Count 2000000000", 1),
        "encrypted": pdf(HEADLINE, password="p"),
    }


LIES = {
    "cut": "is no PDF or a damaged one",
    "itself": "has no text layer (a scan)",
    "encrypted": "is encrypted",
}


@pytest.mark.parametrize("name", lying(pdf(HEADLINE)))
def test_a_pdf_that_lies_is_read_or_refused_in_words(name: str) -> None:
    try:
        said = read_data(Path("a.pdf"), lying(pdf(HEADLINE))[name]).text
    except InputError as error:
        said = error.what
    assert said == LIES.get(name, HEADLINE)


def spoilt_lzma() -> bytes:
    """A Zip file whose member is packed in a way that fails in the middle."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", bytes(range(256)) * 99)
    data = bytearray(file.getvalue())
    data[60:90] = b"\xff" * 30
    return bytes(data)


SPOILT: dict[str, Callable[[], bytes]] = {
    "name of no encoding.zip": lambda: zipped(**{"大.txt": b"a"}).replace("大".encode(), b"\xff\xff\xff"),
    "name of no length.zip": lambda: zipped(a=b"a").replace(b"\x01\x00\x00\x00\x00\x00", b"\0" * 6),
    "another compression.zip": spoilt_lzma,
    "bomb of numbers.tar.gz": lambda: b"\x1f\x8b\x08" + b"\xff" * 64,
}


@pytest.mark.parametrize("name", SPOILT)
def test_an_archive_whose_layers_fail_is_told_of(reports: Path, name: str) -> None:
    (reports / name).write_bytes(SPOILT[name]())
    assert built(reports)[name].startswith(("is damaged", "cannot be read"))


def test_a_build_writes_only_into_its_folder(reports: Path) -> None:
    top = reports.parent
    home, temporary, site, log = (top / name for name in ("home", "tmp", "site", "log"))
    for folder in (home, temporary, site):
        folder.mkdir()
    (site / "sitecustomize.py").write_text(SITE.format(log=str(log)), encoding="utf-8")
    log.touch()
    (reports / "b.docx").write_bytes(word(HEADLINE))
    (reports / "c.zip").write_bytes(zipped(**{"../d.txt": GOOD.encode(), "e.txt": GOOD.encode() + b"x"}))
    before = {path for path in top.rglob("*") if path != log}
    env = {"HOME": str(home), "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(home), "PYTHONPATH": str(site)}
    code, _, told = kg("build", reports, "-o", top / "out", cwd=top, env=env | {"PYTHONDONTWRITEBYTECODE": "1"})
    assert code == 3, told
    after = {path for path in top.rglob("*") if path != log}
    assert {path for path in after - before if top / "out" not in (path, *path.parents)} == set()
    assert before <= after
    written = {Path(line.split("\t")[1]) for line in log.read_text(encoding="utf-8").splitlines()}
    assert any(path.is_relative_to(top / "out") for path in written)
    beside = {path for path in written if not _may_write(path, top)}
    assert beside == set()


def _may_write(path: Path, top: Path) -> bool:
    """Inside the output folder, its work and lock beside it (gone at the end), the null device, a file of no name."""
    whole = path if path.is_absolute() else top / path
    allowed = [top / "out", *(top / name for name in (".out.building", ".out.lock"))]
    return str(path) == os.devnull or any(whole == one or one in whole.parents for one in allowed)
