"""Archives, tables and patterns give the documents that files would, and nothing in them does harm."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from folders import content, corpus

from kg.errors import InputError
from kg.pipeline import build
from kg.scale import archives
from kg.scale.batch import Source
from kg.scale.sources import Refused, find, stream


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("texts") / "in", 3)


@pytest.fixture(scope="module")
def from_files(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> dict[str, object]:
    out = tmp_path_factory.mktemp("files") / "out"
    build([texts], out)
    return content(out)


def read(*paths: Path) -> tuple[list[Source], list[Refused]]:
    """The sources that paths give, and what was refused."""
    found = list(stream(find(paths, Path("nowhere"))))
    return [one for one in found if isinstance(one, Source)], [one for one in found if isinstance(one, Refused)]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], links: tuple[str, ...] = ()) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return path


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", ["all.zip", "all.tar.gz"])
def test_an_archive_is_as_its_files(
    tmp_path: Path, texts: Path, from_files: dict[str, object], pack: object, name: str
) -> None:
    if (pack is zipped) != name.endswith(".zip"):
        return
    members = {f"reports/2024/{path.name}": path.read_bytes() for path in texts.iterdir()}
    packed = (zipped if name.endswith(".zip") else tarred)(tmp_path / name, members)
    build([packed], tmp_path / "out")
    assert content(tmp_path / "out") == from_files


def test_a_pattern_is_as_the_files_it_means(tmp_path: Path, texts: Path, from_files: dict[str, object]) -> None:
    shutil.copytree(texts, tmp_path / "a" / "b")
    (tmp_path / "a" / "b" / "other.md").write_text("# 别的\n", encoding="utf-8")
    build([tmp_path / "a" / "**" / "*.txt"], tmp_path / "out")
    assert content(tmp_path / "out") == from_files
    assert [one.where for one in read(tmp_path / "*.none", texts)[1]] == [str(tmp_path / "*.none")]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_table_is_as_its_texts(tmp_path: Path, texts: Path, from_files: dict[str, object], form: str) -> None:
    rows = [{"id": path.name, "text": path.read_text(encoding="utf-8")} for path in sorted(texts.iterdir())]
    rows[0]["metadata"] = {"source": "网页"}  # type: ignore[assignment]
    table = tmp_path / f"all.{form}"
    if form == "jsonl":
        table.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    else:
        pq.write_table(pa.Table.from_pylist(rows), table)
    build([table], tmp_path / "out")
    found = content(tmp_path / "out")
    for name in ("graph.nq", "graph.ttl", "ledger.jsonl", "texts", "store"):
        assert found[name] == from_files[name]
    told = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["documents"]
    assert {one["encoding"] for one in told} == {form}
    assert [one["metadata"] for one in told if "metadata" in one] == [{"source": "网页"}]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_members_that_lead_out_are_refused(tmp_path: Path, pack: object) -> None:
    members = dict.fromkeys(("../a.txt", "/b.txt", "x/../../c.txt", "C:\\d.txt", "..\\e.txt"), b"x" * 9)
    members |= {"good/大同.txt": "人大".encode(), "good/.hidden.txt": b"x", "good/picture.png": b"x"}
    path = zipped(tmp_path / "a.zip", members) if pack is zipped else tarred(tmp_path / "a.tgz", members, ("l.txt",))
    good, refused = read(path)
    assert [(one.name, one.data) for one in good] == [("大同.txt", "人大".encode())]
    assert sum(one.reason == "its path leads out of the archive" for one in refused) == 5
    assert [one.where.rpartition("/")[2] for one in refused if one.other] == [".hidden.txt", "picture.png"]
    assert sum(one.reason == "is not a regular file" for one in refused) == (pack is tarred)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: object) -> None:
    monkeypatch.setattr(archives, "ALLOWED", 1_000_000)
    name = "a.zip" if pack is zipped else "a.tar.gz"
    members = {f"{number}.txt": b"a" * 600_000 for number in range(9)}
    path = (zipped if pack is zipped else tarred)(tmp_path / name, members)
    good, refused = read(path)
    assert len(good) < 9
    assert [one.reason for one in refused] == ["unpacks to more than 200 times its size"]
    large = (zipped if pack is zipped else tarred)(tmp_path / f"b{name}", {"a.txt": bytes(65 * 1024**2)})
    assert read(large)[1][0].reason.startswith("is larger than 64 MiB (kg build --max-size")


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.parquet"])
def test_what_is_damaged_is_refused_and_the_rest_read(tmp_path: Path, texts: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 not what it says")
    good, refused = read(tmp_path / name, texts)
    assert len(good) == 3
    assert [one.where for one in refused] == [str(tmp_path / name)]
    cut = tarred(tmp_path / "cut.tgz", {"a.txt": b"a", "b.txt": bytes(range(256)) * 999})
    cut.write_bytes(cut.read_bytes()[:-500])
    assert read(cut)[1]


def test_a_zip_of_windows(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"XXXX.txt": b"a"})
    path.write_bytes(path.read_bytes().replace(b"XXXX", "大同".encode("gb18030")))
    assert [one.name for one in read(path)[0]] == ["大同.txt"]


def test_rows_that_are_no_documents(tmp_path: Path) -> None:
    rows = [
        '{"id": 1, "text": "a"}',
        "[]",
        '{"id": "x"}',
        "{",
        '{"id": "y", "text": "\\ud800"}',
        "",
        '{"id": " ", "text": "a"}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    good, refused = read(tmp_path / "a.jsonl")
    assert [(one.name, one.where) for one in good] == [("1", f"{tmp_path / 'a.jsonl'}:1")]
    assert [one.where.rpartition(":")[2] for one in refused] == ["2", "3", "4", "5", "7"]
    (tmp_path / "b.jsonl").write_text('{"name": 1}\n' * 9, encoding="utf-8")
    (told,) = read(tmp_path / "b.jsonl")[1]
    assert told.reason == "holds no documents: its first row does not have an id (text or number) and a text"


def test_reading_streams(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f'{{"id": {number}, "text": "人大"}}\n' for number in range(5))
        file.write("not JSON")
    taken = iter(stream(find([tmp_path / "a.jsonl"], Path("nowhere"))))
    first = next(taken)
    assert isinstance(first, Source)
    (tmp_path / "a.jsonl").write_text("", encoding="utf-8")
    assert [type(one) for one in taken][-1] in (Source, Refused)


def test_nothing_at_all(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no .*\.zip.* file found"):
        build([tmp_path], tmp_path / "out")
