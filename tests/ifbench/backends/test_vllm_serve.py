"""`ifbench eval --base-url` against a real `vllm serve` on loopback: IFBENCH_TEST_MODEL names a model folder."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.vllm
START_SECONDS = 240
ENGINE = ("--dtype", "float32", "--enforce-eager", "--max-model-len", "1024", "--max-num-seqs", "16")


class Served:
    """A `vllm serve` of SmolLM2 under the name `smol`, in its own process group."""

    def __init__(self, model: str, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"
        self.log = folder / "serve.log"
        where = ("--host", "127.0.0.1", "--port", str(port), "--served-model-name", "smol")
        environment = {**os.environ, "PYTHONPATH": str(metadata_of_vllm(folder)), "OPENAI_API_KEY": ""}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "vllm.entrypoints.cli.main", "serve", model, *where, *ENGINE],
            stdout=self.log.open("w"), stderr=subprocess.STDOUT, env=environment, start_new_session=True,
        )  # fmt: skip

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            try:
                with urlopen(f"{self.root}/health", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(1)
        pytest.fail(self.log.read_text()[-2000:])

    def running(self) -> int:
        """How many requests it works on now."""
        with urlopen(f"{self.root}/metrics", timeout=5) as answer:
            found = re.search(r"^vllm:num_requests_running\{[^}]*\} ([\d.]+)", answer.read().decode(), re.MULTILINE)
        return int(float(found[1])) if found else 0

    def kill(self) -> None:
        """At once, with its engine."""
        os.killpg(self.process.pid, 9)
        self.process.wait()


def metadata_of_vllm(folder: Path) -> Path:
    """A folder for PYTHONPATH in which `vllm` has a version: the CPU build's distribution has another name."""
    try:
        version("vllm")
    except PackageNotFoundError:
        import vllm

        told = vllm.__version__ if "+" in vllm.__version__ else f"{vllm.__version__}+cpu"
        info = folder / f"vllm-{told}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: vllm\nVersion: {told}\n")
    return folder


@pytest.fixture(scope="module")
def served(vllm_model: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(vllm_model, tmp_path_factory.mktemp("serve"))
    try:
        server.wait()
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()


def command(served: Served, run: Path, *args: str, model: str = "smol") -> list[str]:
    return [sys.executable, "-m", "ifbench", "eval", "--model", model, "--base-url", f"{served.root}/v1",
            "-o", str(run), "--max-tokens", "48", "--json", *args]  # fmt: skip


def evaluate(served: Served, run: Path, *args: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(served, run, *args, **given), capture_output=True, text=True, check=False)


def stored(run: Path) -> list[dict[str, Any]]:
    log = run / "core" / "responses.jsonl"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def test_a_wrong_model_name_is_told_with_those_that_are_served(served: Served, tmp_path: Path) -> None:
    done = evaluate(served, tmp_path / "run", "--limit", "2", model="wrong")
    assert done.returncode in (2, 3)
    assert "wrong" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_batched_server_is_kept_full(served: Served, tmp_path: Path) -> None:
    seen: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            seen.append(served.running())

    watcher = threading.Thread(target=watch)
    watcher.start()
    done = evaluate(served, tmp_path / "run", "--limit", "24")
    over.set()
    watcher.join()
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["n"], result["answered"]["n"], result["weights"]) == (24, 24, "unverified")
    assert max(seen) >= 12, seen
    run = json.loads((tmp_path / "run" / "run.json").read_text())
    assert run["settings"]["engine_version"].startswith("vllm")
    assert all(row["prompt_tokens"] and row["completion_tokens"] for row in stored(tmp_path / "run"))
    again = evaluate(served, tmp_path / "run", "--limit", "24")
    assert "24 reused" in again.stderr


def test_a_server_that_dies_leaves_what_was_answered(served: Served, tmp_path: Path) -> None:
    """Last: the server is gone after it."""
    child = subprocess.Popen(
        command(served, tmp_path / "run", "--model-args", "concurrency=4,max_retries=1"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while len(stored(tmp_path / "run")) < 4 and time.monotonic() < deadline:
        time.sleep(0.1)
    served.kill()
    _, err = child.communicate(timeout=120)
    assert child.returncode == 3, err
    assert "Traceback" not in err
    rows = stored(tmp_path / "run")
    assert sum(row["error"] is None for row in rows) >= 4
    assert not any(row["error"] is None and not row["text"] for row in rows)
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())["results"][0]
    assert summary["answered"]["n"] == sum(row["error"] is None for row in rows)
