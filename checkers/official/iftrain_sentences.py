"""IFTrain's demands on sentences as published, on the sentences that regular expressions find."""

import re

from .._args import KeywordOrList, Ordinal, first_of
from .._registry import ex, official
from .._text import Text
from .._verdict import Verdict
from ._nltk import punkt
from ._rsents import regular_sentences
from ._scan import between
from ._vocabulary import word_tokens


@official(
    "keywords:keyword_specific_position",
    says="Use the keyword {keyword} as word {m} of sentence {n}.",
    differs="marks are words, the pieces of a contraction too, and case counts",
    follows=(ex("Oh, yes. No", keyword="yes", n=1, m=3), ex("Oh! I can't go.", keyword="go", n=2, m=4)),
    breaks=ex("Oh, yes.", keyword="yes", n=1, m=2),
    needs=(punkt,),
)
def keyword_specific_position(text: Text, *, keyword: KeywordOrList, n: Ordinal, m: Ordinal) -> Verdict:
    """The m-th word token of the n-th sentence is the keyword."""
    sentences = text.view(regular_sentences)
    if len(sentences) < n:
        return Verdict(False, f"{len(sentences)} sentences, wanted at least {n}")
    words = word_tokens(Text(sentences[n - 1]))
    if len(words) < m:
        return Verdict(False, f"{len(words)} words in sentence {n}, wanted at least {m}")
    found, wanted = words[m - 1], first_of(keyword).strip()
    return Verdict(found == wanted, f"word {m} of sentence {n} is {found[:40]!r}, wanted {wanted!r}")


@official(
    "detectable_format:sentence_hyphens",
    says="Connect all sentences with hyphens, with no spaces between them.",
    differs="a hyphen in a word fails, and one sentence with no hyphen passes",
    follows=(ex("One.-Two.-Three."), ex("No hyphen")),
    breaks=(ex("One.- Two."), ex("A well-known fact."), ex("One. Two.")),
)
def sentence_hyphens(text: Text) -> Verdict:
    """The pieces between hyphens are the sentences of the text with spaces for hyphens, as far as there are both."""
    sentences = regular_sentences(text.replace("-", " "))
    pairs = zip(text.split("-"), sentences, strict=False)
    wrong = next((piece for piece, sentence in pairs if piece != sentence), None)
    why = "every piece is a sentence" if wrong is None else f"{wrong[:40]!r} is not a sentence"
    return Verdict(wrong is None, why)


_DIVIDER = re.compile(r"\s?\*\*\*\s?")


@official(
    "count:counting_composition",
    says="Write 3 paragraphs with * * * between them, each of {n_sent} sentence(s) of {n_words} word(s).",
    differs="the divider is ***, marks are words, and a divider at an edge fails",
    follows=ex("I do.***You do.\n***\nWe do!", n_sent=1, n_words=3),
    breaks=(
        ex("I do.\n* * *\nYou do.\n* * *\nWe do.", n_sent=1, n_words=3),
        ex("I do.***You do.***We do.", n_sent=1, n_words=2),
    ),
    needs=(punkt,),
)
def counting_composition(text: Text, *, n_sent: Ordinal, n_words: Ordinal) -> Verdict:
    """Three pieces between dividers, as many sentences in each, as many word tokens in each sentence."""
    pieces = between(text, _DIVIDER)
    if len(pieces) != 3:
        return Verdict(False, f"{len(pieces)} paragraphs, wanted exactly 3")
    for piece in pieces:
        sentences = regular_sentences(piece.text)
        if len(sentences) != n_sent:
            return Verdict(False, f"a paragraph of {len(sentences)} sentences, wanted exactly {n_sent}", (piece.span,))
        for sentence in sentences:
            words = len(word_tokens(Text(sentence)))
            if words != n_words:
                return Verdict(False, f"a sentence of {words} words, wanted exactly {n_words}", (piece.span,))
    return Verdict(True, f"3 paragraphs of {n_sent} sentences of {n_words} words")
