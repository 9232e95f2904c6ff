"""The labelled cases of the reference: what a careful person says about texts that mislead the published code."""

import json
from pathlib import Path

import pytest

from checkers import bind, registry

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference" / "labelled_cases.jsonl"
CASES = [json.loads(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()] if REFERENCE.exists() else []
KNOWN = [case for case in CASES if ("corrected", case["id"]) in registry()]


@pytest.mark.skipif(not CASES, reason="the reference is not beside this checkout")
@pytest.mark.parametrize("case", KNOWN, ids=[f"{case['id']} {case['why'][:40]}" for case in KNOWN])
def test_labelled(case: dict[str, object]) -> None:
    verdict = bind(str(case["id"]), **case["kwargs"])(str(case["text"]))  # type: ignore[arg-type]
    assert (verdict.ok, verdict.fault) == (case["expected"], None), verdict.why
