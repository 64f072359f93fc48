"""Every frame, cue and word list held to what it promises."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

from kg.divisions import divisions
from kg.errors import KgError
from kg.extract.figures import FigureGrammar, wording
from kg.extract.frames import CUES, Cue, Frame, grammar, read_cues, read_frame
from kg.extract.sentence import sentence
from kg.model import Document
from kg.pipeline import reports_of
from kg.query.ask.examples import examples
from kg.query.ask.kinds import kinds
from kg.query.ask.words import words
from kg.read import find_sources, read_document
from kg.text.layout import Layout, layout
from kg.words import lexicon
from kg.workshop.examples import fault_of, fault_of_counter

LISTS: Mapping[str, Callable[[], object]] = {
    "codes.ttl": lexicon,
    "divisions.tsv": divisions,
    "layout.toml": layout,
    "figures.toml": wording,
    "words.toml": words,
    "kinds of answers": kinds,
    "examples.toml": examples,
}
SENTENCE = "市人大常委会制定《停车条例》，接待群众3人次。"
FLAT: Mapping[tuple[str, str], type] = {
    ("kg.text", "layout.toml"): Layout,
    ("kg.extract", "figures.toml"): FigureGrammar,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which file, and what to do; one that is not ``grave`` is a warning.

    >>> print(Fault("step-repeal.toml", "has no trigger", "give one"))
    step-repeal.toml: has no trigger; give one
    """

    file: str
    what: str
    mend: str
    grave: bool = True

    def __str__(self) -> str:
        said = str(KgError(self.what, self.file, self.mend))
        return said if self.grave else f"warning: {said}"


def check(folders: Sequence[Path], only: Collection[str] = ()) -> tuple[Fault, ...]:
    """All faults of the data this package reads by, files in order; ``folders`` hold texts in which triggers count.

    With ``only``, the ids of frames, the warnings of the others are left out, never what is grave.
    Where something cannot be loaded the examples are not run: nothing can be read then.
    Raises InputError when a text cannot be read.
    """
    lists = tuple(_lists())
    frames, broken = _frames()
    # A sentence read the whole way loads whatever the steps keep for themselves.
    faults = (*lists, *broken) or tuple(_loaded("the data of the steps", lambda: codes_of(SENTENCE)))
    if faults:
        return faults
    seen = _seen(frames, folders)
    found = ((frame, fault) for file, frame in frames.items() for fault in _faults(file, frame, seen))
    return tuple(fault for frame, fault in found if fault.grave or not only or frame.id in only)


def _lists() -> Iterator[Fault]:
    for (package, name), kind in FLAT.items():
        known = {field.name for field in fields(kind)}
        table = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
        for key in sorted(set(table) - known):
            yield Fault(name, f"unknown key {key!r}", f"use {', '.join(sorted(known))}")
    for name, load in LISTS.items():
        yield from _loaded(name, load)


def _loaded(name: str, load: Callable[[], object]) -> Iterator[Fault]:
    try:
        load()
    except KgError as error:
        yield _fault(error, name)
    except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
        yield Fault(name, f"cannot be loaded ({type(error).__name__}: {error})", "mend the file")


def _frames() -> tuple[dict[str, Frame], list[Fault]]:
    """Every frame by its file, read for itself, so that one mistake does not hide the next."""
    folder = files("kg.extract")
    try:
        cues, _ = read_cues(folder.joinpath(CUES).read_text(encoding="utf-8"))
    except KgError as error:
        return {}, [_fault(error, CUES)]
    frames: dict[str, Frame] = {}
    faults: list[Fault] = []
    owners: dict[str, str] = {}
    for path in sorted(folder.joinpath("frames").iterdir(), key=lambda path: path.name):
        try:
            frame = read_frame(path.name, path.read_text(encoding="utf-8"), cues)
        except KgError as error:
            faults.append(_fault(error, path.name))
            continue
        if frame.id in owners:
            faults.append(Fault(path.name, f"the id {frame.id!r} is that of {owners[frame.id]}", "give it its own"))
        owners.setdefault(frame.id, path.name)
        frames[path.name] = frame
    return frames, faults or list(_unused_cues(frames, cues))


def _unused_cues(frames: Mapping[str, Frame], cues: Mapping[str, Cue]) -> Iterator[Fault]:
    used = {name for frame in frames.values() for name in (*frame.cancelled_by, *(frame.becomes or {}))}
    for name in sorted(set(cues) - used):
        yield Fault(CUES, f"no frame heeds the cue {name!r}", "name it in a frame or drop it")


def _fault(error: KgError, name: str) -> Fault:
    return Fault(error.where or name, error.what, error.mend or "mend the file")


@dataclass(frozen=True, slots=True)
class Seen:
    """The triggers met in any text or example, and the codes of each frame's examples by its id."""

    triggers: frozenset[str]
    codes: Mapping[str, tuple[str, ...]]


def _seen(frames: Mapping[str, Frame], folders: Sequence[Path]) -> Seen:
    codes = {frame.id: tuple(c for e in frame.examples for c in codes_of(e.text)) for frame in frames.values()}
    counters = [c for frame in frames.values() for e in frame.counter_examples for c in codes_of(e.text)]
    texts = [c for path in find_sources(folders) for c in codes_of(read_document(path).text)]
    every = [*texts, *counters, *(code for many in codes.values() for code in many)]
    met = frozenset(code[start:end] for code in every for start, end, _ in grammar().hits(code))
    return Seen(met, codes)


def codes_of(text: str) -> list[str]:
    """A text's clauses as the frames see them, mentions replaced by symbols.

    >>> codes_of("青州市人大常委会制定《青州市养犬管理条例》。")
    ['Ⓑ制定Ⓣ。']
    """
    return [
        sentence(clause, references).code
        for resolved, _ in reports_of(Document("例.txt", text, "utf_8"))
        for clause, references in zip(resolved.clauses, resolved.references, strict=True)
    ]


def _faults(file: str, frame: Frame, seen: Seen) -> Iterator[Fault]:
    for example in frame.examples:
        if fault := fault_of(frame, example):
            yield Fault(file, f"{frame.id} {fault}", f"mend the frame or the example; kg try {frame.id} shows why")
    for example in frame.counter_examples:
        if fault := fault_of_counter(frame, example):
            yield Fault(file, f"{frame.id} {fault}", "name the cue that cancels it, or narrow the frame")
    yield from _idle_patterns(file, frame, seen.codes[frame.id])
    if idle := [trigger for trigger in frame.triggers if trigger not in seen.triggers]:
        what = f"{len(idle)} of {len(frame.triggers)} triggers are found in no example and no text: {', '.join(idle)}"
        yield Fault(file, what, "give an example with each, or drop it", grave=False)


def _idle_patterns(file: str, frame: Frame, codes: Sequence[str]) -> Iterator[Fault]:
    idle = [number for number, p in enumerate(frame.patterns, start=1) if not any(p.search(code) for code in codes)]
    whole = bool(idle) and len(idle) == len(frame.patterns)
    for number in idle:
        what = f"pattern {number} of {len(frame.patterns)} matches none of the frame's examples"
        yield Fault(file, what, "give an example of it, or mend it", grave=whole)
