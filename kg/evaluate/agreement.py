"""When a found fact says what a gold fact says: where it stands, and its key fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from kg.evaluate.found import Found, local
from kg.evaluate.gold import Gold, Span
from kg.evaluate.wording import dice, norm, same_title

SLACK = 80
ALIKE = 0.6
ENACTING = frozenset({"adoption", "enactment", "promulgation"})
READING = frozenset({"deliberation", "first-reading", "second-reading", "third-reading"})
KEYS = {"proposal": "title", "cooperation": "object", "decision": "object"}
MAY_BE_UNNAMED = frozenset({"cooperation", "decision"})


def overlaps(span: Span, fact: Found, repeated: bool) -> bool:
    """Whether the evidence touches the span, give or take 80 characters; a repeated fact may stand anywhere in it.

    >>> fact = Found("urn:a", frozenset({("a.txt", 200, 210)}), {})
    >>> overlaps(("a.txt", 110, 121), fact, False), overlaps(("a.txt", 0, 9), fact, False)
    (True, False)
    """
    file, start, end = span
    return any(n == file and (repeated or (s < end + SLACK and e > start - SLACK)) for n, s, e in fact.spans)


def closeness(name: str, gold: Gold, fact: Found) -> float:
    """How well a fact fits a gold one: the share of characters in common, then the wording. It only orders."""
    file, start, end = gold.span
    near = max(
        (min(end, e) - max(start, s)) / max(1, max(end, e) - min(start, s)) for n, s, e in fact.spans if n == file
    )
    if name == "stat":
        same = max((dice(gold.row["indicator"], label) for label in labels(fact)), default=0)
        return near + same + any(norm(v) == norm(gold.row.get("verbatim")) for v in fact.has("verbatim"))
    if name == "supervision":
        return near + max((dice(w, h) for w in _listed(gold.row["object"]) for h in fact.has("object")), default=0)
    return near


def labels(fact: Found) -> frozenset[str]:
    """What a statistic counts: its indicator's names, else its own label."""
    return fact.has("indicator") or fact.has("label")


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def agrees(name: str, gold: Mapping[str, Any], fact: Found, grouped: bool = False) -> bool:
    """Whether the key fields agree; ``grouped`` takes all readings for one kind, and all forms of enacting."""
    special: dict[str, Callable[..., bool]] = {
        "step": _step_agrees,
        "supervision": _supervision_agrees,
        "stat": _figure_agrees,
        "post": _post_agrees,
    }
    if name in special:
        return special[name](gold, fact, grouped)
    key = KEYS.get(name, "name")
    if name in MAY_BE_UNNAMED and not fact.has(key):
        return True
    return any(dice(gold.get(key) or "", value) >= ALIKE for value in fact.has(key))


def _group(kind: str) -> str:
    return "enacted" if kind in ENACTING else "reading" if kind in READING else kind


def _step_agrees(gold: Mapping[str, Any], fact: Found, grouped: bool) -> bool:
    same = gold["kind"] in fact.kinds or (grouped and _group(gold["kind"]) in set(map(_group, fact.kinds)))
    return same and any(same_title(gold["work"], work) for work in fact.has("work"))


def _supervision_agrees(gold: Mapping[str, Any], fact: Found, _: bool) -> bool:
    if gold["kind"] not in fact.kinds:
        return False
    want, have = _listed(gold["object"]), fact.has("work") | fact.has("object")
    return 2 * sum(any(same_title(w, h) or dice(w, h) >= ALIKE for h in have) for w in want) > len(want)


def _figure_agrees(gold: Mapping[str, Any], fact: Found, _: bool) -> bool:
    if bool(gold.get("redacted")) != ("true" in fact.has("redacted")):
        return False
    value = gold.get("value")
    if value is not None and not any(_equal(have, float(value)) for have in fact.has("value")):
        return False
    unit = norm(gold["unit"])
    printed = {*map(norm, fact.has("unit"))} | {norm(v)[-len(unit) :] for v in fact.has("verbatim")}
    return not unit or unit in printed


def _equal(printed: str, value: float) -> bool:
    return abs(float(printed) - value) < 1e-6 * max(1, abs(value))


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


def indicator_agrees(gold: Gold, fact: Found) -> bool:
    """Whether what is counted is worded alike."""
    return any(dice(gold.row["indicator"], label) >= 0.5 for label in labels(fact))


def approximation_agrees(gold: Gold, fact: Found) -> bool:
    """Whether the number is as exact as the gold says; a figure that says nothing is exact."""
    have = set(map(local, fact.has("approx"))) or {"exact"}
    return gold.row["approx"] in have
