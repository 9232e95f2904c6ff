"""`ifbench score` on a long stream of answers: throughput and memory, on one process and on several.

    python benchmarks/million.py [--rows 1000000] [--jobs 1 2] [--folder F] [--form jsonl] [--json FILE]

The stream repeats the answers of four models to IFEval's prompts (../shared/parity/dev/runs). Memory is that of all
processes together, looked at twice a second: resident pages counted in each process, and counted once where they are
shared. What the runs write must be equal byte for byte. Needs the NLTK data (NLTK_DATA).
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import psutil

from ifbench.row_writer import row_writer

SHARED = Path(__file__).parents[1].parent / "shared"
RUNS = SHARED / "parity" / "dev" / "runs"
MODELS = ("gpt4_20231107", "Mistral-7B-Instruct-v0.3", "claude-3-haiku", "Qwen2.5-7B-Instruct")
MEGABYTE = 1_000_000
GOAL = "goal: under 500 MB, near-linear to the processes, equal files"


def answers() -> Iterator[dict[str, Any]]:
    """Real answers, one model after the other, over and over: each is one more sample of its prompt."""
    for model in cycle(MODELS):
        for line in (RUNS / model / "responses.jsonl").read_bytes().splitlines():
            row = json.loads(line)
            yield {"prompt": row["prompt"], "response": row["response"]}


def watched(command: list[str]) -> dict[str, Any]:
    """Run a command: seconds, and the most memory that it and its processes held at a time, in MB."""
    environment = {**os.environ, "CI": "1"}
    environment.setdefault("NLTK_DATA", str(SHARED / "nltk_data"))
    began = time.monotonic()
    resident = shared = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        top = psutil.Process(process.pid)
        while process.poll() is None:
            held = [one for one in map(memory, [top, *children(top)]) if one]
            resident = max(resident, sum(one[0] for one in held))
            shared = max(shared, sum(one[1] for one in held))
            time.sleep(0.5)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    seconds = time.monotonic() - began
    return {"seconds": seconds, "resident_mb": resident / MEGABYTE, "proportional_mb": shared / MEGABYTE}


def children(process: psutil.Process) -> list[psutil.Process]:
    """Its processes, as far as they are still there."""
    try:
        return list(process.children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def memory(process: psutil.Process) -> tuple[int, int] | None:
    """Resident pages, and the same with shared ones counted in part, in bytes."""
    try:
        found = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied, ProcessLookupError):
        return None
    return found.rss, found.pss


def digests(folder: Path) -> list[str]:
    """Of the files that must be equal."""
    found = []
    for name in ("summary.json", "ifeval/verdicts.jsonl"):
        with (folder / name).open("rb") as stream:
            found.append(hashlib.file_digest(stream, "sha256").hexdigest())
    return found


def write_stream(path: Path, rows: int) -> None:
    """So many answers."""
    with row_writer(path) as writer:
        for row in islice(answers(), rows):
            writer.write(row)


def measured(stream: Path, rows: int, jobs: int, semantics: str) -> tuple[dict[str, Any], list[str]]:
    """Score the stream on so many processes: the figures, and the digests of what was written."""
    out = stream.with_name(f"run-{jobs}")
    data = SHARED / "data" / "ifeval" / "input_data.jsonl"
    command = [sys.executable, "-m", "ifbench", "score", "--task", "ifeval", "--data", str(data), "--json"]
    command += ["--responses", str(stream), "-o", str(out), "--repeats", "auto", "--jobs", str(jobs)]
    found = {"rows": rows, "jobs": jobs, **watched([*command, "--semantics", semantics])}
    return {**found, "per_second": rows / found["seconds"]}, digests(out)


def line(found: dict[str, Any], first: dict[str, Any]) -> str:
    """What to print of a measurement, beside the first one."""
    return (
        f"{found['rows']} answers, {found['jobs']} processes: {found['seconds']:.0f} s, {found['per_second']:.0f} "
        f"answers/s ({found['per_second'] / first['per_second']:.2f} times the first), "
        f"{found['resident_mb']:.0f} MB resident, {found['proportional_mb']:.0f} MB with shared pages once"
    )


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--form", choices=["jsonl", "jsonl.gz", "parquet"], default="jsonl")
    parser.add_argument("--semantics", choices=["official", "corrected", "both"], default="official")
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser.parse_args()


def main() -> None:
    """Make the stream, measure, print."""
    chosen = options()
    results: list[dict[str, Any]] = []
    written = set()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        stream = Path(folder) / f"answers.{chosen.form}"
        write_stream(stream, chosen.rows)
        for jobs in chosen.jobs:
            found, files = measured(stream, chosen.rows, jobs, chosen.semantics)
            results.append(found)
            written.add(tuple(files))
            print(line(found, results[0]))
    print("files equal" if len(written) == 1 else "FILES DIFFER", GOAL, sep="; ")
    if chosen.json:
        chosen.json.write_text(json.dumps({"schema": 1, "equal": len(written) == 1, "results": results}) + "\n")


if __name__ == "__main__":
    main()
