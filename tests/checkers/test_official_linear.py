"""No official checker takes longer than linear time on a text made to be hard."""

from functools import cache
from time import process_time

import pytest

from checkers import Constraint, MissingData, bind, registry
from checkers._core import Views

UNITS = [
    *'[ ] * " \' . ! - 1 a ( < \\ 😀 1. --. <<a p. {"a": Section1'.split(" "),
    *("\n", " ", "a ", "a.\n", "*\n", "*a\n", "-\n", "e.g. ", "A. ", "a.\x1c", ".\u00a0", "a@", "p. "),
]
LENGTH = 50_000
SECONDS = 1.0


@cache
def constraints() -> list[Constraint]:
    official = [checker for (semantics, _), checker in sorted(registry().items()) if semantics == "official"]
    try:
        return [bind(checker.id, semantics="official", **checker.follows[0].args) for checker in official]
    except MissingData as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize("unit", UNITS)
def test_linear(unit: str) -> None:
    views = Views((unit * LENGTH)[:LENGTH], "official")
    for constraint in constraints():
        start = process_time()
        verdict = constraint.decide(views)
        assert process_time() - start < SECONDS, constraint.id
        assert verdict.fault is None, f"{constraint.id}: {verdict.why}"
