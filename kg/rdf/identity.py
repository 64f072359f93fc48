"""Every IRI of an instance, from its identifying fields alone (``ontology.md``, "Identity").

The same fact found on two machines gets the same IRI, so merging is set union. Path segments are
``[A-Za-z0-9._~-]+``; what may be Chinese goes through :func:`h16`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from kg.model import Body, Document, Evidence, Meeting, Place, Report, Work
from kg.rdf.vocabulary import ID

SEPARATOR = "\x1f"
DRAFT = re.compile(r"\((?:(?:修订|修正|修改)?草案[^()]*|送审稿|征求意见稿)\)$")


def normalise(field: str) -> str:
    """A key field: NFKC, without white space.

    >>> normalise(" ２０２４ 年")
    '2024年'
    """
    return "".join(unicodedata.normalize("NFKC", field).split())


def h16(*fields: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the fields, each normalised, joined by U+001F.

    >>> h16("停车场条例") == h16("停车场 条例")
    True
    >>> h16("a", "b") == h16("ab")
    False
    """
    key = SEPARATOR.join(normalise(field) for field in fields)
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]


def title_key(title: str, place: str = "") -> str:
    """What tells one work of a place from another: no 《》, no final draft marker, not the place's own name in front.

    A title that is nothing but these keeps what it has: a key is never empty.

    >>> title_key("《大同市停车条例（草案）》", "大同市"), title_key("停车条例（试行）"), title_key("（草案）")
    ('停车条例', '停车条例(试行)', '(草案)')
    """
    key = re.sub("[《》]", "", normalise(title))
    key = DRAFT.sub("", key) or key
    own = normalise(place)
    return (key.removeprefix(own) if own else key) or key or normalise(title)


def place_iri(place: Place) -> str:
    """``division/140200``, ``division/CN``, or a masked place's own key.

    >>> place_iri(Place("140200", "大同市", "prefecture-city"))
    'https://w3id.org/rendakg/id/division/140200'
    """
    return f"{ID}division/{place.key}"


def body_iri(body: Body) -> str:
    """``body/140200/npcsc``."""
    return f"{ID}body/{body.place.key}/{body.kind}"


def term_iri(meeting: Meeting) -> str:
    """``term/140400/npc/15``: a standing committee sits in the term of its congress."""
    return f"{ID}term/{meeting.body.place.key}/npc/{meeting.term}"


def meeting_iri(meeting: Meeting) -> str:
    """``meeting/140400/npcsc/15/22``.

    >>> meeting_iri(Meeting(Body(Place("140400", "长治市", "prefecture-city"), "npcsc", "人大常委会"), 15, 22))
    'https://w3id.org/rendakg/id/meeting/140400/npcsc/15/22'
    """
    return f"{ID}meeting/{meeting.body.place.key}/{meeting.body.kind}/{meeting.term}/{meeting.number}"


def work_iri(work: Work) -> str:
    """``work/{issuing division}/{h16(title key)}``: draft and act share it.

    >>> place = Place("140200", "大同市", "prefecture-city")
    >>> titles = ("停车条例", "大同市停车条例（草案）")
    >>> len({work_iri(Work(place, title, "LocalRegulation")) for title in titles})
    1
    """
    return f"{ID}work/{work.place.key}/{h16(title_key(work.title, work.place.name))}"


def event_iri(kind: str, *fields: str) -> str:
    """``event/{kind}/{h16}`` over the fields that identify this kind of event."""
    return f"{ID}event/{kind}/{h16(*fields)}"


def statistic_iri(*fields: str) -> str:
    """``stat/{h16}`` over about, indicator, unit, period and value."""
    return f"{ID}stat/{h16(*fields)}"


def named_iri(path: str, place: Place, *fields: str) -> str:
    """``programme/{division}/{h16(name)}``, and so for facilities, proposals and persons."""
    return f"{ID}{path}/{place.key}/{h16(*fields)}"


def period_iri(name: str) -> str:
    """``period/2024-09``: an interval named by its ISO 8601 dates."""
    return f"{ID}period/{name}"


def document_iri(document: Document) -> str:
    """``doc/{doc16}``."""
    return f"{ID}doc/{document.doc16}"


def report_iri(report: Report) -> str:
    """The document's IRI, with the report's characters as fragment (RFC 5147) where it is one of several."""
    base = document_iri(report.document)
    return f"{base}#char={report.start},{report.end}" if report.part else base


def evidence_iri(evidence: Evidence) -> str:
    """``doc/{doc16}#char=513,559`` (RFC 5147; code points, end exclusive)."""
    return f"{document_iri(evidence.document)}#char={evidence.start},{evidence.end}"
