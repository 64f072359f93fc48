"""A built graph against gold facts: what was found, what was missed, what is too much.

A gold file holds one JSON object a line (``type``, ``quote``, its ``nth`` occurrence, the fields of that type).
A found fact meets a gold fact of its type when their evidence overlaps, give or take 80 characters, and
their key fields agree. Gold facts marked ``unsure`` count neither way.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from agreement import (
    ENACTING,
    READING,
    Found,
    Gold,
    Span,
    agrees,
    closeness,
    date_agrees,
    kinds,
    overlaps,
    place_agrees,
    same_title,
)

PREFIXES = """PREFIX rd: <https://w3id.org/rendakg/def#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX schema: <https://schema.org/> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""
EVIDENCE = """?fact rd:evidence ?e . ?e oa:start ?start ; oa:end ?end ; rd:inDocument ?d .
OPTIONAL { ?d dcterms:identifier ?own } OPTIONAL { ?d dcterms:isPartOf/dcterms:identifier ?whole }
BIND(COALESCE(?whole, ?own) AS ?file)"""
NAME = "rdfs:label|foaf:name"
STEP = {
    "kind": "rd:kind",
    "work": "rd:concerns/dcterms:title",
    "division": "rd:concerns/rd:jurisdiction",
    "place": "rd:concerns/rd:jurisdiction/rdfs:label",
    "date": "rd:date",
    "year": "rd:year",
}
STATISTIC = {
    "indicator": "rd:indicator/(skos:prefLabel|rdfs:label)",
    "label": "rdfs:label",
    "value": "schema:value",
    "approx": "rd:approximation",
    "unit": "rd:unit/(skos:prefLabel|skos:altLabel|rdfs:label)",
    "redacted": "rd:redacted",
    "verbatim": "rd:verbatim",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A gold type: the class of its facts, the path to each field, and the fields a fact must have."""

    type: str
    paths: Mapping[str, str]
    needed: tuple[str, ...] = ()


KINDS = {
    "step": Kind("LegislativeStep", STEP, ("kind", "work")),
    "supervision": Kind(
        "SupervisionEvent",
        {"kind": "rd:kind", "work": "rd:concerns/(dcterms:title|rdfs:label)", "object": "rdfs:label|rd:subjectMatter"},
        ("kind",),
    ),
    "stat": Kind("Statistic", STATISTIC),
    "post": Kind("PostHolding", {"person": f"org:member/({NAME})", "post": "rd:postTitle"}, ("person", "post")),
    "proposal": Kind("DeputyProposal", {"title": "dcterms:title"}, ("title",)),
    "programme": Kind("Programme", {"name": "rdfs:label"}, ("name",)),
    "facility": Kind("Facility", {"name": "rdfs:label"}, ("name",)),
    "cooperation": Kind("Cooperation", {"object": "rdfs:label"}),
    "award": Kind("AwardEvent", {"name": "rdfs:label"}, ("name",)),
    "decision": Kind("DecisionEvent", {"object": "rdfs:label"}),
}
BEFORE = READING | {"plan-listing", "initiation", "research", "drafting", "assistance"}
AFTER = ENACTING | {"amendment", "entry-into-force", "approval"}


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold facts by type, and the stretches of each file that they cover."""

    facts: Mapping[str, Sequence[Gold]]
    regions: Mapping[str, Sequence[tuple[int, int]]]
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Gold facts of one type met by found ones, those missed, and found ones that meet none."""

    pairs: tuple[tuple[Gold, Found], ...]
    missed: tuple[Gold, ...]
    extra: tuple[Found, ...]

    @property
    def precision(self) -> float:
        """The share of the found facts that are right."""
        return len(self.pairs) / max(1, len(self.pairs) + len(self.extra))

    @property
    def recall(self) -> float:
        """The share of the gold facts that were found."""
        return len(self.pairs) / max(1, len(self.pairs) + len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores by type, the share of matched steps whose work and date are right, and drafts called enacted.

    Place and date are those of the steps matched with their kinds grouped.
    """

    scores: Mapping[str, Score] = field(default_factory=dict)
    place_right: float = 0.0
    date_right: float = 0.0
    drafts_enacted: tuple[Gold, ...] = ()


def evaluate(graph: Path, gold: Path, texts: Mapping[str, str]) -> Evaluation:
    """Score a graph (one file in a format of RDF) against a gold folder; ``texts`` are the sources by file name."""
    want = read_gold(gold, texts)
    store = ox.Store()
    store.bulk_load(path=str(graph), format=ox.RdfFormat.from_extension(graph.suffix[1:]))
    have = {name: found(store, kind) for name, kind in KINDS.items()}
    scores = {name: score(name, want, have[name]) for name in KINDS if want.facts.get(name) or have[name]}
    steps = score("step", want, have["step"], grouped=True).pairs
    places = [place_agrees(g, f, own) for g, f in steps if (own := want.places.get(g.part))]
    dates = [agreed for g, f in steps if (agreed := date_agrees(g, f)) is not None]
    return Evaluation(scores, share(places), share(dates), drafts_enacted(want.facts["step"], have["step"]))


def share(flags: Sequence[bool]) -> float:
    """How many of them are true, 0 to 1; 0 when there are none."""
    return sum(flags) / max(1, len(flags))


def found(store: ox.Store, kind: Kind) -> tuple[Found, ...]:
    """The facts of one class with their evidence, in the order of their IRIs."""
    spans: dict[str, set[Span]] = defaultdict(set)
    values: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for iri, file, start, end in _rows(
        store, f"SELECT ?fact ?file ?start ?end {{ ?fact a rd:{kind.type} . {EVIDENCE} }}"
    ):
        spans[iri].add((file, int(start), int(end)))
    for name, path in kind.paths.items():
        for iri, value in _rows(store, f"SELECT ?fact ?value {{ ?fact a rd:{kind.type} ; {path} ?value }}"):
            values[iri][name] = values[iri].get(name, frozenset()) | {value}
    return tuple(
        Found(iri, frozenset(spans[iri]), values[iri])
        for iri in sorted(spans)
        if all(values[iri].get(name) for name in kind.needed)
    )


def _rows(store: ox.Store, query: str) -> Iterable[list[str]]:
    solutions = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return [[term.value for term in row] for row in solutions if all(term is not None for term in row)]


def read_gold(folder: Path, texts: Mapping[str, str]) -> GoldSet:
    """All parts of a gold folder whose source is among ``texts``; ValueError for a quote that is not in it."""
    bounds = _table(folder / "parts.json")
    facts: dict[str, list[Gold]] = defaultdict(list)
    regions: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl")):
        name = _source(path.stem, texts)
        if name is None:
            continue
        start, end = bounds.get(path.stem, (0, len(texts[name])))
        regions[name].append((start, end))
        for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            facts[row["type"]].append(Gold(path.stem, (name, *_located(row, texts[name], start, path.stem)), row))
    return GoldSet(facts, regions, _table(folder / "places.json"))


def _table(path: Path) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return table


def _source(part: str, texts: Mapping[str, str]) -> str | None:
    stem = re.sub(r"-\d+$", "", part)
    named = (n for n in sorted(texts) if n in (f"{part}.txt", f"{stem}.txt") or n.startswith(f"{part[:3]}_"))
    return next(named, None)


def _located(row: Mapping[str, Any], text: str, start: int, part: str) -> tuple[int, int]:
    at = start - 1
    for _ in range(row.get("nth", 1)):
        at = text.find(row["quote"], at + 1)
    if at < 0:
        raise ValueError(f"{part}: the quote is not in its source: {row['quote'][:40]}")
    return at, at + len(row["quote"])


def score(name: str, gold: GoldSet, facts: Sequence[Found], grouped: bool = False) -> Score:
    """Pair gold and found facts of one type, one to one and as many as can be; ``grouped`` as in :func:`agrees`."""
    inside = [f for f in facts if any(s < b and e > a for n, s, e in f.spans for a, b in gold.regions.get(n, ()))]
    firm = [g for g in gold.facts.get(name, ()) if not g.unsure]
    soft = [g for g in gold.facts.get(name, ()) if g.unsure]
    options = [
        sorted(
            (i for i, f in enumerate(inside) if _meets(name, g, f, grouped)),
            key=lambda i: -closeness(name, g, inside[i]),
        )
        for g in firm
    ]
    holder = largest_matching(options)
    paired = set(holder.values())
    extra = (
        f
        for i, f in enumerate(inside)
        if i not in holder
        and not any(overlaps(g.span, f, True) and agrees(name, g.row, f, grouped=True) for g in soft)
        and not any(overlaps(g.span, f, "also" in g.row) and agrees(name, g.row, f, grouped=True) for g in firm)
    )
    return Score(
        tuple((firm[j], inside[i]) for i, j in sorted(holder.items())),
        tuple(g for j, g in enumerate(firm) if j not in paired),
        tuple(extra),
    )


def _meets(name: str, gold: Gold, fact: Found, grouped: bool) -> bool:
    return overlaps(gold.span, fact, bool(gold.row.get("also"))) and agrees(name, gold.row, fact, grouped)


def largest_matching(options: Sequence[Sequence[int]]) -> dict[int, int]:
    """Each chosen option and who holds it: as many as can be (Kuhn), the first options first.

    >>> largest_matching([[0, 1], [0]])
    {0: 1, 1: 0}
    """
    holder: dict[int, int] = {}

    def seat(who: int, tried: set[int]) -> bool:
        for option in options[who]:
            if option not in tried:
                tried.add(option)
                if option not in holder or seat(holder[option], tried):
                    holder[option] = who
                    return True
        return False

    for who in sorted(range(len(options)), key=lambda who: len(options[who])):
        seat(who, set())
    return holder


def drafts_enacted(gold: Sequence[Gold], facts: Sequence[Found]) -> tuple[Gold, ...]:
    """Gold drafts, with no later step in their report, on which the graph has an enacting step just there."""
    done = {(g.part, g.row["work"]) for g in gold if g.row["kind"] in AFTER}
    return tuple(
        g
        for g in gold
        if g.row["kind"] in BEFORE
        and not any(part == g.part and same_title(work, g.row["work"]) for part, work in done)
        and any(
            kinds(f) & ENACTING
            and overlaps(g.span, f, False)
            and any(same_title(g.row["work"], w) for w in f.has("work"))
            for f in facts
        )
    )
