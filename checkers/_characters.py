"""Classes of characters, each written to stand inside the brackets of a regular expression."""

import unicodedata
from functools import cache
from itertools import chain

IDEOGRAPHS = (
    "\u3005-\u3007\u3021-\u3029\u3040-\u30fa\u30fc-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f\U00020000-\U000323af"
)
"""Han, kana and bopomofo: each of them is counted as a word."""

UNSPACED = IDEOGRAPHS + "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaa7f"
"""What is written without spaces between words: ideographs, Thai, Lao, Khmer, Myanmar, Tai."""

JOINERS = "\u200c\u200d\u00ad"
"""Invisible characters inside words: ZWNJ, ZWJ, soft hyphen."""

EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
"""Pictographs, roughly; what modifies them is in EMOJI_PARTS."""

EMOJI_PARTS = "\u200d\u20e3\ufe0e\ufe0f\U000e0020-\U000e007f"

# Shapes of one mark; escape them in brackets.
APOSTROPHES = "'’‘ʼ＇`´"
DOUBLE_QUOTES = '"“”„‟«»＂〝〞「」『』'
HYPHENS = "-‐‑"


_WITH_MARKS = (
    (0x300, 0x36F),
    (0x483, 0x489),
    (0x591, 0x1DFF),
    (0x20D0, 0x20FF),
    (0x2C00, 0x33FF),
    (0xA000, 0xABFF),
    (0xF900, 0x16FFF),
    (0x18D00, 0x1EFFF),
    (0xE0100, 0xE01EF),
)
MAY_BE_MARKS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _WITH_MARKS)
"""Where marks are: not among letters of Europe, punctuation, symbols, ideographs, Hangul syllables and Tangut."""


def is_mark(char: str) -> bool:
    """Whether a character is a combining mark or a variation selector."""
    return unicodedata.category(char)[0] == "M"


@cache
def marks() -> str:
    """The combining marks of every script, variation selectors included."""
    ranges: list[list[int]] = []
    for code in chain.from_iterable(range(first, last + 1) for first, last in _WITH_MARKS):
        if is_mark(chr(code)):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
