"""The check of the tests themselves: what is taken from a frame is noticed, and what decides nothing is not."""

from __future__ import annotations

import re
from dataclasses import replace

from mutants import MOST, REPORT, Mutant, is_noticed, main, mutants

from kg.extract.frames import Frame, grammar


def frame(name: str) -> Frame:
    return next(frame for frame in grammar().frames if frame.id == name)


def test_every_element_is_taken_once() -> None:
    repeal = frame("step.repeal")
    found = list(mutants(repeal))
    assert [mutant.item for mutant in found if mutant.key == "triggers"] == list(repeal.triggers)
    assert {"binds", "cancelled_by", "becomes", "not_followed_by", "articles"} <= {mutant.key for mutant in found}
    assert all(mutant.frame != repeal for mutant in found)


def test_what_a_sentence_needs_is_noticed() -> None:
    lost = next(mutant for mutant in mutants(frame("step.repeal")) if mutant.item == "废止")
    assert is_noticed(lost)


def test_what_decides_nothing_is_not_noticed() -> None:
    repeal = frame("step.repeal")
    assert not is_noticed(Mutant(replace(repeal, triggers=(*repeal.triggers, "废止废止")), "triggers", "无"))


def test_the_exit_code_tells_whether_too_many_are_not_noticed() -> None:
    assert main(["post.holder"]) == 0


def test_the_page_is_of_the_frames_as_they_are() -> None:
    stated = re.search(
        r"Of (\d+) elements of (\d+) frames, removed one at a time, (\d+) are", REPORT.read_text("utf-8")
    )
    assert stated is not None
    total = sum(len(list(mutants(frame))) for frame in grammar().frames)
    assert (int(stated[1]), int(stated[2])) == (total, len(grammar().frames))
    assert int(stated[3]) < MOST * total
