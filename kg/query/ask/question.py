"""A question as the grammar understands it: which kind of answer, who, what, about what, when."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from kg.errors import UsageError
from kg.query.ask import amounts
from kg.query.ask.about import What, issuer_of, what_of
from kg.query.ask.examples import nearest
from kg.query.ask.kinds import Act, Kind, Pick, kinds
from kg.query.ask.regions import regions_of, unread_in
from kg.query.ask.scan import Token, scan
from kg.query.ask.words import Level, Phrase, committees, keys_of, laws, topics, words

LONGEST = 1000
_QUOTED = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class Who:
    """Who is asked for.

    Places of these division kinds (``codes``; none: any kind), lying in one of ``within``; or the ``places`` named
    (keys of IRIs), or those with a ``masked`` name; ``committee``: a committee of a congress is asked for, one of the
    kinds ``bodies`` (codes; none: any).
    """

    phrase: str
    codes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    masked: str = ""
    committee: bool = False
    bodies: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether places are named, by which near misses are limited."""
        return bool(self.places or self.within or self.masked)


@dataclass(frozen=True, slots=True)
class When:
    """The years asked for, both included (None leaves that side open), and the ordinal of the term."""

    first: int | None = None
    last: int | None = None
    term: int | None = None

    def __str__(self) -> str:
        years = f"{self.first or '…'}–{self.last or '…'}" if self.first or self.last else ""
        return " · ".join(part for part in (years, f"term {self.term} (届)" if self.term else "") if part)


@dataclass(frozen=True, slots=True)
class Question:
    """What :func:`parse` understood of ``text``; ``act`` is that of a step, ``figure`` that of a figure."""

    text: str
    kind: Kind
    who: Who
    what: What
    when: When
    act: Act | None = None
    picks: tuple[Pick, ...] = ()
    figure: amounts.Figure | None = None

    def __str__(self) -> str:
        """How the question was understood, in one line, for the person who asked."""
        asked = [self.act.phrase] if self.act else [pick.phrase for pick in self.picks] or [self.kind.phrase]
        figure = [str(self.figure)] if self.figure else []
        about = str(self.what) or ("any work" if self.act else "")
        return " · ".join(part for part in (self.who.phrase, *asked, about, *figure, str(self.when)) if part)


class _UnreadError(Exception):
    """Parts of the question that the grammar of one kind of answer does not read, or what it misses."""

    def __init__(self, parts: tuple[str, ...], missing: str = "") -> None:
        super().__init__(parts, missing)
        self.parts = parts
        self.missing = missing


def parse(text: str) -> Question:
    """Read a Chinese or English question by the grammar of ``words.toml``, ``kinds/`` and the code lists.

    Raises :class:`~kg.errors.UsageError` that names the part it does not understand, and the nearest questions it does;
    also for a text of more than LONGEST characters, which is no question and would take minutes to read.

    >>> print(parse("which cities enacted parking regulations since 2020?"))
    a city (城市) · enacted (制定) · topic parking · 2020–…
    >>> parse("哪些城市没有制定停车条例")
    Traceback (most recent call last):
    ...
    kg.errors.UsageError: the question: not understood: “没有”; ...
    """
    if len(text) > LONGEST:
        raise UsageError(f"is longer than {LONGEST} characters", "the question", "ask in one sentence")
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split())
    outside = _QUOTED.sub("", plain)
    tried = [kind for kind in kinds().values() if kind.name == "steps" or kind.asked_by(outside)]
    failures = []
    for kind in tried:
        try:
            return _read(text, plain, kind)
        except _UnreadError as error:
            failures.append(error)
    unread = min(failures, key=lambda error: sum(map(len, error.parts)))
    parts = ", ".join(f"“{part}”" for part in unread.parts)
    raise _not_understood(plain, f"not understood: {parts}" if parts else unread.missing)


@cache
def _phrases(kind: Kind) -> tuple[Phrase, ...]:
    """All words of the questions for one kind of answer; its own come first where two are alike."""
    own = [*kind.phrases, *(amounts.indicators() if kind.name == "figures" else ())]
    taken = {phrase.text for phrase in own}
    shared = [*words().phrases, *committees(), *topics()]
    shared = [phrase for phrase in shared if phrase.part != "noun"] if kind.free == "name" else [*shared, *laws()]
    return (*own, *(phrase for phrase in shared if phrase.text not in taken))


def _read(text: str, plain: str, kind: Kind) -> Question:
    rest = kind.rewritten(plain)
    figure, rest = amounts.cut(rest, kind) if kind.name == "figures" else (None, rest)
    if kind.name == "figures" and figure is None:
        raise _UnreadError((plain,))
    tokens = scan(rest, _phrases(kind))
    acts = [token for token in tokens if token.part == "act"]
    regions = regions_of(tokens)
    unread = unread_in(regions, tokens, kind.free)
    if unread:
        raise _UnreadError(tuple(token.text for token in sorted(unread, key=lambda token: token.start)))
    act = next((token.meaning for token in acts if isinstance(token.meaning, Act)), None)
    picks = _picks(kind, tokens)
    what = what_of(rest, regions, act.name if act else picks[0].name if picks else "")
    question = Question(text, kind, _who_of(tokens, act), what, _when(tokens), act, picks, figure)
    if missing := _missing(question, regions):
        raise _UnreadError((), missing)
    return question


def _missing(question: Question, regions: list[tuple[Token, ...]]) -> str:
    """What a question of its kind must say and this one does not; empty where it says all."""
    kind, what = question.kind.name, question.what
    if kind == "steps" and question.act is None:
        return "it does not say what was done (enacted, 制定 …)"
    asked = any({token.part for token in region} == {"asking"} for region in regions)
    if kind == "steps" and what == What() and not asked:
        return "it does not say what it is about (parking, 停车, 条例 …)"
    if kind == "people" and not (question.picks or what.words):
        return "it does not say who or which post"
    if question.kind.longest and any(len(word) > question.kind.longest for word in what.words):
        return f"not understood: “{max(what.words, key=len)}”"
    if question.figure is not None:
        return amounts.missing(question.figure, what, question.who.places)
    return ""


def _picks(kind: Kind, tokens: tuple[Token, ...]) -> tuple[Pick, ...]:
    """One pick for each slot, in the order of the slots; the question's before the kind's defaults."""
    found: dict[str, Pick] = {}
    for token in tokens:
        pick = token.meaning
        if isinstance(pick, Pick) and pick.slot not in found:
            found[pick.slot] = pick
        elif isinstance(pick, Pick) and found[pick.slot] != pick:
            raise _UnreadError((token.text,))
    defaults = (pick for pick in kind.defaults if pick.slot not in found)
    return tuple(sorted((*found.values(), *defaults), key=lambda pick: list(kind.slots).index(pick.slot)))


def _who_of(tokens: tuple[Token, ...], act: Act | None) -> Who:
    """Who is asked for; where nobody is, and a quoted title names its place, that place (《大同市停车条例》)."""
    who = _who(tokens)
    titles = [token for token in tokens if token.part == "title"]
    issuers = [place for token in titles if (place := issuer_of(str(token.meaning)))]
    if who != Who("any place") or act is None or act.place != "work" or not issuers:
        return who
    return Who(", ".join(issuers), places=keys_of(issuers))


def _who(tokens: tuple[Token, ...]) -> Who:
    committees = [token for token in tokens if token.part == "committee"]
    bodies = tuple(str(token.meaning) for token in committees if token.meaning)
    body = ", ".join(token.text for token in committees) if bodies else "a committee (委员会)"
    names = [token for token in tokens if token.part == "place"]
    within = [token for token in tokens if token.part == "within"]
    level = next((token.meaning for token in tokens if isinstance(token.meaning, Level)), None)
    said = ", ".join(token.text for token in names or within)
    if names:
        masked = next((token.meaning for token in names if isinstance(token.meaning, str)), "")
        phrase = f"{body} of {said}" if committees else said
        return Who(phrase, (), _keys(names), (), masked, bool(committees), bodies)
    phrase = level.phrase if level else body if committees else "any place"
    inside = _keys(within)
    phrase = f"{phrase} in {said}" if inside else phrase
    return Who(phrase, level.codes if level else (), (), inside, "", bool(committees), bodies)


def _keys(tokens: list[Token]) -> tuple[str, ...]:
    named = [name for token in tokens if isinstance(token.meaning, tuple) for name in token.meaning]
    return tuple(dict.fromkeys(keys_of(named)))


def _when(tokens: tuple[Token, ...]) -> When:
    """The years all of the question's time words leave; years in a row (2022年、2023年) are their span."""
    spoken = [token for token in tokens if token.part == "when"]
    said = [token.meaning for token in spoken if isinstance(token.meaning, dict)]
    bounds = [{key: year for key, year in one.items() if year} for one in said]
    terms = [int(amounts.number(bound["term"])) for bound in bounds if "term" in bound]
    years = sorted({int(bound["year"]) for bound in bounds if "year" in bound})
    if years and years == list(range(years[0], years[-1] + 1)):
        first, last = [years[0]], [years[-1]]
    else:
        first, last = list(years), list(years)
    first += [int(bound["first"]) for bound in bounds if "first" in bound]
    last += [int(bound["last"]) for bound in bounds if "last" in bound]
    last += [int(bound["before"]) - 1 for bound in bounds if "before" in bound]
    if first and last and max(first) > min(last):
        raise _UnreadError(tuple(token.text for token in spoken))
    return When(max(first, default=None), min(last, default=None), terms[0] if terms else None)


def _not_understood(question: str, what: str) -> UsageError:
    """The error for a question outside the grammar, with the nearest questions inside it."""
    near = "\n".join(f'  kg ask "{example}"' for example in nearest(question))
    return UsageError(
        what, "the question", f"the nearest questions that are:\n{near}\ndocs/questions.md lists what can be asked"
    )
