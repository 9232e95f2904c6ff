"""A/A: the same evaluation twice, and how many texts and verdicts flip; in float32 and bfloat16, batched and alone.

    python benchmarks/vllm_flips.py MODEL [--limit 32] [--max-tokens 64] [--dtypes float32,bfloat16]

Of two runs the second is stopped halfway and goes on, so that its batches are others: "batched" as vLLM does it by
default, "alone" with --deterministic. "batched, alone" compares one of each: what a text owes to its batch.
"""

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from ifbench.backends.vllm import INVARIANT
from ifbench.evaluation import evaluate, make_backend
from ifbench.progress import Quiet
from ifbench.spec import Spec
from ifbench.store import RunDirectory

OPTIONS = {"enforce_eager": "true", "max_model_len": "2048"}


def flips(one: Path, other: Path, task: str) -> dict[str, int]:
    """How many of the answers that two run directories share differ in their texts, and how many verdicts flip."""
    texts = [{place: r.text for place, r in RunDirectory(run).responses(task).items()} for run in (one, other)]
    verdicts = [
        {(v.place, v.semantics, v.position): v.strict for v in RunDirectory(run).verdicts(task)} for run in (one, other)
    ]
    return {
        "answers": len(texts[0].keys() & texts[1].keys()),
        "texts": _differing(*texts),
        "verdicts": len(verdicts[0].keys() & verdicts[1].keys()),
        "flipped": _differing(*verdicts),
    }


def _differing(one: dict[Any, Any], other: dict[Any, Any]) -> int:
    return sum(one[key] != other[key] for key in one.keys() & other.keys())


def runs(spec: Spec, items: int, root: Path) -> tuple[Path, Path]:
    """Two runs of a spec in one engine, the second in two halves."""
    backend: Any = make_backend(spec)
    for name, limits in {"first": (items,), "second": (items // 2, items)}.items():
        for limit in limits:
            evaluate(replace(spec, output=root / name, limit=slice(limit)), Quiet(), backend)
    backend.close()
    os.environ.pop(INVARIANT, None)  # a deterministic engine leaves it behind
    return root / "first", root / "second"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--limit", type=int, default=32)
    parser.add_argument("--max-tokens", type=int, default=64)
    parser.add_argument("--dtypes", default="float32,bfloat16")
    given = parser.parse_args()
    root = Path(mkdtemp(prefix="ifbench-flips-"))
    found = {}
    for dtype in given.dtypes.split(","):
        spec = Spec(given.model, options={**OPTIONS, "dtype": dtype}, max_tokens=given.max_tokens)
        batched = runs(spec, given.limit, root / dtype / "batched")
        alone = runs(replace(spec, deterministic=True), given.limit, root / dtype / "alone")
        pairs = {"batched": batched, "alone": alone, "batched, alone": (batched[0], alone[0])}
        found[dtype] = {name: flips(*pair, "core") for name, pair in pairs.items()}
    for dtype, rows in found.items():
        for name, row in rows.items():
            said = f"{row['texts']} of {row['answers']} texts, {row['flipped']} of {row['verdicts']} verdicts"
            print(f"{dtype:9} {name:15} {said} differ")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
