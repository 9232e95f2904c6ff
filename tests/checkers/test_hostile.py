"""Every checker judges every hostile text, strictly and loosely: no exception, no fault, no delay."""

import json
import time
from functools import cache
from pathlib import Path

import pytest

from checkers import SEMANTICS, Constraint, MissingData, Semantics, bind, registry
from checkers._core import MAX_CHARACTERS, Views

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference" / "hostile.jsonl"
LINES = REFERENCE.read_text(encoding="utf-8").splitlines() if REFERENCE.exists() else []
TEXTS = {row["name"]: row["text"][:MAX_CHARACTERS] for row in map(json.loads, LINES)}
LONG = 200_000


@cache
def constraints(semantics: Semantics) -> list[Constraint]:
    """Each id, bound with the arguments of its first example."""
    found = []
    for (meaning, id), checker in registry().items():
        if meaning == semantics:
            try:
                found.append(bind(id, semantics=semantics, **checker.follows[0].args))
            except MissingData:
                continue
    for constraint in found:
        constraint("To load what is loaded once. Once.")
    return found


@pytest.mark.skipif(not TEXTS, reason="needs the hostile texts in ../shared")
@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize("name", TEXTS)
def test_hostile(name: str, semantics: Semantics) -> None:
    """The views of a text are shared, as they are when an answer is judged; the first id that needs one pays for it."""
    views = Views(TEXTS[name], semantics)
    for constraint in constraints(semantics):
        start = time.process_time()
        verdict = constraint.decide(views)
        spent = time.process_time() - start
        assert verdict.fault is None, (constraint.id, verdict.why)
        assert 0.0 <= verdict.closeness <= 1.0
        assert (verdict.closeness == 1.0) is verdict.ok
        assert spent < (1.0 if len(TEXTS[name]) <= LONG else 3.0), (constraint.id, spent)


@pytest.mark.skipif(not TEXTS, reason="needs the hostile texts in ../shared")
@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if len(text) <= LONG])
def test_hostile_loosely(name: str, semantics: Semantics) -> None:
    for relaxation, text in Views(TEXTS[name], semantics).relaxed:
        for constraint in constraints(semantics):
            verdict = constraint._run(text, constraint.checker.loose or constraint.checker.function)
            assert verdict.fault is None, (constraint.id, relaxation, verdict.why)
