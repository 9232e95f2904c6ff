"""Checkers of verifiable instructions: a text goes in, a verdict that says why comes out.

>>> from checkers import check
>>> check("punctuation:no_comma", "Well, no.").why
'1 comma, wanted none'
"""

from ._core import Constraint, Judgement, bind, check, judge
from ._errors import BadArgument, CheckerError, MissingData, UnknownChecker
from ._loose import RELAXATIONS
from ._registry import SEMANTICS, Checker, Example, Semantics, checker, ex, find, official, registry
from ._text import Text
from ._verdict import Piece, Pieces, Relation, Span, Verdict, counted

__all__ = [
    "RELAXATIONS",
    "SEMANTICS",
    "BadArgument",
    "Checker",
    "CheckerError",
    "Constraint",
    "Example",
    "Judgement",
    "MissingData",
    "Piece",
    "Pieces",
    "Relation",
    "Semantics",
    "Span",
    "Text",
    "UnknownChecker",
    "Verdict",
    "bind",
    "check",
    "checker",
    "counted",
    "ex",
    "find",
    "judge",
    "official",
    "registry",
]
