"""Words inside a phrase."""

from __future__ import annotations

from functools import lru_cache

from kg.cutting import tagger

VERBS = ("v", "vn", "d")


@lru_cache(maxsize=10_000)
def leading_verb(phrase: str) -> str:
    """The verbs a phrase begins with; the whole phrase when it is nothing else.

    >>> leading_verb("修改"), leading_verb("制定地方性法规")
    ('修改', '制定')
    """
    length = 0
    for word, tag in tagger().cut(phrase):
        if tag not in VERBS:
            break
        length += len(word)
    return phrase[:length]
