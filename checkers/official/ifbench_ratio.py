"""IFBench's `ratio` as published: shares of words, of kinds of sentences, of trigrams."""

from collections import Counter

from .._args import Percentage
from .._registry import ex, official
from .._text import Text
from .._verdict import Verdict
from ._nltk import punkt, sentences, stop_words, words


@official(
    "ratio:stop_words",
    says="At most {percentage} percent of the words may be stop words.",
    differs="the pieces of a contraction are words, and most are stop words; a text of few words passes easily",
    follows=(ex("Hello", percentage=5), ex("The end", percentage=50)),
    breaks=(ex("Don't", percentage=99), ex("🙂", percentage=50)),
    needs=(stop_words,),
)
def share_of_stop_words(text: Text, *, percentage: Percentage) -> Verdict:
    r"""Of the runs of `\w`, of which there is one, no larger part is in NLTK's list."""
    every, stops = text.view(words), stop_words()
    found = [word for word in every if word.text.lower() in stops]
    if not every:
        return Verdict(False, "no words")
    share = len(found) / len(every) * 100
    why = f"{len(found)} of {len(every)} words are stop words, {share:.4g} %, wanted at most {percentage:g} %"
    ok = share <= percentage
    return Verdict(ok, why, () if ok else tuple(word.span for word in found), 1.0 if ok else percentage / share)


def _endings(text: Text) -> tuple[int, int, int]:
    """How many sentences end with a full stop, with a question mark, with an exclamation mark: nothing after it."""
    ends = Counter(sentence.text[-1] for sentence in text.view(sentences))
    return ends["."], ends["?"], ends["!"]


@official(
    "ratio:sentence_type",
    says="Write two declarative sentences for each interrogative one.",
    differs="a sentence that ends with a quote, a bracket or an emoji is of no type, and none of both types passes",
    follows=(ex("One. Two. Three?"), ex("No end")),
    breaks=ex('One. "Two." Three?'),
    needs=(punkt,),
)
def sentence_type(text: Text) -> Verdict:
    """Twice as many sentences end with a full stop as with a question mark."""
    declarative, interrogative, _ = _endings(text)
    why = f"{declarative} sentences with a full stop and {interrogative} with a question mark, wanted 2 to 1"
    return Verdict(declarative == 2 * interrogative, why)


@official(
    "ratio:sentence_balance",
    says="Write as many declarative as interrogative and exclamatory sentences.",
    differs="a sentence that ends with a quote, a bracket or an emoji is of no type, and none of each type passes",
    follows=(ex("One. Two? Three!"), ex("No end")),
    breaks=ex("One. Two? “Three!”"),
    needs=(punkt,),
)
def sentence_balance(text: Text) -> Verdict:
    """As many sentences end with a full stop as with a question mark and with an exclamation mark."""
    found = _endings(text)
    return Verdict(len(set(found)) == 1, "{} sentences with a full stop, {} with ?, {} with !".format(*found))


@official(
    "ratio:overlap",
    says="Share {percentage} percent of the trigrams, give or take two, with: {reference_text}",
    differs="a trigram is three characters, and the share is that of the trigrams of the answer",
    follows=(ex("abcd", reference_text="xabc", percentage=50), ex("abc", reference_text="abcdefg", percentage=98)),
    breaks=(ex("one two six", reference_text="one two ten", percentage=0), ex("ab", reference_text="ab", percentage=0)),
)
def overlap(text: Text, *, reference_text: str, percentage: Percentage) -> Verdict:
    """Of the different trigrams of characters in the text, of which there is one, such a part is in the reference."""
    own = _trigrams(text)
    if not own:
        return Verdict(False, "fewer than 3 characters")
    share = len(own & _trigrams(reference_text)) / len(own) * 100
    ok = percentage - 2 <= share <= percentage + 2
    why = f"{share:.4g} % of the trigrams are shared, wanted {percentage:g} % give or take 2"
    return Verdict(ok, why, closeness=1.0 if ok else max(0.0, 1 - abs(share - percentage) / 100))


def _trigrams(text: str) -> set[str]:
    text = str(text)
    return {text[start : start + 3] for start in range(len(text) - 2)}


@official(
    "ratio:sentence_words",
    says="Write three sentences of the same length in characters, with different words.",
    differs="the words may be the same",
    follows=ex("Cat. Cat. Cat."),
    breaks=ex("A cat. A dog! A bird."),
    needs=(punkt,),
)
def sentence_words(text: Text) -> Verdict:
    """Three sentences, as long as each other."""
    lengths = [len(sentence.text.strip()) for sentence in text.view(sentences)]
    why = (
        f"sentences of {', '.join(map(str, lengths))} characters" if len(lengths) == 3 else f"{len(lengths)} sentences"
    )
    return Verdict(len(lengths) == 3 and len(set(lengths)) == 1, f"{why}, wanted 3 as long as each other")
