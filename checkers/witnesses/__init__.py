"""Texts that follow a constraint by construction, and the smallest edits that break them: what checkers are tested by.

>>> from random import Random
>>> from checkers import check, witnesses
>>> rng, shape = Random(0), witnesses.find("punctuation:no_comma")
>>> text = shape.witness(rng)
>>> check(shape.id, text).ok, check(shape.id, shape.violate(rng, text)).ok
(True, False)

All of it is for `corrected`. Nothing here takes part in a verdict: the generator is an argument, and neither the
checkers nor their fingerprints know of this package.
"""

from .._impossible import IMPOSSIBLE, Impossible, why_impossible
from ._registry import Witness, find, known, witness

__all__ = ["IMPOSSIBLE", "Impossible", "Witness", "find", "known", "why_impossible", "witness"]
