"""What a question asks of figures: how many, at least how many, where most, which of two, masked, in conflict.

The words and patterns are those of ``kinds/figures.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.query.ask.about import What
from kg.query.ask.kinds import Kind
from kg.query.ask.words import FOLDER, Phrase, names_of, texts, words
from kg.words import lexicon, longest_first

_DIGITS = re.compile(r"(\d+(?:\.\d+)?)(\D*)")
_ASCII = "\x7f"
_BOUNDS = ("least", "over", "most", "under", "equal")


@dataclass(frozen=True, slots=True)
class Figure:
    """What is asked of figures.

    ``ask`` is ``amount`` (how many), ``rank``, ``compare``, ``masked`` or ``conflict``. ``bounds`` maps ``least``,
    ``over``, ``most``, ``under`` and ``equal`` to a number. ``units`` are the codes of the counters that fit (none:
    any), ``top`` how many ranks are wanted (0: all), ``fewest``: the least first.
    """

    ask: str = "amount"
    bounds: tuple[tuple[str, float], ...] = ()
    units: tuple[str, ...] = ()
    top: int = 0
    fewest: bool = False

    def __str__(self) -> str:
        said = [f"{_SAID[name]} {value}" for name, value in self.bounds]
        units = "/".join(lexicon().concept(unit).zh for unit in self.units)
        order = f"{'fewest' if self.fewest else 'most'} first" + (f", top {self.top}" if self.top else "")
        asked = {"amount": "", "rank": order, "compare": "compared", "masked": "masked", "conflict": "in conflict"}
        return " ".join(part for part in (asked[self.ask], ", ".join(said), units) if part) or "how many"


_SAID = {"least": "at least", "over": "more than", "most": "at most", "under": "less than", "equal": "exactly"}


def number(text: str) -> float:
    """The number of digits or Chinese numerals, with 十, 百, 千, 万, 亿 behind or between.

    >>> number("6,000"), number("2.5万"), number("六千三百"), number("十六"), number("两万")
    (6000, 25000, 6300, 16, 20000)
    """
    plain = text.replace(",", "").replace(" ", "")
    match = _DIGITS.fullmatch(plain)
    if match:
        value = float(match[1])
        for power in match[2]:
            value *= words().powers[power]
    else:
        value = _spelt(plain)
    return int(value) if value == int(value) else value


def _spelt(text: str) -> float:
    whole = section = digit = 0
    for char in text:
        if char in words().digits:
            digit = words().digits[char]
            continue
        power = words().powers[char]
        if power < 10_000:
            section, digit = section + (digit or 1) * power, 0
        else:
            whole, section, digit = (whole + section + digit) * power, 0, 0
    return whole + section + digit


def cut(question: str, kind: Kind) -> tuple[Figure | None, str]:
    """What ``question`` asks of figures (None: nothing), and the question without the words that ask it.

    >>> from kg.query.ask.kinds import kinds
    >>> figure, rest = cut("接待群众6000人次以上的有哪些", kinds()["figures"])
    >>> print(figure, rest)
    at least 6000 人次 接待群众的有哪些
    """
    found: dict[str, str] = {}
    asked: list[str] = []
    rest = question
    for name, patterns in _patterns(kind).items():
        for pattern in patterns:
            match = pattern.search(rest)
            if match:
                asked.append(name)
                found |= {key: value for key, value in match.groupdict().items() if value and key not in found}
                rest = _without(rest, match)
    if not asked:
        return None, question
    bounds = tuple((name, number(found[name])) for name in _BOUNDS if name in found)
    ask = next((name for name in ("conflict", "masked", "compare") if name in asked), "")
    ranked = "rank" if {"most", "fewest", "rank", "top"} & set(asked) else "amount"
    top = int(number(found["top"])) if "top" in found else int("rank" not in asked)
    units = _units(found.get("unit") or found.get("unit2", ""))
    units = units if bounds or units != _loose() else ()
    figure = Figure(ask or ranked, bounds, units, top if ranked == "rank" else 0, "fewest" in asked)
    return figure, _together(rest)


def _without(question: str, match: re.Match[str]) -> str:
    """``question`` without what matched; Chinese closes up, so that 制定了多少部法规 leaves 制定法规."""
    before, after = question[: match.start()], question[match.end() :]
    return f"{before}{'' if before[-1:] > _ASCII and after[:1] > _ASCII else ' '}{after}"


def missing(figure: Figure, what: What, places: tuple[str, ...]) -> str:
    """What a question for figures must say and this one does not; empty where it says all."""
    if figure.ask == "compare" and len(places) < 2:
        return "it does not say which two places are to be compared"
    counted = bool(what.indicators or (figure.units and figure.bounds))
    described = counted or what.words or what.topics or places
    if (figure.ask == "rank" and not counted) or (figure.ask == "amount" and not described):
        return "it does not say what is counted, by a name of the code list (代表联络站, liaison stations …)"
    return ""


@cache
def indicators() -> tuple[Phrase, ...]:
    """What figures count, by all names: those of the code list and those that ``kinds/figures.toml`` adds.

    >>> {phrase.meaning for phrase in indicators() if phrase.text == "visitors"}
    {'visitors-received'}
    """
    found = [(text, one.name) for one in lexicon().concepts("indicator") for text in names_of(one)]
    found += [(text, entry["name"]) for entry in _table()["indicator"] for text in texts(entry)]
    return tuple(Phrase(text, "indicator", name) for text, name in dict(found).items())


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "kinds" / "figures.toml").read_text(encoding="utf-8"))


@cache
def _english_units() -> Mapping[str, tuple[str, ...]]:
    return {text: tuple(entry["codes"]) for entry in _table()["unit"] for text in entry["en"]}


def _units(said: str) -> tuple[str, ...]:
    """The codes of a counter; those for things in general (个, 件, 项 …) stand for each other."""
    codes = _english_units().get(said.lower()) or ((lexicon().units[said].name,) if said else ())
    return _loose() if set(codes) & set(_loose()) else codes


def _loose() -> tuple[str, ...]:
    return tuple(_table()["loose_units"])


@cache
def _patterns(kind: Kind) -> Mapping[str, list[re.Pattern[str]]]:
    """The patterns of what may be asked, with ``N`` a number and ``U`` a counter, in the order they are tried."""
    units = "|".join(map(re.escape, longest_first([*lexicon().units, *_english_units()])))
    no_unit = "|".join(_table()["no_units"])
    unit = f" ?(?:(?!{no_unit})(?P<unit>{units}))?"
    fill = {"<N>": _table()["number"], "<U>": unit}
    return {name: [_filled(pattern, fill) for pattern in many] for name, many in kind.patterns.items()}


def _filled(pattern: str, fill: Mapping[str, str]) -> re.Pattern[str]:
    for mark, text in fill.items():
        pattern = pattern.replace(mark, text)
    return re.compile(pattern, re.IGNORECASE)


def _together(question: str) -> str:
    """The question with words that stand apart (regulations … enacted) brought together as a name."""
    for entry in _table()["together"]:
        matches = [re.search(rf"\b(?:{word})\b", question, re.IGNORECASE) for word in entry["words"]]
        if all(matches):
            for word in entry["words"]:
                question = re.sub(rf"\b(?:{word})\b", " ", question, count=1, flags=re.IGNORECASE)
            return f"{question} {lexicon().concept(entry['name']).en}"
    return question
