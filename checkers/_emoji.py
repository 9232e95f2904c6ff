"""Emoji, as sequences of the characters that make one."""

import re
from functools import cache

_KEYCAP = re.compile(r"[0-9#*]\ufe0f?\u20e3\Z")
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}\Z|\U000e007f\Z")
_TEXT_ALONE = frozenset("©®™‼⁉ℹ")
"""Signs that are emoji only with the variation selector after them."""


def ends_with_emoji(text: str) -> bool:
    """Whether the last thing that a reader sees is an emoji: a single one, a flag, a keycap, a family, a skin tone."""
    tail = text[-4:]
    if tail.endswith("\ufe0f"):
        return tail[-2:-1] in singles()
    if _KEYCAP.search(tail) or _FLAG.search(tail):
        return True
    return tail[-1:] in singles() and tail[-1:] not in _TEXT_ALONE


@cache
def singles() -> frozenset[str]:
    """The emoji of one character."""
    from emoji import EMOJI_DATA

    return frozenset(key for key in EMOJI_DATA if len(key) == 1)
