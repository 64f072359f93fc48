"""One frame tried on documents: every place where one of its triggers stands, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, UsageError
from kg.extract import engine, frames, steps
from kg.extract.binding import bindings
from kg.extract.case import Binding, Trigger, triggers
from kg.extract.frames import Frame, Grammar, grammar, read_frame
from kg.extract.modality import cancelled
from kg.extract.sentence import Sentence, sentence
from kg.model import Body, Document, Fact, Meeting, Place, RoleValue, Work
from kg.pipeline import reports_of

UNBOUND = "nothing: no construction or pattern of the frame holds here"
GAVE_WAY = "nothing: a stronger statement covers it, or whose it is is not known"


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger of the frame in a document: ``start`` and ``end`` are its code points, end exclusive.

    ``marked`` is the clause with the trigger in ‹› and the objects in 【】; ``facts`` what it gave, each as its
    kind and roles; where there is none ``reason`` says why, and ``cue`` names the cue that cancelled it.
    """

    document: str
    start: int
    end: int
    marked: str
    facts: tuple[str, ...]
    reason: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class _Tried:
    """The frame, and all frames with it."""

    frame: Frame
    rules: Grammar


def frame_named(name: str) -> Frame:
    """The frame with this id, or the one in this TOML file.

    Raises UsageError for an unknown id, InputError for a file that is missing or no frame.

    >>> frame_named("step.repeal").kind
    'repeal'
    """
    if not name.endswith(".toml"):
        known = {frame.id: frame for frame in grammar().frames}
        if name not in known:
            raise UsageError(f"there is no frame {name!r}", mend=f"use a .toml file or one of {', '.join(known)}")
        return known[name]
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", name, "name a TOML file in UTF-8") from error
    return read_frame(name, text, grammar().cues)


def own_examples(frame: Frame) -> tuple[Document, ...]:
    """A frame's examples and counter-examples, each as a document of its own."""
    named = (("example", frame.examples), ("counter-example", frame.counter_examples))
    return tuple(
        Document(f"{what} {number}", example.text, "utf_8")
        for what, examples in named
        for number, example in enumerate(examples, start=1)
    )


def attempt(frame: Frame, documents: Sequence[Document]) -> tuple[Hit, ...]:
    """Every hit of the frame in some documents, read with all other frames; one of the same id is replaced.

    >>> document = Document("a.txt", "青州市人大常委会废止《青州市市容管理办法》。", "utf_8")
    >>> hit, = attempt(frame_named("step.repeal"), [document])
    >>> hit.marked, hit.facts[0].split("; ")[:2]
    ('青州市人大常委会‹废止›【《青州市市容管理办法》】。', ['repeal', 'concerns 青州市《市容管理办法》'])
    """
    tried = _Tried(frame, with_frame(grammar(), frame))
    with reading_by(tried.rules):
        return tuple(hit for document in documents for hit in _hits(document, tried))


def with_frame(rules: Grammar, frame: Frame) -> Grammar:
    """The grammar with one frame added, or put in the place of that with its id."""
    others = [other for other in rules.frames if other.id != frame.id]
    return frames._grammar((*others, frame), rules.cues, rules.decoys)


@contextmanager
def reading_by(rules: Grammar) -> Iterator[None]:
    """Let the extraction read by these rules: it asks for its grammar by name, so that name is lent and given back."""
    lent = [(module, module.grammar) for module in (engine, steps)]
    try:
        for module, _ in lent:
            vars(module)["grammar"] = lambda: rules
        yield
    finally:
        for module, own in lent:
            vars(module)["grammar"] = own


def _hits(document: Document, tried: _Tried) -> Iterator[Hit]:
    for resolved, found in reports_of(document):
        facts = [fact for fact in found.facts if fact.evidence.rule == tried.frame.id]
        for clause, references in zip(resolved.clauses, resolved.references, strict=True):
            case = sentence(clause, references)
            for trigger in triggers(case, tried.rules):
                if any(owner.id == tried.frame.id for owner in trigger.frames):
                    yield _hit(document, case, trigger, facts, tried)


def _hit(document: Document, case: Sentence, trigger: Trigger, facts: Sequence[Fact], tried: _Tried) -> Hit:
    start, end = case.span(trigger.start, trigger.end)
    rules = tried.rules
    binding = _binding(case, trigger, tried)
    gave = tuple(_told(f) for f in facts if f.evidence.start < end and start < f.evidence.end)
    if gave:
        return Hit(document.name, start, end, _marked(case, trigger, binding), gave)
    cue = (cancelled(case, binding, rules) if binding else None) or ""
    reason = f"cancelled by {cue}: {_meaning(cue, rules)}" if cue else GAVE_WAY if binding else UNBOUND
    return Hit(document.name, start, end, _marked(case, trigger, binding), (), reason, cue)


def _meaning(cue: str, rules: Grammar) -> str:
    return rules.cues[cue].en if cue in rules.cues else "no event, but a rule of a legal text"


def _binding(case: Sentence, trigger: Trigger, tried: _Tried) -> Binding | None:
    """How the frame binds its object at this trigger, by construction or by pattern."""
    frame = tried.frame
    bound = (b for b in bindings(case, tried.rules) if b.frame.id == frame.id and b.start == trigger.start)
    if (first := next(bound, None)) is not None:
        return first
    matches = (match for pattern in frame.patterns for match in pattern.finditer(case.code))
    match = next((m for m in matches if m.start() <= trigger.start < m.end()), None)
    if match is None:
        return None
    group = "object" if "object" in match.re.groupindex else "name"
    return Binding(frame, trigger.start, trigger.end, "pattern", phrase=match.span(group))


def _marked(case: Sentence, trigger: Trigger, binding: Binding | None) -> str:
    """The clause's text with the trigger in ‹› and its objects in 【】; a trigger inside an object stands in it."""
    objects = [(i, i + 1) for i in binding.works] if binding else []
    if binding and binding.phrase and binding.phrase[0] < binding.phrase[1]:
        objects.append(binding.phrase)
    marks = [(*span, "【", "】") for span in objects] + [(trigger.start, trigger.end, "‹", "›")]
    opening = {(case.starts[start], start - end, left) for start, end, left, _ in marks}
    closing = {(case.ends[end - 1], start - end, right) for start, end, _, right in marks}
    text = case.clause.text
    pieces = []
    for at in range(len(text) + 1):
        pieces += [mark for _, _, mark in sorted((m for m in closing if m[0] == at), key=lambda m: -m[1])]
        pieces += [mark for _, _, mark in sorted((m for m in opening if m[0] == at), key=lambda m: m[1])]
        pieces.append(text[at : at + 1])
    return "".join(pieces)


def _told(fact: Fact) -> str:
    roles = [f"{name} {_named(value)}" for name, value in fact.roles]
    return "; ".join(([fact.kind] if fact.kind else []) + roles)


def _named(value: RoleValue) -> str:
    match value:
        case Place():
            return value.name
        case Body():
            return f"{value.place.name}{value.label}"
        case Work():
            return f"{value.place.name}《{value.title}》"
        case Meeting():
            return f"{_named(value.body)} {value.term}-{value.number}"
        case _:
            return str(getattr(value, "verbatim", value))
