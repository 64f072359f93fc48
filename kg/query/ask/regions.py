"""Where a question says what it is about, and what of it the grammar does not read."""

from __future__ import annotations

import re
from itertools import zip_longest

from kg.query.ask.scan import Token
from kg.query.ask.words import words

Region = tuple[Token, ...]

_BOUNDARY = frozenset({"who", "place", "within", "act", "when", "refused", "committee", "pick"})
_SAID = frozenset({"topic", "noun", "title", "law", "said", "indicator"})
_CJK = re.compile(r"[\u3400-\u9fff]")


def regions_of(tokens: tuple[Token, ...]) -> list[Region]:
    """What stands between who, act and when, in the order of the question."""
    regions: list[list[Token]] = [[]]
    for token, after in zip_longest(tokens, tokens[1:]):
        asks_who = token.part == "asking" and after is not None and after.part in {"who", "committee"}
        if token.part in _BOUNDARY:
            regions.append([])
        elif not asks_who:
            regions[-1].append(token)
    return [tuple(region) for region in regions]


def unread_in(regions: list[Region], tokens: tuple[Token, ...], free: str) -> list[Token]:
    """What is not understood: refused words, a second act, and unknown text where none may stand.

    ``free``: in a ``title`` unknown Chinese belongs to a phrase about works, or follows the act; a ``subject`` may
    stand behind 关于 and 对 too, or open the question right before the act; a ``name`` is one run of it anywhere.
    """
    acts = [token for token in tokens if token.part == "act"]
    unread = [token for token in tokens if token.part == "refused" or _only_joins(token)]
    unread += acts[1:] if free != "name" else []
    if free == "title" and not acts:
        return unread + [token for token in tokens if token.part == "unknown"]
    saying = _SAID if free == "title" else _SAID | {"about"}
    said = [any(token.part in saying for token in region) for region in regions]
    for index, region in enumerate(regions):
        allowed = free == "name" or said[index] or (not any(said) and _may_say(regions, tokens, index, free))
        unread += [token for token in region if token.part == "unknown" and not (allowed and _is_name(token, free))]
    return list(dict.fromkeys(unread))


def _only_joins(token: Token) -> bool:
    """Whether a token is a bare 和 between two things that are asked about, which are asked one by one."""
    return token.part == "unknown" and token.text in words().joining


def _is_name(token: Token, free: str) -> bool:
    """Whether unknown text may be a name: Chinese; where any place is free, more than one character of it."""
    return bool(_CJK.match(token.text)) and (free != "name" or len(token.text) > 1)


def _may_say(regions: list[Region], tokens: tuple[Token, ...], index: int, free: str) -> bool:
    """Whether a region with neither topic nor noun may be what the question is about."""
    if index == len(regions) - 1 > 0:
        return True
    first = next((token.part for token in tokens if token.part in _BOUNDARY), "")
    others = [token for other in regions[1:] for token in other if token.part == "unknown"]
    return free == "subject" and index == 0 and first == "act" and not others
