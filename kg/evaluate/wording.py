"""When two wordings say the same: marks and width left aside, titles by their endings, the rest by likeness."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_MARKS = re.compile(r"[\s*《》“”\"]+")
_DRAFT = re.compile(r"\((修订|修正)?草案[^)]*\)$|\(送审稿\)$|\(征求意见稿\)$")
SHORTEST = 4


def norm(text: str | None) -> str:
    """NFKC without white space, stars, and marks of quotation.

    >>> norm("《停车 条例》（草案）")
    '停车条例(草案)'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", text or ""))


def same_title(one: str, other: str) -> bool:
    """Whether two titles name one work: equal, or one ends with the other (four characters or more).

    >>> same_title("大同市停车条例（草案）", "停车条例"), same_title("大同市水法", "水法")
    (True, False)
    """
    a, b = _title(one), _title(other)
    if not a or not b:
        return False
    return a == b or (a.endswith(b) and len(b) >= SHORTEST) or (b.endswith(a) and len(a) >= SHORTEST)


def _title(text: str) -> str:
    return _DRAFT.sub("", norm(text)).removeprefix("中华人民共和国")


def dice(one: str, other: str) -> float:
    """How alike two wordings are, 0 to 1, by their pairs of characters; 1 when one holds the other.

    >>> dice("养犬管理", "养犬管理工作"), round(dice("养犬管理", "养犬执法"), 2)
    (1.0, 0.33)
    """
    a, b = norm(one), norm(other)
    if not a or not b:
        return 0.0
    if a in b or b in a:
        return float(min(len(a), len(b)) >= 2)
    pairs, others = (Counter(x[i : i + 2] for i in range(len(x) - 1)) for x in (a, b))
    return 2 * sum((pairs & others).values()) / max(1, sum(pairs.values()) + sum(others.values()))
