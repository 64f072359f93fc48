"""The share of countable clauses that gave a fact, by document and by section."""

from __future__ import annotations

import json
from pathlib import Path

from kg.pipeline import build

TEXT = """青州市人大常委会2023年工作综述

良法善治

市人大常委会制定《青州市养犬管理条例》。建议制定《青州市电梯安全条例》。会场里掌声响起。

贴近群众

开展执法检查4次。接待群众300人次，征集意见50条。大家认真履职。
"""


def coverage(folder: Path, text: str) -> dict[str, object]:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    build([folder / "a.txt"], folder / "out")
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    found: dict[str, object] = report["documents"][0]["coverage"]
    return found


def test_by_document_and_section(tmp_path: Path) -> None:
    assert coverage(tmp_path, TEXT) == {
        "clauses": 4,
        "with_facts": 3,
        "share": 0.75,
        "sections": [
            {"report": 0, "heading": "良法善治", "clauses": 2, "with_facts": 1, "share": 0.5},
            {"report": 0, "heading": "贴近群众", "clauses": 2, "with_facts": 2, "share": 1.0},
        ],
    }


def test_a_text_with_nothing_countable_has_no_share(tmp_path: Path) -> None:
    assert coverage(tmp_path, "会场里掌声响起。\n") == {"clauses": 0, "with_facts": 0, "share": None, "sections": []}
