"""Sentences and the facts read in each: every one is decided by a single word or pattern of a frame.

After a wanted change: ``python tests/extract/test_sentences.py``, and read the difference.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from test_golden import lines_of

from kg.model import Document

HELD = Path(__file__).with_name("sentences.txt")
INDENT = "    "


def sentences() -> dict[str, tuple[str, ...]]:
    """The facts held of each sentence, as they are listed."""
    found: dict[str, list[str]] = {}
    for line in HELD.read_text(encoding="utf-8").splitlines():
        if line.startswith(INDENT):
            found[next(reversed(found))].append(line.removeprefix(INDENT))
        elif not line.startswith("#"):
            found[line] = []
    return {sentence: tuple(facts) for sentence, facts in found.items()}


def read(sentence: str) -> tuple[str, ...]:
    """The facts of a sentence that stands alone, listed."""
    return tuple(lines_of(Document("例.txt", sentence, "utf_8")))


def test_each_sentence_gives_its_facts() -> None:
    held = sentences()
    assert len(held) > 1000
    assert {sentence: read(sentence) for sentence in held} == held


if __name__ == "__main__":
    head = HELD.read_text(encoding="utf-8").partition("\n")[0]
    rows = [row for sentence in sentences() for row in (sentence, *(INDENT + fact for fact in read(sentence)))]
    HELD.write_text("".join(f"{row}\n" for row in [head, *rows]), encoding="utf-8")
