"""``check`` names every mistake with its file and the mend, and is silent about what holds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg.extract.frames as frames_module
import kg.workshop.check as check_module
from kg.errors import InputError
from kg.extract.frames import grammar
from kg.resources import seeds_dir
from kg.workshop.check import Fault, check

PACKAGE = Path(frames_module.__file__).parent
GOLD = Path(__file__).parent.parent / "gold" / "dev" / "texts"
REPEAL = "step-repeal.toml"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the data of ``kg/extract`` that everything is read from."""
    copy = tmp_path / "extract"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    real = frames_module.files

    def lent(package: str) -> object:
        return copy if package == "kg.extract" else real(package)

    monkeypatch.setattr(frames_module, "files", lent)
    monkeypatch.setattr(check_module, "files", lent)
    grammar.cache_clear()
    yield copy
    grammar.cache_clear()


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def grave() -> list[Fault]:
    return [fault for fault in check([]) if fault.grave]


def test_all_data_hold() -> None:
    faults = check([seeds_dir(), GOLD])
    assert [str(fault) for fault in faults if fault.grave] == []
    assert all(fault.file and fault.mend for fault in faults)


# what is changed in a frame, into what, what the fault says
MISTAKES = [
    pytest.param("triggers", 'odd = "x"\ntriggers', "unknown key 'odd'", id="unknown key"),
    pytest.param("[[counter_examples]]", "[[examples]]", "counter_examples", id="no counter-example"),
    pytest.param("triggers", "patterns = ['废止(?P<objec>.)']\ntriggers", "unknown group 'objec'", id="unknown group"),
    pytest.param('id = "step.repeal"', 'id = "step.adoption"', "that of step-adoption.toml", id="id used twice"),
    pytest.param('works = ["', 'works = ["另外', "step.repeal finds", id="an example that does not hold"),
    pytest.param('text = "建议', 'text = "', "in the counter-example", id="a counter-example that does not hold"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_a_mistake_in_a_frame_is_named(package: Path, old: str, new: str, said: str) -> None:
    path = package / "frames" / REPEAL
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = [fault for fault in grave() if fault.file == REPEAL]
    assert any(said in fault.what for fault in found), found
    assert all(fault.mend for fault in found)


def test_one_mistake_does_not_hide_the_next(package: Path) -> None:
    for name in (REPEAL, "step-hearing.toml"):
        change(package / "frames" / name, "triggers", "tirggers")
    assert {fault.file for fault in grave()} == {REPEAL, "step-hearing.toml"}


def test_mistakes_beside_the_frames_are_named(package: Path) -> None:
    (package / "figures.toml").write_text("", encoding="utf-8")
    change(package / "cues.toml", "[planned]", '[odd]\nen = "odd"\nnear = "怪"\n\n[planned]')
    with (package / "figures.toml").open("a", encoding="utf-8") as file:
        file.write(f'odd = "x"\n{(PACKAGE / "figures.toml").read_text(encoding="utf-8")}')
    assert {(fault.file, fault.what) for fault in grave()} == {
        ("cues.toml", "no frame heeds the cue 'odd'"),
        ("figures.toml", "unknown key 'odd'"),
    }


def test_a_list_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> object:
        raise InputError("the word 'x' belongs to two", "codes.ttl", "leave it with one")

    def breaks() -> object:
        raise KeyError("odd")

    monkeypatch.setattr(check_module, "LISTS", {"codes.ttl": fails, "words.toml": breaks})
    assert [str(fault) for fault in check([])] == [
        "codes.ttl: the word 'x' belongs to two; leave it with one",
        "words.toml: cannot be loaded (KeyError: 'odd'); mend the file",
    ]


def test_what_a_step_cannot_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> object:
        raise InputError("unknown key 'odd'", "wording.toml", "drop it")

    monkeypatch.setattr(check_module, "reports_of", fails)
    assert [str(fault) for fault in check([])] == ["wording.toml: unknown key 'odd'; drop it"]


def test_a_trigger_that_is_found_nowhere_is_a_warning_until_a_text_has_it(package: Path, tmp_path: Path) -> None:
    change(package / "frames" / REPEAL, "triggers = [", 'triggers = ["焚毁", ')
    idle = [fault for fault in check([]) if fault.file == REPEAL and "焚毁" in fault.what]
    assert [fault.grave for fault in idle] == [False]
    assert str(idle[0]).startswith(f"warning: {REPEAL}: ")
    (tmp_path / "a.txt").write_text("青州市人大常委会焚毁了旧册。", encoding="utf-8")
    assert not any("焚毁" in fault.what for fault in check([tmp_path / "a.txt"]))


def test_a_pattern_that_no_example_needs_is_named(package: Path) -> None:
    path = package / "frames" / "award.toml"
    change(path, "patterns = [", "patterns = [\n  '焚毁(?P<name>.)',")
    idle = [fault for fault in check([]) if fault.file == path.name and "pattern 1 of" in fault.what]
    assert [fault.grave for fault in idle] == [False]
