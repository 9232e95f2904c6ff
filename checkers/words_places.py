"""IFBench's `words`, the ids that look at where a word stands and how often."""

import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise

from ._args import Count, Keyword, Ordinal
from ._blocks import lines
from ._citations import uncited
from ._registry import checker, ex
from ._sentences import sentences
from ._text import Text
from ._verbs import is_verb
from ._verdict import Piece, Pieces, Span, Verdict, counted, no_piece, staged
from ._words import folded, words
from .words_letters import BOLD_LINE


@checker(
    "words:start_verb",
    says="Start with a verb.",
    follows=(
        ex("Book a table."),
        ex('> **"Go" and see.**'),
        ex("1. Photocopy the page."),
        ex("Isn't it so?"),
        ex("Running is fun."),
        ex("Double-check it."),
    ),
    breaks=(
        ex("The end."),
        ex("Book reviews are fun."),
        ex("**Answer:** Rome."),
        ex("To be or not to be."),
        ex("Quickly run the test."),
        ex("It's time."),
        ex("Something is here."),
        ex("42!"),
    ),
)
def start_verb(text: Text) -> Verdict:
    """The first word is a verb, in any form, or an auxiliary one; `_verbs` tells how that is known."""
    found = text.view(words)[:_CONTEXT]
    if not found:
        return Verdict(False, "no words")
    alone = next((n for n, (a, b) in enumerate(pairwise(found), 1) if _MARK.search(text, a.end, b.start)), len(found))
    first, *following = found.texts[:alone]
    end = found[alone - 1].end
    if _LABELS.match(text, end) and (alone == 1 or not _SAYS_MORE.match(text, end)):
        following.append(":")
    ok = is_verb(first, following)
    return Verdict(ok, f"starts with {first[:40]!r}, {'a' if ok else 'no'} verb", (found.spans[0],))


_CONTEXT = 5
_MARK = re.compile(r"[^ \t*_~\"“”'’]")
_LABELS = re.compile(r"[*_\"”]*:(?!\w)|\](?![(\[]|[ \t]+[a-z])")
"""What ends a label, or a placeholder, but no link."""
_SAYS_MORE = re.compile(r":[ \t]+[a-z]")
"""Behind several words: "Save money: buy less", but "Travel agent: Hello"."""


@checker(
    "words:repeats",
    says="Use no word more than {small_n} time(s).",
    follows=(ex("So, so! We're were — — —", small_n=2), ex("tea t-e-a tea’s", small_n=1), ex("- a\n- b", small_n=1)),
    breaks=(ex("So “so” SO.", small_n=2), ex("don't don’t", small_n=1)),
)
def repeats(text: Text, *, small_n: Count) -> Verdict:
    """In any case and shape of apostrophes, no word occurs more often."""
    found = text.view(words)
    counts: Counter[str] = Counter()
    wrong: list[Span] = []
    for span, word in zip(found.spans, map(folded, found.texts), strict=True):
        counts[word] += 1
        if counts[word] > small_n:
            wrong.append(span)
    return no_piece(Pieces(text, wrong), f"words that had been used {small_n} times")


@checker(
    "words:last_first",
    says="The last word of each sentence must be the first word of the next one.",
    follows=(
        ex("This is the end. End, he said."),
        ex("“So it is.” *Is* that it? (It is so.)\n\n---\n\n1. So be it."),
        ex("One sentence."),
    ),
    breaks=(ex("One. Two."), ex("These are cats. Cat food."), ex("...")),
)
def last_first(text: Text) -> Verdict:
    """In any case, each sentence starts with the word that the one before ends with; one sentence alone follows."""
    found = _framed(text, text.view(sentences))
    if not found:
        return Verdict(False, "no sentence")
    wrong = ((a[0][0], b[0][1]) for a, b in pairwise(found) if a[2] != b[1])
    return no_piece(Pieces(text, wrong), "places where a sentence does not start with the last word of the one before")


def _framed(text: Text, pieces: Pieces) -> list[tuple[Span, str, str]]:
    """The pieces that have words, each with its first word and its last one."""
    found = text.view(words)
    starts = [start for start, _ in found.spans]
    places = (
        (piece.span, bisect_left(starts, piece.start), bisect_left(starts, piece.start + len(uncited(piece.text))))
        for piece in pieces
    )
    edges = ((span, found.spans[a], found.spans[b - 1]) for span, a, b in places if a < b)
    return [(span, folded(text[slice(*first)]), folded(text[slice(*last)])) for span, first, last in edges]


@checker(
    "words:paragraph_last_first",
    says="End each paragraph with the word that it starts with; separate paragraphs with a newline.",
    follows=(
        ex("Go we must, go!\n\n*So*, is it so? 😀\n---\nEnd"),
        ex("# A title\n“Hello”, she said, and he: hello…\n\n1. Well, all is well."),
    ),
    breaks=(ex("Yes, oh yes.\nNo, oh yes."), ex("Cat and cats."), ex("# A title"), ex("Go, we go. Done.")),
)
def paragraph_last_first(text: Text) -> Verdict:
    """In any case, each line with words, headings and titles in bold aside, ends with its first word; one word does."""
    below = [one for one in _framed(text, text.view(lines)) if not _HEADING.match(text, *one[0])]
    found = [one for one in below if not BOLD_LINE.fullmatch(text, *one[0])] or below
    if not found:
        return Verdict(False, "no paragraph")
    wrong = (span for span, first, last in found if first != last)
    return no_piece(Pieces(text, wrong), "paragraphs that do not end with their first word")


_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]")


@checker(
    "words:keywords_specific_position",
    says="Use the keyword {keyword} as word {m} of sentence {n}.",
    follows=(
        ex("One. She doesn't, *NOT* yet.", keyword="not", n=2, m=3),
        ex("- It is e.g. here.\n- See the cat's tail.", keyword="cat", n=2, m=3),
        ex("I love New York.", keyword="new york", n=1, m=3),
    ),
    breaks=(
        ex("One. She does not, not yet.", keyword="yet", n=2, m=4),
        ex("One cat.", keyword="cat", n=2, m=2),
        ex("One cat.", keyword="cat", n=1, m=3),
        ex("One category.", keyword="cat", n=1, m=2),
    ),
)
def keywords_specific_position(text: Text, *, keyword: Keyword, n: Ordinal, m: Ordinal) -> Verdict:
    """The m-th word of the n-th sentence is the keyword, in any case; contractions and compounds are one word."""
    found = text.view(sentences)
    enough = counted(found, "at least", n, unit="sentences", mark=False)
    return staged(enough, lambda: _is_word_of(found[n - 1], f"sentence {n}", m, keyword))


def _is_word_of(sentence: Piece, name: str, m: int, keyword: str) -> Verdict:
    """Whether the m-th word of a sentence is the keyword."""
    own = words(sentence.text)
    if len(own) < m:
        return Verdict(False, f"{len(own)} words in {name}, wanted at least {m}", (sentence.span,), len(own) / m / 2)
    start, end = own.spans[m - 1]
    why = f"word {m} of {name} is {own[m - 1].text[:40]!r}, wanted {keyword!r}"
    ok = _stands_at(own.texts, m - 1, keyword)
    return Verdict(ok, why, ((sentence.start + start, sentence.start + end),), 1.0 if ok else 0.5)


@checker(
    "words:words_position",
    says="Both the second word and the second-to-last word must be {keyword}.",
    follows=(
        ex("Well, hat, the hat here!!", keyword="hat"),
        ex("“(My **HAT** on my hat again...”) 😀", keyword="hat"),
        ex("My hat here", keyword="hat"),
        ex("Hat, hat!", keyword="hat"),
    ),
    breaks=(
        ex("My hat on hats here", keyword="hat"),
        ex("Hat on my hat", keyword="hat"),
        ex("My hat", keyword="hat"),
        ex("hat", keyword="hat"),
    ),
)
def words_position(text: Text, *, keyword: Keyword) -> Verdict:
    """The second word and the last but one are the keyword in any case; marks are no words."""
    found = text.view(words)
    if len(found) < 2:
        return Verdict(False, f"{len(found)} words, wanted at least 2")
    length = max(len(words(keyword)), 1)
    places = (1, len(found) - 1 - length)
    own = found.texts
    why = f"the second is {own[1][:40]!r} and the second-to-last {own[-2][:40]!r}, wanted {keyword!r}"
    right = sum(place >= 0 and _stands_at(own, place, keyword) for place in places)
    return Verdict(right == 2, why, (found.spans[1], found.spans[-2]), right / 2)


def _stands_at(found: list[str], place: int, keyword: str) -> bool:
    """Whether the words of a keyword stand at a place, the last of them perhaps in the possessive."""
    wanted = [folded(word) for word in words(keyword).texts]
    given = [folded(word) for word in found[place : place + len(wanted)]]
    return given in (wanted, wanted[:-1] + [word + "'s" for word in wanted[-1:]]) if wanted else False
