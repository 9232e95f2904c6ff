"""Checkers of verifiable instructions: a text goes in, a verdict that says why comes out.

>>> from checkers import check
>>> check("punctuation:no_comma", "Well, no.").why
'1 comma, wanted none'
"""

from ._binding import bind, check
from ._contradictions import contradictions
from ._core import Constraint, Followed, Judgement, followed, judge
from ._errors import BadArgument, CheckerError, MissingData, UnknownChecker
from ._kinds import taken
from ._loose import RELAXATIONS
from ._registry import SEMANTICS, Checker, Example, Semantics, checker, ex, find, official, registry
from ._reward import MAX_CONSTRAINTS, MODES, Demands, Mode, Rewarded, bind_all, bind_demand, reward, rewarded, rewards
from ._text import Text
from ._verdict import Piece, Pieces, Relation, Span, Verdict, counted

__all__ = [
    "MAX_CONSTRAINTS",
    "MODES",
    "RELAXATIONS",
    "SEMANTICS",
    "BadArgument",
    "Checker",
    "CheckerError",
    "Constraint",
    "Demands",
    "Example",
    "Followed",
    "Judgement",
    "MissingData",
    "Mode",
    "Piece",
    "Pieces",
    "Relation",
    "Rewarded",
    "Semantics",
    "Span",
    "Text",
    "UnknownChecker",
    "Verdict",
    "bind",
    "bind_all",
    "bind_demand",
    "check",
    "checker",
    "contradictions",
    "counted",
    "ex",
    "find",
    "followed",
    "judge",
    "official",
    "registry",
    "reward",
    "rewarded",
    "rewards",
    "taken",
]
