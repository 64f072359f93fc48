"""Whose report it is: its own place, known or masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.divisions import divisions, lies_in
from kg.divisions import level as height
from kg.model import BodyValue, Clause, MeetingValue, Mention, NameValue, Place, Report, TitleValue
from kg.resolve.levels import is_masked, kind_of, level_ends, level_of
from kg.resolve.wording import wording

HEADING, BODY, TITLE, PLAIN, OPENING = 30, 5, 3, 1, 8
# A report says the same few names again and again.
_NAMES = 10_000
BELOW_PREFECTURE = frozenset({"county", "district", "banner", "autonomous-county", "township"})
Marked = Sequence[tuple[Clause, Sequence[Mention]]]


def own_place(report: Report, marked: Marked) -> Place:
    """The jurisdiction a report speaks for.

    Its level is the one it speaks of itself by (我市, 州人大常委会); the place is the named one of that level
    that carries its bodies and titles. Where the names of that level are masked, or there is none, the place
    is masked: its key tells the report, its name is the fullest printed. A name left over elsewhere proves nothing.
    """
    levels, names = _votes(report, marked)
    level = max(levels, key=lambda key: (levels[key], key), default="市")
    own = Counter({name: votes for name, votes in names.items() if _level(name) == level})
    masked = Counter({name: votes for name, votes in own.items() if is_masked(name)})
    context = [place for name in names if len(found := _candidates(name)) == 1 for place in found]
    known: Counter[str] = Counter()
    for name, votes in own.items():
        if place := _known(name, context):
            known[place.key] += votes
    if known and sum(masked.values()) < max(known.values()):
        best = max(known, key=lambda key: (known[key], key))
        return divisions().by_code(best) or _masked_place(report, level, levels, names)
    return _masked_place(report, level, levels, names)


def _votes(report: Report, marked: Marked) -> tuple[Counter[str], Counter[str]]:
    levels: Counter[str] = Counter()
    names: Counter[str] = Counter()
    heading = "".join(report.heading.split())
    for number, (clause, mentions) in enumerate(marked):
        weight = HEADING if clause.text == heading else OPENING if number < 3 else 1
        for name, votes in _printed(mentions):
            if name.startswith(wording().deictic) or len(name) == len(level_of(name)):
                if level_of(name):
                    levels[level_of(name)] += votes * weight
            else:
                names[name] += votes * weight
                if _level(name) and votes > PLAIN:
                    levels[_level(name)] += votes * weight
    return levels, names


def _printed(mentions: Iterable[Mention]) -> Iterable[tuple[str, int]]:
    for mention in mentions:
        match mention.value:
            case BodyValue(place=place) if place:
                yield place, BODY
            case MeetingValue(place=place) if place:
                yield place, BODY
            case NameValue(name=name) if mention.type == "place":
                yield name, PLAIN
            case TitleValue(name=title):
                yield from ((title[:end], TITLE) for end in _prefix_ends(title))
            case _:
                pass


@lru_cache(_NAMES)
def _prefix_ends(title: str) -> Sequence[int]:
    """Where a place name in front of a title may end: the last character of a level within the first twelve."""
    masked = wording().masked_prefix.match(title)
    if masked:
        return [masked.end()]
    ends = [end for end in level_ends(title, 2, min(12, len(title) - 1)) if look_up(title[:end])]
    return ends[-1:]


def _level(name: str) -> str:
    place = next(iter(_candidates(name)), None)
    return level_of(place.name if place else name)


def _known(name: str, context: Sequence[Place]) -> Place | None:
    """The place of a name; of several that bear it, the one that lies in another place the report names."""
    found = _candidates(name)
    if len(found) > 1:
        found = tuple(p for p in found if any(lies_in(p, near) for near in context if near.key != p.key))
    return found[0] if len(found) == 1 else None


@lru_cache(_NAMES)
def _candidates(name: str) -> tuple[Place, ...]:
    """The places in force a printed name may mean, all of its highest level; one of no more than a former name."""
    if is_masked(name) or name.startswith(wording().deictic):
        return ()
    found = look_up(name)
    standing = [place for place in found if divisions().in_force(place)] or found[:1]
    top = min(map(height, standing), default=0)
    return tuple(place for place in standing if height(place) == top)


def look_up(name: str, within: Place | None = None) -> tuple[Place, ...]:
    """The places of a name, also of one that names its place first: 长春市朝阳区.

    >>> [place.code for place in look_up("长春市朝阳区")]
    ['220104']
    """
    found = divisions().named(name, within)
    if found or not level_of(name):
        return found
    for end in range(2, len(name) - 1):
        for head in divisions().named(name[:end], within) if level_of(name[:end]) else ():
            if inner := look_up(name[end:], head):
                return inner
    return ()


def _masked_place(report: Report, level: str, levels: Counter[str], names: Counter[str]) -> Place:
    """The masked own place with those above it: its province, and for a county or district its prefecture."""
    key = f"x-{report.document.doc16}-{report.start}"
    name = _fullest(names, level)
    kinds = wording().kinds
    kind = kind_of(name) or kinds[level]
    nation = divisions().nation
    if kind in ("province", "autonomous-region"):
        return Place(key, name, kind, None, nation, redacted=True)
    region = "自治区" if levels["自治区"] > levels["省"] else "省"
    above = Place(f"{key}-province", _fullest(names, region), kinds[region], None, nation, redacted=True)
    if kind in BELOW_PREFECTURE:
        above = Place(f"{key}-prefecture", _fullest(names, "市"), kinds["市"], None, above, redacted=True)
    return Place(key, name, kind, None, above, redacted=True)


def _fullest(names: Counter[str], level: str) -> str:
    """The longest masked name printed for a level, or the word of the level."""
    printed = [name for name in names if is_masked(name) and level_of(name) == level]
    return max(printed, key=lambda name: (len(name), names[name], name), default=level)


def printed_place(name: str, own: Place, mention: str) -> Place | None:
    """The place a printed name means in a report of ``own``; ``mention`` keys a masked one that is none of its own.

    我市, 市 and xx市 are the place of that level among ``own`` and those above it; a known name is looked up
    near ``own`` first. None where it names no place.
    """
    level = level_of(name)
    bare = name.lstrip("我本全该") == level or name in wording().nation
    if bare or is_masked(name):
        above = _of_level(own, "国" if "国" in name and not level else level)
        if above is not None and (bare or above.redacted):
            return above
        if not is_masked(name) or not kind_of(name):
            return None
        return Place(mention, name, kind_of(name), None, None, redacted=True)
    return _nearest(look_up(name), own)


def _of_level(own: Place, level: str) -> Place | None:
    place: Place | None = own
    while place is not None:
        if (level == "国" and place.kind == "nation") or (level and _same_level(place, level)):
            return place
        place = place.parent
    return None


def _same_level(place: Place, level: str) -> bool:
    said = level_of(place.name)
    regions = {"省", "自治区"}
    return said == level or (said in regions and level in regions) or (said == "自治区" and level == "区")


def _nearest(candidates: Sequence[Place], own: Place) -> Place | None:
    for test in (lambda p: p.key == own.key, lambda p: lies_in(p, own), lambda p: lies_in(own, p)):
        for place in candidates:
            if test(place):
                return place
    province = divisions().province_of(own)
    near = [place for place in candidates if province is not None and lies_in(place, province)]
    return next(iter([*near, *candidates]), None)
