"""A fact as the pages tell it: what it says, of whom, when, how much, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.query.network.facts import Moment, moment
from kg.query.network.reader import Reader, Values, thing
from kg.query.network.terms import local
from kg.rdf.vocabulary import END, EXACT, ID, MAX_VALUE, MIN_VALUE, ORGANIZATION, START, VALUE, rd

PLACED = (rd("actor"), rd("about"), ORGANIZATION)
_OPERATES = rd("operates")


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Where a fact is stated: ``start`` and ``end`` are code points of ``document`` (its IRI), end exclusive.

    ``source`` is the report it stands in (an IRI), ``rules`` the rules that read it, ``iri`` that of the evidence.
    """

    document: str
    start: int
    end: int
    quote: str
    source: str
    rules: tuple[str, ...]
    iri: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed figure: its value and bounds as far as the source gives them; ``masked`` when it hides the number.

    ``unit`` and ``approximation`` are codes, or empty; ``verbatim`` is the wording as printed.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    approximation: str
    masked: bool
    verbatim: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact. ``places`` are the places it is of, that of the body that acts first; bodies, works are IRIs.

    ``topics``, ``outcomes`` and ``indicator`` are codes; ``claim`` is the source's claim to be first, as printed.
    """

    iri: str
    type: str
    kind: str
    label: str
    moment: Moment
    amount: Amount | None
    places: tuple[str, ...]
    bodies: tuple[str, ...]
    works: tuple[str, ...]
    topics: tuple[str, ...]
    outcomes: tuple[str, ...]
    indicator: str
    claim: str
    passages: tuple[Passage, ...]

    @property
    def year(self) -> str:
        """The year it is of for certain; empty where none is stated or it spans several."""
        first, last = self.moment.first[:4], self.moment.last[:4]
        return first if first == last else ""


def entry(reader: Reader, iri: str) -> Entry:
    """The fact ``iri``; one the graph does not know has nothing."""
    values = reader.values(iri)
    what = thing(iri, values)
    passages = tuple(sorted(_passage(reader, one) for one in values.get(rd("evidence"), ())))
    works = tuple(values.get(rd("concerns"), ()))
    bodies = tuple(dict.fromkeys(_bodies(reader, iri, values)))
    topics = [*values.get(rd("topic"), ()), *(topic for work in works for topic in reader.objects(work, rd("topic")))]
    return Entry(
        iri=iri,
        type=what.type,
        kind=what.kind,
        label=what.label,
        moment=moment(reader, values),
        amount=_amount(values) if what.type == "Statistic" else None,
        places=tuple(dict.fromkeys(_places(reader, bodies, works, passages))),
        bodies=bodies,
        works=works,
        topics=tuple(sorted({local(topic) for topic in topics})),
        outcomes=tuple(local(outcome) for outcome in values.get(rd("outcome"), ())),
        indicator="".join(local(one) for one in values.get(rd("indicator"), ())[:1]),
        claim="".join(values.get(rd("noveltyClaim"), ())[:1]),
        passages=passages,
    )


def document_of(iri: str) -> str:
    """The document a passage or a report lies in.

    >>> document_of(ID + "doc/74e50b9299393010#char=0,12") == ID + "doc/74e50b9299393010"
    True
    """
    return iri.partition("#")[0]


def _passage(reader: Reader, iri: str) -> Passage:
    values = reader.values(iri)

    def one(key: str) -> str:
        return "".join(values.get(key, ())[:1])

    rules = tuple(values.get(rd("rule"), ()))
    start, end = int(one(START) or 0), int(one(END) or 0)
    return Passage(document_of(iri), start, end, one(EXACT), one(rd("inDocument")), rules, iri)


def _bodies(reader: Reader, iri: str, values: Values) -> Iterator[str]:
    """Those that act or are spoken of; the operator of a programme or a station points at it."""
    for key in PLACED:
        yield from (body for body in values.get(key, ()) if body.startswith(ID))
    yield from reader.subjects(_OPERATES, iri)


def _places(
    reader: Reader, bodies: tuple[str, ...], works: tuple[str, ...], passages: tuple[Passage, ...]
) -> Iterator[str]:
    """The places of the bodies, then of the works; where there are neither, those of the reports."""
    owners = (*bodies, *works) or tuple(dict.fromkeys(passage.source for passage in passages))
    for owner in owners:
        yield from reader.objects(owner, rd("jurisdiction"))


def _amount(values: Values) -> Amount:
    def one(key: str) -> str:
        return "".join(values.get(key, ())[:1])

    return Amount(
        value=_number(one(VALUE)),
        low=_number(one(MIN_VALUE)),
        high=_number(one(MAX_VALUE)),
        unit=local(one(rd("unit"))),
        approximation=local(one(rd("approximation"))),
        masked="true" in values.get(rd("redacted"), ()),
        verbatim=one(rd("verbatim")),
    )


def _number(text: str) -> Decimal | None:
    """A number in decimal; None for none and for what is no finite one."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
