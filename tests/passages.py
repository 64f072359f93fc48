"""Texts such as congress reports print them, made of typical sentences in any order, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.model import Document

SENTENCES = (
    "一年来，市人大常委会制定《大同市停车条例》，修订《大同市燃气管理条例》。",
    "2024年10月30日，《大同市电梯安全管理条例》经市十五届人大常委会第二十二次会议表决通过。",
    "会议审议了《大同市养犬管理条例（草案）》。",
    "完成《大同市湿地保护条例（草案）》二审。",
    "省人大常委会会议全票批准该条例。",
    "《条例》自2024年5月1日起施行。",
    "审议红色文化保护条例、农村公路条例。",
    "废止《大同市市容管理办法》。",
    "拟制定《大同市物业管理条例》。",
    "检查《水法》《山西省水污染防治条例》实施情况。",
    "对种子“一法一条例”实施情况开展执法检查。",
    "听取审议专项工作报告12项，开展满意度测评3次。",
    "接待群众6300多人次，收集意见建议2万余条，办结率95%。",
    "代表提出的211件建议，均已全部办理完毕。",
    "开展立法调研17次、召开座谈会近百场。",
    "市政府办公室、市教育局负责人参加会议。",
    "去年，市人大及其常委会认真履行职责。",
    "学习借鉴外地制定《北山市停车条例》的经验。",
    "配合省人大常委会开展《山西省物业管理条例（草案）》立法调研。",
    "“通过！”会场响起热烈的掌声。",
    "《人大之声》栏目播出12期。",
)
HEADINGS = ("一、立法工作", "加强监督工作", "下一步工作安排", "法制工作委员会")
CITY = "大同市人大常委会2024年工作综述\n\n大同市人大常委会认真履职。我市很好。\n市人大常委会圆满完成任务。\n"


@st.composite
def passages(draw: st.DrawFn, most: int = 8) -> str:
    """Sentences and headings in any order, with line breaks and spaces anywhere between characters."""
    chosen = draw(st.lists(st.sampled_from(SENTENCES + HEADINGS), min_size=1, max_size=most))
    lines = [f"\n{piece}\n" if piece in HEADINGS else piece for piece in chosen]
    text = "".join(lines)
    breaks = draw(st.lists(st.tuples(st.integers(1, len(text)), st.sampled_from(("\n", " ", "\u3000"))), max_size=4))
    for at, gap in sorted(breaks, reverse=True):
        text = text[:at] + gap + text[at:]
    return text


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A report of one city."""
    return Document("例.txt", f"{CITY}\n{draw(passages())}\n", "utf_8")
