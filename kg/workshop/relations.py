"""The page ``docs/relations.md``, made from the frames by ``python -m kg.workshop.relations docs/relations.md``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from kg.extract.frames import CUES, KINDS, Example, Frame, read_cues, read_frame
from kg.words import lexicon

HEAD = """# Relations

<!-- Made from kg/extract/frames/ by `make relations`; do not edit. -->

Every relation that is read from texts, with the words that tell it, sentences it is found in, and sentences it leaves
alone. Each is one frame: a TOML file, copied and changed to make a new one. [frames.md](frames.md) explains the keys,
`kg try ID` shows a frame at work on its examples, `kg try ID FILE…` on documents, and `kg check` holds all of them to
their examples.
"""
_MARKS = re.compile(r"([\\`*_<>\[\]|])")


def page() -> str:
    """The whole page as Markdown, frames by class and id.

    >>> page().startswith("# Relations")
    True
    """
    frames = sorted(_frames(), key=lambda named: (list(KINDS).index(named[1].fact), named[1].id))
    grouped = [(fact, list(named)) for fact, named in groupby(frames, key=lambda named: named[1].fact)]
    contents = [f"- [{fact}](#{fact.lower()}): {len(named)}" for fact, named in grouped]
    lines = [HEAD, *contents, ""]
    for fact, named in grouped:
        lines += [f"## {fact}", ""]
        for file, frame in named:
            lines += [*_section(file, frame), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _frames() -> Iterator[tuple[str, Frame]]:
    folder = files("kg.extract")
    cues, _ = read_cues(folder.joinpath(CUES).read_text(encoding="utf-8"))
    for path in folder.joinpath("frames").iterdir():
        if path.name.endswith(".toml"):
            yield path.name, read_frame(path.name, path.read_text(encoding="utf-8"), cues)


def _section(file: str, frame: Frame) -> Iterator[str]:
    yield f"### {frame.id}"
    yield ""
    yield f"{_plain(frame.en)} {_plain(frame.zh)}。"
    yield ""
    yield f"- File: `kg/extract/frames/{file}`"
    if frame.kind:
        concept = lexicon().concept(frame.kind)
        yield f"- Kind: `rdc:{frame.kind}` ({concept.en}, {concept.zh})"
    yield f"- Triggers: {' · '.join(map(_plain, frame.triggers))}"
    if frame.cancelled_by:
        yield f"- Cancelled by: {', '.join(frame.cancelled_by)}"
    for cue, kind in sorted((frame.becomes or {}).items()):
        yield f"- With the cue {cue} it becomes `rdc:{kind}`"
    yield from _sentences("Found in", frame.examples)
    yield from _sentences("Left alone", frame.counter_examples)


def _sentences(title: str, examples: Sequence[Example]) -> Iterator[str]:
    yield ""
    yield f"{title}:"
    yield ""
    for example in examples:
        told = "; ".join(map(_plain, example.works)) + (f" (`rdc:{example.kind}`)" if example.kind else "")
        yield f"- {_plain(example.text)}{f' → {told}' if told else ''}"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text.replace("\n", " "))


def write(path: Path) -> None:
    """Write the page to ``path``, whole or not at all.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "relations.md"
    >>> write(target)
    >>> target.read_text(encoding="utf-8") == page()
    True
    """
    partial = path.with_name(f"{path.name}.part")
    partial.write_text(page(), encoding="utf-8", newline="\n")
    partial.replace(path)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
