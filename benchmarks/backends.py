"""Tokens per second of each backend on the same prompts of core, greedy.

    python benchmarks/backends.py [--backends llamacpp,openai,vllm] [--folder MODEL] [--prompts 64] [--max-tokens 128]

`llamacpp` and `openai` (against llama.cpp's own server, started here on loopback) answer with the embedded model, in 4
bits; `vllm` with the model folder, in its own type. Loading is not counted: a first request goes unmeasured.
"""

import argparse
import json
import time
from collections.abc import Callable
from typing import Any

from ifbench.backends import make
from ifbench.models import fetch
from ifbench.protocols import Cell, Settings, dialogue
from ifbench.tasks import load_task
from ifbench.types import Backend, Request, Sampling

SLOTS = 16
CONTEXT = 2048


def requests(count: int, max_tokens: int) -> list[Request]:
    """The first prompts of core."""
    settings = Settings(Sampling(max_tokens=max_tokens))
    made = (dialogue(Cell("core", item, settings), ()) for item in load_task("core").items[:count])
    return [request for request in made if request is not None]


def speed(backend: Backend, asked: list[Request]) -> dict[str, Any]:
    """Seconds, tokens and errors of answering everything."""
    list(backend.generate(iter(asked[:1])))
    began = time.perf_counter()
    found = list(backend.generate(iter(asked)))
    seconds = time.perf_counter() - began
    tokens = sum(completion.completion_tokens or 0 for completion in found)
    errors = sum(completion.error is not None for completion in found)
    timed = {"tokens": tokens, "seconds": seconds, "per_second": tokens / seconds}
    return {"answers": len(found), "errors": errors, **timed}


def llamacpp() -> tuple[Backend, Any]:
    return make("llamacpp", "smollm2-135m", {"n_parallel": str(SLOTS)}), None


def openai() -> tuple[Backend, Any]:
    """The backend, and the server, which lives as long as somebody holds it."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(fetch("smollm2-135m"))
    params.n_parallel, params.n_ctx, params.verbosity, params.warmup, params.port = SLOTS, CONTEXT * SLOTS, 0, False, 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    url = f"{server.listening_address}/v1"
    return make("openai", "smollm2-135m", {"base_url": url, "concurrency": str(2 * SLOTS)}), server


def vllm(folder: str) -> tuple[Backend, Any]:
    return make("vllm", folder, {"enforce_eager": "true", "max_model_len": str(CONTEXT)}), None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backends", default="llamacpp,openai")
    parser.add_argument("--folder", metavar="MODEL", help="for vllm")
    parser.add_argument("--prompts", type=int, default=64)
    parser.add_argument("--max-tokens", type=int, default=128)
    given = parser.parse_args()
    asked = requests(given.prompts, given.max_tokens)
    makers: dict[str, Callable[[], tuple[Backend, Any]]] = {
        "llamacpp": llamacpp,
        "openai": openai,
        "vllm": lambda: vllm(given.folder),
    }
    found = {}
    for name in given.backends.split(","):
        backend, server = makers[name]()
        found[name] = row = speed(backend, asked)
        print(f"{name:9} {row['per_second']:7.1f} tok/s: {row['tokens']} tokens of {row['answers']} answers "
              f"({row['errors']} errors) in {row['seconds']:.1f} s", flush=True)  # fmt: skip
        del backend, server
    print(json.dumps(found))


if __name__ == "__main__":
    main()
