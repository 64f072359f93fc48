"""Places in running text: what is one, what only looks like one."""

import time
from itertools import pairwise

import pytest

from kg.model import Mention, NameValue
from kg.recognise.places import places

MENTIONS = [
    # full names, one mention a level
    ("山西省大同市平城区人大常委会", "山西省 大同市 平城区"),
    ("吉林省吉林市", "吉林省 吉林市"),
    ("深入潞州区调研", "潞州区"),
    ("督导岚县、兴县、临县巩固衔接工作", "岚县 兴县 临县"),
    ("恩施土家族苗族自治州人大", "恩施土家族苗族自治州"),
    ("恩施州、临夏州、威宁县、鄂温克旗", "恩施州 临夏州 威宁县 鄂温克旗"),
    ("走进云冈区和平城区", "云冈区 平城区"),
    ("石河子市与仙桃市、神农架林区", "石河子市 仙桃市 神农架林区"),
    ("原潞城市人大", "潞城市"),
    ("中华人民共和国成立75周年", "中华人民共和国"),
    # generic ones only behind their parent
    ("长治市城区人大常委会", "长治市 城区"),
    ("大同市城区停车管理", "大同市"),
    ("阳泉市城区", "阳泉市 城区"),
    ("马鞍山市和县", "马鞍山市 和县"),
    ("市和县人大", ""),
    ("老城区、新城区、主城区、城市新区改造", ""),
    # short names
    ("赴广西、内蒙古、宁夏学习", "广西 内蒙古 宁夏"),
    ("续写大同新篇章", "大同"),
    ("赴福建三明考察", "福建 三明"),
    ("天水和平凉两市", "天水 平凉"),
    ("法治长治建设", "长治"),
    ("社会长治久安", ""),
    ("求世界大同，求同存异、大同小异", ""),
    ("创新乡村治理，制定西部规划，重大理论，关怀化解，美丽水乡，公开封存", ""),
    ("日照充足，白银、来宾、安康、朝阳、平安、和平、新华、东方、统一、同心、民主", ""),
    ("潞州区延安南路街道", "潞州区"),
    ("本届人大同步推进", ""),
    ("陕西山区群众", "陕西"),
    ("河南通过了", "河南"),
    # a place's last character that belongs to the next word
    ("北京市场、北京市民", "北京 北京"),
    ("大同市区道路", "大同"),
    ("大同市区两级", "大同市"),
    ("平城区域发展", ""),
    ("山西省会太原", "山西 太原"),
    # from where the report stands
    ("我市、本市、我省、全省、全市、我县、我区、我州、全国、我国", "我市 本市 我省 全省 全市 我县 我区 我州 全国 我国"),
    ("全区各族群众，全旗，全盟，该市", "全区 全旗 全盟 该市"),
    ("健全省级机制，安全市场，基本市情，成本区间，应该县里", ""),
    # masked
    ("xx市、xxx省、x县、××市、某市、某某县、XX市", "xx市 xxx省 x县 ××市 某市 某某县 XX市"),
    ("xx 市人大、xx  区", "xx市 xx区"),
    ("《xx 回族自治州物业管理条例》，xx彝族回族苗族自治县", "xx回族自治州 xx彝族回族苗族自治县"),
    ("xx区xx镇xx村", "xx区 xx镇"),
    ("xx省xx市xx区", "xx省 xx市 xx区"),
    ("xx市利通区", "xx市 利通区"),
    ("在**市召开", "**市"),
    ("**市和**县", "**市 **县"),
    ("A市与B县", "A市 B县"),
    ("xx市城区烟花爆竹", "xx市"),
    ("xx市场、xx市民、xx小区、xx城区、xx社区、xx景区", ""),
    ("x个县市区、xx县区、xx县（市、区）、20xx年", ""),
    ("立**32**个县，调研**11**市，**市人大常委会**", ""),
    ("NBA市场、GDP县", ""),
    # none
    ("社区、校区、园区、景区、小区、山区、地区、城区、超市、城市、都市、市场、市民、县域、区域、省份", ""),
    ("市人大常委会听取市政府报告", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "names"), MENTIONS)
def test_mentions(text: str, names: str) -> None:
    found = places(text)
    assert [mention.value for mention in found] == [NameValue(name) for name in names.split()]
    for mention in found:
        assert isinstance(mention.value, NameValue)
        assert "".join(text[mention.start : mention.end].split()) == mention.value.name


def test_offsets_are_code_points_of_the_text() -> None:
    assert places("赴𠮷、xx 县") == (Mention("place", 3, 7, NameValue("xx县")),)


def test_mentions_do_not_overlap() -> None:
    text = "".join(text for text, _ in MENTIONS)
    found = places(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_long_text_is_read_fast() -> None:
    text = "我市赴山西省大同市平城区、xx县和宁波、温州等地调研，听取审议全市公共法律服务体系建设情况的报告。" * 750
    assert len(text.encode()) > 100_000
    places(text[:100])
    start = time.process_time()
    assert len(places(text)) == 8 * 750
    assert time.process_time() - start < 0.5
