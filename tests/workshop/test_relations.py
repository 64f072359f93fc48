"""``docs/relations.md`` is what the frames say."""

from __future__ import annotations

from pathlib import Path

from kg.extract.frames import KINDS, grammar
from kg.workshop.relations import page

PAGE = Path(__file__).parent.parent.parent / "docs" / "relations.md"
MEND = "run: .venv/bin/python -m kg.workshop.relations docs/relations.md (or make relations)"


def test_the_page_is_made_from_the_frames_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), f"docs/relations.md is older than the frames; {MEND}"


def test_every_frame_stands_on_it_once_with_its_examples() -> None:
    lines = page().splitlines()
    assert sorted(line for line in lines if line.startswith("### ")) == sorted(f"### {f.id}" for f in grammar().frames)
    shown = sum(len(frame.examples) + len(frame.counter_examples) for frame in grammar().frames)
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert headings == [fact for fact in KINDS if fact in {frame.fact for frame in grammar().frames}]
    listed = [line for line in lines if line.startswith("- ")]
    told = ("- [", "- File:", "- Kind:", "- Triggers:", "- Cancelled by:", "- With the cue")
    assert sum(not line.startswith(told) for line in listed) == shown
