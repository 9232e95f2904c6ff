"""IFBench's `sentence` as published, on the sentences that NLTK's Punkt finds."""
# ruff: noqa: N803 (N is the published name of the argument)

import re
from itertools import pairwise

from .._args import Count, Keyword
from .._registry import ex, official
from .._text import Text
from .._verdict import Piece, Pieces, Verdict, no_piece
from ._nltk import punkt, sentences
from ._patterns import compiled
from ._tokens import left_trimmed, unmarked


@official(
    "sentence:keyword",
    says="Use the word {word} in sentence {N}.",
    differs="a word that ends in punctuation is seen only before a letter; sentence 0 is the last",
    follows=(ex("One. Eat the EAT-in.", word="eat", N=2), ex("One. Two.", word="two", N=0)),
    breaks=(ex("One. He eats.", word="eat", N=2), ex("Use C++ now.", word="C++", N=1)),
    needs=(punkt,),
)
def keyword(text: Text, *, word: Keyword, N: Count) -> Verdict:
    """The word, in any case and with no letter, digit or underscore beside it, is in the N-th sentence."""
    found = text.view(sentences)
    if len(found) < max(N, 1):
        return Verdict(False, f"{len(found)} sentences, wanted at least {N}")
    sentence = found[N - 1]
    match = compiled(rf"\b{re.escape(word)}\b").search(sentence.text)
    if match is None:
        return Verdict(False, f"no {word!r} in sentence {N}", (sentence.span,))
    return Verdict(
        True, f"{word!r} is in sentence {N}", ((sentence.start + match.start(), sentence.start + match.end()),)
    )


@official(
    "sentence:increment",
    says="Each sentence must have exactly {small_n} more word(s) than the one before.",
    differs="one sentence passes; marks are no part of words, and what is between white space is one",
    follows=(ex("One - two. Now there are twenty-five.", small_n=2), ex("One", small_n=3)),
    breaks=ex("One. Two – three, four, five.", small_n=3),
    needs=(punkt,),
)
def increment(text: Text, *, small_n: Count) -> Verdict:
    """The numbers of words of the sentences rise by as much each time."""
    found = text.view(sentences)
    counts = [len(unmarked(sentence.text).split()) for sentence in found]
    wrong = (found.spans[i] for i, (a, b) in enumerate(pairwise(counts), 1) if b != a + small_n)
    return no_piece(Pieces(text, wrong), f"sentences without exactly {small_n} more words than the one before")


@official(
    "sentence:alliteration_increment",
    says="Each sentence must have a longer alliteration than the one before.",
    differs="all alliterations of a sentence are added up, and one sentence passes",
    follows=(ex("No end. Big bad end. Big bad end, end of all."), ex("One")),
    breaks=(ex("Big bad end. Far from home."), ex("One. Two. Three.")),
    needs=(punkt,),
)
def alliteration_increment(text: Text) -> Verdict:
    """The numbers of words in alliterations, neighbours with the same first character, rise."""
    found = text.view(sentences)
    lengths = [_alliterating(sentence) for sentence in found]
    wrong = (found.spans[i] for i, (a, b) in enumerate(pairwise(lengths), 1) if b <= a)
    return no_piece(Pieces(text, wrong), "sentences without a longer alliteration than the one before")


def _alliterating(sentence: Piece) -> int:
    """How many words have a neighbour with the same first character, outer marks and case aside."""
    initials = [word[0] for word in map(left_trimmed, sentence.text.lower().split()) if word]
    same = [a == b for a, b in pairwise(initials)]
    return sum(same) + sum(now and not before for before, now in pairwise([False, *same]))
