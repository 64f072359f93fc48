"""When a found fact says what a gold fact says: where it stands, and its key fields."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

SLACK = 80
ENACTING = frozenset({"adoption", "enactment", "promulgation"})
READING = frozenset({"deliberation", "first-reading", "second-reading", "third-reading"})
KEYS = {"proposal": "title", "cooperation": "object", "decision": "object"}

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A fact of the graph: where its evidence stands (file, start, end) and its fields' values."""

    iri: str
    spans: frozenset[Span]
    values: Mapping[str, frozenset[str]]

    def has(self, name: str) -> frozenset[str]:
        """The values of a field, none where it is missing."""
        return self.values.get(name, frozenset())


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold fact and where its quote stands."""

    part: str
    span: Span
    row: Mapping[str, Any]

    @property
    def unsure(self) -> bool:
        """Whether it counts neither way."""
        return bool(self.row.get("unsure"))


def overlaps(span: Span, fact: Found, repeated: bool) -> bool:
    """Whether the evidence touches the span; a repeated fact may carry any occurrence in the file."""
    file, start, end = span
    return any(n == file and (repeated or (s < end + SLACK and e > start - SLACK)) for n, s, e in fact.spans)


def closeness(name: str, gold: Gold, fact: Found) -> float:
    """How well a fact fits a gold one: the share of characters in common, then the wording. It only orders."""
    file, start, end = gold.span
    shares = [
        max((min(end, e) - max(start, s)) / max(1, max(end, e) - min(start, s)) for n, s, e in fact.spans if n == file)
    ]
    if name == "stat":
        shares.append(max((dice(gold.row["indicator"], label) for label in labels(fact)), default=0))
        shares.append(any(norm(v) == norm(gold.row["verbatim"]) for v in fact.has("verbatim")))
    if name == "supervision":
        shares.append(max((dice(w, h) for w in _listed(gold.row["object"]) for h in fact.has("object")), default=0))
    return sum(shares)


def labels(fact: Found) -> frozenset[str]:
    """What a statistic counts: its indicator's name, else its own label."""
    return fact.has("indicator") or fact.has("label")


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def agrees(name: str, gold: Mapping[str, Any], fact: Found, grouped: bool = False) -> bool:
    """Whether the key fields agree; ``grouped`` takes all readings for one kind, and all forms of enacting."""
    special: dict[str, Callable[..., bool]] = {
        "step": _step_agrees, "supervision": _supervision_agrees, "stat": _figure_agrees, "post": _post_agrees,
    }  # fmt: skip
    if name in special:
        return special[name](gold, fact, grouped)
    key = KEYS.get(name, "name")
    if name in ("cooperation", "decision") and not fact.has(key):
        return True
    return any(dice(gold.get(key) or "", value) >= 0.6 for value in fact.has(key))


def kinds(fact: Found) -> set[str]:
    """The codes of a fact's kinds."""
    return {local(kind) for kind in fact.has("kind")}


def _group(kind: str) -> str:
    return "enacted" if kind in ENACTING else "reading" if kind in READING else kind


def _step_agrees(gold: Mapping[str, Any], fact: Found, grouped: bool) -> bool:
    found = kinds(fact)
    same = gold["kind"] in found or (grouped and _group(gold["kind"]) in set(map(_group, found)))
    return same and any(same_title(gold["work"], work) for work in fact.has("work"))


def _supervision_agrees(gold: Mapping[str, Any], fact: Found, _: bool) -> bool:
    if gold["kind"] not in kinds(fact):
        return False
    want, have = _listed(gold["object"]), fact.has("work") | fact.has("object")
    return 2 * sum(any(same_title(w, h) or dice(w, h) >= 0.6 for h in have) for w in want) > len(want)


def _figure_agrees(gold: Mapping[str, Any], fact: Found, _: bool) -> bool:
    if bool(gold.get("redacted")) != ("true" in fact.has("redacted")):
        return False
    value = gold.get("value")
    near = (
        abs(float(v) - float(value)) < 1e-6 * max(1, abs(float(value))) for v in fact.has("value") if value is not None
    )
    if value is not None and not any(near):
        return False
    unit = norm(gold["unit"])
    return (
        unit in set(map(norm, fact.has("unit")))
        or any(norm(v).endswith(unit) for v in fact.has("verbatim"))
        or not unit
    )


def _post_agrees(gold: Mapping[str, Any], fact: Found, _: bool) -> bool:
    person, post = (norm(min(fact.has(key))) for key in ("person", "post"))
    return norm(gold["person"]) == person and (norm(gold["post"]) in post or post in norm(gold["post"]))


def place_agrees(gold: Gold, fact: Found, own: str) -> bool:
    """Whether the work belongs where the gold says; ``own`` is the part's own place, or ``masked``."""
    want, divisions = gold.row["work_place"], [local(d) for d in fact.has("division")]
    if want == "NATION":
        return "CN" in divisions
    if want == "OWN_PROVINCE":
        return any(d.endswith("-province") or re.fullmatch(r"\d\d0000", d) for d in divisions)
    if want == "OWN" and own == "masked":
        return any(d.startswith("x-") and not d.endswith("-province") for d in divisions)
    named = norm(own if want == "OWN" else want).rstrip("市省")
    return any(norm(place).rstrip("市省") == named for place in fact.has("place"))


def date_agrees(gold: Gold, fact: Found) -> bool | None:
    """Whether the date is right, as far as the gold tells it; None where it tells none."""
    want = gold.row.get("date")
    if not want or gold.row.get("masked_date"):
        return None
    if len(want) == 10:
        return want in fact.has("date")
    return want[:4] in fact.has("year") | {date[:4] for date in fact.has("date")}


def local(iri: str) -> str:
    """The last part of an IRI."""
    return re.split(r"[/#]", iri)[-1]


def norm(text: str | None) -> str:
    """NFKC without white space, stars, and marks of quotation."""
    return re.sub(r"[\s*《》“”\"]+", "", unicodedata.normalize("NFKC", text or ""))


def same_title(one: str, other: str) -> bool:
    """Whether two titles name one work: equal, or one ends with the other (four characters or more)."""
    a, b = _title(one), _title(other)
    if not a or not b:
        return False
    return a == b or (a.endswith(b) and len(b) >= 4) or (b.endswith(a) and len(a) >= 4)


def _title(text: str) -> str:
    bare = re.sub(r"\((修订|修正)?草案[^)]*\)$|\(送审稿\)$|\(征求意见稿\)$", "", norm(text))
    return bare.removeprefix("中华人民共和国")


def dice(one: str, other: str) -> float:
    """How alike two wordings are, 0 to 1, by their pairs of characters; 1 when one holds the other."""
    a, b = norm(one), norm(other)
    if not a or not b:
        return 0.0
    if a in b or b in a:
        return float(min(len(a), len(b)) >= 2)
    pairs, others = (Counter(x[i : i + 2] for i in range(len(x) - 1)) for x in (a, b))
    return 2 * sum((pairs & others).values()) / max(1, sum(pairs.values()) + sum(others.values()))
