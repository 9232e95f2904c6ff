"""Punctuation marks."""

import re

from ._registry import checker, ex
from ._text import Text
from ._verdict import Verdict, verdict_of

COMMAS = ",،、，､﹐﹑︐︑՝߸፣᠂᠈꓾꘍꛵⸲⸴⹁⹌\U0001144d\U00016e97\U0001da87"
"""Commas of every script: Arabic, ideographic, full-width, Armenian, N'Ko, Ethiopic, Mongolian ..."""


@checker(
    "punctuation:no_comma",
    says="Use no commas.",
    follows=(ex("fine."), ex("one; two")),
    breaks=(ex("not, fine"), ex("one，two، three、four"), ex("1,000")),
)
def no_comma(text: Text) -> Verdict:
    """No comma of any script occurs, inside numbers neither."""
    found = [m.span() for m in _COMMA.finditer(text)]
    return verdict_of(found, f"{len(found)} comma{'s' * (len(found) != 1)}, wanted none")


_COMMA = re.compile(f"[{COMMAS}]")
