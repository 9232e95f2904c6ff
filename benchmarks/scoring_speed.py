"""Prompts per second of lm-eval's own IFEval scorer and of `ifbench.score`, on the same answers of real models.

    python benchmarks/scoring_speed.py --lm-eval PYTHON [--rounds 3] [--json FILE]

PYTHON is one that has lm-eval 0.4.13. Needs ../shared and the NLTK data (NLTK_DATA). Strict and loose, one core; every
figure is from a process of its own, so that nothing of the texts is cached, and the systems take turns. Imports are
left out. What is loaded at the first need (language profiles, sentence model) is in the time of each where it says
"cold"; where it says "loaded" one other answer was judged before. Times are of the processor; what else runs on the
machine can only add to them, so that the least of many rounds tell most.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

SHARED = Path(__file__).parents[1].parent / "shared"
WORKERS = Path(__file__).parent / "_scoring_workers.py"
SYSTEMS = ("lm-eval", "official", "corrected", "both")
STATES = ("cold", "loaded")
RUNS = {"GPT-4": "gpt4_20231107", "longest": "Mistral-7B-Instruct-v0.3"}
GOALS = "goals: official and corrected at least 10.0 times lm-eval; both at most 1.60 times the slower of the two alone"


def measure(system: str, run: str, python: str, state: str = "cold") -> dict[str, Any]:
    """One figure, from a process of its own."""
    env = {**os.environ, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    env.setdefault("NLTK_DATA", str(SHARED / "nltk_data"))
    folder = SHARED / "parity" / "dev" / "runs"
    files = [str(folder / "ifeval_input.jsonl"), str(folder / run / "responses.jsonl")]
    done = subprocess.run([python, str(WORKERS), system, state, *files], check=True, stdout=subprocess.PIPE, env=env)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def rounds(number: int, theirs: str) -> dict[str, dict[str, Any]]:
    """For each set of answers the times, the floor, and the parts of our time."""
    results: dict[str, dict[str, Any]] = {}
    for name, run in RUNS.items():
        seconds: dict[str, dict[str, list[float]]] = {state: {one: [] for one in SYSTEMS} for state in STATES}
        for _ in range(number):
            for state in STATES:
                for system in SYSTEMS:
                    found = measure(system, run, theirs if system == "lm-eval" else sys.executable, state)
                    seconds[state][system].append(found["seconds"])
        floor = {system: measure(f"floor-{system}", run, sys.executable) for system in ("official", "corrected")}
        results[name] = {"prompts": found["prompts"], "characters": found["characters"], "seconds": seconds}
        results[name] |= {"floor": {system: one["seconds"] for system, one in floor.items()}}
        results[name] |= {"parts": {s: measure(f"parts-{s}", run, sys.executable)["parts"] for s in floor}}
    return results


def table(results: Mapping[str, Any]) -> str:
    """The results for people."""
    lines = []
    for name, one in results.items():
        lines.append(f"{name}: {one['prompts']} answers, {one['characters']} characters; medians, strict and loose")
        for state, seconds in one["seconds"].items():
            lines += _rows(one["prompts"], state, seconds)
        for system, seconds in one["floor"].items():
            typical = median(one["seconds"]["loaded"][system])
            lines.append(
                f"  {system}, loaded: {typical / seconds:.2f} times its floor of {seconds:.3f} s; parts, cold:"
            )
            lines += [f"    {share:6.1%} {part}" for part, share in one["parts"][system].items()]
    return "\n".join([*lines, GOALS])


def _rows(prompts: int, state: str, seconds: Mapping[str, list[float]]) -> list[str]:
    typical = {system: median(times) for system, times in seconds.items()}
    lines = []
    for system, time in typical.items():
        each = " ".join(f"{one:.3f}" for one in seconds[system])
        rate, ratio = prompts / time, typical["lm-eval"] / time
        lines.append(f"  {state:7}{system:10}{rate:8.0f} prompts/s {ratio:6.1f} times lm-eval   seconds: {each}")
    shares = [_share_of_both({system: of(times) for system, times in seconds.items()}) for of in (median, min)]
    return [*lines, f"  {state:7}both takes {shares[0]:.2f} of one; by the least times, {shares[1]:.2f}"]


def _share_of_both(seconds: Mapping[str, float]) -> float:
    return seconds["both"] / max(seconds["official"], seconds["corrected"])


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--lm-eval", default=sys.executable, metavar="PYTHON", help="one that has lm-eval 0.4.13")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    results = rounds(chosen.rounds, chosen.lm_eval)
    print(table(results))
    if chosen.json:
        chosen.json.write_text(json.dumps({"schema": 1, "results": results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
