"""Where words begin and end: what jieba says, found faster."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import jieba
import jieba.posseg
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.cutting import Cutter, _Unread, bounds, cutter, tagger
from kg.resources import seeds_dir

ODD = st.text("大同市人大常委会的太原省abZ09.-_+#&% \r\n，。𠀀①é", max_size=30)
SEED = sorted(Path(seeds_dir()).glob("*.txt"))[0].read_text(encoding="utf-8-sig")


def by_jieba(text: str) -> set[int]:
    return {0, *accumulate(len(word) for word in cutter().cut(text, HMM=False))}


@given(st.one_of(ODD, st.integers(0, len(SEED)).map(lambda at: SEED[at : at + 24])))
@example("3D打印a1中b")
@example("a\r\nb")
@settings(max_examples=400, deadline=None)
def test_bounds_are_those_of_jieba(text: str) -> None:
    assert bounds(text) == by_jieba(text)


def test_the_dictionary_is_that_of_jieba() -> None:
    plain = jieba.Tokenizer()
    known, total = plain.gen_pfdict(plain.get_dict_file())
    own = Cutter()
    own.meet("\n".join(known))
    assert own.total == total
    assert known == own.FREQ


def test_tags_are_those_of_jieba() -> None:
    own = jieba.posseg.POSTokenizer(cutter.__wrapped__())
    phrases = [SEED[at : at + 9] for at in range(0, 4000, 9)]
    assert [[*tagger().cut(phrase)] for phrase in phrases] == [[*own.cut(phrase)] for phrase in phrases]


def test_a_tagger_of_somebody_else_reads_its_dictionary_when_asked() -> None:
    plain, late = (jieba.posseg.POSTokenizer(jieba.Tokenizer()) for _ in range(2))
    late.word_tag_tab = _Unread(late)
    for tagger_of in (plain, late):
        tagger_of.tokenizer.FREQ, tagger_of.tokenizer.total, tagger_of.tokenizer.initialized = {"养犬": 5}, 5, True
        tagger_of.tokenizer.user_word_tag_tab = {"养犬": "vn"}
    assert [*late.cut("养犬法规")] == [*plain.cut("养犬法规")]
    assert late.word_tag_tab == plain.word_tag_tab
