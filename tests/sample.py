"""A small graph of invented places, written the way a build writes it; each fact says why it is there."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from kg.rdf.vocabulary import ID, PREFIXES
from kg.store import create

HEADING = "市人大工作综述"
TEXTS = {
    "alpha.txt": (
        "云山市人大常委会公报\n"
        "2021年6月1日，云山市人大常委会公布《云山市机动车停车管理条例》。\n"
        "青河市将停车场条例列入2024年立法计划。白石市对江东省停车条例开展执法检查。\n"
        "南区制定停车管理规定。旧港市2005年通过停车场条例，2020年予以废止。\n"
        "新港市2019年废止旧的停车条例，同年通过新的停车条例。\n"
        "黑山市停车条例付表决，未获通过。江东省制定停车条例。\n"
        "灰湖市政府制定停车收费办法。赤岭市停车条例获省人大常委会批准。\n"
        "云山市2022年修订养犬管理条例。近五年来金湾市制定停车条例。\n"
        "江东省人大常委会通过碧川市停车条例。\n"
    ),
    "volume.txt": (
        f"目录\n{HEADING}\n{HEADING}\n"
        f"{HEADING}\n2023年，xx市人大常委会制定出台了《xx市停车场条例》。停车场条例制定后效果良好。\n"
        f"{HEADING}\n《xx自治州城市机动车停车管理条例》已完成二审。xx市颁布停车条例。\n"
    ),
}
PLACES = {
    "x-1": ("xx市", "prefecture-city", "rd:redacted true"),
    "x-2": ("xx自治州", "autonomous-prefecture", "rd:redacted true"),
    "x-3": ("xx市", "prefecture-city", "rd:redacted true"),
    "990100": ("云山市", "prefecture-city", 'rd:divisionCode "990100" ; rdfs:label "Yunshan"@en'),
    "990200": ("青河市", "prefecture-city", 'rd:divisionCode "990200"'),
    "990300": ("白石市", "prefecture-city", 'rd:divisionCode "990300"'),
    "990101": ("南区", "district", 'rd:divisionCode "990101"'),
    "990400": ("旧港市", "prefecture-city", 'rd:divisionCode "990400"'),
    "990500": ("新港市", "prefecture-city", 'rd:divisionCode "990500"'),
    "990600": ("黑山市", "prefecture-city", 'rd:divisionCode "990600"'),
    "990000": ("江东省", "province", 'rd:divisionCode "990000"'),
    "990700": ("灰湖市", "prefecture-city", 'rd:divisionCode "990700"'),
    "990800": ("赤岭市", "prefecture-city", 'rd:divisionCode "990800"'),
    "990900": ("金湾市", "prefecture-city", 'rd:divisionCode "990900"'),
    "990110": ("碧川市", "prefecture-city", 'rd:divisionCode "990110"'),
    "140200": ("大同市", "prefecture-city", 'rd:divisionCode "140200"'),
}


@dataclass(frozen=True)
class Step:
    """A step: document, quote, actor's place, kind, the work's title, and what else is said."""

    document: str
    quote: str
    place: str
    kind: str
    title: str
    also: str = ""
    shortcut: str = ""
    home: str = ""
    topic: str = "parking"
    cls: str = "LocalRegulation"
    type: str = "LegislativeStep"
    again: str = ""

    @property
    def work(self) -> str:
        """The IRI of the work."""
        return f"{ID}work/{self.home or self.place}/{sha256(self.title.encode()).hexdigest()[:16]}"

    @property
    def iri(self) -> str:
        """The IRI of the step."""
        key = f"{self.work} {self.place} {self.also}"
        return f"{ID}event/{self.kind}/{sha256(key.encode()).hexdigest()[:16]}"


FIVE_YEARS = (
    "rd:period <https://w3id.org/rendakg/id/interval/2018-2022> . <https://w3id.org/rendakg/id/interval/2018-2022> "
    'a time:ProperInterval ; schema:startDate "2018-01-01"^^xsd:date ; schema:endDate "2022-12-31"^^xsd:date ; '
    'rd:verbatim "近五年来"'
)
STEPS = (
    Step(
        "volume.txt",
        "制定出台了《xx市停车场条例》",
        "x-1",
        "enactment",
        "停车场条例",
        "rd:year 2023",
        "enacted",
        again="停车场条例制定",
    ),
    Step(
        "volume.txt",
        "《xx自治州城市机动车停车管理条例》已完成二审",
        "x-2",
        "second-reading",
        "城市机动车停车管理条例",
        shortcut="deliberated",
    ),
    Step("volume.txt", "xx市颁布停车条例", "x-3", "promulgation", "停车条例", shortcut="enacted"),
    Step(
        "alpha.txt",
        "公布《云山市机动车停车管理条例》",
        "990100",
        "promulgation",
        "机动车停车管理条例",
        'rd:date "2021-06-01"^^xsd:date',
        "enacted",
    ),
    Step("alpha.txt", "停车场条例列入2024年立法计划", "990200", "plan-listing", "停车场条例", "rd:year 2024"),
    Step(
        "alpha.txt",
        "对江东省停车条例开展执法检查",
        "990300",
        "inspection",
        "停车条例",
        shortcut="inspected",
        home="990000x",
        type="SupervisionEvent",
    ),
    Step("alpha.txt", "南区制定停车管理规定", "990101", "enactment", "停车管理规定"),
    Step("alpha.txt", "2005年通过停车场条例", "990400", "adoption", "停车场条例", "rd:year 2005", "enacted"),
    Step("alpha.txt", "2020年予以废止", "990400", "repeal", "停车场条例", "rd:year 2020", "repealed"),
    Step("alpha.txt", "2019年废止旧的停车条例", "990500", "repeal", "停车条例", "rd:year 2019", "repealed"),
    Step(
        "alpha.txt",
        "同年通过新的停车条例",
        "990500",
        "adoption",
        "停车条例",
        'rd:year 2019 ; rd:date "2019-09-01"^^xsd:date',
        "enacted",
    ),
    Step("alpha.txt", "黑山市停车条例付表决，未获通过", "990600", "adoption", "停车条例", "rd:outcome rdc:rejected"),
    Step("alpha.txt", "江东省制定停车条例", "990000", "enactment", "停车条例", shortcut="enacted"),
    Step(
        "alpha.txt",
        "灰湖市政府制定停车收费办法",
        "990700",
        "enactment",
        "停车收费办法",
        shortcut="enacted",
        cls="NormativeDocument",
    ),
    Step(
        "alpha.txt", "停车条例获省人大常委会批准", "990000", "approval", "停车条例", shortcut="approved", home="990800"
    ),
    Step(
        "alpha.txt",
        "2022年修订养犬管理条例",
        "990100",
        "amendment",
        "养犬管理条例",
        "rd:year 2022",
        "amended",
        topic="dogs",
    ),
    Step("alpha.txt", "近五年来金湾市制定停车条例", "990900", "enactment", "停车条例", FIVE_YEARS, "enacted"),
    Step("alpha.txt", "通过碧川市停车条例", "990000", "adoption", "停车条例", home="990110"),
)


def build_sample(out: Path) -> Path:
    """Write the sample's texts, graph files and store into ``out``; return it."""
    (out / "texts").mkdir(parents=True)
    for text in TEXTS.values():
        (out / "texts" / f"{_doc16(text)}.txt").write_text(text, encoding="utf-8", newline="")
    quads = [quad for step in STEPS for quad in _quads(step)]
    lines = sorted({f"{quad} ." for quad in quads})
    (out / "graph.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    triples = sorted({quad.triple for quad in quads}, key=str)
    ox.serialize(triples, output=str(out / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    create(out / "store", out / "graph.nq")
    return out


def _doc16(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _quads(step: Step) -> list[ox.Quad]:
    text = TEXTS[step.document]
    graph = ox.NamedNode(f"{ID}doc/{_doc16(text)}")
    prefixes = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    turtle = prefixes + _turtle(step, text, graph.value)
    parsed = ox.parse(input=turtle.encode(), format=ox.RdfFormat.TURTLE)
    return [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in parsed]


def _turtle(step: Step, text: str, document: str) -> str:
    home = (step.home or step.place).removesuffix("x")
    actor = f"<{ID}body/{step.place}/npcsc>"
    also = f" ; {step.also}" if step.also else ""
    shortcut = f"{actor} rd:{step.shortcut} <{step.work}> ." if step.shortcut else ""
    return f"""
<{step.iri}> a rd:{step.type} ; rd:kind rdc:{step.kind} ; rd:concerns <{step.work}> ; rd:actor {actor} {also} .
<{step.work}> a rd:{step.cls} ; dcterms:title "{step.title}"@zh ; rd:jurisdiction <{ID}division/{home}> ;
  rd:topic rdc:{step.topic} .
{actor} a rd:StandingCommittee ; rd:jurisdiction <{ID}division/{step.place}> . {shortcut}
<{document}> a rd:SourceDocument ; dcterms:identifier "{step.document}" ;
  rd:sha256 "{sha256(text.encode()).hexdigest()}" .
{_place(home)} {_place(step.place)} {_place("140200")}
{_evidence(step, text, document, step.quote)} {_evidence(step, text, document, step.again) if step.again else ""}
"""


def _place(key: str) -> str:
    name, kind, also = PLACES[key]
    return f'<{ID}division/{key}> a rd:AdministrativeDivision ; rdfs:label "{name}"@zh ; rd:kind rdc:{kind} ; {also} .'


def _evidence(step: Step, text: str, document: str, quote: str) -> str:
    start = text.index(quote)
    end = start + len(quote)
    source, part = document, ""
    if step.document == "volume.txt":
        source = f"{document}#char={text.rindex(HEADING, 0, start)},{len(text)}"
        part = f'<{source}> a rd:SourceDocument ; dcterms:isPartOf <{document}> ; rdfs:label "{HEADING}"@zh .'
    return f"""
<{step.iri}> rd:evidence <{document}#char={start},{end}> .
<{document}#char={start},{end}> a rd:Evidence ; oa:exact "{quote}" ; oa:start {start} ; oa:end {end} ;
  rd:inDocument <{source}> ; rd:rule "step.{step.kind}", "figure.documents" . {part}"""
