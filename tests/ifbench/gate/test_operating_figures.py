"""The benchmark's figures, small: the gate cries wolf no more often than alpha, and sees what the table says."""

import pytest

from benchmarks.gate_operating_figures import NULL, POWER, figure, power, samples, through_the_command_line, type_one
from ifbench.gate.policy import Policy

RUNS = 2_000


@pytest.mark.parametrize("alpha", [0.05, 0.01])
def test_type_one(alpha: float) -> None:
    for found in type_one(NULL[::3], RUNS, alpha):
        assert found.kept, found
        assert found.rejected > 0


def test_power() -> None:
    for found in power({case: POWER[case] for case in list(POWER)[::2]}, RUNS):
        assert found.kept, found


def test_power_grows_with_n_and_with_the_drop() -> None:
    found = [figure(n, 0.8, 0.8, 0.04, RUNS, Policy(), (0, 1)).rejected for n in (100, 300, 541)]
    assert found == sorted(found)
    found = [figure(300, 0.8, 0.8, drop, RUNS, Policy(), (0, 1)).rejected for drop in (0.0, 0.02, 0.04, 0.08)]
    assert found == sorted(found)


def test_samples_keep_the_level() -> None:
    assert samples(60, 60, 0.0).kept
    assert samples(60, 60, 0.4).rejected > 0.9


def test_the_command_line_decides_as_the_figures_do() -> None:
    """The same drawn pairs, some of which fail, through the commands and in memory."""
    found = through_the_command_line(8, n=60, drop=0.14)
    expected = figure(60, 0.8, 0.8, 0.14, 8, Policy(), (0, 1), seed=1)
    assert 0 < expected.rejected < 1
    assert found.rejected == expected.rejected
