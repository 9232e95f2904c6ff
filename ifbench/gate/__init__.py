"""The gate: does a new checkpoint follow instructions worse than a blessed baseline?

>>> from ifbench.gate import regress
>>> decision = regress("results/baselines/core/main.json", "runs/new")  # doctest: +SKIP
>>> assert decision.ok, decision.reason  # doctest: +SKIP
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from ifbench.choices import named
from ifbench.gate.baseline import read_baseline
from ifbench.gate.comparable import refuse_task
from ifbench.gate.decision import Decision, decide
from ifbench.gate.loading import load_run, tasks_of
from ifbench.gate.policy import Policy
from ifbench.gate.results import Result

__all__ = ["Decision", "Policy", "regress"]


def regress(
    baseline: str | Path,
    run: str | Path,
    *,
    allow_mismatch: Collection[str] = (),
    confirm: str | Path | None = None,
    **rule: Any,
) -> Decision:
    """Hold a run against a baseline, as `ifbench regress` does.

    Args:
        baseline: a file that `ifbench bless` wrote.
        run: a run directory.
        allow_mismatch: the conditions that may differ; see `comparable.FIELDS`.
        confirm: a second run of the same model with fresh seeds, declared in advance, that must find the drop too.
        rule: the fields of `Policy`, such as min_drop=2.0.

    Raises:
        UsageError: damaged files, or a rule that is unknown, of another type or out of range.
        IncompleteError: half a run. NotComparableError: refused.
    """
    policy = Policy(**named(rule, Policy, "the gate's rule has no"))
    before = read_baseline(Path(baseline))
    second = load_against(before, Path(confirm)) if confirm is not None else None
    return decide(before, load_against(before, Path(run)), policy, allow_mismatch, second)


def load_against(baseline: Result, run: Path) -> Result:
    """A run as the baseline counts: the same task, semantics and headline. Raises as `load_run` does."""
    held = tasks_of(run)
    if baseline.task not in held:
        refuse_task(baseline, ", ".join(held) or "no task")
    return load_run(run, baseline.task, baseline.conditions.semantics, baseline.conditions.headline)
