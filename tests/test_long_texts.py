"""Time grows with the length of a text, not with its square, however little of it is punctuation."""

from __future__ import annotations

import time

import pytest

from kg.model import Document
from kg.pipeline import digest

# What is repeated, without a mark at which a clause ends.
REPEATED = [
    "条例办法规定",
    "审议制定修订批准",
    "农业提质增效",
    "市委书记孙大军、",
    "市人大常委会制定《大同市养犬管理条例》，开展执法检查3次，",
    "xx市**人大",
    "2023年",
    "《",
]
SHORT = 8_000
TIMES = 6


def seconds(unit: str, length: int) -> float:
    """The time this process needs for a text of so many characters, the lesser of two."""
    taken = []
    for turn in range(2):
        document = Document(f"{turn}.txt", (unit * length)[:length] + "。", "utf_8")
        start = time.process_time()
        digest(document)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("unit", REPEATED)
def test_time_grows_with_length_alone(unit: str) -> None:
    seconds(unit, 400)
    # Twice the share that its length has: what grows with the square takes six times that share.
    assert seconds(unit, TIMES * SHORT) <= 2 * TIMES * seconds(unit, SHORT) + 0.2
