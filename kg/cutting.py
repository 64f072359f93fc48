"""Words and their parts of speech, cut by jieba with the code lists as its user dictionary."""

from __future__ import annotations

import logging
from functools import cache

import jieba
import jieba.posseg

from kg.words import lexicon

jieba.setLogLevel(logging.WARNING)


@cache
def cutter() -> jieba.Tokenizer:
    """A tokenizer of this package's own, without the cache jieba would write to the shared temporary folder.

    >>> list(cutter().cut("听取法工委汇报"))
    ['听取', '法工委', '汇报']
    """
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in sorted({*lexicon().bodies, *lexicon().laws}):
        tokenizer.add_word(word, tag="n")
    return tokenizer


@cache
def tagger() -> jieba.posseg.POSTokenizer:
    """The cutter with parts of speech.

    >>> [(word.word, word.flag) for word in tagger().cut("修改法规")]
    [('修改', 'v'), ('法规', 'n')]
    """
    return jieba.posseg.POSTokenizer(cutter())
