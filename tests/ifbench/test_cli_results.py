"""What `--fail-under` lets pass; its sentences are in test_cli_eval."""

import pytest

from ifbench.cli._results import first_under


@pytest.mark.parametrize(("passed", "count", "percent"), [(57, 100, 57), (29, 100, 29), (29, 50, 58), (87, 300, 29)])
def test_a_score_that_meets_the_threshold_exactly_passes(passed: int, count: int, percent: float) -> None:
    """100 * (57 / 100) is 56.99999999999999."""
    assert first_under([("mine", "acc", passed / count)], percent) == ""
    assert first_under([("mine", "acc", (passed - 1) / count)], percent).startswith("mine acc is ")
    assert first_under([("mine", "acc", passed / count)], percent + 1e-6).startswith("mine acc is ")
