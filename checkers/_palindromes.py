"""Palindromes: words and phrases that read the same in reverse, marks and case aside."""

from itertools import accumulate

from ._text import Text
from ._verdict import Pieces, Span
from ._words import folded, words

_SHORTEST_WORD = 3
_SHORTEST_PHRASE = 7
_MOST_WORDS = 12


def palindromes(text: Text) -> Pieces:
    """The words that are palindromes ("level", but not "a" or "www"); if there is none, the phrases. A view."""
    found = text.view(words)
    form = {word: _letters(word) for word in set(found.texts)}
    whole = {word for word, letters in form.items() if _reads_both_ways(letters, _SHORTEST_WORD)}
    spans = [span for span, word in zip(found.spans, found.texts, strict=True) if word in whole] if whole else []
    return Pieces(text, spans or _phrases(found.spans, [form[word] for word in found.texts]))


def _letters(word: str) -> str:
    """The letters of a word without its possessive ending."""
    return "".join(filter(str.isalpha, folded(word).removesuffix("'s")))


def _reads_both_ways(letters: str, shortest: int) -> bool:
    return len(letters) >= shortest and letters == letters[::-1] and letters.count(letters[0]) < len(letters)


def _phrases(spans: tuple[Span, ...], letters: list[str]) -> list[Span]:
    """The first phrase of a few words; only one whose first letters mirror its last ones is read whole."""
    forwards = "".join(letters)
    backwards, size = forwards[::-1], len(forwards)
    ends = list(accumulate(map(len, letters)))
    starts = [end - len(word) for end, word in zip(ends, letters, strict=True)]
    heads = [forwards[start : start + 3] for start in starts]
    tails = [backwards[size - end : size - end + 3] for end in ends]
    for more in range(1, _MOST_WORDS):
        for first, (head, tail) in enumerate(zip(heads, tails[more:], strict=False)):
            if (
                head == tail
                and head != head[0] * 3
                and _reads_both_ways(forwards[starts[first] : ends[first + more]], _SHORTEST_PHRASE)
            ):
                return [(spans[first][0], spans[first + more][1])]
    return []
