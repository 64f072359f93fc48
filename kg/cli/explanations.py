"""An explanation of ``kg explain`` as text or JSON."""

from __future__ import annotations

import dataclasses
import json

from kg.query.explain import Explanation, Proof


def as_json(explanation: Explanation) -> str:
    """The explanation as one JSON object, with the names of its fields."""
    return json.dumps(dataclasses.asdict(explanation), ensure_ascii=False, indent=2) + "\n"


def as_text(explanation: Explanation) -> str:
    """The explanation to read: what it is, what is said of it, and each evidence with the quote in 【】."""
    lines = [explanation.iri, f"  {' '.join((*explanation.classes, *explanation.kinds))}  {explanation.label}".rstrip()]
    lines += [f"  {name}: {value}" for name, value in explanation.values]
    for proof in explanation.proofs:
        lines += ["", *_proof(proof)]
    if not explanation.proofs:
        lines += ["", "This is no fact with evidence of its own. " + _spoken_of(explanation)]
        lines += [f"  {fact}" for fact in explanation.facts]
    return "\n".join(lines) + "\n"


def _proof(proof: Proof) -> list[str]:
    report = f" “{proof.report}”" if proof.report else ""
    return [
        f"{proof.document}{report} {proof.start}–{proof.end}, rule {', '.join(proof.rules)}",
        f"  {proof.before}【{proof.quote}】{proof.after}",
    ]


def _spoken_of(explanation: Explanation) -> str:
    return "Facts that speak of it:" if explanation.facts else "No fact speaks of it."
