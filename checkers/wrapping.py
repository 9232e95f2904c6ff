"""IFTrain's brackets around words and hyphens between sentences."""

import re
from itertools import pairwise

from ._characters import HYPHENS, IDEOGRAPHS
from ._registry import checker, ex
from ._sentences import sentences
from ._text import Text
from ._verdict import Later, Pieces, Verdict, no_piece
from ._words import words


@checker(
    "detectable_format:sentence_hyphens",
    says="Connect all sentences with hyphens, with no spaces between them.",
    follows=(
        ex("One is here.-Two is here!-Three?"),
        ex('A well-known fact.-"So it is."-Dr. Who knew.\n'),
        ex("It is one sentence."),
    ),
    breaks=(
        ex("One is here.- Two is here."),
        ex("One is here. Two is here."),
        ex("One is here.--Two is here."),
        ex("One is here.-\nTwo is here."),
        ex("One is here.-Two is here. Three."),
        ex("---"),
    ),
)
def sentence_hyphens(text: Text) -> Verdict:
    """Nothing but one hyphen stands between two sentences; one sentence alone has nothing to be connected with."""
    apart = text.edit((m.start(), m.end(), " " * len(m[0])) for m in _BETWEEN.finditer(text))
    found = apart.view(sentences)
    if not found:
        return Verdict(False, "no sentence")
    gaps = ((a[1], b[0]) for a, b in pairwise(found.spans))
    wrong = (gap for gap in gaps if gap[1] - gap[0] != 1 or text[gap[0]] not in HYPHENS)
    return no_piece(Pieces(text, wrong), "gaps between sentences that are no hyphen")


_BETWEEN = re.compile(r"(?<=[.!?…。！？\"'”’)\]*_])[ \t]*+[-‐‑–—]++")
"""What may connect two sentences. Where it follows something else than an end mark, no sentence ends there either."""


@checker(
    "detectable_format:square_brackets",
    says="Enclose every word in square brackets.",
    follows=(ex("[One], [two-three] **[don't]**."), ex("- [[One]][two.] [ three ]")),
    breaks=(ex("[one two]"), ex("[one,two]"), ex("[one] two"), ex("[one"), ex("[] []")),
)
def square_brackets(text: Text) -> Verdict:
    """Every word stands in square brackets, no two in the same ones; marks may stand beside them.

    A stretch of Han or kana counts as one word here: the writer tells what the words are.
    """
    return _wrapped(text, _IN_BRACKETS, 1)


@checker(
    "detectable_format:bigram_wrapping",
    says="Wrap every two words in double angle brackets, such as <<this is>> <<an example>>.",
    follows=(ex("<<This is>> <<an example>>."), ex("1. <<This is>>, <<an\nexample!>>")),
    breaks=(
        ex("<<this is>> <<an example>> indeed"),
        ex("<<this is>> <<an>>"),
        ex("<<this is an example>>"),
        ex("<this is>"),
        ex("this"),
    ),
)
def bigram_wrapping(text: Text) -> Verdict:
    """Every word stands in double angle brackets together with exactly one other; marks may stand beside them."""
    return _wrapped(text, _IN_ANGLES, 2)


_IN_BRACKETS = re.compile(r"\[[^\[\]]*+\]")
_IN_ANGLES = re.compile(r"<<[^<>]*+>>")
_IDEOGRAPHS = re.compile(f"[{IDEOGRAPHS}]+")


def _wrapped(text: Text, group: re.Pattern[str], size: int) -> Verdict:
    """The verdict of a rule that wants every word in a group of so many."""
    groups = list(group.finditer(text))
    sizes = [len(words(_IDEOGRAPHS.sub("x", found[0]))) for found in groups]
    if not any(sizes):
        return Verdict(False, "no words in brackets")
    outside = words(text.edit((m.start(), m.end(), " " * len(m[0])) for m in groups))
    wrong = [found.span() for found, words_in in zip(groups, sizes, strict=True) if words_in not in (0, size)]
    why = f"{len(outside)} words outside of brackets, {len(wrong)} brackets without exactly {size} words"
    closeness = sizes.count(size) * size / (len(outside) + sum(sizes))
    return Later(not outside and not wrong, why, lambda: sorted((*wrong, *outside.spans)), closeness)
