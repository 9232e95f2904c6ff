"""Verdicts on the word tokens of a text, each different one decided once: a text may hold a million of them."""

from collections import Counter
from collections.abc import Callable
from itertools import chain, islice

from .._text import Text
from .._verdict import MAX_SPANS, Verdict
from ._nltk import placed_tokens, sentence_tokens


def word_tokens(text: Text) -> list[str]:
    """The word tokens of the text, in order."""
    return list(chain.from_iterable(text.view(sentence_tokens)))


def no_token(text: Text, wrong: Callable[[str, int], bool], what: str) -> Verdict:
    """The verdict of a rule that holds for every token, going by what it is and how often it comes."""
    counts = Counter(word_tokens(text))
    bad = {token: count for token, count in counts.items() if wrong(token, count)}
    number = sum(bad.values())
    places = (span for token, span in placed_tokens(text) if token in bad)
    spans = tuple(islice(places, MAX_SPANS)) if bad else ()
    first = f"; the first is {next(iter(bad))[:40]!r}" if bad else ""
    return Verdict(not bad, f"{number} {what}, wanted none{first}", spans, 1 / (1 + number))
