"""A fact as one row: what it says, when, how much, and the quote that proves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.query.network.reader import Reader, Values, thing
from kg.query.network.terms import chinese, local
from kg.rdf.vocabulary import END, END_DATE, EXACT, IDENTIFIER, IS_PART_OF, MAX_VALUE, MIN_VALUE, START, START_DATE, rd
from kg.rdf.vocabulary import VALUE as NUMBER

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Moment:
    """When, as precise as stated: ``precision`` is day, month, period, year, or empty where no time is stated.

    ``text`` is to read; ``first`` and ``last`` are the days it lies between (ISO 8601), empty where none is stated.
    """

    text: str
    precision: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The characters that state a fact: ``start`` and ``end`` are code points of ``document``, end exclusive."""

    quote: str
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, with its first quote (by document and offset); ``quotes`` is how many it has.

    ``value`` is a figure as far as the source gives it (``6300–6399 人次``, ``masked``), empty for other facts.
    """

    iri: str
    type: str
    kind: str
    label: str
    value: str
    when: str
    precision: str
    first: str
    last: str
    quote: str
    document: str
    start: int
    end: int
    quotes: int


def fact(reader: Reader, iri: str) -> Fact:
    """The fact ``iri`` as a row; one without evidence has an empty quote."""
    values = reader.values(iri)
    what = thing(iri, values)
    proofs = quotes(reader, values)
    first = proofs[0] if proofs else Quote("", "", 0, 0)
    time = moment(reader, values)
    return Fact(
        iri=iri,
        type=what.type,
        kind=what.kind,
        label=what.label,
        value=figure(values) if what.type == "Statistic" else "",
        when=time.text,
        precision=time.precision,
        first=time.first,
        last=time.last,
        quote=first.quote,
        document=first.document,
        start=first.start,
        end=first.end,
        quotes=len(proofs),
    )


def quotes(reader: Reader, values: Values) -> list[Quote]:
    """The evidence of a fact with these ``values``, by document and offset."""
    found = [_quote(reader, iri) for iri in values.get(rd("evidence"), ())]
    return sorted(found, key=lambda proof: (proof.document, proof.start, proof.end, proof.quote))


def _quote(reader: Reader, iri: str) -> Quote:
    values = reader.values(iri)
    sources = values.get(rd("inDocument"), [])
    document = document_name(reader, sources[0]) if sources else ""
    return Quote(values[EXACT][0], document, int(values[START][0]), int(values[END][0]))


def document_name(reader: Reader, source: str) -> str:
    """The file's name of a document or of a report in it."""
    whole = reader.objects(source, IS_PART_OF)
    names = reader.objects(whole[0] if whole else source, IDENTIFIER)
    return names[0] if names else ""


def moment(reader: Reader, values: Values) -> Moment:
    """When something with these ``values`` was: the day, else the month or longer time, else the year.

    Where sources differ all of it is told, and ``first`` and ``last`` span it.

    >>> import pyoxigraph as ox
    >>> moment(Reader(ox.Store()), {rd("year"): ["2023"], rd("date"): ["2023-06-01"]})
    Moment(text='2023-06-01', precision='day', first='2023-06-01', last='2023-06-01')
    """
    found = list(_moments(reader, values))
    if not found:
        return Moment(NOT_STATED, "", "", "")
    texts = dict.fromkeys(one.text for one in found)
    first, last = min(one.first for one in found), max(one.last for one in found)
    return Moment(", ".join(texts), found[0].precision, first, last)


def _moments(reader: Reader, values: Values) -> Iterator[Moment]:
    known: set[str] = set()
    for day in values.get(rd("date"), ()):
        known.add(day[:4])
        yield Moment(day, "day", day, day)
    for period in values.get(rd("period"), ()):
        one = _interval(reader.values(period))
        known.update(str(year) for year in range(int(one.first[:4] or 0), int(one.last[:4] or 0) + 1))
        yield one
    for year in values.get(rd("year"), ()):
        if year not in known:
            yield Moment(_masked_day(year, values), "year", f"{year}-01-01", f"{year}-12-31")


def _interval(values: Values) -> Moment:
    """A month by its number; any other time by its wording, with the years it lies in where the wording has none."""
    first, last = (min(values.get(key, [""])) for key in (START_DATE, END_DATE))
    if first[:7] == last[:7]:
        return Moment(first[:7], "month", first, last)
    wording = min(values.get(rd("verbatim"), [""]))
    years = first[:4] if first[:4] == last[:4] else f"{first[:4]}–{last[:4]}"
    return Moment(f"{years} ({wording})" if wording else years, "period", first, last)


def _masked_day(year: str, values: Values) -> str:
    """A year, with the wording of the day that the source masks."""
    wording = [] if NUMBER in values or rd("unit") in values else values.get(rd("verbatim"), [])
    return f"{year} ({wording[0]})" if wording else year


def figure(values: Values) -> str:
    """A figure as far as its source gives it: a range stays one, what is masked is called so, nothing is guessed.

    >>> from kg.rdf.vocabulary import rdc
    >>> figure({NUMBER: ["6300"], MIN_VALUE: ["6300"], MAX_VALUE: ["6399"], rd("unit"): [rdc("unit-renci")]})
    '6300–6399 人次'
    >>> figure({rd("redacted"): ["true"], rd("verbatim"): ["xx件"], rd("unit"): [rdc("unit-jian")]})
    'masked: xx件'
    """
    wording = "".join(values.get(rd("verbatim"), [])[:1])
    if "true" in values.get(rd("redacted"), ()):
        return f"masked: {wording}"
    counter = "".join(chinese(local(unit)) for unit in values.get(rd("unit"), [])[:1])
    amount = _bounds(values)
    if not amount:
        return wording
    exact = "exact" in [local(name) for name in values.get(rd("approximation"), ())]
    return f"{amount} {counter}".strip() + (f" ({wording})" if wording and not exact else "")


def _bounds(values: Values) -> str:
    low, high, value = ("".join(values.get(key, [])[:1]) for key in (MIN_VALUE, MAX_VALUE, NUMBER))
    if low and high:
        return low if low == high else f"{low}–{high}"
    if low or high:
        return f"at least {low}" if low else f"at most {high}"
    approximation = local("".join(values.get(rd("approximation"), [])[:1]))
    return f"{approximation} {value}" if value and approximation == "about" else value
