"""The real `lm_eval` command, and a server on loopback that answers with given texts."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

METRICS = ("prompt_level_strict_acc", "inst_level_strict_acc", "prompt_level_loose_acc", "inst_level_loose_acc")


@dataclass(frozen=True)
class LmEvalRun:
    """What the command left: its results and its sample logs."""

    results: Mapping[str, Any]
    samples: list[Path]

    def metrics(self, task: str) -> dict[str, float]:
        """The four accuracies."""
        return {name: self.results["results"][task][f"{name},none"] for name in METRICS}


@pytest.fixture
def lm_eval(tmp_path: Path) -> Callable[..., LmEvalRun]:
    """Runs `lm_eval` with the given arguments; its samples are logged."""
    pytest.importorskip("lm_eval", reason="needs pip install 'ifbench[lm-eval]'")

    def run(*args: object) -> LmEvalRun:
        out = tmp_path / "out"
        command = [sys.executable, "-m", "lm_eval", *map(str, args), "--log_samples", "--output_path", str(out)]
        environment = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}  # more threads stall one another
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, done.stderr[-3000:]
        (results,) = out.rglob("results_*.json")
        return LmEvalRun(json.loads(results.read_text()), sorted(out.rglob("samples_*.jsonl")))

    return run


@pytest.fixture
def replaying() -> Iterator[Callable[[Mapping[str, str]], str]]:
    """Starts a completions server that knows the answer to each prompt; gives the arguments of lm-eval's class."""
    servers: list[ThreadingHTTPServer] = []

    def start(answers: Mapping[str, str]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                prompts = asked["prompt"] if isinstance(asked["prompt"], list) else [asked["prompt"]]
                choices = [{"index": n, "text": answers[p]} for n, p in enumerate(prompts)]
                body = json.dumps({"choices": choices}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Nothing is said."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/v1/completions"
        return f"model=replayed,base_url={url},tokenizer_backend=none,num_concurrent=4"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
