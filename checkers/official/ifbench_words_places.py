"""IFBench's `words` as published, the ids that look at where a word stands and how often."""

from collections import Counter
from itertools import pairwise

from .._args import Count, Keyword, Ordinal
from .._registry import ex, official
from .._text import Text
from .._verdict import Piece, Pieces, Verdict, no_piece
from ._nltk import placed_tokens, punkt, sentences, token_spans
from ._scan import lines
from ._tagger import first_tokens, tagger
from ._tokens import MARKS, left_trimmed, lowered_bare_words, right_trimmed, trimmed


@official(
    "words:start_verb",
    says="Start with a verb.",
    differs="the first token's tag by NLTK decides: a heading or a quote fails, and verbs are taken for nouns",
    follows=(ex("Is it so?"), ex("Seeing is believing.")),
    breaks=(ex('"Go and see."'), ex("The end.")),
    needs=(punkt, tagger),
)
def start_verb(text: Text) -> Verdict:
    """The tag of the first word token is one of a verb."""
    first = text.view(first_tokens)
    if not first:
        return Verdict(False, "no words")
    tag = tagger().first_tag([token.text for token in first])
    return Verdict("VB" in tag, f"starts with {first[0].text[:40]!r}, tagged {tag}", (first[0].span,))


@official(
    "words:repeats",
    says="Use no word more than {small_n} time(s).",
    differs="marks are deleted, so that we're and were are one word; case is ignored",
    follows=ex("So, so!", small_n=2),
    breaks=ex("We're were we were", small_n=2),
)
def repeats(text: Text, *, small_n: Count) -> Verdict:
    """Without marks and in lower case, no word is used more often."""
    counts: Counter[str] = Counter()

    def is_one_too_many(word: str) -> bool:
        counts[word] += 1
        return counts[word] > small_n

    return no_piece(text.view(lowered_bare_words).where(is_one_too_many), f"words that had been used {small_n} times")


@official(
    "words:last_first",
    says="The last word of each sentence must be the first word of the next one.",
    differs="marks are ignored only at the outer end of a sentence, and one sentence passes",
    follows=(ex("So it is. (Is that it? It is."), ex("One")),
    breaks=(ex("This is the end. End, he said."), ex("One. Two.")),
    needs=(punkt,),
)
def last_first(text: Text) -> Verdict:
    """Up to case, a sentence without marks at its end ends with the word that the next one starts with."""
    pairs = ((_last_word(a), _first_word(b)) for a, b in pairwise(text.view(sentences)))
    wrong = ((a.start, b.end) for a, b in pairs if not a.text or a.text != b.text)
    return no_piece(Pieces(text, wrong), "places where a sentence does not start with the last word of the one before")


def _last_word(sentence: Piece) -> Piece:
    """The last word in lower case, empty if there is none."""
    kept = right_trimmed(sentence.text).rstrip()
    word = "".join(kept.split()[-1:])
    end = sentence.start + len(kept)
    return Piece(word.lower(), end - len(word), end)


def _first_word(sentence: Piece) -> Piece:
    kept = left_trimmed(sentence.text).lstrip()
    word = "".join(kept.split(maxsplit=1)[:1])
    start = sentence.end - len(kept)
    return Piece(word.lower(), start, start + len(word))


@official(
    "words:paragraph_last_first",
    says="End each paragraph with the word that it starts with.",
    differs="a paragraph is a line, outer marks are ignored and inner ones are not; one word passes",
    follows=(ex("Go we must, go!\n\n* (So it is so)\nEnd"), ex("Yes.")),
    breaks=ex("Yes, oh yes."),
)
def paragraph_last_first(text: Text) -> Verdict:
    """Up to case and marks at both ends, each line that has words starts and ends with the same."""
    wrong = ((start, start + len(line)) for start, line in lines(text) if not _is_framed(line))
    return no_piece(Pieces(text, wrong), "lines that do not end with their first word")


def _is_framed(line: str) -> bool:
    found = trimmed(line.strip().lower()).split()
    return not found or found[0] == found[-1]


@official(
    "words:keywords_specific_position",
    says="Use the keyword {keyword} as word {m} of sentence {n}.",
    differs="the pieces of a contraction are words; case is ignored",
    follows=ex("One. She doesn't, NOT yet.", keyword="not", n=2, m=4),
    breaks=ex("One. She doesn't not.", keyword="not", n=2, m=3),
    needs=(punkt,),
)
def keywords_specific_position(text: Text, *, keyword: Keyword, n: Ordinal, m: Ordinal) -> Verdict:
    """Of the n-th sentence the m-th word token that has a letter or a digit is the keyword."""
    found = text.view(sentences)
    if len(found) < n:
        return Verdict(False, f"{len(found)} sentences, wanted at least {n}")
    start, end = found[n - 1].span
    sentence = text.edit([(0, start, ""), (end, len(text), "")])
    placed = [(token, span) for token, span in placed_tokens(sentence) if any(map(str.isalnum, token))]
    if len(placed) < m:
        return Verdict(False, f"{len(placed)} words in sentence {n}, wanted at least {m}", ((start, end),))
    word, span = placed[m - 1]
    why = f"word {m} of sentence {n} is {word[:40]!r}, wanted {keyword.strip()!r}"
    return Verdict(word.lower() == keyword.strip().lower(), why, ((start + span[0], start + span[1]),))


@official(
    "words:words_position",
    says="Both the second word and the second-to-last word must be {keyword}.",
    differs="marks and the pieces of a contraction are words, all but one mark at the very end",
    follows=(ex("My hat, no hat here.", keyword="hat"), ex("(Hat on hat too", keyword="hat")),
    breaks=(ex("Well, hat, the hat here.", keyword="hat"), ex("My hat on hat here...", keyword="hat")),
    needs=(punkt,),
)
def words_position(text: Text, *, keyword: Keyword) -> Verdict:
    """The second word token and the last but one are the keyword in any case; one mark at the end is not counted."""
    found = text.view(token_spans)
    counting = found[:-1] if found and found[-1][0] in MARKS else found
    if len(counting) < 2:
        return Verdict(False, f"{len(counting)} words, wanted at least 2")
    (second, place), (last_but_one, other) = counting[1], counting[-2]
    ok = second.lower() == last_but_one.lower() == keyword.strip().lower()
    why = f"the second is {second[:40]!r} and the second-to-last {last_but_one[:40]!r}, wanted {keyword.strip()!r}"
    return Verdict(ok, why, (place,) if place == other else (place, other))
