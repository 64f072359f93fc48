"""Lists of matters under one verb: where one ends and the next begins."""

from __future__ import annotations

import re

from kg.extract.constructions import constructions
from kg.pattern import Pattern

SEALED = Pattern(r"“[^“”]*”|（[^（）]*）|《[^《》]*》")


def split(code: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of the list ``code[start:end]`` as spans, without what follows 等.

    、 and ， separate; 和 does where a full object stands before it (…情况和…), or where it ends a list with 、.
    “A和B情况” with one head stays one.

    >>> text = "旅游发展、老旧小区改造和城建安全等工作情况"
    >>> [text[a:b] for a, b in split(text, 0, len(text))]
    ['旅游发展', '老旧小区改造', '城建安全']
    >>> text = "柴河旅游景区、中和镇民宿集群"
    >>> [text[a:b] for a, b in split(text, 0, len(text))]
    ['柴河旅游景区', '中和镇民宿集群']
    >>> text = "环境状况和环保目标完成情况"
    >>> [text[a:b] for a, b in split(text, 0, len(text))]
    ['环境状况和环保目标完成情况']
    """
    sealed = SEALED.sub(lambda m: "〇" * len(m[0]), code[start:end])
    cuts = [m.span() for m in re.finditer("[、，]", sealed)]
    rules = constructions()
    listed = bool(cuts) or bool(rules.summed_up.search(sealed))
    cuts += [m.span() for m in rules.behind_et_cetera.finditer(sealed)]
    cuts += [m.span() for m in rules.conjunction.finditer(sealed) if _separates(sealed, m, listed)]
    members, at = [], 0
    for first, last in [*sorted(cuts), (len(sealed), len(sealed))]:
        stop = _clear(sealed, at, first)
        if first >= at and stop > at:
            members.append((start + at, start + stop))
        at = max(at, last)
    return members


def _separates(sealed: str, match: re.Match[str], listed: bool) -> bool:
    before, after = sealed[: match.start()], sealed[match.end() :]
    rules = constructions()
    # 中和镇: one character is no matter, but a part of a name.
    if before[-1:].isalpha() and before[-2:-1] in ("", "、", "，"):
        return False
    if rules.full_object.search(before):
        return True
    return listed and "、" not in after and not rules.conjunction.search(after)


def _clear(sealed: str, start: int, end: int) -> int:
    """The end of a member without 等 and what it sums up."""
    rules = constructions()
    et_cetera = sealed.find("等", start, end)
    if et_cetera > start and not rules.not_et_cetera.match(sealed, et_cetera):
        return et_cetera
    return start + len(rules.member_tail.sub("", sealed[start:end]))
