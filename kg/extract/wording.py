"""Words inside a phrase, cut by jieba with the code lists as its user dictionary."""

from __future__ import annotations

from functools import cache

import jieba
import jieba.posseg

from kg.words import lexicon

NOUN, VERBS = "n", ("v", "vn", "d")


@cache
def tagger() -> jieba.posseg.POSTokenizer:
    """A tagger of its own, so that no other user of jieba changes its dictionary."""
    tokenizer = jieba.Tokenizer()
    for word in (*lexicon().bodies, *lexicon().laws):
        tokenizer.add_word(word, tag=NOUN)
    return jieba.posseg.POSTokenizer(tokenizer)


@cache
def leading_verb(phrase: str) -> str:
    """The verbs a phrase begins with; the whole phrase when it is nothing else.

    >>> leading_verb("修改"), leading_verb("制定地方性法规")
    ('修改', '制定')
    """
    length = 0
    for word, tag in tagger().cut(phrase):
        if tag not in VERBS:
            break
        length += len(word)
    return phrase[:length]
