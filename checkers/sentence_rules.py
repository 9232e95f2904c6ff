"""What sentences hold: a keyword, ever more words, ever longer alliterations, so many words each."""
# ruff: noqa: N803 (N is the published name of the argument)

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ._args import Count, Keyword, KeywordOrList, Ordinal, first_of, says_something
from ._citations import uncited
from ._dividers import paragraph_dividers, parts
from ._keywords import occurrences
from ._letters import initials
from ._registry import checker, ex
from ._sentences import sentences
from ._text import Text
from ._verdict import Piece, Pieces, Verdict, counted, right_of, staged, verdict_of
from ._words import words
from .words_places import keywords_specific_position


@checker(
    "sentence:keyword",
    says="Use the word {word} in sentence {N}.",
    follows=(
        ex("One is. Dr. Ann uses **c++**, too. Three.", word="C++", N=2),
        ex("# Eat\n\nThe cats eat. So?", word="eat", N=1),
    ),
    breaks=(ex("One is. He eats.", word="eat", N=2), ex("Eat. Or not.", word="eat", N=2), ex("Eat!", word="eat", N=2)),
)
def keyword(text: Text, *, word: Keyword, N: Ordinal) -> Verdict:
    """The word, whole and in any case, is in the N-th sentence."""
    found = text.view(sentences)
    enough = counted(found, "at least", N, unit="sentences", mark=False)
    return staged(enough, lambda: _has(found[N - 1], word, f"sentence {N}"))


def _has(sentence: Piece, word: str, name: str) -> Verdict:
    place = next(iter(occurrences(Text(sentence.text), word)), None)
    if place is None:
        return Verdict(False, f"no {word!r} in {name}", (sentence.span,))
    return Verdict(True, f"{word!r} is in {name}", ((sentence.start + place.start, sentence.start + place.end),))


@checker(
    "keywords:keyword_specific_position",
    says="Use the keyword {keyword} as word {m} of sentence {n}.",
    follows=(
        ex("Oh, *Yes*! I can't go.", keyword="yes", n=1, m=2),
        ex("Oh! I love New York.", keyword=["new york"], n=2, m=3),
    ),
    breaks=(
        ex("Oh, yes.", keyword="yes", n=1, m=3),
        ex("Oh, yes-men.", keyword="yes", n=1, m=2),
        ex("Oh.", keyword="yes", n=2, m=1),
    ),
    validate=says_something("keyword"),
)
def keyword_specific_position(text: Text, *, keyword: KeywordOrList, n: Ordinal, m: Ordinal) -> Verdict:
    """As IFBench's words:keywords_specific_position."""
    return keywords_specific_position(text, keyword=first_of(keyword), n=n, m=m)


@checker(
    "sentence:increment",
    says="Each sentence must have exactly {small_n} more word(s) than the one before.",
    follows=(ex("I run. Don't you - by chance - run? It is, as we said, 3.5 miles long.", small_n=3),),
    breaks=(ex("I run.", small_n=3), ex("I run. You run.", small_n=1), ex("I run. You do run, I am sure.", small_n=1)),
)
def increment(text: Text, *, small_n: Count) -> Verdict:
    """Two sentences or more, and their numbers of words rise by as much each time."""
    found = text.view(sentences)
    counts = text.parts(_size, found.texts)
    wrong = Pieces(text, (found.spans[i] for i, (a, b) in enumerate(pairwise(counts), 1) if b != a + small_n))
    return _chain(found, wrong, counts, f"{small_n} more words each time")


def _size(sentence: str) -> int:
    """How many words a sentence has, citations aside."""
    return len(words(uncited(sentence)))


@checker(
    "sentence:alliteration_increment",
    says="Each sentence must have a longer alliteration than the one before.",
    follows=(ex("No end. A big bad end. Éva even ended all."), ex("The **b**ig *bad* end. Five fine foes fell.")),
    breaks=(ex("Big bad end."), ex("Big bad end. Four foes."), ex("Two big bears. Big bad end, two tall ends.")),
)
def alliteration_increment(text: Text) -> Verdict:
    """Two sentences or more, and the longest runs of neighbouring words with one first letter rise in length."""
    found = text.view(sentences)
    runs = text.parts(_longest_run, found.texts)
    wrong = Pieces(text, (found.spans[i] for i, (a, b) in enumerate(pairwise(runs), 1) if b <= a))
    return _chain(found, wrong, runs, "a longer alliteration each time")


def _longest_run(sentence: str) -> int:
    """How many neighbouring words start with one letter, at most; 1 is no alliteration."""
    runs = groupby(initials(words(sentence)))
    return max((sum(1 for _ in run) for letter, run in runs if letter.isalpha()), default=1)


def _chain(found: Pieces, wrong: Pieces, sizes: Sequence[int], wanted: str) -> Verdict:
    """The verdict of a rule on each sentence and the one before it; one sentence alone follows none."""
    shown = ", ".join(map(str, sizes[:20])) + (", ..." if len(sizes) > 20 else "")
    return staged(
        counted(found, "at least", 2, unit="sentences"),
        lambda: verdict_of(wrong, f"{shown}; wanted {wanted}"),
    )


@checker(
    "count:counting_composition",
    says="Write 3 paragraphs with * * * between them, each of {n_sent} sentence(s) of {n_words} word(s).",
    follows=(
        ex("I do it.\n* * *\nDon't you do?\n\n***\n\nWe - do it!", n_sent=1, n_words=3),
        ex("I do. I am.\n***\nYou do. You are.\n***\nWe do. We are.\n***", n_sent=2, n_words=2),
    ),
    breaks=(
        ex("I do.\n* * *\nYou do.", n_sent=1, n_words=2),
        ex("I do.\n* * *\nYou do.\n* * *\nWe do it.", n_sent=1, n_words=2),
        ex("I do. I am.\n* * *\nYou do.\n* * *\nWe do.", n_sent=1, n_words=2),
    ),
)
def counting_composition(text: Text, *, n_sent: Ordinal, n_words: Ordinal) -> Verdict:
    """Three parts between markdown dividers, so many sentences in each, so many words in each sentence."""
    found = parts(text, paragraph_dividers(text))
    three = counted(found, "exactly", 3, unit="paragraphs", mark=False)
    return staged(three, lambda: _composed(found, n_sent, n_words))


def _composed(found: Pieces, n_sent: int, n_words: int) -> Verdict:
    """The verdict on three paragraphs: that on the first which is wrong, and as near as all of them."""
    each = [_paragraph(part, n_sent, n_words) for part in found]
    wrong = next((verdict for verdict in each if not verdict.ok), None)
    if wrong is None:
        return Verdict(True, f"3 paragraphs of {n_sent} sentences of {n_words} words", found.spans)
    return replace(wrong, closeness=sum(verdict.closeness for verdict in each) / len(each))


def _paragraph(part: Piece, n_sent: int, n_words: int) -> Verdict:
    inside = sentences(Text(part.text))
    sizes = [len(words(uncited(sentence.text))) for sentence in inside]
    near = right_of(sizes.count(n_words), n_sent, len(sizes))
    if len(sizes) != n_sent:
        return Verdict(False, f"a paragraph of {len(sizes)} sentences, wanted {n_sent}", (part.span,), near)
    wrong = next((n for n, size in enumerate(sizes) if size != n_words), None)
    if wrong is None:
        return Verdict(True, "as wanted")
    place = part.start + inside[wrong].start, part.start + inside[wrong].end
    return Verdict(False, f"a sentence of {sizes[wrong]} words, wanted {n_words}", (place,), near)
