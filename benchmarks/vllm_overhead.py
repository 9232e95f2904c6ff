"""What `ifbench eval` costs over raw vLLM: both in turn in one engine, on the same rendered prompts.

    python benchmarks/vllm_overhead.py MODEL [--alternations 10] [--limit 64] [--max-tokens 128] [--dtype float32]

"eval" is `ifbench.evaluation.evaluate`: it renders, generates, stores, judges and summarises. "raw" is `LLM.generate`
on the prompts as tokens, so that its tokeniser costs nothing. Prefix caching is off: no pass gains from the one before.
A pass of each goes unmeasured before. The CPU time of our own code is what this process takes for "eval" beyond what it
takes for "raw", where it runs vLLM's front end alone, as a share of what the engine's processes take.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from math import exp, log, sqrt
from pathlib import Path
from statistics import mean, stdev
from tempfile import mkdtemp
from typing import Any

import psutil
from scipy.stats import t

from ifbench.evaluation import evaluate, make_backend
from ifbench.progress import Quiet
from ifbench.spec import Spec
from ifbench.store import RunDirectory

LIMIT = 1.03


@dataclass(frozen=True)
class Pass:
    """Seconds: on the wall, of this process's CPU, of the engine's processes' CPU; and tokens written."""

    wall: float
    own: float
    engine: float
    tokens: int


def measured(work: Callable[[], int]) -> Pass:
    """Do some work that returns how many tokens were written."""
    wall, own, engine = time.perf_counter(), time.process_time(), engine_seconds()
    tokens = work()
    return Pass(time.perf_counter() - wall, time.process_time() - own, engine_seconds() - engine, tokens)


def engine_seconds() -> float:
    times = [process.cpu_times() for process in psutil.Process(os.getpid()).children(recursive=True)]
    return sum(one.user + one.system for one in times)


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """The mean with its 95 % interval by Student's t."""
    middle = mean(values)
    if len(values) < 2:
        return middle, float("-inf"), float("inf")
    half = float(t.ppf(0.975, len(values) - 1)) * stdev(values) / sqrt(len(values))
    return middle, middle - half, middle + half


class Contest:
    """One engine, and the two ways to use it."""

    def __init__(self, spec: Spec) -> None:
        from vllm import SamplingParams

        self.spec = spec
        self.root = Path(mkdtemp(prefix="ifbench-overhead-"))
        self.backend: Any = make_backend(spec)
        self.llm = self.backend.load(chat=True)
        self.greedy = SamplingParams(temperature=0, max_tokens=spec.max_tokens)
        self.runs = 0
        self.evaluated: dict[str, str] = {}
        self.raw: list[str] = []
        self.eval()
        self.prompts = [self.tokens(prompt) for prompt in self.evaluated]
        self.generate()

    def tokens(self, prompt: str) -> dict[str, Any]:
        messages = [{"role": "user", "content": prompt}]
        rendered = self.llm.get_tokenizer().apply_chat_template(messages, add_generation_prompt=True, tokenize=True)
        return {"prompt_token_ids": list(getattr(rendered, "input_ids", rendered))}

    def eval(self) -> int:
        self.runs += 1
        done = evaluate(replace(self.spec, output=self.root / str(self.runs)), Quiet(), self.backend)
        responses = RunDirectory(done.directory).responses("core")
        found = [responses[row] for row in dict.fromkeys(row.place for row in done.rows)]
        self.evaluated = {response.prompt: response.text for response in found}
        return sum(response.completion_tokens or 0 for response in found)

    def generate(self) -> int:
        outputs = [result.outputs[0] for result in self.llm.generate(self.prompts, self.greedy, use_tqdm=False)]
        self.raw = [output.text for output in outputs]
        return sum(len(output.token_ids) for output in outputs)

    def alternate(self, times: int) -> list[tuple[Pass, Pass]]:
        """Pairs (eval, raw), each first every other time."""
        pairs = []
        for n in range(times):
            if n % 2:
                raw, ours = measured(self.generate), measured(self.eval)
            else:
                ours, raw = measured(self.eval), measured(self.generate)
            pairs.append((ours, raw))
            print(f"{n + 1:3} {ours.wall:8.2f} s eval {raw.wall:8.2f} s raw {ours.wall / raw.wall:8.4f}", flush=True)
        return pairs


def result(contest: Contest, pairs: Sequence[tuple[Pass, Pass]]) -> dict[str, Any]:
    """The figures, as JSON types."""
    ratio = [exp(value) for value in interval([log(ours.wall / raw.wall) for ours, raw in pairs])]
    share = interval([(ours.own - raw.own) / ours.engine for ours, raw in pairs])
    return {
        "ratio": ratio,
        "own_share_of_engine_cpu": share,
        "within_limit": ratio[1] <= LIMIT,
        "answers": len(contest.raw),
        "equal_texts": sum(a == b for a, b in zip(contest.evaluated.values(), contest.raw, strict=True)),
        "passes": [{"eval": asdict(ours), "raw": asdict(raw)} for ours, raw in pairs],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--alternations", type=int, default=10)
    parser.add_argument("--limit", type=int, default=64, help="items of core")
    parser.add_argument("--max-tokens", type=int, default=128)
    parser.add_argument("--dtype", default="float32")
    given = parser.parse_args()
    options = {"dtype": given.dtype, "max_model_len": "2048", "enable_prefix_caching": "false"}
    options["enforce_eager"] = "true"
    spec = Spec(given.model, options=options, limit=slice(given.limit), max_tokens=given.max_tokens)
    contest = Contest(spec)
    found = result(contest, contest.alternate(given.alternations))
    middle, low, high = found["ratio"]
    own, least, most = found["own_share_of_engine_cpu"]
    print(f"wall time, eval over raw: {middle:.4f} (95 % interval {low:.4f} to {high:.4f}; limit {LIMIT})")
    print(f"CPU of our own code: {own:.2%} of the engine's (95 % interval {least:.2%} to {most:.2%})")
    print(f"equal texts: {found['equal_texts']} of {found['answers']}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
