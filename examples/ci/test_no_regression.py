import os

from ifbench.gate import regress


def test_no_regression() -> None:
    decision = regress(os.environ["BASELINE"], os.environ["RUN"])
    assert decision.ok, decision.reason
