"""IRIs: from identifying fields alone, ASCII, and one for each thing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kg.model import Body, Document, Evidence, Meeting, Place, Report, Work
from kg.rdf import identity
from kg.rdf.vocabulary import ID
from kg.words import lexicon

IRI = re.compile(r"https://w3id\.org/rendakg/id/[A-Za-z0-9._~:/#=,-]+")
CN = Place("CN", "中华人民共和国", "nation", "CN")
SHANXI = Place("140000", "山西省", "province", "140000", CN)
DATONG = Place("140200", "大同市", "prefecture-city", "140200", SHANXI)
CHANGZHI = Place("140400", "长治市", "prefecture-city", "140400", SHANXI)
MASKED = Place("x-0123456789abcdef-12", "xx市", "prefecture-city", redacted=True)
PLACES = (CN, SHANXI, DATONG, CHANGZHI, MASKED)
DRAFT_MARKERS = [
    "（草案）",
    "(草案)",
    "（修订草案）",
    "（修正草案）",
    "（草案修改稿）",
    "（草案表决稿）",
    "（送审稿）",
    "（征求意见稿）",
]

titles = st.text(
    alphabet=st.sampled_from("养犬停车管理条例办法大同市（）()草案试行《》 \n２2"), min_size=1, max_size=12
)
names = st.text(min_size=1, max_size=12)


# title, place, key
KEYS = [
    ("《大同市停车条例》", "大同市", "停车条例"),
    ("大同市停车条例", "大同市", "停车条例"),
    ("停车条例", "大同市", "停车条例"),
    ("停车条例", "", "停车条例"),
    ("大同市停车条例", "长治市", "大同市停车条例"),
    ("停车 条例", "大同市", "停车条例"),
    ("停车条例（试行）", "大同市", "停车条例(试行)"),
    ("刑法修正案（十二）", "", "刑法修正案(十二)"),
    ("大同市发展规划（2022—2026年）", "大同市", "发展规划(2022—2026年)"),
    ("大同市", "大同市", "大同市"),
    ("（草案）", "", "(草案)"),
    ("《》", "", "《》"),
]


@pytest.mark.parametrize(("title", "place", "key"), KEYS)
def test_title_key(title: str, place: str, key: str) -> None:
    assert identity.title_key(title, place) == key


@pytest.mark.parametrize("marker", DRAFT_MARKERS)
@pytest.mark.parametrize("title", ["《大同市停车条例{}》", "大同市停车条例{}", "停车条例{}", "《大同市停车条例》{}"])
def test_draft_and_act_are_one_work(title: str, marker: str) -> None:
    draft = Work(DATONG, title.format(marker), "LocalRegulation")
    assert identity.work_iri(draft) == identity.work_iri(Work(DATONG, "停车条例", "LocalRegulation"))


@pytest.mark.parametrize("marker", ["（试行）", "（十二）", "（2022—2026年）", "（草案）的决定"])
def test_what_is_no_draft_marker_stays(marker: str) -> None:
    other = Work(DATONG, f"停车条例{marker}", "LocalRegulation")
    assert identity.work_iri(other) != identity.work_iri(Work(DATONG, "停车条例", "LocalRegulation"))


@given(names, st.sampled_from(["", "大同市", "xx市"]))
def test_a_title_has_a_key(title: str, place: str) -> None:
    assume(title.strip())
    assert identity.title_key(title, place)


@given(titles, st.sampled_from(["", "大同市"]))
@example("《》", "大同市")
def test_a_title_of_marks_has_a_key(title: str, place: str) -> None:
    assume(title.strip())
    assert identity.title_key(title, place)


@given(names)
def test_normalising_keeps_something_of_every_field(field: str) -> None:
    assert bool(identity.normalise(field)) == bool("".join(unicodedata.normalize("NFKC", field).split()))


@given(st.lists(names, min_size=1, max_size=4), st.lists(names, min_size=1, max_size=4))
@example(["停车", "条例"], ["停车条例"])
@example(["停车", ""], ["", "停车"])
@example(["停\x1f车"], ["停", "车"])
def test_other_fields_other_hash(one: list[str], other: list[str]) -> None:
    same = [identity.normalise(field) for field in one] == [identity.normalise(field) for field in other]
    assert (identity.h16(*one) == identity.h16(*other)) == same


@given(st.sampled_from(PLACES), titles, st.sampled_from(PLACES), titles)
def test_other_works_other_iri(place: Place, title: str, elsewhere: Place, other: str) -> None:
    keys = [
        (place.key, identity.title_key(title, place.name)),
        (elsewhere.key, identity.title_key(other, elsewhere.name)),
    ]
    iris = {
        identity.work_iri(Work(place, title, "LocalRegulation")),
        identity.work_iri(Work(elsewhere, other, "LocalRegulation")),
    }
    assert len(iris) == len(set(keys))


@given(titles, titles)
def test_distinct_plain_titles_are_distinct_works(title: str, other: str) -> None:
    plain = [identity.normalise(t) for t in (title, other)]
    assume(plain[0] != plain[1])
    assume(not any("《" in t or "》" in t or t.endswith(")") or t.startswith("大同市") for t in plain))
    works = [Work(DATONG, t, "LocalRegulation") for t in (title, other)]
    assert identity.work_iri(works[0]) != identity.work_iri(works[1])


def test_every_body_of_every_place_has_its_own_iri() -> None:
    concepts = sorted({concept.name: concept for concept in lexicon().bodies.values()}.items())
    bodies = [Body(place, name, concept.zh) for place in PLACES for name, concept in concepts]
    assert len({identity.body_iri(body) for body in bodies}) == len(bodies) > 100
    assert len({body.label for body in bodies}) == len(concepts)


def test_every_session_has_its_own_iri() -> None:
    bodies = [Body(place, kind, kind) for place in PLACES for kind in ("npc", "npcsc")]
    sessions = [Meeting(body, term, n) for body in bodies for term in (1, 11, 15) for n in (1, 5, 11, 15)]
    assert len({identity.meeting_iri(session) for session in sessions}) == len(sessions)


@given(names, names, names, names)
def test_other_events_other_iri(kind_field: str, field: str, other_field: str, more: str) -> None:
    one, other = (kind_field, field), (other_field, more)
    same = [identity.normalise(f) for f in one] == [identity.normalise(f) for f in other]
    assert (identity.event_iri("adoption", *one) == identity.event_iri("adoption", *other)) == same
    assert identity.event_iri("adoption", *one) != identity.event_iri("repeal", *one)
    assert (identity.statistic_iri(*one) == identity.statistic_iri(*other)) == same


def test_a_masked_place_is_named_by_its_report() -> None:
    assert identity.place_iri(MASKED) == f"{ID}division/x-0123456789abcdef-12"
    assert identity.place_iri(CN) == f"{ID}division/CN"
    assert identity.place_iri(DATONG) == f"{ID}division/140200"


def test_documents_reports_and_quotes() -> None:
    document = Document("例.txt", "大同市制定条例。", "utf_8")
    whole, part = Report(document, 0, 8, "", DATONG), Report(document, 3, 8, "", DATONG, part=True)
    doc = f"{ID}doc/{document.doc16}"
    assert identity.document_iri(document) == identity.report_iri(whole) == doc
    assert identity.report_iri(part) == f"{doc}#char=3,8"
    assert identity.evidence_iri(Evidence(document, part, 3, 7, "制定条例", "rule")) == f"{doc}#char=3,7"


def test_the_same_text_under_another_name_is_the_same_document() -> None:
    one, other = Document("甲.txt", "大同市", "utf_8"), Document("乙.txt", "大同市", "gb18030")
    assert identity.document_iri(one) == identity.document_iri(other)


@given(names, names, st.integers(1, 99), st.integers(1, 99))
def test_iris_are_plain_ascii(name: str, other: str, term: int, number: int) -> None:
    body = Body(MASKED, "npcsc", "人大常委会")
    made = [
        identity.work_iri(Work(DATONG, name, "LocalRegulation")),
        identity.event_iri("adoption", name, other),
        identity.statistic_iri(name, other),
        identity.meeting_iri(Meeting(body, term, number)),
        identity.term_iri(Meeting(body, term, number)),
        identity.body_iri(body),
        identity.period_iri("2024-09"),
    ]
    assert all(IRI.fullmatch(iri) for iri in made)
