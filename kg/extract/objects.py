"""Lists of matters under one verb: where one ends and the next begins."""

from __future__ import annotations

import re

SEALED = re.compile(r"“[^“”]*”|（[^（）]*）|《[^《》]*》")
COMPLETE = re.compile(r"(?:报告|情况|方案|规划|计划|决算|预算|条例|法|Ⓣ|Ⓛ|Ⓞ|Ⓦ)$")
AND = re.compile(r"以及|[和及]")
TAIL = re.compile(r"(?:等)?(?:各?方面|领域)?(?:的)?$")
AFTER_ET_CETERA = re.compile(r"等[^和及]{0,14}?(?:和|及|以及|并)")


def split(code: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of the list ``code[start:end]`` as spans, without what follows 等.

    、 separates; 和 does where a full object stands before it (…情况和…), or where it ends a list with 、.
    “A和B情况” with one head stays one.

    >>> text = "旅游发展、老旧小区改造和城建安全等工作情况"
    >>> [text[a:b] for a, b in split(text, 0, len(text))]
    ['旅游发展', '老旧小区改造', '城建安全']
    >>> text = "环境状况和环保目标完成情况"
    >>> [text[a:b] for a, b in split(text, 0, len(text))]
    ['环境状况和环保目标完成情况']
    """
    sealed = SEALED.sub(lambda m: "〇" * len(m[0]), code[start:end])
    cuts = [m.span() for m in re.finditer("、", sealed)]
    listed = bool(cuts) or bool(re.search(r"等[^和及]{0,8}$", sealed))
    cuts += [m.span() for m in AFTER_ET_CETERA.finditer(sealed)]
    cuts += [m.span() for m in AND.finditer(sealed) if _separates(sealed, m, listed)]
    members, at = [], 0
    for first, last in [*sorted(cuts), (len(sealed), len(sealed))]:
        stop = _clear(sealed, at, first)
        if first >= at and stop > at:
            members.append((start + at, start + stop))
        at = max(at, last)
    return members


def _separates(sealed: str, match: re.Match[str], listed: bool) -> bool:
    before, after = sealed[: match.start()], sealed[match.end() :]
    if COMPLETE.search(before):
        return True
    return listed and "、" not in after and not re.search("[和及]", after)


def _clear(sealed: str, start: int, end: int) -> int:
    """The end of a member without 等 and what it sums up."""
    et_cetera = sealed.find("等", start, end)
    if et_cetera > start and not sealed.startswith(("等级", "等保"), et_cetera):
        return et_cetera
    return start + len(TAIL.sub("", sealed[start:end]))
