"""Every checker judges every hostile text: no exception, no fault, no delay."""

import json
import time
from pathlib import Path

import pytest

from checkers import MissingData, bind, registry
from checkers._core import MAX_CHARACTERS

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference" / "hostile.jsonl"
TEXTS = [json.loads(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()] if REFERENCE.exists() else []
SECONDS = 1.0


@pytest.mark.skipif(not TEXTS, reason="the reference is not beside this checkout")
@pytest.mark.parametrize(("semantics", "id"), sorted(registry()), ids=lambda part: part)
def test_hostile(semantics: str, id: str) -> None:
    checker = registry()[semantics, id]  # type: ignore[index]
    try:
        constraint = bind(id, semantics=checker.semantics, **checker.follows[0].args)
    except MissingData as missing:
        pytest.skip(str(missing))
    constraint("To load what is loaded once. Once.")
    for text in TEXTS:
        start = time.process_time()
        verdict = constraint(text["text"][:MAX_CHARACTERS])
        spent = time.process_time() - start
        assert verdict.fault is None, (text["name"], verdict.why)
        assert 0.0 <= verdict.closeness <= 1.0
        assert (verdict.closeness == 1.0) is verdict.ok
        assert spent < SECONDS, (text["name"], spent)
