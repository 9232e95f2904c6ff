"""Palindromes: words, numbers and phrases that read the same in reverse, marks and case aside."""

import re
from itertools import accumulate

from ._text import Text
from ._verdict import Pieces, Span
from ._words import folded, words

_SHORTEST_WORD = 3
_SHORTEST_PAIR = 7
_SHORTEST_PHRASE = 9  # English is full of shorter ones: "to not", "as it is a"
_MOST_WORDS = 12
_NO_START = "-"  # one letter again and again begins no phrase


def palindromes(text: Text) -> Pieces:
    """The words that are palindromes ("level", "1881", but not "a" or "www"); if there is none, a phrase. A view."""
    found = text.view(words)
    form = {word: bare_letters(word) for word in set(found.texts)}
    whole = {word for word, letters in form.items() if _reads_both_ways(letters, _SHORTEST_WORD)}
    spans = [span for span, word in zip(found.spans, found.texts, strict=True) if word in whole] if whole else []
    return Pieces(text, spans or _phrases(found.spans, [form[word] for word in found.texts]))


def bare_letters(word: str) -> str:
    """A word without its possessive ending and the marks in it."""
    return _MARKS.sub("", folded(word).removesuffix("'s"))


_MARKS = re.compile(r"[!-/:-@\[-`{-~·]+")


def _reads_both_ways(letters: str, shortest: int) -> bool:
    long_enough = len(letters) >= shortest and letters.count(letters[0]) < len(letters)
    return long_enough and letters == letters[::-1] and (letters.isalpha() or letters.isdecimal())


def _phrases(spans: tuple[Span, ...], letters: list[str]) -> list[Span]:
    """The first phrase of a few words; only one whose first letters mirror its last ones is read whole."""
    forwards = "".join(letters)
    backwards, size = forwards[::-1], len(forwards)
    ends = list(accumulate(map(len, letters)))
    starts = [end - len(word) for end, word in zip(ends, letters, strict=True)]
    heads = [forwards[start : start + 3] for start in starts]
    heads = [head if head.strip(head[:1]) else _NO_START for head in heads]
    tails = [backwards[size - end : size - end + 3] for end in ends]
    for more in range(1, _MOST_WORDS):
        for first, (head, tail) in enumerate(zip(heads, tails[more:], strict=False)):
            if head == tail:
                pair = more == 1 and min(map(len, letters[first : first + 2])) >= _SHORTEST_WORD
                shortest = _SHORTEST_PAIR if pair else _SHORTEST_PHRASE
                if _reads_both_ways(forwards[starts[first] : ends[first + more]], shortest):
                    return [(spans[first][0], spans[first + more][1])]
    return []
