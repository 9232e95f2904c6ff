"""What the tables of cases for `corrected` share."""

from collections.abc import Callable, Sequence

import pytest

from checkers import check

Case = tuple[str, str, dict[str, object], str, bool]
"""An id, what the case shows, the arguments, a text, and whether it follows."""


def judged(cases: Sequence[Case]) -> Callable[..., None]:
    """A test that each text is judged as its case says, and without a fault."""

    @pytest.mark.parametrize(
        ("id", "args", "text", "ok"), [(c[0], *c[2:]) for c in cases], ids=[f"{c[0]} {c[1]}" for c in cases]
    )
    def test(id: str, args: dict[str, object], text: str, ok: bool) -> None:
        verdict = check(id, text, **args)
        assert (verdict.ok, verdict.fault) == (ok, None), verdict.why

    return test
