"""Punctuation marks that may not occur, whatever the script and wherever they stand."""

from ._registry import checker, ex
from ._text import Text, different
from ._verdict import Verdict, any_of, verdict_of

COMMAS = ",،、，､﹐﹑︐︑՝߸፣᠂᠈꓾꘍꛵⸲⸴⹁⹌\U0001144d\U00016e97\U0001da87"
"""Commas of every script: Arabic, ideographic, full-width, Armenian, N'Ko, Ethiopic, Mongolian ..."""

DOTS = ".．﹒․‥…⋯。｡︒"
"""Full stops that are dots, and what consists of such: leaders and ellipses."""

EXCLAMATION_MARKS = "!！﹗︕¡‼⁈⁉❗❕❢՜߹᥄"
"""Exclamation marks, single, double, inverted, with a question mark, ornamental; Armenian, N'Ko, Limbu."""


@checker(
    "punctuation:no_comma",
    says="Use no commas.",
    follows=(ex("fine."), ex("one; two")),
    breaks=(ex("not, fine"), ex("one，two، three、four"), ex("1,000")),
)
def no_comma(text: Text) -> Verdict:
    """No comma of any script occurs, inside numbers neither."""
    return _none(text, COMMAS, "comma")


@checker(
    "punctuation:punctuation_dot",
    says="Use no dots, neither as punctuation nor in general.",
    follows=(ex("Well, no!"), ex("3,5 · 2")),
    breaks=(ex("Well… no"), ex("3.5"), ex("So it is."), ex("好。")),
)
def punctuation_dot(text: Text) -> Verdict:
    """No dot occurs, as a full stop, in an ellipsis, in a number or anywhere."""
    return _none(text, DOTS, "dot")


@checker(
    "punctuation:punctuation_exclamation",
    says="Use no exclamation marks, neither as punctuation nor in general.",
    follows=(ex("Well. No?"), ex("So it is…")),
    breaks=(ex("Well！"), ex("¡Well"), ex("if a != b"), ex("Really?!")),
)
def punctuation_exclamation(text: Text) -> Verdict:
    """No exclamation mark of any shape occurs."""
    return _none(text, EXCLAMATION_MARKS, "exclamation mark")


def _none(text: Text, marks: str, what: str) -> Verdict:
    found = any_of(text, marks if text.view(different) else marks[0])
    return verdict_of(found, f"{len(found)} {what}{'s' * (len(found) != 1)}, wanted none")
