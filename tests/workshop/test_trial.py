"""A frame that is tried does what it does in a build, and tells why where it gives nothing."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from kg.errors import InputError, UsageError
from kg.extract import engine, steps
from kg.extract.frames import grammar
from kg.model import Document
from kg.pipeline import facts_of
from kg.read import find_sources, read_document
from kg.resources import seeds_dir
from kg.workshop.trial import GAVE_WAY, UNBOUND, Hit, attempt, frame_named, own_examples

NEW = """id = "step.burning"
fact = "LegislativeStep"
kind = "repeal"
en = "A work is burnt."
zh = "焚毁"
triggers = ["焚毁"]
binds = ["right"]
agents = ["npcsc", "government"]
cancelled_by = ["advised"]

[[examples]]
text = "青州市人大常委会焚毁《青州市市容管理办法》。"
works = ["青州市市容管理办法"]

[[counter_examples]]
text = "建议焚毁《青州市市容管理办法》。"
"""


def document(text: str) -> Document:
    return Document("例.txt", text, "utf_8")


def tried(name: str, text: str) -> Hit:
    (hit,) = attempt(frame_named(name), [document(text)])
    return hit


def test_a_fact_a_cancelled_and_an_unbound_trigger() -> None:
    gave = tried("step.repeal", "青州市人大常委会废止《青州市市容管理办法》。")
    assert gave.marked == "青州市人大常委会‹废止›【《青州市市容管理办法》】。"
    assert (gave.document, gave.start, gave.end, gave.reason, gave.cue) == ("例.txt", 8, 10, "", "")
    assert gave.facts == ("repeal; concerns 青州市《市容管理办法》; actor 青州市人大常委会",)
    cancelled = tried("step.repeal", "建议废止《青州市市容管理办法》。")
    assert (cancelled.facts, cancelled.cue) == ((), "advised")
    assert cancelled.reason == f"cancelled by advised: {grammar().cues['advised'].en}"
    unbound = tried("step.repeal", "会议研究了废止问题。")
    assert (unbound.marked, unbound.reason, unbound.cue) == ("会议研究了‹废止›问题。", UNBOUND, "")


def test_what_gives_way_is_told() -> None:
    hits = attempt(frame_named("step.deliberation"), [document("会议审议了《青州市养犬管理条例》，并表决通过。")])
    assert [(hit.facts, hit.reason) for hit in hits] == [((), GAVE_WAY)]


def test_the_object_of_a_pattern_is_marked() -> None:
    text = "青州市人大常委会听取审议全市养老服务工作情况的报告。"
    hits = attempt(frame_named("supervision.report-hearing"), [document(text)])
    assert all("【" in hit.marked and "‹" in hit.marked and hit.facts for hit in hits)
    assert "养老服务" in hits[0].facts[0]


def test_it_finds_what_a_build_finds() -> None:
    seeds = [read_document(path) for path in find_sources([seeds_dir()])[:4]]
    found = defaultdict(list)
    for fact in (fact for read in seeds for fact in facts_of(read).facts):
        found[fact.evidence.rule].append(fact.evidence)
    tried = [frame for frame in grammar().frames if frame.id in found]
    assert len(tried) > 20
    for frame in tried:
        have = [hit for hit in attempt(frame, seeds) if hit.facts]
        for proof in found[frame.id]:
            near = (h for h in have if h.document == proof.document.name and h.start < proof.end)
            assert any(proof.start < hit.end for hit in near), (frame.id, proof.exact)


@pytest.fixture
def burning(tmp_path: Path) -> str:
    """A frame's file beside the package."""
    path = tmp_path / "step-burning.toml"
    path.write_text(NEW, encoding="utf-8")
    return str(path)


def test_a_new_file_is_tried_and_leaves_nothing_behind(burning: str) -> None:
    before = (engine.grammar, steps.grammar)
    frame = frame_named(burning)
    hits = attempt(frame, own_examples(frame))
    assert [(hit.document, bool(hit.facts), hit.cue) for hit in hits] == [
        ("example 1", True, ""),
        ("counter-example 1", False, "advised"),
    ]
    assert (engine.grammar, steps.grammar) == before
    assert facts_of(document(frame.examples[0].text)).facts == ()


def test_a_file_replaces_the_frame_with_its_id(burning: str) -> None:
    path = Path(burning)
    path.write_text(NEW.replace("step.burning", "step.repeal"), encoding="utf-8")
    text = document("青州市人大常委会废止《青州市市容管理办法》，焚毁《青州市养犬管理办法》。")
    assert [hit.marked.count("‹焚毁›") for hit in attempt(frame_named(burning), [text])] == [1]


def test_what_is_no_frame_is_named(tmp_path: Path, burning: str) -> None:
    with pytest.raises(UsageError, match=r"no frame 'step\.repeel'.*step\.repeal"):
        frame_named("step.repeel")
    with pytest.raises(InputError, match=r"none\.toml: cannot be read"):
        frame_named(str(tmp_path / "none.toml"))
    Path(burning).write_text(NEW.replace("triggers", "tirggers"), encoding="utf-8")
    with pytest.raises(InputError, match="tirggers"):
        frame_named(burning)
