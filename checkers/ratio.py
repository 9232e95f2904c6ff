"""Shares: of stop words, of kinds of sentences, of trigrams; and sentences as long as each other."""

import re
from collections import Counter
from functools import lru_cache

from ._args import Keyword, Percentage
from ._english import is_stop_word
from ._registry import checker, ex
from ._sentences import sentences
from ._text import Text
from ._verdict import Pieces, Verdict, counted, staged
from ._words import folded, words


@checker(
    "ratio:stop_words",
    says="At most {percentage} percent of the words may be stop words.",
    follows=(ex("Hello", percentage=5), ex("The end", percentage=50), ex("Ann's team won.", percentage=0)),
    breaks=(ex("Don't go", percentage=49), ex("It’s the end", percentage=50), ex("🙂", percentage=50)),
)
def share_of_stop_words(text: Text, *, percentage: Percentage) -> Verdict:
    """Of the words, of which there is one, no larger part are stop words of English or contractions of them."""
    every = text.view(words)
    stops = {word for word in set(every.texts) if is_stop_word(folded(word))}
    found = [span for span, word in zip(every.spans, every.texts, strict=True) if word in stops]
    if not every:
        return Verdict(False, "no words")
    ok = len(found) * 100 <= percentage * len(every)
    share = len(found) / len(every) * 100
    why = f"{len(found)} of {len(every)} words are stop words, {share:.4g} %, wanted at most {percentage:g} %"
    return Verdict(ok, why, () if ok else tuple(found), 1.0 if ok else percentage / share)


@checker(
    "ratio:sentence_type",
    says="Write two declarative sentences for each interrogative one.",
    follows=(ex("One is. Two are. Who is three?"), ex('He said "Go." **So it is.** (Is it?)')),
    breaks=(ex("One is. Who is two?"), ex("no sentence end here"), ex("One is. Two are! Who is three?")),
)
def sentence_type(text: Text) -> Verdict:
    """Twice as many sentences end with a full stop as with a question mark, of which there is one."""
    found = text.view(_kinds)
    declarative, interrogative = found["declarative"], found["interrogative"]
    ok = declarative == 2 * interrogative > 0
    why = f"{declarative} declarative and {interrogative} interrogative sentences, wanted 2 to 1"
    counts = declarative, 2 * interrogative
    return Verdict(ok, why, (), min(counts) / max(*counts, 1))


@checker(
    "ratio:sentence_balance",
    says="Write as many declarative as interrogative and exclamatory sentences.",
    follows=(ex("One is. Who is two? Three are!"), ex('“It is.” *Is it?* "It is!"')),
    breaks=(ex("One is. Who is two?"), ex("no sentence end here"), ex("Go! Go! Is it? It is.")),
)
def sentence_balance(text: Text) -> Verdict:
    """As many sentences end with a full stop as with a question mark and with an exclamation mark; one at least."""
    found = text.view(_kinds)
    counts = [found[kind] for kind in ("declarative", "interrogative", "exclamatory")]
    ok = counts[0] == counts[1] == counts[2] > 0
    why = "{} declarative, {} interrogative, {} exclamatory sentences, wanted as many of each".format(*counts)
    return Verdict(ok, why, (), min(counts) / max(*counts, 1))


def _kinds(text: Text) -> Counter[str]:
    """How many sentences there are of each kind. A view."""
    return Counter(_kind(sentence.text) for sentence in text.view(sentences))


def _kind(sentence: str) -> str:
    """By the end mark, whatever closes or decorates the sentence after it; "" without a mark."""
    mark = _END_MARK.search(sentence[-_LONGEST_TAIL:])
    if mark is None:
        return ""
    if not _QUESTIONS.isdisjoint(mark[1]):
        return "interrogative"
    return "declarative" if _EXCLAMATIONS.isdisjoint(mark[1]) else "exclamatory"


_LONGEST_TAIL = 40
_QUESTIONS = frozenset("?？؟‽⁇⁈⁉")
_EXCLAMATIONS = frozenset("!！‼")
_MARKS = ".…。．｡।॥۔።៕" + "".join(sorted(_QUESTIONS | _EXCLAMATIONS))
_END_MARK = re.compile(rf"([{_MARKS}]+)(?:[^\w{_MARKS}]|\[\d{{1,3}}\]|</?[A-Za-z]\w{{0,9}}[ /]*>|_)*\Z")


@checker(
    "ratio:overlap",
    says="Share {percentage} percent of the trigrams of words, give or take two, with: {reference_text}",
    follows=(
        ex("One two three, four!", reference_text="one two three five", percentage=50),
        ex("two one four three", reference_text="one two three four", percentage=0),
    ),
    breaks=(
        ex("one two three four", reference_text="one two three five", percentage=53),
        ex("mat the on sat cat the", reference_text="the cat sat on the mat", percentage=100),
        ex("Two words", reference_text="one two three four", percentage=0),
    ),
)
def overlap(text: Text, *, reference_text: Keyword, percentage: Percentage) -> Verdict:
    """Of the different trigrams of words in the text, such a part is in the reference, case and marks aside."""
    own = text.view(_trigrams)
    if not own:
        return Verdict(False, "fewer than three words: no trigram")
    share = len(own & _trigrams_of_reference(reference_text)) / len(own) * 100
    ok = abs(share - percentage) <= 2 + 1e-9
    why = f"{share:.4g} % of the trigrams are shared, wanted {percentage:g} % give or take 2"
    return Verdict(ok, why, closeness=1.0 if ok else max(0.0, 1 - abs(share - percentage) / 100))


def _trigrams(text: str) -> frozenset[tuple[str, ...]]:
    found = [folded(word) for word in words(text).texts]
    return frozenset(zip(found, found[1:], found[2:], strict=False))


_trigrams_of_reference = lru_cache(maxsize=256)(_trigrams)


@checker(
    "ratio:sentence_words",
    says="Write three sentences of the same number of characters, with all words different.",
    follows=(ex("A cat is. I saw it. We do so."), ex("**Cats nap.** Dogs run!\nBees fly.")),
    breaks=(
        ex("Cat. Cat. Cat."),
        ex("A cat. A dog! The ox."),
        ex("Cats nap. Dogs bark. Bees fly."),
        ex("Cats nap. Dogs run."),
    ),
)
def sentence_words(text: Text) -> Verdict:
    """Three sentences, as long as each other without markdown marks, and no word in them comes twice."""
    found = text.view(sentences)
    return staged(counted(found, "exactly", 3, unit="sentences"), lambda: _alike_but_in_words(found))


def _alike_but_in_words(found: Pieces) -> Verdict:
    """Whether sentences are as long as each other and no word comes twice."""
    lengths = [len(_SHOWN.sub(" ", _EMPHASIS.sub("", sentence.text))) for sentence in found]
    if len(set(lengths)) > 1:
        why = f"sentences of {', '.join(map(str, lengths))} characters"
        return Verdict(False, why, found.spans, min(lengths) / max(lengths) / 2)
    used = [folded(word) for sentence in found for word in words(sentence.text).texts]
    again = len(used) - len(set(used))
    return Verdict(not again, f"{again} words come again, wanted none", (), 1 - again / max(len(used), 1) / 2)


_EMPHASIS = re.compile(r"[*_`]")
_SHOWN = re.compile(r"\s+")
