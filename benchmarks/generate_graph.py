"""Write a made-up graph of a given size: real places and codes, invented facts, every quote in its text.

    python benchmarks/generate_graph.py --triples 1000000 --seed 1 made-up

It writes ``graph.nq`` and ``texts/`` as ``kg build`` does, document by document, so that memory does not grow with the
texts. The facts go through the same code that writes a real graph: what the shapes ask of one holds of the other. The
same arguments give the same bytes. Nothing in it is true.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from kg.divisions import OPEN, divisions, makes_law
from kg.model import Body, DateValue, Document, Evidence, Fact, Place, Quantity, Report, RoleValue, Work
from kg.rdf.facts import triples
from kg.rdf.files import n_quads
from kg.rdf.identity import document_iri
from kg.words import lexicon

YEARS = range(2020, 2025)
TITLES = ("条例", "管理条例", "促进条例", "保护条例", "若干规定")
MATTERS = ("工作情况", "专项规划实施情况", "问题整改情况", "财政资金使用情况", "年度计划执行情况")
CAMPAIGNS = ("环保行", "代表接待日", "主题活动", "提质年行动", "走访月", "回头看")
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳秀英敏静丽强磊洋勇艳杰娟涛明超霞平刚"


@dataclass(frozen=True)
class Sentence:
    """A fact before its place in a text is known: class, kind, roles, and the sentence that states it."""

    type: str
    kind: str
    roles: tuple[tuple[str, RoleValue], ...]
    text: str


def standing_committee(place: Place) -> Body:
    """The standing committee of a place."""
    return Body(place, "npcsc", lexicon().concept("npcsc").zh)


def works_of(place: Place, dice: random.Random) -> list[tuple[Work, int]]:
    """The works of a place and the year in which each is begun."""
    topics = dice.sample(lexicon().topics, 14) if makes_law(place) else ()
    return [
        (Work(place, topic.zh + dice.choice(TITLES), "LocalRegulation"), dice.choice(YEARS) - 1) for topic in topics
    ]


def steps(work: Work, begun: int, year: int, dice: random.Random) -> Iterator[Sentence]:
    """What a year's report says of a work: planned and read first, adopted the year after if at all, amended later."""
    adopted = ("adoption", "promulgation") if dice.random() < 0.8 else ()
    stages = {
        0: ("plan-listing", "research", "first-reading"),
        1: ("second-reading", *adopted),
        3: ("amendment",),
    }
    for kind in stages.get(year - begun, ()):
        yield step(work, kind, year, dice)
    above = work.place.parent
    if year - begun == 1 and adopted and above is not None and above.kind == "province":
        roles = (("concerns", work), ("actor", standing_committee(above)), ("year", year))
        yield Sentence("LegislativeStep", "approval", roles, f"{above.name}人大常委会批准《{work.title}》")


def step(work: Work, kind: str, year: int, dice: random.Random) -> Sentence:
    """One step; of half of the adoptions and promulgations the day is stated."""
    month, day = dice.randint(1, 12), dice.randint(1, 28)
    exact = kind in {"adoption", "promulgation"} and dice.random() < 0.5
    date = DateValue(f"{year}年{month}月{day}日", year, month, day) if exact else DateValue(f"{year}年", year)
    text = f"{date.verbatim}，市人大常委会{lexicon().concept(kind).zh}《{work.title}》"
    roles = (("concerns", work), ("actor", standing_committee(work.place)), ("date", date))
    return Sentence("LegislativeStep", kind, roles, text)


def supervision(place: Place, year: int, dice: random.Random) -> Iterator[Sentence]:
    """Hearings of reports, research trips, and inspections of national laws."""
    actor = standing_committee(place)
    for kind, many in (("report-hearing", 5), ("research-trip", 4), ("field-visit", 1)):
        for _ in range(many):
            matter = dice.choice(lexicon().topics).zh + dice.choice(MATTERS)
            roles = (("actor", actor), ("subjectMatter", matter), ("year", year))
            yield Sentence("SupervisionEvent", kind, roles, f"{lexicon().concept(kind).zh}：{matter}")
    for law in dice.sample(sorted(lexicon().laws), 2):
        work = Work(divisions().nation, law, "Law")
        roles = (("actor", actor), ("concerns", work), ("subjectMatter", law), ("year", year))
        yield Sentence("SupervisionEvent", "inspection", roles, f"对《{law}》开展执法检查")


def quantity(unit: str, dice: random.Random) -> Quantity:
    """A number: exact, more than, nearly, or masked."""
    size = dice.choice((1, 10, 100))
    value = Decimal(dice.randint(1, 99) * size)
    exact = Quantity(value, unit, f"{value}{unit}")
    roll = dice.random()
    if roll < 0.15:
        return replace(exact, value=None, redacted=True, verbatim=f"xx{unit}")
    if roll < 0.3 and size > 1:
        more = {"approximation": "more-than", "minimum": value, "maximum": value + size - 1}
        return replace(exact, verbatim=f"{value}余{unit}", **more)
    if roll < 0.35:
        return replace(exact, verbatim=f"近{value}{unit}", approximation="nearly", maximum=value)
    return exact


def figures(place: Place, year: int, dice: random.Random) -> Iterator[Sentence]:
    """A report's figures, each of another indicator."""
    about = standing_committee(place)
    for indicator in dice.sample(lexicon().concepts("indicator"), 14):
        number = quantity(dice.choice(("件", "次", "名", "人次", "个")), dice)
        roles = (("about", about), ("quantity", number), ("label", indicator.zh), ("indicator", indicator.name))
        yield Sentence("Statistic", "", (*roles, ("year", year)), f"{indicator.zh}{number.verbatim}")


def others(place: Place, year: int, dice: random.Random) -> Iterator[Sentence]:
    """Programmes, a station, a post, an award, a decision."""
    actor = standing_committee(place)
    for number in range(2):
        name = dice.choice(lexicon().topics).zh + CAMPAIGNS[(year + number) % len(CAMPAIGNS)]
        roles = (("name", name), ("actor", actor), ("year", year))
        yield Sentence("Programme", "campaign", roles, f"开展“{name}”")
    station = f"{place.name}第{year - 2000}人大代表联络站"
    yield Sentence(
        "Facility", "liaison-station", (("name", station), ("actor", actor), ("year", year)), f"建成{station}"
    )
    name = dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)
    held = (("name", name), ("postTitle", "副主任"), ("organization", actor), ("year", year))
    yield Sentence("PostHolding", "", held, f"市人大常委会副主任{name}")
    matter = f"{year}年{dice.choice(lexicon().topics).zh}先进集体"
    for kind in ("AwardEvent", "DecisionEvent"):
        yield Sentence(kind, "", (("actor", actor), ("subjectMatter", matter), ("year", year)), f"关于{matter}")


def report(place: Place, year: int, works: list[tuple[Work, int]], dice: random.Random) -> tuple[str, list[Fact]]:
    """The text of one year's report, and the facts with their evidence in it."""
    said = [sentence for work, begun in works for sentence in steps(work, begun, year, dice)]
    said += [*supervision(place, year, dice), *figures(place, year, dice), *others(place, year, dice)]
    text, spans = f"{place.name}人大常委会{year}年工作报告（编造的文本，用于测速）\n", []
    for sentence in said:
        spans.append((len(text), len(text) + len(sentence.text)))
        text += sentence.text + "。\n"
    document = Document(f"{place.key}-{year}.txt", text, "utf_8")
    whole = Report(document, 0, len(text), text.partition("\n")[0], place, year=year, period=f"{year}年")
    facts = [
        Fact(one.type, one.kind, one.roles, Evidence(document, whole, start, end, one.text, f"made-up.{one.type}"))
        for one, (start, end) in zip(said, spans, strict=True)
    ]
    return text, facts


def lineage(place: Place) -> Iterator[Place]:
    """A place and all above it."""
    yield place
    if place.parent is not None:
        yield from lineage(place.parent)


def reports(seed: int) -> Iterator[tuple[Document, list[Fact]]]:
    """Every report of every place in force, the places in an order that the seed decides."""
    dice = random.Random(seed)
    kinds = {concept.name for concept in lexicon().concepts("division-kind")}
    listed = [one for found in divisions().by_key.values() for one in found]
    places = [one.place for one in listed if one.last == OPEN and {part.kind for part in lineage(one.place)} <= kinds]
    # One county for one place that makes laws, and the rest of the counties last.
    makers = [place for place in places if makes_law(place) and place.kind != "nation"]
    counties = [place for place in places if not makes_law(place)]
    dice.shuffle(makers)
    dice.shuffle(counties)
    pairs = zip(makers, counties, strict=False)
    for place in [*(one for pair in pairs for one in pair), *counties[len(makers) :]]:
        works = works_of(place, dice)
        for year in YEARS:
            _, facts = report(place, year, works, dice)
            yield facts[0].evidence.document, facts


def write(folder: Path, wanted: int, seed: int) -> int:
    """Write reports into ``folder`` until the graph has ``wanted`` triples; return how many it has."""
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    seen: set[bytes] = set()
    partial = folder / "graph.nq.part"
    with partial.open("wb") as file:
        for document, facts in reports(seed):
            name = document_iri(document)
            lines = n_quads({name: {triple for fact in facts for triple in triples(fact)}})
            file.write(lines)
            (folder / "texts" / f"{document.doc16}.txt").write_text(document.text, encoding="utf-8", newline="")
            seen.update(line.rpartition(b" <")[0] for line in lines.splitlines())
            if len(seen) >= wanted:
                break
    partial.replace(folder / "graph.nq")
    return len(seen)


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where graph.nq and texts/ are written")
    parser.add_argument("--triples", type=int, default=1_000_000, help="at least so many (default: 1,000,000)")
    parser.add_argument("--seed", type=int, default=1, help="another one gives other facts (default: 1)")
    given = parser.parse_args()
    count = write(given.folder, given.triples, given.seed)
    print(f"{given.folder}: {count} triples", file=sys.stderr)
    if count < given.triples:
        parser.exit(1, f"there are not enough places for {given.triples} triples\n")


if __name__ == "__main__":
    main()
