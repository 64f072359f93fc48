"""Facts as lines of a table, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.query.network.facts import Moment
from kg.query.network.terms import below
from kg.rdf.vocabulary import RDC
from kg.web.catalogue import Amount, Entry, Passage
from kg.web.desk import Desk
from kg.web.links import page_of
from kg.web.wording import Wording

# The classes whose facts have a colour of their own; the rest share one.
_COLOURS = {"LegislativeStep": "step", "SupervisionEvent": "supervision", "Statistic": "figure"}


QUOTE = 2000


@dataclass(frozen=True, slots=True)
class Link:
    """A name, the language it is in, and the address of its page; ``mark`` tells masked places apart, else empty."""

    text: str
    url: str
    mark: str = ""
    language: str = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Line:
    """A fact to print: ``colour`` is a style's name, ``amount`` a figure in words, ``source`` leads to the quote.

    ``more`` are further columns by label, ``reason`` why it is no answer; both may be empty.
    """

    iri: str
    url: str
    colour: str
    kind: str
    label: str
    places: tuple[Link, ...]
    when: str
    amount: str
    masked: bool
    outcome: str
    claim: str
    quote: str
    source: Link
    proofs: int
    more: tuple[tuple[str, str], ...] = ()
    reason: str = ""


def line(desk: Desk, one: Entry, passage: Passage | None = None) -> Line:
    """A fact as a line with ``passage``, else its first one."""
    shown = passage or next(iter(one.passages), None)
    words = desk.wording
    return Line(
        iri=one.iri,
        url=page_of(one.iri),
        colour=colour(one.type),
        kind=words.kind(one.type, one.kind),
        label=clipped(one.label),
        places=links(desk, one.places[:1]),
        when=when(words, one.moment),
        amount=amount(words, one.amount) if one.amount else "",
        masked=bool(one.amount and one.amount.masked),
        outcome=words.texts["facts"]["between"].join(map(words.code, one.outcomes)),
        claim=clipped(one.claim),
        quote=clipped(shown.quote, QUOTE) if shown else "",
        source=source(desk, shown) if shown else Link("", ""),
        proofs=len(one.passages),
    )


def lines(desk: Desk, entries: Iterable[Entry]) -> list[Line]:
    """Facts as lines."""
    return [line(desk, one) for one in entries]


def links(desk: Desk, iris: Iterable[str]) -> tuple[Link, ...]:
    """Things by their names."""
    return tuple(link(desk, iri) for iri in iris)


def link(desk: Desk, iri: str) -> Link:
    """A thing by its name; a code by its label in the reader's language."""
    if iri.startswith(RDC):
        return Link(desk.wording.code(iri.removeprefix(RDC)), page_of(iri), language=desk.wording.tag)
    name = desk.catalogue.name(iri)
    return Link(clipped(name.label), page_of(iri), name.mark)


def clipped(text: str, most: int = 300) -> str:
    """A text of at most ``most`` characters: what is cut off is told by "…".

    >>> clipped("停车条例", 3)
    '停车…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"


def source(desk: Desk, passage: Passage) -> Link:
    """Where a passage stands: the document and its offsets, leading to the highlighted sentence."""
    document = desk.catalogue.documents.get(passage.document)
    name = document.name if document else passage.document.rpartition("/")[2]
    return Link(f"{name} {passage.start}–{passage.end}", page_of(passage.iri))


def colour(type_name: str) -> str:
    """The style of a class of facts.

    >>> colour("Statistic"), colour("Programme")
    ('figure', 'other')
    """
    found = (style for name, style in _COLOURS.items() if type_name in below(name))
    return next(found, "other") if type_name else "other"


def when(words: Wording, moment: Moment) -> str:
    """When, as precise as stated; that it is not stated is said in words."""
    return moment.text if moment.precision else str(words.texts["facts"]["no_time"])


def amount(words: Wording, figure: Amount) -> str:
    """A figure as far as its source gives it: a range stays one, what is masked is called so.

    >>> from kg.web.wording import wording
    >>> amount(wording("en"), Amount(Decimal(6300), Decimal(6300), Decimal(6399), "unit-renci", "more-than", False, ""))
    '6,300–6,399 persons, counted at each occasion'
    >>> amount(wording("en"), Amount(None, None, None, "", "", True, "xx件"))
    'masked: xx件'
    """
    if figure.masked:
        return words.fill("facts", "masked", verbatim=figure.verbatim)
    told = _bounds(words, figure)
    if not told:
        return figure.verbatim
    unit = words.code(figure.unit) if figure.unit else ""
    return f"{told}{'' if words.language == 'zh' else ' '}{unit}".strip()


def number(value: Decimal) -> str:
    """A number to read, with commas.

    >>> number(Decimal("6300")), number(Decimal("1.50"))
    ('6,300', '1.5')
    """
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _bounds(words: Wording, figure: Amount) -> str:
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        return f"{number(figure.low)}–{number(figure.high)}"
    if figure.low is not None and figure.high is None:
        return words.fill("facts", "at_least", value=number(figure.low))
    if figure.high is not None and figure.low is None:
        return words.fill("facts", "at_most", value=number(figure.high))
    if figure.value is None:
        return ""
    name = "about" if figure.approximation == "about" else "exact"
    return words.fill("facts", name, value=number(figure.value))
