"""What the commands that walk the graph print for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.cli.table import layout
from kg.query.network.comparing import Cell, Comparison
from kg.query.network.facts import Fact
from kg.query.network.history import Step
from kg.query.network.likeness import Community, Like
from kg.query.network.links import Neighbour
from kg.query.network.ranking import Ranked
from kg.query.network.rows import Rows
from kg.query.network.showing import Group, Shown
from kg.query.network.terms import code, short, term
from kg.query.network.walking import Hop

NONE = "—"
_SECTIONS = {
    "legislation": "Legislation: each work with its furthest step, by topic",
    "figures": "Figures, by indicator",
    "programmes": "Programmes and stations, by kind",
}


def shown(found: Shown) -> str:
    """A thing: what it is, its quotes, its facts by kind, its neighbours."""
    one = found.thing
    lines = [f"{one.name} · {_class(one.type, one.kind)}", short(one.iri)]
    lines += [f"  {term(name)}: {value}" for name, value in found.values]
    lines += [f"  figure: {own.value}" for own in found.own if own.value]
    for quote in found.quotes:
        lines += ["", f"{quote.document} {quote.start}–{quote.end}", f"  【{_line(quote.quote)}】"]
    by_kind = {key: list(facts) for key, facts in groupby(found.facts, key=lambda fact: (fact.type, fact.kind))}
    for group in found.groups:
        lines += ["", *_group(group, by_kind[group.type, group.kind])]
    if not found.groups and not found.own:
        lines += ["", "No fact of the graph speaks of it."]
    return "\n".join([*lines, "", *_near(found)]) + "\n"


def _group(group: Group, facts: Sequence[Fact]) -> Iterator[str]:
    yield f"{_class(group.type, group.kind)}: {_counted(group.facts, group.shown)}"
    rows = [(fact.when, _what(fact), fact.quote, _proof(fact)) for fact in facts]
    yield layout(("when", "what", "quote", "document"), rows)


def _near(found: Shown) -> Iterator[str]:
    if not found.links:
        yield "It has no neighbours."
        return
    yield f"neighbours: {_counted(found.links, len(found.neighbours))}"
    yield _neighbours(found.neighbours)


def neighbours(found: Rows[Neighbour]) -> str:
    """Neighbours with the way to them."""
    if not found:
        return "It has no neighbours.\n"
    names = {one.iri: one.label for one in found}
    rows = [
        (
            str(one.hops),
            _relation(one.relation),
            one.label,
            _class(one.type, one.kind),
            _via(one, names),
            short(one.iri),
        )
        for one in found
    ]
    return layout(("hops", "relation", "thing", "class", "via", "iri"), rows) + "\n"


def _via(one: Neighbour, names: dict[str, str]) -> str:
    return "" if one.hops == 1 else names.get(one.via, short(one.via))


def _neighbours(found: Rows[Neighbour]) -> str:
    rows = [(*_neighbour(one), short(one.iri)) for one in found]
    return layout(("relation", "thing", "class", "iri"), rows)


def _neighbour(one: Neighbour) -> tuple[str, str, str]:
    return _relation(one.relation), one.label, _class(one.type, one.kind)


def _relation(text: str) -> str:
    return ", ".join(f"{part[:2]}{term(part[2:])}" for part in text.split(", "))


def path(found: Rows[Hop]) -> str:
    """A path to read from top to bottom: the things, between them what links them, with the facts and their quotes."""
    if not found:
        return "There is no path of so few hops between them (--hops takes more, up to 12).\n"
    lines = [found[0].source]
    for _, group in groupby(found, key=lambda hop: hop.number):
        hops = list(group)
        lines += [line for hop in hops for line in _hop(hop)]
        lines += [f"  │ … and {hops[0].facts - len(hops)} more facts"] if hops[0].facts > len(hops) else []
        lines += [hops[0].target]
    return "\n".join(lines) + "\n"


def _hop(hop: Hop) -> Iterator[str]:
    yield f"  │ {hop.how}"
    if hop.quote:
        yield f"  │   {hop.when}: {hop.fact}"
        yield f"  │   【{_line(hop.quote)}】 {hop.document} {hop.start}–{hop.end}"


def similar(found: Rows[Like]) -> str:
    """Similar places and what they share."""
    if not found:
        return "No other place shares any of it.\n"
    rows = [(one.place, f"{one.score:.4f}", "; ".join(one.shared)) for one in found]
    return layout(("place", "likeness", "shared"), rows) + "\n"


def communities(found: Rows[Community]) -> str:
    """Communities, their places and what binds them."""
    if not found:
        return "No two places have anything in common.\n"
    rows = [(str(one.number), str(one.size), ", ".join(one.places), "; ".join(one.binding)) for one in found]
    return layout(("community", "places", "members", "in common"), rows) + "\n"


def ranked(found: Rows[Ranked]) -> str:
    """Ranks."""
    if not found:
        return "Nothing in the graph has a value of this measure above 0.\n"
    rows = [(str(one.rank), one.name, f"{one.value:g}", short(one.iri)) for one in found]
    return layout(("rank", "name", "value", "iri"), rows) + "\n"


def timeline(found: Rows[Step]) -> str:
    """Steps in time."""
    if not found:
        return "No step of it is in the graph.\n"
    rows = [(one.when, _kind(one), one.label, one.actor, one.quote, _proof(one)) for one in found]
    return layout(("when", "step", "what", "who", "quote", "document"), rows) + "\n"


def _kind(step: Step) -> str:
    name = code(step.kind) if step.kind != step.kind.title().replace("-", "") else term(step.kind)
    return f"{name}, {step.outcome}" if step.outcome else name


def comparison(found: Comparison) -> str:
    """Places side by side, a table for each section; a column is a place."""
    if not found.cells:
        return "Nothing to compare: none of it is in the graph for these places.\n"
    blocks = []
    for section, cells in groupby(found.cells, key=lambda cell: cell.section):
        blocks.append(f"{_SECTIONS[section]}\n\n{_side_by_side(found, list(cells))}\n")
    return "\n".join([*blocks, "; ".join(_notes(found))]) + "\n"


def _notes(found: Comparison) -> Iterator[str]:
    """What the tables do not say themselves."""
    yield f"{NONE}: nothing stated"
    told = {cell.section for cell in found.cells}
    yield from (f"no {section}" for section in _SECTIONS if section not in told)
    if found.unlisted:
        yield f"figures whose indicator is not in the list (kg show has them): {found.unlisted}"
    if found.undated:
        yield f"facts left out that may be of this year or of another: {found.undated}"


def _side_by_side(found: Comparison, cells: Sequence[Cell]) -> str:
    rows = []
    for item, group in groupby(cells, key=lambda cell: cell.item):
        texts: dict[str, list[str]] = {place.iri: [] for place in found.places}
        for cell in group:
            texts[cell.place_iri].append(f"{cell.text} [{cell.when}]")
        rows.append((item, *("; ".join(texts[place.iri]) or NONE for place in found.places)))
    return layout(("", *(place.name for place in found.places)), rows)


def _class(type_name: str, kind: str) -> str:
    named = term(type_name)
    if named == type_name:
        named = code(type_name)
    return f"{named}, {code(kind)}" if kind else named


def _what(fact: Fact) -> str:
    return f"{fact.label}: {fact.value}" if fact.value else fact.label


def _proof(one: Fact | Step) -> str:
    return f"{one.document} {one.start}–{one.end}"


def _counted(total: int, some: int) -> str:
    return str(total) if total == some else f"{total}, of which {some} are shown (--limit 0 shows all)"


def _line(text: str) -> str:
    return " ".join(text.split())
