"""The frozen values the steps exchange. Those of which a document has thousands are named tuples: quicker to make.

Offsets are code points of :attr:`Document.text`, end exclusive, everywhere but inside a
:class:`Clause`, whose ``text`` is repaired for matching and whose ``offsets`` lead back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded source: byte order mark dropped, CRLF and CR turned into LF.

    >>> Document(name="a.txt", text="人大", encoding="utf_8").doc16
    '57b69d0a1a376a0e'
    """

    name: str
    text: str
    encoding: str
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.text.encode("utf-8")).hexdigest()
        object.__setattr__(self, "sha256", digest)

    @property
    def doc16(self) -> str:
        """The first 16 hexadecimal digits of the text's SHA-256: the document's name in IRIs."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division, known (``code``) or masked (``redacted``).

    ``key`` is the last part of its IRI below ``id/division/``; ``kind`` a division kind of the code list.
    """

    key: str
    # The key alone tells places apart in a table: a hash over all above would be made anew for each look-up.
    name: str = field(hash=False)
    kind: str = field(hash=False)
    code: str | None = field(default=None, hash=False)
    parent: Place | None = field(default=None, hash=False)
    redacted: bool = field(default=False, hash=False)


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a document: a file holds one or, as a compilation, several.

    ``start`` and ``end`` bound it in the document's text; ``start`` is its heading's offset.
    ``place`` is its own jurisdiction; ``period`` what it reports on as printed (2023年, 70年来), ``year``
    that year, and ``now`` the year it was written in (去年 counts from it), if it says so. ``part`` marks a
    report inside a compilation.
    """

    document: Document
    start: int
    end: int
    heading: str
    place: Place
    year: int | None = None
    now: int | None = None
    part: bool = False
    period: str = ""


class Clause(NamedTuple):
    """A statement as matched: ``text`` has line wraps mended, ``offsets[i]`` is where ``text[i]`` stands.

    ``section`` is the nearest heading above it, as matched; ``outlook`` is true where the report speaks
    of what is to be done (下一步工作安排), ``article`` inside the articles of a legal text.
    """

    text: str
    offsets: tuple[int, ...]
    section: str = ""
    outlook: bool = False
    article: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of ``text[start:end]``; ``start < end`` is required."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its counter. ``value`` is None when it is masked (``redacted``).

    ``unit`` is the counter as printed, a percentage's is ``%``; ``approximation`` a code of that list.
    """

    value: Decimal | None
    unit: str
    verbatim: str
    approximation: str = "exact"
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as far as it is printed. ``relative`` counts years from the report's (去年 = -1).

    ``masked`` is true when a part of it is xx-ed; such a part is None. ``until`` ends an interval.
    """

    verbatim: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: int | None = None
    masked: bool = False
    until: DateValue | None = None


@dataclass(frozen=True, slots=True)
class TitleValue:
    """A work as printed, without 《》 and draft marker.

    ``head`` is the word that makes it a work (条例, 法, 决定), empty when there is none. ``form`` is
    quoted (in 《》), bare (without, yet unmistakable), loose (without, its head also an everyday word:
    意见, 规划), bundle (“一法一条例”), anaphor (该条例, 《条例》) or other (in 《》 but no normative work).
    ``draft`` tells that it carried a draft marker.
    """

    name: str
    form: str = "quoted"
    head: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class BodyValue:
    """A body as printed: ``place`` is the printed place part (市, 省, 大同市, xx市), ``kind`` its code.

    ``label`` is the full name without the place (人大常委会, 农村工作委员会).
    """

    place: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class MeetingValue:
    """A session: ``place`` as printed, ``standing`` for the standing committee's; numbers None when masked."""

    place: str
    standing: bool
    term: int | None
    number: int | None


@dataclass(frozen=True, slots=True)
class NameValue:
    """A name that needs no further reading: a place, a person."""

    name: str


Value = Quantity | DateValue | TitleValue | BodyValue | MeetingValue | NameValue


class Mention(NamedTuple):
    """Something recognised in ``clause.text[start:end]``; ``type`` is title, body, place, date, quantity …"""

    type: str
    start: int
    end: int
    value: Value


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a place: ``kind`` a code of the body list, ``label`` its full name without the place."""

    place: Place
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Work:
    """A normative work of the place that issues it; ``kind`` names its class (Law, LocalRegulation …)."""

    place: Place
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of a congress or standing committee; ``term`` and ``number`` are known."""

    body: Body
    term: int
    number: int


Entity = Place | Body | Work | Meeting


class Reference(NamedTuple):
    """A mention and what it refers to; ``entity`` is None for what names nothing (a date, a number).

    ``assumed`` is true when nothing printed says whose it is: the report's own place was taken.
    """

    mention: Mention
    entity: Entity | None = None
    assumed: bool = False


RoleValue = Entity | Quantity | DateValue | str | int | bool


class Evidence(NamedTuple):
    """The characters that state a fact: ``exact`` is the document's text from ``start`` to ``end``."""

    document: Document
    report: Report
    start: int
    end: int
    exact: str
    rule: str


class Fact(NamedTuple):
    """What a clause states: a class of the ontology, its ``kind`` code, its roles, and the evidence."""

    type: str
    kind: str
    roles: tuple[tuple[str, RoleValue], ...]
    evidence: Evidence

    def role(self, name: str) -> tuple[RoleValue, ...]:
        """All values of one role, in the order found."""
        return tuple([value for key, value in self.roles if key == name])


class Missed(NamedTuple):
    """A ledger line: a clause with something countable in it that gave no fact, and why."""

    document: Document
    start: int
    end: int
    text: str
    reason: str
    what: str
