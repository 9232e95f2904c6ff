"""How many letters the answer has."""
# ruff: noqa: N803 (N is the published name of the argument)

from ._args import Ordinal
from ._registry import checker, ex
from ._text import Text
from ._verdict import Relation, Verdict, counted
from .keywords import letter_frequency


@checker(
    "letters:letter_counting",
    says="Answer with {relation} {N} letter(s).",
    follows=(ex("Été 2024!", N=3, relation="at least"), ex("a-1, b-2", N=3, relation="less than")),
    breaks=(ex("éé", N=2, relation="less than"), ex("1234!", N=1, relation="at least")),
)
def letter_counting(text: Text, *, N: Ordinal, relation: Relation) -> Verdict:
    """The text has so many letters of any script."""
    return counted(sum(map(str.isalpha, str(text))), relation, N, unit="letters")


letter_counting2 = checker(
    "letters:letter_counting2",
    says="Use the letter {letter} {let_relation} {let_frequency} time(s).",
    follows=(
        ex("Élan, no more", letter="e", let_frequency=2, let_relation="at least"),
        ex("#a #b", letter="#", let_frequency=2, let_relation="at least"),
    ),
    breaks=(
        ex("Tulip!", letter="!", let_frequency=1, let_relation="less than"),
        ex("Bee", letter="E", let_frequency=2, let_relation="less than"),
    ),
)(letter_frequency)
