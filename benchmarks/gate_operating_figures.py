"""How often the gate fails runs that are no worse, and finds runs that are; beside the table it was designed from.

    python benchmarks/gate_operating_figures.py [--json FILE] [--cli 200]

Pairs of runs are drawn by a Gaussian copula: each item has a latent normal in both runs with correlation rho, and is
passed where it lies under the quantile of p. The decision is the gate's own (`paired.p_value`, `Policy.rejects`); with
--cli, that many pairs go through `ifbench score`, `bless` and `regress` on files. Seeded: the same figures every time.
"""

import argparse
import contextlib
import io
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from math import sqrt
from pathlib import Path

import numpy as np
from scipy.stats import norm

from ifbench.gate.policy import Policy
from ifbench.paired import exact_p, p_value

NULL = [(n, p, rho) for n in (300, 541)
        for p, rho in ((0.8, 0.8), (0.8, 0.95), (0.35, 0.5), (0.35, 0.8), (0.95, 0.8), (0.6, 0.5))]  # fmt: skip
POWER = {
    (300, 0.80, 0.80, 0.03): 0.33,
    (300, 0.80, 0.80, 0.05): 0.67,
    (541, 0.80, 0.80, 0.03): 0.52,
    (541, 0.80, 0.80, 0.05): 0.89,
    (541, 0.80, 0.95, 0.03): 0.78,
    (541, 0.80, 0.95, 0.05): 0.99,
    (541, 0.35, 0.80, 0.05): 0.83,
}
"""n, p, rho, true drop: the power in the table, from 6,000 runs, to two decimals."""
TABLE_RUNS = 6_000
RUNS = 20_000


@dataclass(frozen=True)
class Figure:
    """How often the gate failed a run, and the bounds that it should keep."""

    n: int
    p: float
    rho: float
    drop: float
    runs: int
    discordance: float
    rejected: float
    low: float
    high: float

    @property
    def kept(self) -> bool:
        return self.low <= self.rejected <= self.high


Batch = tuple[np.ndarray, np.ndarray]


def draw(n: int, p: float, rho: float, drop: float, runs: int, seed: int = 0) -> Iterator[Batch]:
    """Batches of (before, after), each an array of runs x items."""
    rng = np.random.default_rng([seed, n, round(1000 * p), round(1000 * rho), round(1000 * drop)])
    for start in range(0, runs, 1000):
        first, second = rng.standard_normal((2, min(1000, runs - start), n), dtype=np.float32)
        yield first < norm.ppf(p), rho * first + sqrt(1 - rho * rho) * second < norm.ppf(p - drop)


def figure(
    n: int, p: float, rho: float, drop: float, runs: int, policy: Policy, bounds: tuple[float, float], seed: int = 0
) -> Figure:
    """The share of runs that the policy rejects."""

    @cache
    def rejects(lost: int, won: int) -> bool:
        return policy.rejects(exact_p(lost, won), (lost - won) / n)

    rejected = changed = 0
    for before, after in draw(n, p, rho, drop, runs, seed):
        lost, won = (before & ~after).sum(axis=1), (~before & after).sum(axis=1)
        rejected += sum(map(rejects, lost.tolist(), won.tolist()))
        changed += int(lost.sum() + won.sum())
    return Figure(n, p, rho, drop, runs, changed / runs / n, rejected / runs, *bounds)


def type_one(settings: Iterable[tuple[int, float, float]], runs: int, alpha: float = 0.05) -> list[Figure]:
    """No change: at most alpha + 3 standard errors."""
    high = alpha + 3 * sqrt(alpha * (1 - alpha) / runs)
    return [figure(n, p, rho, 0.0, runs, Policy(alpha), (0.0, high)) for n, p, rho in settings]


def power(table: dict[tuple[int, float, float, float], float], runs: int) -> list[Figure]:
    """A true drop: within 3 standard errors of the table, whose own error and rounding count too."""
    found = []
    for (n, p, rho, drop), told in table.items():
        room = 3 * sqrt(told * (1 - told) * (1 / runs + 1 / TABLE_RUNS)) + 0.005
        found.append(figure(n, p, rho, drop, runs, Policy(), (told - room, told + room)))
    return found


def samples(n: int, runs: int, drop: float, count: int = 4, seed: int = 0) -> Figure:
    """Four samples an item, each item with a chance of its own (a beta with mean 0.8): the sign-flip test."""
    rng = np.random.default_rng([seed, n, count, round(1000 * drop)])
    policy, rejected, changed = Policy(), 0, 0
    for _ in range(runs):
        chance = rng.beta(1.6, 0.4, n)
        before = rng.binomial(count, chance)
        after = rng.binomial(count, np.clip(chance * (1 - drop / 0.8), 0, 1))
        losses = (before - after).tolist()
        rejected += policy.rejects(p_value(losses)[0], sum(losses) / n / count)
        changed += sum(loss != 0 for loss in losses)
    high = 1.0 if drop else 0.05 + 3 * sqrt(0.05 * 0.95 / runs)
    return Figure(n, 0.8, 0.0, drop, runs, changed / runs / n, rejected / runs, 0.0, high)


def through_the_command_line(pairs: int, n: int = 300, drop: float = 0.0, p: float = 0.8, rho: float = 0.8) -> Figure:
    """Pairs as files of answers, scored, blessed and gated by the commands."""
    rejected = changed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prompts = _task(folder, n)
        for before, after in draw(n, p, rho, drop, pairs, seed=1):
            for one, other in zip(before, after, strict=True):
                rejected += _gate(folder, prompts, one, other)
                changed += int((one != other).sum())
    high = 1.0 if drop else 0.05 + 3 * sqrt(0.05 * 0.95 / pairs)
    return Figure(n, p, rho, drop, pairs, changed / pairs / n, rejected / pairs, 0.0, high)


def _task(folder: Path, n: int) -> list[str]:
    """A task of n items without commas; their prompts."""
    prompts = [f"Say something without a comma, {number}." for number in range(n)]
    rows = [{"key": at, "prompt": prompt, "instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}
            for at, prompt in enumerate(prompts)]  # fmt: skip
    (folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    says = {"id": "null", "title": "null", "version": 1, "semantics": "corrected", "source": {"file": "items.jsonl"}}
    (folder / "task.yaml").write_text(json.dumps(says))
    return prompts


def _gate(folder: Path, prompts: list[str], before: np.ndarray, after: np.ndarray) -> bool:
    """Whether the gate failed the second run."""
    for name, passed in (("before", before), ("after", after)):
        rows = [{"prompt": prompt, "response": "Fine" if ok else "No, not"}
                for prompt, ok in zip(prompts, passed, strict=True)]  # fmt: skip
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        made = ("--task", folder, "--responses", folder / f"{name}.jsonl", "-o", folder / "runs" / name, "--fresh")
        assert _command("score", *made) == 0
    assert _command("bless", folder / "runs" / "before", "--name", "main", "--to", folder) == 0
    code = _command("regress", folder / "runs" / "after", "--baseline", folder / "null" / "main.json")
    assert code in (0, 1)
    for run in (folder / "runs").glob("*.*"):
        for file in sorted(run.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        run.rmdir()
    return code == 1


def _command(*args: object) -> int:
    """The exit code of a command of ifbench."""
    from ifbench.cli import main

    argv, sys.argv = sys.argv, ["ifbench", *map(str, args)]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            main()
    except SystemExit as stop:
        return int(stop.code or 0)
    finally:
        sys.argv = argv
    return 0


def show(title: str, figures: list[Figure]) -> None:
    print(f"\n{title}\n     n     p   rho   drop  pairs discordant  failed  should be")
    for one in figures:
        bounds = f"{one.low:.3f} to {one.high:.3f}{'' if one.kept else '  NOT KEPT'}"
        setting = f"{one.n:>6} {one.p:>5.2f} {one.rho:>5.2f} {100 * one.drop:>5.1f}p {one.runs:>6}"
        print(f"{setting} {100 * one.discordance:>9.1f}% {one.rejected:>7.4f}  {bounds}")


def main() -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--cli", type=int, default=200, help="pairs through the command line")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    began = time.perf_counter()
    parts = {
        "type I, alpha 0.05, min drop 1 point": type_one(NULL, options.runs),
        "type I, alpha 0.01, min drop 1 point": type_one(NULL, options.runs, 0.01),
        "power, beside the table": power(POWER, options.runs),
        "4 samples an item: type I, then a drop of 2.95 points": [
            samples(n, 400, drop) for drop in (0.0, 0.0295) for n in (300, 541)
        ],
    }
    if options.cli:
        parts["type I through score, bless and regress"] = [through_the_command_line(options.cli)]
    for title, figures in parts.items():
        show(title, figures)
    if options.json:
        told = {title: [asdict(one) for one in figures] for title, figures in parts.items()}
        options.json.write_text(json.dumps(told, indent=1) + "\n")
    kept = all(one.kept for figures in parts.values() for one in figures)
    print(f"\n{'all kept' if kept else 'NOT ALL KEPT'}, {time.perf_counter() - began:.0f} s")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
