"""What `ifbench compare` says of answers that no score shows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checkers import punctuation
from tests.conftest import Cli
from tests.ifbench.gate.conftest import FAIL, PASS, MakeRun, bits


def test_compare_counts_what_went_wrong_in_columns_of_its_own(
    run: MakeRun, bless: Callable[..., Path], cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As other tables do: a failed check is no missing answer."""
    first, long = run("first", bits(3, 4)), run("long", [PASS, PASS, FAIL, "a" * 1_000_001])
    broken = run("broken", bits(3, 4))
    with monkeypatch.context() as patched:
        patched.setattr(punctuation, "_none", lambda *_: 1 / 0)
        assert cli("score", broken).code == 3
    assert cli("compare", first, first).out.splitlines()[1].endswith("truncated  empty  missing")
    done = cli("compare", first, long, broken, bless(first))
    header, *lines = done.out.splitlines()[1:6]
    assert header.endswith("truncated  empty  missing  check errors  oversize")
    assert [line.split()[-5:] for line in lines[:3]] == [
        ["0", "0", "0", "0", "0"], ["0", "0", "0", "0", "2"], ["0", "0", "0", "4", "0"],
    ]  # fmt: skip
    assert lines[3].split()[-2:] == ["-", "-"]
    cause = "the first (item 1, punctuation:no_comma): the checker failed: ZeroDivisionError: division by zero"
    mended = f"once the checker is mended, `ifbench score {broken}` judges the stored answers again"
    says = f"broken: 4 checks ended in an error, which counts as not followed, {cause}; {mended}"
    assert (done.code, done.err) == (3, f"ifbench: {says}\n")
    found = cli("compare", first, long, broken, bless(first), "--json").json["tasks"][0]["others"]
    names = ("missing", "check_errors", "oversize")
    assert [[one[name] for name in names] for one in found] == [[0, 0, 2], [0, 4, 0], [0, None, None]]
