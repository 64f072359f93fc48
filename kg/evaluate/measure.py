"""The whole comparison of one graph with one gold folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.agreement import (
    ENACTING,
    READING,
    approximation_agrees,
    date_agrees,
    indicator_agrees,
    overlaps,
    place_agrees,
)
from kg.evaluate.found import KINDS, Found, facts, load
from kg.evaluate.gold import Gold, GoldSet, read_gold
from kg.evaluate.pairing import Counts, Score, score
from kg.evaluate.wording import same_title

BEFORE = READING | {"plan-listing", "initiation", "research", "drafting", "assistance"}
AFTER = ENACTING | {"amendment", "entry-into-force", "approval"}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores by type, and what else was right of the facts that were met.

    ``grouped`` are the steps with all readings as one kind and all forms of enacting as one; place and date are
    of the steps met so. ``drafts`` counts the gold's drafts, ``drafts_enacted`` are those the graph calls enacted.
    All shares go from 0 to 1 and are 0 where there is nothing to be right of.
    """

    gold: GoldSet
    scores: Mapping[str, Score]
    grouped: Score
    place_right: float
    date_right: float
    drafts: int
    drafts_enacted: tuple[Gold, ...]
    indicator_right: float
    approximation_right: float

    @property
    def micro(self) -> Counts:
        """The counts of all types together."""
        return sum((score.counts for score in self.scores.values()), Counts())


def evaluate(graph: Path, gold: Path, texts: Mapping[str, str]) -> Evaluation:
    """Score a graph (one file of RDF) against a gold folder; ``texts`` are the sources by file name.

    Raises InputError when the graph or the gold cannot be read, and where a quote is not in its source.
    """
    want = read_gold(gold, texts)
    store = load(graph)
    have = {name: facts(store, kind) for name, kind in KINDS.items()}
    scores = {name: score(name, want, have[name]) for name in KINDS if want.facts.get(name) or have[name]}
    grouped = score("step", want, have["step"], grouped=True)
    steps = _hits(scores.get("step"), grouped)
    figures = scores["stat"].pairs if "stat" in scores else ()
    wanted = want.facts.get("step", ())
    return Evaluation(
        gold=want,
        scores=scores,
        grouped=grouped,
        place_right=_share([place_agrees(g, f, own) for g, f in steps if (own := want.places.get(g.part))]),
        date_right=_share([right for g, f in steps if (right := date_agrees(g, f)) is not None]),
        drafts=sum(g.row["kind"] in BEFORE for g in wanted),
        drafts_enacted=drafts_enacted(wanted, have["step"]),
        indicator_right=_share([indicator_agrees(g, f) for g, f in figures]),
        approximation_right=_share([approximation_agrees(g, f) for g, f in figures]),
    )


def _hits(exact: Score | None, grouped: Score) -> list[tuple[Gold, Found]]:
    """Each step met, with what meets it when kinds are grouped; else with what meets it exactly."""
    hits = {id(g): (g, f) for pairs in (exact.pairs if exact else (), grouped.pairs) for g, f in pairs}
    return list(hits.values())


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / max(1, len(flags))


def drafts_enacted(gold: Sequence[Gold], found: Sequence[Found]) -> tuple[Gold, ...]:
    """Gold drafts, with no later step in their report, on which the graph has an enacting step just there."""
    done = [(g.part, g.row["work"]) for g in gold if g.row["kind"] in AFTER]
    return tuple(
        g
        for g in gold
        if g.row["kind"] in BEFORE
        and not any(part == g.part and same_title(work, g.row["work"]) for part, work in done)
        and any(_enacts(g, fact) for fact in found)
    )


def _enacts(draft: Gold, fact: Found) -> bool:
    same = any(same_title(draft.row["work"], work) for work in fact.has("work"))
    return same and bool(fact.kinds & ENACTING) and overlaps(draft.span, fact, False)
