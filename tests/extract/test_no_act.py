"""What is planned, wished for, asked or told of a draft is no act: nothing of it counts as made, changed or ended."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.pipeline import facts_of

DONE = frozenset({"adoption", "enactment", "promulgation", "amendment", "repeal", "entry-into-force", "approval"})

NO_ACTS = [
    "会议审议通过了《南平市数据条例》执法检查报告。",
    "市人大常委会制定了《南平市养犬条例》立法工作方案。",
    "市政府制定《南平市数据条例》实施细则。",
    "公布《南平市数据条例》执法检查结果。",
    "批准《南平市数据条例》立项。",
    "制定《南平市电梯条例》的目的，在于加强电梯安全监管。",
    "制定《南平市城市更新条例》，有利于改善人居环境。",
    "会议指出，修订《南平市志愿服务条例》要坚持问题导向。",
    "制定《南平市百家宴保护条例》、修订《南平市供水条例》是今年立法工作的重点。",
    "2025年工作要点：审议通过《南平市公园条例》。",
    "建议：一、制定《南平市公园条例》；二、修订《南平市供水条例》；三、废止《南平市蚕桑条例》。",
    "请常委会会议审议通过《南平市气候条例（草案）》。",
    "恳请省人大常委会批准《南平市气候条例》。",
    "《南平市数据条例》出台在望。",
    "《南平市数据条例》的制定仍在进行中。",
    "以《南平市供水条例》修订为契机，加强水源保护。",
    "市政府召开第40次常务会议，审议通过《南平市数据条例（草案）》。",
    "市政府召开第40次常务会议。会议审议通过《南平市数据条例（草案）》。",
    "《南平市数据条例》已通过常委会党组会议审议。",
    "通过《南平市旅游条例》的制定，进一步规范旅游市场。",
    "通过学习《南平市旅游条例》，增强法治意识。",
    "“《南平市养犬条例》已经通过了”的说法不属实。",
    "对《南平市盐业管理条例》是否废止进行论证。",
    "应当尽快制定《南平市数据条例》，修改《南平市供水条例》，及时废止《南平市蚕桑条例》。",
    "南平市拟出台数据条例、修订供水条例。",
    "原定于2024年8月颁布的《南平市志愿服务条例》推迟至明年。",
    "常委会会议审议了《南平市数据条例（草案）》；表决通过了人事任免事项。",
    "会议审议《南平市数据条例（草案）》《南平市供水条例（修订草案）》，表决通过任免案。",
    "五年立法规划共列入制定《南平市养犬管理条例》等12件。",
    "完成《南平市养犬管理条例》制定前期调研。",
    "制定《南平市养犬管理条例》已具备条件。",
    "立法计划已经主任会议通过，制定类项目有《南平市养犬管理条例》。",
    "会议的议程之一是审议通过《南平市养犬管理条例》。",
    "清理后，应予废止的有《南平市蚕桑条例》。",
    "关于《南平市湿地条例（草案）》公开征求意见的公告\n\n本条例自2025年1月1日起施行，《南平市湿地办法》同时废止。",
]
ACTS = [
    ("市人大常委会制定了《南平市数据条例》，有利于改善人居环境。", {"enactment"}),
    ("制定《南平市数据条例》，修改《南平市供水条例》，废止《南平市蚕桑条例》。", {"enactment", "amendment", "repeal"}),
    ("会议审议了《南平市数据条例（草案）》；表决通过《南平市供水条例》。", {"adoption"}),
    ("会议以35票赞成、1票弃权表决通过《南平市数据条例》。", {"adoption"}),
    ("《南平市数据条例》的颁布实施，填补了立法空白。", {"promulgation", "entry-into-force"}),
    ("市政府召开常务会议。3月5日，市六届人大常委会第三次会议审议通过《南平市数据条例》。", {"adoption"}),
]


def done(text: str) -> set[str]:
    return {fact.kind for fact in facts_of(Document("例.txt", text + "\n", "utf_8")).facts if fact.kind in DONE}


@pytest.mark.parametrize("text", NO_ACTS)
def test_what_is_no_act_gives_none(text: str) -> None:
    assert done(text) == set()


@pytest.mark.parametrize(("text", "kinds"), ACTS)
def test_what_is_done_is_told(text: str, kinds: set[str]) -> None:
    assert done(text) == kinds
