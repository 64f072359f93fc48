"""Figures: what is asked of them beyond who and when, and their ranks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.query.ask import facts
from kg.query.ask.amounts import Figure
from kg.query.ask.clauses import codes, literal
from kg.query.ask.facts import Asked, Condition
from kg.query.ask.question import Question
from kg.query.ask.rows import Row, Solution
from kg.rdf.vocabulary import ID
from kg.words import lexicon

# What surely holds of the number itself, and what may hold of it; "?max" is unbound where there is no upper bound.
_TESTS = {
    "least": ("?min >= {n}", "(!BOUND(?max) || ?max >= {n})"),
    "over": ("?min > {n}", "(!BOUND(?max) || ?max > {n})"),
    "most": ("?max <= {n}", "(!BOUND(?min) || ?min <= {n})"),
    "under": ("?max < {n}", "(!BOUND(?min) || ?min < {n})"),
    "equal": ("?min = {n} && ?max = {n}", "(!BOUND(?min) || ?min <= {n}) && (!BOUND(?max) || ?max >= {n})"),
}

# Another figure of the same body, thing, counter and year, whose bounds leave no number that would fit both. Whether
# the two count the very same thing is for the reader to judge: no conflict is certain.
_OTHER = """\
  { SELECT ?fact ?other {
    ?fact rd:about ?whose ; rd:indicator ?what ; rd:unit ?in ; rd:year ?when ; schema:value ?one .
    ?other rd:about ?whose ; rd:indicator ?what ; rd:unit ?in ; rd:year ?when ; schema:value ?two .
    FILTER(?fact != ?other && ?one != ?two) } }
  ?other rd:approximation ?otherHow ; schema:value ?otherValue ; rd:verbatim ?conflicts_with ."""
_CONFLICT = """\
  OPTIONAL { ?other schema:minValue ?otherLeast }
  OPTIONAL { ?other schema:maxValue ?otherMost }
  BIND(COALESCE(?otherLeast, IF(?otherHow IN (rdc:exact, rdc:in-words), ?otherValue, ?nothing)) AS ?otherMin)
  BIND(COALESCE(?otherMost, IF(?otherHow IN (rdc:exact, rdc:in-words), ?otherValue, ?nothing)) AS ?otherMax)
  FILTER(?max < ?otherMin || ?otherMax < ?min)
  BIND("possible" AS ?certainty)"""


def asked_of(question: Question) -> Asked:
    """What a question for figures asks."""
    figure, what = _figure(question), question.what
    shared = facts.asked_of(question)
    must = [*shared.must, *(_names(name) for name in what.indicators[:-1])]
    if figure.ask == "masked":
        must.append("BOUND(?hidden)")
    if figure.bounds:
        must.append(f"BOUND(?hidden) || ({_possible(figure)})")
    only_units = not (what.indicators or what.words or what.topics)
    if only_units and figure.units:
        must.append(f"?counter IN ({codes(figure.units, ', ')})")
    counted = [f"  ?fact rd:indicator rdc:{name} ." for name in what.indicators[-1:]]
    lines = [*counted, *([_OTHER] if figure.ask == "conflict" else [])]
    follows = [_CONFLICT] if figure.ask == "conflict" else _certainty(figure)
    if figure.ask == "compare" and not what.indicators:
        lines.append(_in_both(question.who.places))
    first = "?placeName ?kind" if figure.ask == "conflict" else "?kind"
    conditions = (*_conditions(figure, only_units), *shared.conditions)
    return Asked(conditions, tuple(must), shared.may, tuple(lines), tuple(follows), first)


def rows(question: Question, solutions: Iterable[Solution]) -> list[Row]:
    """The rows of the answer; where most or which of two is asked, with their ranks, the first ranks alone."""
    figure = _figure(question)
    found = facts.rows(question, solutions)
    if figure.ask not in {"rank", "compare"}:
        return found
    ranked = sorted((_ranked(row, found, figure) for row in found), key=_order)
    return [row for row in ranked if not figure.top or int(row["rank"] or 0) <= figure.top]


def _figure(question: Question) -> Figure:
    assert question.figure is not None
    return question.figure


def _conditions(figure: Figure, only_units: bool) -> list[Condition]:
    found = []
    if figure.units and not only_units:
        units = "/".join(lexicon().concept(unit).zh for unit in figure.units)
        fits = f"?counter IN ({codes(figure.units, ', ')})"
        found.append(Condition(fits, lambda one: f"another unit: {one['unit']}, not {units}"))
    if figure.ask in {"amount", "rank", "compare"}:
        found.append(Condition("!BOUND(?hidden)", _is_masked))
    if figure.ask in {"rank", "compare"}:
        found.append(Condition("BOUND(?year)", _has_no_year))
    return found


def _is_masked(solution: Solution) -> str:
    return f"the number is masked (隐去): {solution.get('verbatim', '')}"


def _has_no_year(solution: Solution) -> str:
    return f"no figure of one year: {solution.get('period') or 'the time is not stated'}"


def _possible(figure: Figure) -> str:
    return " && ".join(_TESTS[name][1].replace("{n}", str(value)) for name, value in figure.bounds)


def _certainty(figure: Figure) -> list[str]:
    if not figure.bounds:
        return []
    test = " && ".join(_TESTS[name][0].replace("{n}", str(value)) for name, value in figure.bounds)
    return [f'  BIND(IF(BOUND(?value), IF(COALESCE({test}, false), "certain", "possible"), ?nothing) AS ?certainty)']


def _names(indicator: str) -> str:
    """The test whether the wording of a figure names what else is counted."""
    return " || ".join(f"CONTAINS(?name, {literal(word)})" for word in lexicon().concept(indicator).words)


def _in_both(places: tuple[str, ...]) -> str:
    """What holds of things and counters that two of the places have figures of a year of."""
    iris = " ".join(f"<{ID}division/{key}>" for key in places)
    figures = " ".join(
        f"VALUES ?place{one} {{ {iris} }} ?body{one} rd:jurisdiction ?place{one} . ?figure{one} rd:about ?body{one} ;"
        f" rd:indicator ?kind ; rd:unit ?counter ; rd:year ?year{one} ; schema:value ?value{one} ."
        for one in (1, 2)
    )
    shared = f"SELECT DISTINCT ?kind ?counter {{ {figures} FILTER(?place1 != ?place2) }}"
    return f"  {{ {shared} }}\n  ?fact rd:indicator ?kind ."


def _ranked(row: Row, every: list[Row], figure: Figure) -> Row:
    """A row with its rank, one more than the places with figures that surely go before it, and how sure it is."""
    others = [other for other in every if _group(other) == _group(row) and other.place_iri != row.place_iri]
    before = [other for other in others if _before(other, row, figure.fewest)]
    open_ = [other for other in others if other not in before and not _before(row, other, figure.fewest)]
    tied = [other for other in open_ if not (_bounds(other) == _bounds(row) and row["min"] == row["max"])]
    rank = 1 + len({other.place_iri for other in before})
    more = dict(row.more) | {"rank": rank, "certainty": "possible" if tied else "certain"}
    return replace(row, more=tuple(more.items()))


def _before(one: Row, other: Row, fewest: bool) -> bool:
    """Whether a figure surely goes before another."""
    high, low = (other, one) if fewest else (one, other)
    return high["min"] is not None and low["max"] is not None and float(high["min"]) > float(low["max"])


def _group(row: Row) -> tuple[str, object]:
    return row.kind, row["unit"]


def _bounds(row: Row) -> tuple[object, object]:
    return row["min"], row["max"]


def _order(row: Row) -> tuple[str, str, int, str, str]:
    return row.kind, str(row["unit"]), int(row["rank"] or 0), row.place, row.fact_iri
