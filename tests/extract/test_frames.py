"""Frames are read strictly: a mistake in one is an error that names the file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg.extract.frames as frames_module
from kg.errors import InputError
from kg.extract.frames import Frame, grammar, read_frame

PACKAGE = Path(frames_module.__file__).parent
GOOD = """id = "step.try"
fact = "LegislativeStep"
kind = "adoption"
en = "A try."
zh = "试"
triggers = ["试过"]
binds = ["right"]
forms = ["quoted"]
cancelled_by = ["planned"]

[[examples]]
text = "试过《青州市养犬管理条例》。"
works = ["青州市养犬管理条例"]

[[counter_examples]]
text = "拟试过《青州市养犬管理条例》。"
"""
COUNTER = GOOD[GOOD.index("[[counter_examples]]") :]


def read(text: str) -> Frame:
    return read_frame("step-try.toml", text, grammar().cues)


def test_a_good_frame() -> None:
    frame = read(GOOD)
    assert (frame.id, frame.triggers, frame.binds) == ("step.try", ("试过",), ("right",))
    assert frame.examples[0].works == ("青州市养犬管理条例",)


# what is changed, into what, what the message names
MISTAKES = [
    pytest.param('zh = "试"', 'zh = "试"\ntriger = ["试"]', "triger", id="unknown key"),
    pytest.param(
        'works = ["青州市养犬管理条例"]', 'work = ["青州市养犬管理条例"]', "work", id="unknown key of an example"
    ),
    pytest.param(COUNTER, "", "counter_examples", id="no counter-example"),
    pytest.param('zh = "试"\n', "", "zh", id="missing key"),
    pytest.param('triggers = ["试过"]', "triggers = []", "triggers", id="no trigger"),
    pytest.param('["planned"]', '["palnned"]', "palnned", id="unknown cue"),
    pytest.param('["right"]', '["left"]', "left", id="unknown bind"),
    pytest.param('["quoted"]', '["qouted"]', "qouted", id="unknown form"),
    pytest.param('zh = "试"', 'zh = "试"\nneeds = "(?:"', "needs", id="bad regular expression"),
    pytest.param(
        'zh = "试"', 'zh = "试"\nbecomes = { inititated = "initiation" }', "inititated", id="unknown cue of becomes"
    ),
    pytest.param('zh = "试"', "zh = 试", "TOML", id="broken TOML"),
    pytest.param('text = "试过《青州市养犬管理条例》。"\n', "", "text", id="example without a text"),
    pytest.param('fact = "LegislativeStep"', 'fact = "LegislativStep"', "LegislativStep", id="unknown class"),
    pytest.param('kind = "adoption"', 'kind = "adopton"', "adopton", id="unknown kind"),
    pytest.param('triggers = ["试过"]', 'triggers = "试过"', "triggers", id="a word for a list"),
    pytest.param('binds = ["right"]', "patterns = ['试过(?P<objec>.+)']", "use one of body, head", id="bad group"),
    pytest.param('binds = ["right"]', "patterns = ['试过(.+)']", "(?P<object>…) or (?P<name>…)", id="no group"),
    pytest.param('zh = "试"', "zh = \"试\"\nphrase = '(.+)等'", "(?P<phrase>…)", id="no group phrase"),
]


@pytest.mark.parametrize(("old", "new", "named"), MISTAKES)
def test_a_mistake_names_the_file(old: str, new: str, named: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(InputError) as caught:
        read(GOOD.replace(old, new))
    assert caught.value.where == "step-try.toml"
    assert named in str(caught.value)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the frames and cues that the grammar is read from."""
    copy = tmp_path / "extract"
    copy.mkdir()
    shutil.copytree(PACKAGE / "frames", copy / "frames")
    for path in PACKAGE.glob("*.toml"):
        shutil.copy(path, copy)
    monkeypatch.setattr(frames_module, "files", lambda _: copy)
    grammar.cache_clear()
    yield copy
    grammar.cache_clear()


def test_the_copy_is_read(package: Path) -> None:
    (package / "frames" / "zz.toml").write_text(GOOD, encoding="utf-8")
    assert "step.try" in {frame.id for frame in grammar().frames}


def test_an_id_used_twice_names_the_file(package: Path) -> None:
    (package / "frames" / "zz.toml").write_text(GOOD.replace("step.try", "step.adoption"), encoding="utf-8")
    with pytest.raises(InputError, match=r"step\.adoption") as caught:
        grammar()
    assert "zz.toml" in str(caught.value)


# line of cues.toml, what the message names
CUES = [
    ('[odd]\nen = "odd"\nnere = "拟"\n', "nere"),
    ('[odd]\nen = "odd"\nnear = "(?:"\n', "near"),
    ('[odd]\nnear = "拟"\n', "odd"),
]


@pytest.mark.parametrize(("added", "named"), CUES)
def test_a_mistake_in_a_cue_names_the_file(package: Path, added: str, named: str) -> None:
    path = package / "cues.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{added}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        grammar()
    assert caught.value.where == "cues.toml"
    assert named in str(caught.value)


def test_every_frame_names_a_cue_that_something_uses() -> None:
    used = {name for frame in grammar().frames for name in (*frame.cancelled_by, *(frame.becomes or {}))}
    assert used == set(grammar().cues)


def test_triggers_are_found_longest_first() -> None:
    hits = grammar().hits("审议通过了")
    assert [(start, end) for start, end, _ in hits][:1] == [(0, 4)]
