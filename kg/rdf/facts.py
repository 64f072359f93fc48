"""Facts → triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.divisions import makes_law
from kg.model import Body, DateValue, Entity, Fact, Meeting, Place, Quantity, Report, RoleValue, Work
from kg.rdf import entities, identity
from kg.rdf import vocabulary as v
from kg.rdf.entities import coded, iri
from kg.rdf.terms import Triple, named, number, plain, triple, whole, yes, zh
from kg.words import lexicon

ONCE = frozenset(
    {
        "plan-listing",
        "initiation",
        "research",
        "drafting",
        "consultation",
        "hearing",
        "deliberation",
        "first-reading",
        "second-reading",
        "third-reading",
        "adoption",
        "enactment",
        "approval",
        "promulgation",
        "entry-into-force",
        "repeal",
        "evaluation",
        "clean-up",
        "publicity",
        "assistance",
    }
)
ENACTING = ("adoption", "enactment", "promulgation")
READING = ("deliberation", "first-reading", "second-reading", "third-reading")
SHORTCUTS = {
    **dict.fromkeys(ENACTING, "enacted"),
    **dict.fromkeys(READING, "deliberated"),
    "amendment": "amended",
    "repeal": "repealed",
    "approval": "approved",
    "inspection": "inspected",
}
OWN_LEVEL = frozenset({"enacted", "amended", "repealed"})
UNDONE = frozenset({"rejected", "deferred", "withdrawn"})
NAMED = {"Programme": "programme", "Facility": "facility", "DeputyProposal": "proposal"}
UNKINDED = {"Cooperation": "cooperation", "AwardEvent": "award", "DecisionEvent": "decision"}
OPERATED = frozenset({"Programme", "Facility"})
_ENTITIES = (Place, Body, Work, Meeting)
ENTITY_ROLES = frozenset({"concerns", "actor", "target", "atMeeting", "about", "noveltyScope"})


def triples(fact: Fact) -> set[Triple]:
    """All triples of a fact."""
    return graph((fact,))


def graph(facts: Iterable[Fact]) -> set[Triple]:
    """All triples of facts: their nodes, their evidence, what they refer to with its codes, and the shortcuts."""
    found: set[Triple] = set()
    # Facts of a text speak of the same few entities: each is described once.
    told: set[Entity] = set()
    report: Report | None = None
    for fact in facts:
        subject = fact_iri(fact)
        found.update(_node(subject, fact), entities.proof(fact.evidence), _shortcuts(fact))
        for name, value in fact.roles:
            if not isinstance(value, _ENTITIES):
                found.update(_literal_role(subject, fact, name, value))
                continue
            found.update(_entity_role(subject, fact, name, value))
            if value not in told:
                told.add(value)
                found.update(entities.describe(value))
        if fact.evidence.report is not report:
            report = fact.evidence.report
            found.update(entities.report(report))
    return found


def _node(subject: str, fact: Fact) -> Iterator[Triple]:
    yield triple(subject, v.TYPE, named(v.rd(fact.type)))
    if fact.kind:
        yield from coded(subject, v.rd("kind"), fact.kind)
    yield triple(subject, v.LABEL, zh(label(fact)))
    yield triple(subject, v.rd("evidence"), named(identity.evidence_iri(fact.evidence)))
    if fact.type == "PostHolding":
        yield from _holding(subject, fact)
    for name in fact.role("creator"):
        person = identity.named_iri("person", _home(fact), str(name))
        yield triple(subject, v.CREATOR, named(person))
        yield from _person(person, str(name))


def fact_iri(fact: Fact) -> str:
    """The IRI that a fact's identifying fields give it."""
    actors = [iri(actor) for actor in fact.role("actor") if isinstance(actor, Body)]
    works = sorted(iri(work) for work in fact.role("concerns") if isinstance(work, Work))
    if fact.type == "Statistic":
        return identity.statistic_iri(*_statistic_key(fact))
    if fact.type == "PostHolding":
        person, post = str(fact.role("name")[0]), str(fact.role("postTitle")[0])
        held = [iri(body) for body in fact.role("organization") if isinstance(body, Body)]
        return identity.named_iri("post", _home(fact), person, post, *held)
    if fact.type in NAMED:
        return identity.named_iri(NAMED[fact.type], _home(fact), str(fact.role("name")[0]))
    if fact.kind in ONCE:
        edition = [f"revision {year}" for year in fact.role("edition")]
        return identity.event_iri(fact.kind, *works, *actors, *edition)
    period = _period(fact)
    named = [str(text) for role in ("subjectMatter", "name") for text in fact.role(role)] if not works else []
    targets = [iri(target) for target in fact.role("target") if isinstance(target, Body)]
    return identity.event_iri(fact.kind or UNKINDED[fact.type], *actors, period, *works, *named, *targets)


def _home(fact: Fact) -> Place:
    """Whose programme or facility it is: the actor's place, else the report's."""
    actors = [actor for actor in fact.role("actor") if isinstance(actor, Body)]
    return actors[0].place if actors else fact.evidence.report.place


def _period(fact: Fact) -> str:
    dates = [value for value in fact.role("date") if isinstance(value, DateValue)]
    years = [_years_of(value) for value in dates if value.year] or [str(year) for year in fact.role("year")]
    return years[0] if years else ""


def _years_of(date: DateValue) -> str:
    last = date.until.year if date.until else None
    return str(date.year) if last in (None, date.year) else f"{date.year}-{last}"


def _statistic_key(fact: Fact) -> tuple[str, ...]:
    (about,), (quantity,), (wording,) = fact.role("about"), fact.role("quantity"), fact.role("label")
    assert isinstance(about, Body)
    assert isinstance(quantity, Quantity)
    indicator = "".join(str(name) for name in fact.role("indicator")) or str(wording)
    value = f"{quantity.verbatim}{wording}" if quantity.redacted else f"{quantity.approximation} {quantity.value}"
    return iri(about), indicator, quantity.unit, _period(fact), value


def label(fact: Fact) -> str:
    """What a fact says, short: 审议通过《大同市停车条例》; a statistic's is the printed indicator."""
    for role in ("label", "name"):
        if printed := fact.role(role):
            return str(printed[0])
    works = [f"《{entities.work_label(work)}》" for work in fact.role("concerns") if isinstance(work, Work)]
    named = [str(text) for text in fact.role("subjectMatter")]
    if not fact.kind:
        return "".join(named)
    return lexicon().concept(fact.kind).zh + ("：" + named[0] if named else "".join(works))


def _entity_role(subject: str, fact: Fact, name: str, entity: Entity) -> Iterator[Triple]:
    if name == "actor" and fact.type in OPERATED:
        yield triple(iri(entity), v.rd("operates"), named(subject))
    elif name == "organization":
        yield triple(subject, v.ORGANIZATION, named(iri(entity)))
    elif name in ENTITY_ROLES:
        yield triple(subject, v.rd(name), named(iri(entity)))


def _literal_role(subject: str, fact: Fact, name: str, value: RoleValue) -> Iterator[Triple]:
    match value:
        case DateValue():
            yield from entities.moment(subject, value)
        case Quantity():
            yield from _quantity(subject, value)
        case int() if name == "year":
            yield triple(subject, v.rd("year"), whole(value))
        case str() if name in ("subjectMatter", "noveltyClaim"):
            yield triple(subject, v.rd(name), plain(value))
        case str() if name == "name" and fact.type == "DeputyProposal":
            yield triple(subject, v.TITLE, zh(value))
        case str() if name in ("indicator", "outcome"):
            yield from coded(subject, v.rd(name), value)
        case _:
            pass


def _quantity(subject: str, quantity: Quantity) -> Iterator[Triple]:
    yield triple(subject, v.rd("verbatim"), plain(quantity.verbatim))
    yield from coded(subject, v.rd("approximation"), quantity.approximation)
    yield from coded(subject, v.rd("unit"), lexicon().units[quantity.unit].name)
    if quantity.redacted:
        yield triple(subject, v.rd("redacted"), yes())
    bounds = ((v.VALUE, quantity.value), (v.MIN_VALUE, quantity.minimum), (v.MAX_VALUE, quantity.maximum))
    for predicate, value in bounds:
        if value is not None and not quantity.redacted:
            yield triple(subject, predicate, number(value))


def _holding(subject: str, fact: Fact) -> Iterator[Triple]:
    """Who holds a post."""
    name = str(fact.role("name")[0])
    person = identity.named_iri("person", _home(fact), name)
    yield triple(subject, v.rd("postTitle"), plain(str(fact.role("postTitle")[0])))
    yield triple(subject, v.MEMBER, named(person))
    yield from _person(person, name)


def _person(person: str, name: str) -> Iterator[Triple]:
    yield triple(person, v.TYPE, named(v.rd("Person")))
    yield triple(person, v.LABEL, zh(name))
    yield triple(person, v.NAME, plain(name))


def _shortcuts(fact: Fact) -> Iterator[Triple]:
    """enacted, amended, repealed, approved, deliberated, inspected (``ontology.md``, "Derived shortcuts")."""
    name = SHORTCUTS.get(fact.kind)
    if name is None or (name in OWN_LEVEL and UNDONE & set(fact.role("outcome"))):
        return
    for actor in fact.role("actor"):
        for work in fact.role("concerns"):
            if isinstance(actor, Body) and isinstance(work, Work) and _holds(name, actor, work):
                yield triple(iri(actor), v.rd(name), named(iri(work)))


def _holds(name: str, actor: Body, work: Work) -> bool:
    if name not in OWN_LEVEL:
        return True
    return actor.place == work.place and makes_law(actor.place)
