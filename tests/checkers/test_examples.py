"""Every checker keeps what its examples promise."""

import pytest

from checkers import SEMANTICS, Checker, Example, MissingData, bind, registry

CHECKERS = [registry()[key] for key in sorted(registry())]
CASES = [
    pytest.param(checker, example, ok, id=f"{checker.semantics}-{checker.id}-{'follows' if ok else 'breaks'}-{number}")
    for checker in CHECKERS
    for ok, examples in ((True, checker.follows), (False, checker.breaks))
    for number, example in enumerate(examples)
]


@pytest.mark.parametrize(("checker", "example", "ok"), CASES)
def test_example(checker: Checker, example: Example, ok: bool) -> None:
    try:
        constraint = bind(checker.id, semantics=checker.semantics, **example.args)
    except MissingData as missing:
        pytest.skip(str(missing))
    verdict = constraint(example.text)
    assert (verdict.ok, verdict.fault) == (ok, None), verdict.why
    assert (verdict.closeness == 1.0) is ok
    assert 0.0 <= verdict.closeness <= 1.0
    assert verdict.why
    assert all(0 <= start <= end <= len(example.text) for start, end in verdict.spans)
    assert constraint.says
    assert all(f"{{{name}}}" not in constraint.says for name in checker.parameters)


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda checker: f"{checker.semantics}-{checker.id}")
def test_is_described(checker: Checker) -> None:
    assert checker.follows
    assert checker.breaks
    assert checker.function.__doc__
    corrected = registry().get(("corrected", checker.id))
    departs = checker.semantics == "official" and (corrected is None or corrected.function is not checker.function)
    assert bool(checker.differs) is departs
    assert "\n" not in checker.differs


def test_both_semantics_are_there() -> None:
    assert {checker.semantics for checker in CHECKERS} == set(SEMANTICS)
