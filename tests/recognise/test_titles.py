"""Titles of works as clauses print them, and what looks like one and is none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model import TitleValue
from kg.recognise.titles import titles
from kg.text.mapped import mapped, normalise


def read(text: str) -> list[tuple[str, str, bool]]:
    found = []
    for mention in titles(normalise(mapped(text)).text):
        assert isinstance(mention.value, TitleValue)
        found.append((mention.value.name, mention.value.form, mention.value.draft))
    return found


DOGS = "青州市养犬管理条例"
# text, name, form, whether it is a draft
ONE = [
    (f"表决通过《{DOGS}》。", DOGS, "quoted", False),
    (f"《{DOGS}（草案）》", DOGS, "quoted", True),
    (f"《{DOGS}(草案)》", DOGS, "quoted", True),
    (f"《{DOGS}（修订草案）》", DOGS, "quoted", True),
    (f"《{DOGS}（修正草案）》", DOGS, "quoted", True),
    (f"《{DOGS}（草案修改稿）》", DOGS, "quoted", True),
    (f"《{DOGS}（送审稿）》", DOGS, "quoted", True),
    (f"《{DOGS}（征求意见稿）》", DOGS, "quoted", True),
    (f"《{DOGS}》（草案）", DOGS, "quoted", True),
    (f"《{DOGS}》草案", DOGS, "quoted", True),
    (f"《{DOGS}（试行）》", f"{DOGS}（试行）", "quoted", False),
    ("《 青州市 养犬\u3000管理条例 》", DOGS, "quoted", False),
    ("《青州市实施〈中华人民共和国水法〉办法》", "青州市实施〈中华人民共和国水法〉办法", "quoted", False),
    ("《青州市实施《中华人民共和国水法》办法》", "青州市实施《中华人民共和国水法》办法", "quoted", False),
    ("《关于修改《青州市燃气条例》的决定》", "关于修改《青州市燃气条例》的决定", "quoted", False),
    ("《关于加强检察公益诉讼工作的决定》", "关于加强检察公益诉讼工作的决定", "quoted", False),
    ("《刑法修正案（十二）》", "刑法修正案（十二）", "quoted", False),
    ("《青州市发展规划（2022—2026年）》", "青州市发展规划（2022—2026年）", "quoted", False),
    ("《青州市“门前三包”责任制条例》", "青州市“门前三包”责任制条例", "quoted", False),
    ("《中华人民共和国民法典》", "中华人民共和国民法典", "quoted", False),
    ("《青州市人大常委会议事规则》", "青州市人大常委会议事规则", "quoted", False),
    ("《xx市停车场条例》", "xx市停车场条例", "quoted", False),
    ("制定大同长城保护条例", "大同长城保护条例", "bare", False),
    ("制定红茶产业促进条例，助力振兴。", "红茶产业促进条例", "bare", False),
    ("完成物业管理条例（草案）一审。", "物业管理条例", "bare", True),
    ("完成物业管理条例草案一审。", "物业管理条例", "bare", True),
    ("开展城市更新条例执法检查。", "城市更新条例", "bare", False),
    ("检查中华人民共和国水法实施情况", "中华人民共和国水法", "bare", False),
    ("协助修订治安管理处罚法（修订草案）", "治安管理处罚法", "bare", True),
    ("作出关于加强检察公益诉讼工作的决定", "关于加强检察公益诉讼工作的决定", "loose", False),
    ("对种子“一法一条例”实施情况开展检查", "种子“一法一条例”", "bundle", False),
    ("《条例》自5月1日起施行。", "条例", "anaphor", False),
    ("《办法》共五章。", "办法", "anaphor", False),
    ("批准该条例。", "条例", "anaphor", False),
    ("该条例规定，遛犬要牵绳。", "条例", "anaphor", False),
    ("这部条例填补了空白。", "条例", "anaphor", False),
    ("该《条例》出台。", "条例", "anaphor", False),
    ("《人民日报》报道。", "人民日报", "other", False),
    ("《人大之声》栏目播出。", "人大之声", "other", False),
    ("《中国人大》杂志刊登。", "中国人大", "other", False),
]


@pytest.mark.parametrize(("text", "name", "form", "draft"), ONE)
def test_one(text: str, name: str, form: str, draft: bool) -> None:
    assert read(text) == [(name, form, draft)]


# text, names
SEVERAL = [
    ("制定《甲市停车条例》《甲市供水条例》、《甲市养犬条例》", ["甲市停车条例", "甲市供水条例", "甲市养犬条例"]),
    ("审议红色文化保护条例、燃气安全管理条例。", ["红色文化保护条例", "燃气安全管理条例"]),
    ("对违法建设治理条例、清江保护条例等2件法规", ["违法建设治理条例", "清江保护条例"]),
    ("水土保持条例和湿地保护条例", ["水土保持条例", "湿地保护条例"]),
    ("检查水法、水污染防治法", ["水法", "水污染防治法"]),
    (
        "开展湿地保护法、扬尘污染防治条例、文明行为促进条例等执法检查",
        ["湿地保护法", "扬尘污染防治条例", "文明行为促进条例"],
    ),
    ("制定停车条例，修订供水用水条例，废止市容管理条例", ["停车条例", "供水用水条例", "市容管理条例"]),
    ("开展农产品质量安全法和非物质文化遗产“一法一条例”执法检查", ["农产品质量安全法", "非物质文化遗产“一法一条例”"]),
]


@pytest.mark.parametrize(("text", "names"), SEVERAL)
def test_several(text: str, names: list[str]) -> None:
    assert [name for name, _, _ in read(text)] == names


NONE = [
    "",
    "形成审议意见3件",
    "制定相关条例",
    "审议3部条例",
    "出台一系列条例",
    "举行宪法宣誓仪式",
    "遵守宪法和法律",
    "推进法治建设",
    "市人大法制委员会",
    "收集意见建议200条",
    "行使重大事项决定权",
    "开展地方立法工作",
    "加强法规制度建设",
    "未完的《青州市养犬",
]


@pytest.mark.parametrize("text", NONE)
def test_none(text: str) -> None:
    assert read(text) == []


FRAGMENTS = st.sampled_from(
    [
    "《", "》", "〈", "〉", "青州市", "养犬管理", "条例", "（草案）", "办法", "水法", "和", "、", "，",
    "制定", "该", "“一法一条例”", "的", "关于", "决定", "草案", "（", "）",
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=12).map("".join))
@example("“一法一条例”青州市“一法一条例”")
def test_titles_lie_in_the_text_apart_and_in_order(text: str) -> None:
    last = 0
    for mention in titles(text):
        assert isinstance(mention.value, TitleValue)
        assert last <= mention.start < mention.end <= len(text)
        assert mention.value.name
        last = mention.end
