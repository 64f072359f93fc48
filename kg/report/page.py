"""An overview as one HTML page that needs nothing else, and as JSON."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.report.overview import Overview
from kg.report.sources import Source
from kg.report.words import LANGUAGES, Words

SHOWN = 60
_LOWEST = 8
_ENOUGH = 5
# Characters that HTML does not allow, and those that change the direction of what follows.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def as_json(found: Overview) -> str:
    """The overview as one JSON object: every list whole, in a fixed order."""
    coverage = found.sources.coverage
    whole = {
        "version": found.version,
        "graph_sha256": found.sha256,
        "facts": found.facts,
        "coverage": {"clauses": coverage.countable, "with_facts": coverage.gave, "share": coverage.share},
        **{name: value for name, value in dataclasses.asdict(found.sources).items() if name != "refused"},
        "refused": [{"file": name, "reason": reason} for name, reason in found.sources.refused],
        **{name: _plain(getattr(found, name)) for name in ("counts", "drops", "conflicts", "masked")},
        "validation": {"violations": found.violations, "results": _plain(found.validation)},
        "verification": dataclasses.asdict(found.verification),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_html(found: Overview, language: str = LANGUAGES[0]) -> str:
    """The overview as an HTML page in a language (one of LANGUAGES) with the other beside it in the headings.

    It has its style in itself, and no script; nothing in it leads to another host. All text is escaped.
    """
    sections = [one for one in found.sources.sections if one.clauses >= _ENOUGH]
    return (
        _environment()
        .get_template("page.html")
        .render(
            o=found,
            w=Words(language),
            style=files("kg.report").joinpath("page.css").read_text(encoding="utf-8"),
            coverage=found.sources.coverage,
            measured=_lowest(found.sources.documents),
            lowest=sorted(sections, key=lambda one: (one.share, -one.clauses))[:_LOWEST],
            most=max((one.facts for one in found.counts), default=1),
            shown=SHOWN,
        )
    )


def _lowest(documents: Sequence[Source]) -> Sequence[Source]:
    """The documents, as far as there is room for them: else those of which the least became facts."""
    if len(documents) <= SHOWN:
        return documents
    return sorted(documents, key=lambda one: (2.0 if one.share is None else one.share, one.name))[:SHOWN]


def _plain(values: Sequence[Any]) -> list[dict[str, object]]:
    return [dataclasses.asdict(value) for value in values]


def _clean(value: object) -> object:
    """A text that may stand in a page; markup of a macro has been made of such texts."""
    return _ODD.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _per_cent(share: float | None) -> str:
    return "–" if share is None else f"{round(100 * share)} %"


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("kg.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    made.filters["per_cent"] = _per_cent
    return made
