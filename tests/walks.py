"""A small graph of invented places to walk on, written through the code that writes real graphs."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from kg.model import Body, DateValue, Document, Evidence, Fact, Place, Quantity, Report, RoleValue, Work
from kg.rdf.facts import triples
from kg.rdf.files import n_quads, turtle
from kg.rdf.identity import document_iri
from kg.store import create

NATION = Place("CN", "中华人民共和国", "nation", "CN")
PROVINCE = Place("990000", "江东省", "province", "990000", NATION)
YUNSHAN = Place("990100", "云山市", "prefecture-city", "990100", PROVINCE)
QINGHE = Place("990200", "青河市", "prefecture-city", "990200", PROVINCE)
BAISHI = Place("990300", "白石市", "prefecture-city", "990300", PROVINCE)
LONELY = Place("880100", "独山市", "prefecture-city", "880100")
MASKED = Place("x-0123456789abcdef-7", "xx市", "prefecture-city", redacted=True)

Roles = tuple[tuple[str, RoleValue], ...]
Stated = tuple[str, str, str, Roles]
# A file's name, whose report it is, and what it states.
Told = tuple[str, Place, tuple[Stated, ...]]


def committee(place: Place) -> Body:
    """The standing committee of a place."""
    return Body(place, "npcsc", "人大常委会")


def step(text: str, kind: str, work: Work, date: DateValue | None = None, **also: RoleValue) -> Stated:
    """A step by the committee of the work's place, unless an actor is given."""
    roles: dict[str, RoleValue] = {"concerns": work, "actor": committee(work.place), **also}
    return text, "LegislativeStep", kind, (*roles.items(), *((("date", date),) if date else ()))


def figure(text: str, about: Body, label: str, number: Quantity, **also: RoleValue) -> Stated:
    """A figure of the year 2023, unless another one is given."""
    roles: dict[str, RoleValue] = {"about": about, "quantity": number, "label": label, "year": 2023, **also}
    return text, "Statistic", "", tuple(roles.items())


def named(text: str, cls: str, kind: str, name: str, place: Place) -> Stated:
    """A programme or station of the year 2023."""
    return text, cls, kind, (("name", name), ("actor", committee(place)), ("year", 2023))


PARKING = Work(YUNSHAN, "停车条例", "LocalRegulation")
DOGS = Work(YUNSHAN, "养犬条例", "LocalRegulation")
SAFETY = Work(NATION, "安全生产法", "Law")
FIRE = Work(BAISHI, "消防条例", "LocalRegulation")
HEATING = Work(BAISHI, "供热条例", "LocalRegulation")
DAY = DateValue("2023年5月6日", 2023, 5, 6)
MONTH = DateValue("2022年9月", 2022, 9)
LONG = DateValue("五年来", 2018, until=DateValue("2022年", 2022))
HIDDEN = DateValue("2023年x月x日", 2023, masked=True)
INSPECTED: Roles = (
    ("actor", committee(YUNSHAN)),
    ("concerns", SAFETY),
    ("subjectMatter", "安全生产法"),
    ("year", 2023),
)

REPORTS: tuple[Told, ...] = (
    (
        "yunshan.txt",
        YUNSHAN,
        (
            step("二审《停车条例》", "second-reading", PARKING, DateValue("2023年", 2023)),
            step("5月6日通过《停车条例》", "adoption", PARKING, DAY),
            step("省人大常委会批准《停车条例》", "approval", PARKING, HIDDEN, actor=committee(PROVINCE)),
            step("9月一审《养犬条例》", "first-reading", DOGS, MONTH),
            ("对《安全生产法》开展执法检查", "SupervisionEvent", "inspection", INSPECTED),
            figure(
                "建成143个联络站",
                committee(YUNSHAN),
                "联络站",
                Quantity(Decimal(143), "个", "143个"),
                indicator="liaison-stations",
            ),
            figure(
                "组织6300多人次",
                committee(YUNSHAN),
                "参加活动",
                Quantity(Decimal(6300), "人次", "6300多人次", "more-than", Decimal(6300), Decimal(6399)),
                indicator="deputies-participating",
            ),
            figure(
                "办理建议xx件",
                committee(YUNSHAN),
                "办理建议",
                Quantity(None, "件", "xx件", redacted=True),
                indicator="suggestions",
            ),
            figure(
                "座谈近百场",
                committee(YUNSHAN),
                "座谈",
                Quantity(Decimal(100), "场", "近百场", "nearly", maximum=Decimal(100)),
                year=2022,
            ),
            figure(
                "法院办结9件",
                Body(YUNSHAN, "court", "人民法院"),
                "办结",
                Quantity(Decimal(9), "件", "9件"),
                indicator="suggestions",
            ),
            named("开展代表接待日", "Programme", "campaign", "代表接待日", YUNSHAN),
            named("建成第一联络站", "Facility", "liaison-station", "第一联络站", YUNSHAN),
        ),
    ),
    (
        "qinghe.txt",
        QINGHE,
        (
            step("二审《停车条例》", "second-reading", Work(QINGHE, "停车条例", "LocalRegulation"), LONG),
            step("一审《养犬条例》", "first-reading", Work(QINGHE, "养犬条例", "LocalRegulation")),
            figure(
                "建成约20个联络站",
                committee(QINGHE),
                "联络站",
                Quantity(Decimal(20), "个", "约20个", "about"),
                indicator="liaison-stations",
            ),
            named("开展青河代表接待日", "Programme", "campaign", "青河代表接待日", QINGHE),
        ),
    ),
    (
        "baishi.txt",
        BAISHI,
        (
            step("消防条例未获通过", "adoption", FIRE, DateValue("2023年", 2023), outcome="rejected"),
            step("废止旧的供热条例", "repeal", HEATING, DateValue("2020年", 2020)),
            step("通过新的供热条例", "adoption", HEATING, DateValue("2020年", 2020)),
            named("办好白石论坛", "Programme", "platform", "白石论坛", BAISHI),
        ),
    ),
    ("hidden.txt", MASKED, (step("制定《停车条例》", "enactment", Work(MASKED, "停车条例", "LocalRegulation"), DAY),)),
    ("lonely.txt", LONELY, (figure("召开9次会议", committee(LONELY), "会议", Quantity(Decimal(9), "次", "9次")),)),
)


def build_walks(out: Path, reports: tuple[Told, ...] = REPORTS) -> Path:
    """Write the files and the store of the graph of these reports into ``out``; return it."""
    graphs = {}
    for name, place, stated in reports:
        text = "".join(f"{sentence}。\n" for sentence, *_ in stated)
        document = Document(name, text, "utf_8")
        facts = _facts(document, Report(document, 0, len(text), "", place), stated)
        graphs[document_iri(document)] = {triple for fact in facts for triple in triples(fact)}
        (out / "texts").mkdir(parents=True, exist_ok=True)
        (out / "texts" / f"{document.doc16}.txt").write_text(text, encoding="utf-8", newline="")
    (out / "graph.nq").write_bytes(n_quads(graphs))
    (out / "graph.ttl").write_bytes(turtle(triple for graph in graphs.values() for triple in graph))
    create(out / "store", out / "graph.nq")
    return out


def _facts(document: Document, report: Report, stated: tuple[Stated, ...]) -> list[Fact]:
    found = []
    for text, cls, kind, roles in stated:
        start = document.text.index(text)
        proof = Evidence(document, report, start, start + len(text), text, f"made-up.{cls}")
        found.append(Fact(cls, kind, roles, proof))
    return found
