"""What no test notices: one element of a frame is removed at a time, and the tests of the extraction are run.

``python tests/mutants.py`` tries every frame and writes ``tests/MUTANTS.md``; ids of frames behind it try those and
print what they lose. The exit code is 1 when 5 % or more are not noticed. The tests run are the frame's own examples,
the sentences of ``tests/extract/sentences.txt`` and the listings of ``tests/golden``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extract"))

from test_golden import GOLDEN, lines_of, sources
from test_sentences import read, sentences

from kg.extract.frames import Frame, grammar
from kg.model import Document
from kg.pattern import Pattern
from kg.read import read_document
from kg.workshop.examples import fault_of, fault_of_counter
from kg.workshop.trial import reading_by, with_frame

REPORT = Path(__file__).with_name("MUTANTS.md")
MOST = 0.05
LONGEST = 60
KEPT = frozenset({"id", "fact", "kind", "en", "zh", "examples", "counter_examples", "agent"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """A frame without one of its elements: the ``key`` it stands under, and the ``item`` that is gone."""

    frame: Frame
    key: str
    item: str


def mutants(frame: Frame) -> Iterator[Mutant]:
    """The frame without each word, code and pattern it states; a value that is the default states nothing."""
    for field in fields(frame):
        value = getattr(frame, field.name)
        if field.name in KEPT or value == field.default:
            continue
        for item, left in _without_one(value, field.default):
            yield Mutant(replace(frame, **{field.name: left}), field.name, item)


def _without_one(value: object, default: object) -> Iterator[tuple[str, object]]:
    match value:
        case tuple():
            for number, item in enumerate(value):
                yield _shown(item), value[:number] + value[number + 1 :]
        case Mapping():
            for key in value:
                yield str(key), {other: value[other] for other in value if other != key} or None
        case _:
            yield _shown(value), default


def _shown(item: object) -> str:
    return item.pattern if isinstance(item, Pattern) else str(item)


def is_noticed(mutant: Mutant) -> bool:
    """Whether a test of the extraction fails with the mutant in its frame's place; an error is noticed too."""
    frame, rules = mutant.frame, with_frame(grammar(), mutant.frame)
    with reading_by(rules):
        if any(fault_of(frame, e) for e in frame.examples):
            return True
        if any(fault_of_counter(frame, e) for e in frame.counter_examples):
            return True
        return _changes_a_sentence(mutant) or _changes_a_document(mutant)


def _changes_a_sentence(mutant: Mutant) -> bool:
    return any(_speaks(mutant, sentence) and read(sentence) != facts for sentence, facts in sentences().items())


def _changes_a_document(mutant: Mutant) -> bool:
    return any(_speaks(mutant, document.text) and lines_of(document) != facts for document, facts in _documents())


def _speaks(mutant: Mutant, text: str) -> bool:
    """Whether a text holds a trigger of the frame, or the one it has lost; symbols stand for words."""
    words = (*mutant.frame.triggers, *((mutant.item,) if mutant.key == "triggers" else ()))
    return not words or any(word in text or not word.isalpha() or _has_symbol(word) for word in words)


def _has_symbol(word: str) -> bool:
    return any("Ⓐ" <= character <= "Ⓩ" for character in word)


@cache
def _documents() -> tuple[tuple[Document, list[str]], ...]:
    return tuple((read_document(path), _held(name)) for name, path in sources().items())


def _held(name: str) -> list[str]:
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1:]


def survivors(name: str) -> tuple[int, list[tuple[str, str]]]:
    """How many mutants a frame has, and those that no test notices, as key and item."""
    every = list(mutants(next(frame for frame in grammar().frames if frame.id == name)))
    return len(every), [(mutant.key, mutant.item) for mutant in every if not is_noticed(mutant)]


def report(found: Mapping[str, tuple[int, list[tuple[str, str]]]]) -> str:
    """The page: how many there are, how many no test notices, and which."""
    total, left = sum(count for count, _ in found.values()), sum(len(lost) for _, lost in found.values())
    rows = [f"| `{name}` | `{key}` | `{_cell(item)}` |" for name, (_, lost) in found.items() for key, item in lost]
    return "\n".join(
        [
            "# Elements of frames that no test notices",
            "",
            f"Of {total} elements of {len(found)} frames, removed one at a time, {left} are noticed neither by the"
            " examples of the frame nor by the sentences of `tests/extract` or the listings of `tests/golden`:"
            f" {left / total:.1%}. `make mutants` writes this page.",
            "",
            "| frame | key | element |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _cell(item: str) -> str:
    short = item if len(item) < LONGEST else item[:LONGEST] + "…"
    return short.replace("|", "\\|")


def main(names: list[str]) -> int:
    """Try the frames named, or all; 1 when too many of their mutants are not noticed."""
    wanted = names or [frame.id for frame in grammar().frames]
    found: dict[str, tuple[int, list[tuple[str, str]]]] = {}
    with ProcessPoolExecutor() as pool:
        for name, result in zip(wanted, pool.map(survivors, wanted), strict=True):
            found[name] = result
            print(f"{name}: {result[0]} mutants, {len(result[1])} not noticed", file=sys.stderr)
    page = report(found)
    if names:
        print(page)
    else:
        REPORT.write_text(page, encoding="utf-8")
    total, left = sum(count for count, _ in found.values()), sum(len(lost) for _, lost in found.values())
    return int(left >= MOST * total)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
