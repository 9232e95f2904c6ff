"""`ifbench eval` of several checkpoints: what it prints, and its exit code."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ifbench.checkpoints import Checkpoint, evaluate_series
from ifbench.cli import _gate as gating
from ifbench.cli._options import print_json
from ifbench.cli._results import SCHEMA, first_under
from ifbench.errors import Exit, UsageError
from ifbench.gate import Policy
from ifbench.spec import Spec
from ifbench.tables import headlines
from ifbench.text import count_of

WORST_FIRST = (
    Exit.INTERRUPTED, Exit.INCOMPLETE, Exit.USAGE, Exit.NOT_COMPARABLE, Exit.FAILED, Exit.INCONCLUSIVE, Exit.GOOD,
)  # fmt: skip


def run_series(
    spec: Spec, models: Sequence[str], baseline: Path | None, choices: gating.Choices,
    fail_under: float | None, as_json: bool,
) -> Exit:  # fmt: skip
    """Evaluate checkpoints and print one table of them; the exit code is the worst of theirs."""
    choices = replace(choices, checks=max(choices.checks, len(models)))
    with gating.refusals_told(baseline, choices):
        if choices.junit or choices.markdown:
            raise UsageError("--junit and --markdown report one gate: give them to `ifbench regress` for each run")
        policy = choices.policy()
        done = evaluate_series(spec, models)
    low = {one.model: _too_low(one, fail_under) for one in done}
    gates = {one.model: _gate(one, baseline, choices, low[one.model]) for one in done} if baseline else {}
    for one in done:
        _tell(one, low[one.model])
    if as_json:
        print_json({"schema": SCHEMA, "runs": [_as_object(one, gates.get(one.model)) for one in done]})
    else:
        rows = [(str(one.directory), result) for one in done for result in one.results]
        click.echo(headlines(rows), nl=False)
        click.echo("".join(_gate_lines(gates, policy)), nl=False)
    codes = {one.exit for one in done} | {gated.code for gated in gates.values() if gated}
    codes |= {Exit.FAILED for sentence in low.values() if sentence}
    return min(codes, key=WORST_FIRST.index)


def _gate(one: Checkpoint, baseline: Path, choices: gating.Choices, too_low: str) -> gating.Gated | None:
    return gating.run_gate(baseline, one.directory, choices, too_low=too_low) if one.exit is Exit.GOOD else None


def _tell(one: Checkpoint, too_low: str) -> None:
    state = one.error or ("finished before; skipped" if one.skipped else "interrupted" if one.exit else "done")
    click.echo(f"ifbench: {one.model}: {state} ({one.directory})", err=True)
    if too_low:
        click.echo(f"ifbench: {one.model}: {too_low}", err=True)


def _gate_lines(gates: Mapping[str, gating.Gated | None], policy: Policy) -> Iterator[str]:
    """What the gate says of each model, under the level that it is held against: they share alpha."""
    if gates:
        yield f"{count_of(policy.checks, 'checkpoint')} against the baseline, each at level {policy.level:.3g}:\n"
    for model, gated in gates.items():
        said = (gated.error or gated.text.splitlines()[-1]) if gated else "no gate, the run is not complete"
        yield f"{model}: {said}\n"


def _too_low(one: Checkpoint, fail_under: float | None) -> str:
    named = ((result, result["headline"]) for result in one.results)
    return first_under(((result["task"], name, result["metrics"][name]["value"]) for result, name in named), fail_under)


def _as_object(one: Checkpoint, gated: gating.Gated | None) -> dict[str, Any]:
    told = {"model": one.model, "directory": str(one.directory), "exit": one.exit.name.lower(), "error": one.error,
            "skipped": one.skipped, "results": one.results}  # fmt: skip
    return told | ({"gate": gated.object} if gated else {})
