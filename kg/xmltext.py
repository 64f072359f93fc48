"""Text in XML 1.0, which has no way to write most control characters, not even escaped."""

from __future__ import annotations

import re

# https://www.w3.org/TR/xml/#charsets
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"


def legal(text: str) -> str:
    r"""The text with U+FFFD (�) in the place of each character that XML cannot hold; its length stays.

    >>> legal("第一\x0b条\t")
    '第一�条\t'
    """
    return _ILLEGAL.sub(REPLACEMENT, text)
