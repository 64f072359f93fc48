"""What was seen and gave no fact stands in the ledger with the reason that kept it from one."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.pipeline import facts_of

KEPT_OUT = [
    ("市政府审议通过《南平市数据条例（草案）》。", "another body's act"),
    ("市政府召开第40次常务会议。会议审议通过《南平市数据条例（草案）》。", "told of another body's session"),
    (
        "关于《南平市湿地条例（草案）》公开征求意见的公告\n\n本条例自2025年1月1日起施行，《南平市湿地办法》同时废止。",
        "what a draft says of itself",
    ),
]


@pytest.mark.parametrize(("text", "reason"), KEPT_OUT)
def test_what_kept_a_title_from_a_step(text: str, reason: str) -> None:
    missed = facts_of(Document("例.txt", text + "\n", "utf_8")).missed
    assert reason in {line.reason.partition(": ")[2] for line in missed}
