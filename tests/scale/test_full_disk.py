"""A disk that is full, whenever that comes, leaves the old build as it was, and with room the next build is whole."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from disks import Disk, disk
from folders import content, corpus, dotted

from kg import store
from kg.errors import InputError
from kg.pipeline import build
from kg.scale import assemble, place
from kg.scale import build as course
from kg.scale.cache import Cache

KG = Path(sysconfig.get_path("scripts")) / "kg"
MOMENTS = {
    "a shard": (Cache, "write_shard"),
    "the index": (Cache, "choose"),
    "merging": (assemble, "merge"),
    "the store": (store, "load"),
    "the ledger": (assemble, "write_texts"),
    "the report": (course, "write_report"),
}
PATCHES = {
    "quads": (assemble, "patch_quads"),
    "Turtle": (assemble, "patch_turtle"),
    "the store": (store, "change"),
}
SAID = r"/out: (its cache )?cannot be written \(.+\); make room"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("texts") / "in", 30)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> dict[str, object]:
    """What a build with room enough writes."""
    out = tmp_path_factory.mktemp("clean") / "out"
    build([texts], out)
    return content(out)


@dataclass(frozen=True)
class Case:
    """A disk, the earlier build on it, and the documents to build from with what comes of them."""

    small: Disk
    out: Path
    old: dict[str, object]
    texts: Path
    clean: dict[str, object]

    def is_as_it_was(self) -> None:
        """The old build is there, nothing beside it; with room, all is built."""
        self.small.clear()
        assert content(self.out) == self.old
        self.is_built_next()

    def is_built_next(self) -> None:
        """Nothing lies about, and the next build is whole."""
        assert dotted(self.small.folder) == []
        build([self.texts], self.out)
        assert content(self.out) == self.clean
        assert dotted(self.small.folder) == []


@pytest.fixture(params=["mounted", "limited"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A disk that can be filled: one of its own where it may be mounted, and in any case one with a limit."""
    with disk(tmp_path / "disk", mount=request.param == "mounted") as found:
        yield found


@pytest.fixture
def case(tmp_path: Path, small: Disk, texts: Path, clean: dict[str, object]) -> Case:
    """An earlier build of one other document."""
    (tmp_path / "one.txt").write_text("市人大常委会制定《大同市观星条例》。\n", encoding="utf-8")
    out = small.folder / "out"
    build([tmp_path / "one.txt"], out)
    return Case(small, out, content(out), texts, clean)


@pytest.fixture
def near(tmp_path: Path, small: Disk, texts: Path, clean: dict[str, object]) -> Case:
    """An earlier build of all documents but one."""
    shutil.copytree(texts, tmp_path / "fewer")
    max((tmp_path / "fewer").iterdir()).unlink()
    out = small.folder / "out"
    build([tmp_path / "fewer"], out)
    return Case(small, out, content(out), texts, clean)


def full_at(monkeypatch: pytest.MonkeyPatch, small: Disk, owner: object, name: str) -> list[str]:
    """Have the disk be full from the moment on at which a function is called; the calls are noted."""
    called: list[str] = []
    done: Callable[..., object] = getattr(owner, name)

    def full(*given: object) -> object:
        called.append(name)
        small.leave(0)
        return done(*given)

    monkeypatch.setattr(owner, name, full)
    return called


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_less_room_than_is_needed(case: Case, share: float) -> None:
    needed = sum(len(data) for data in case.clean.values() if isinstance(data, bytes))
    case.small.leave(int(needed * share))
    run = subprocess.run([KG, "build", "-q", case.texts, "-o", case.out], capture_output=True, text=True, check=False)
    assert run.returncode == 3
    assert "cannot be written (" in run.stderr
    assert "; make room" in run.stderr
    assert "Traceback" not in run.stderr
    case.is_as_it_was()


@pytest.mark.parametrize("moment", MOMENTS)
def test_full_amid_a_build(monkeypatch: pytest.MonkeyPatch, case: Case, moment: str) -> None:
    called = full_at(monkeypatch, case.small, *MOMENTS[moment])
    with pytest.raises(InputError, match=SAID):
        build([case.texts], case.out)
    monkeypatch.undo()
    assert called
    case.is_as_it_was()


@pytest.mark.parametrize("moment", PATCHES)
def test_full_amid_a_small_change(monkeypatch: pytest.MonkeyPatch, near: Case, moment: str) -> None:
    called = full_at(monkeypatch, near.small, *PATCHES[moment])
    with pytest.raises(InputError, match=SAID):
        build([near.texts], near.out)
    monkeypatch.undo()
    assert called
    near.is_as_it_was()


def test_full_when_all_is_written(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    """Moving takes no room: the build is done, and what cannot be noted for the next one is worked out by it."""
    called = full_at(monkeypatch, case.small, course, "move")
    build([case.texts], case.out)
    monkeypatch.undo()
    case.small.clear()
    assert called
    assert content(case.out) == case.clean
    case.is_built_next()


@pytest.mark.parametrize("at", [1, 2, 5, 12])
def test_a_folder_that_cannot_take_another_name(monkeypatch: pytest.MonkeyPatch, case: Case, at: int) -> None:
    rename = Path.rename
    calls: list[Path] = []

    def cut(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return rename(path, target)

    move = place.move
    monkeypatch.setattr(course, "move", lambda *given: (monkeypatch.setattr(Path, "rename", cut), move(*given)))
    with pytest.raises(InputError, match=SAID):
        build([case.texts], case.out)
    monkeypatch.undo()
    case.is_as_it_was()
