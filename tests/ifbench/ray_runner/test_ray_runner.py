"""Two workers on a real local Ray: the same records as the local runner's, through kills too."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from ifbench.errors import IncompleteError, UsageError
from ifbench.evaluated import Evaluation
from ifbench.evaluation import evaluate
from ifbench.progress import Quiet
from ifbench.records import Response
from ifbench.spec import Spec
from tests.conftest import answers, row

pytest.importorskip("ray", reason="needs pip install 'ifbench[ray]'")
ITEMS = 40


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Ray on this machine, with room for two workers."""
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=80 << 20)
    yield
    ray.shutdown()


@dataclass
class Landing(Quiet):
    """Counts the answers that landed, and those that were stored before."""

    count: int = 0
    reused: int = 0

    def landed(self, response: Response, followed: bool, reused: bool) -> None:
        self.count += 1
        self.reused += reused


@pytest.fixture
def replayed(tmp_path: Path, task: Callable[..., Path]) -> Spec:
    """Single turns and dialogues, answered from a file."""
    said = [row("x", f"Prompt {n}", ("keywords:existence", {"keywords": ["cat"]})) for n in range(ITEMS)]
    turns = [{name: value for name, value in r.items() if name != "key"} for r in said]
    rows = [{**said[n], "key": n} for n in range(ITEMS - 9)]
    rows += [{"key": f"talk-{n}", "turns": turns[ITEMS - 9 + 3 * n : ITEMS - 6 + 3 * n]} for n in range(3)]
    texts = ["A cat", "A dog", "Sure:\nA cat\ud800"]
    file = answers(tmp_path / "answers.jsonl", *((r["prompt"], texts[n % 3]) for n, r in enumerate(said)))
    return Spec(str(file), (str(task(rows)),), options={"delay": "0.02"})


def run(spec: Spec, output: Path, watcher: Landing | None = None, **changes: Any) -> Evaluation:
    return evaluate(replace(spec, output=output, **changes), watcher or Landing())


def on_ray(spec: Spec, output: Path, watcher: Landing | None = None) -> Evaluation:
    return run(spec, output, watcher, runner="ray", workers=2)


def records(folder: Path) -> list[str]:
    (path,) = folder.glob("*/responses.jsonl")
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return sorted(json.dumps({**r, "seconds": None}, sort_keys=True) for r in rows)


def same(one: Path, other: Path) -> bool:
    verdicts = [next(folder.glob("*/verdicts.jsonl")).read_bytes() for folder in (one, other)]
    summaries = [(folder / "summary.json").read_bytes() for folder in (one, other)]
    return records(one) == records(other) and verdicts[0] == verdicts[1] and summaries[0] == summaries[1]


def processes_of(actor: str = "Worker") -> list[psutil.Process]:
    """Those of the actors of a class, among the descendants of this process."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if process.cmdline()[:1] and process.cmdline()[0].startswith(f"ray::{actor}"):
                found.append(process)
        except psutil.Error:
            continue
    return found


def wait_for_answers(log: Path, count: int) -> Path:
    deadline = time.monotonic() + 120
    while not log.exists() or log.read_bytes().count(b"\n") < count:
        assert time.monotonic() < deadline, f"{log} does not grow"
        time.sleep(0.02)
    return log


@pytest.mark.usefixtures("cluster")
def test_the_same_records_and_numbers_as_the_local_runner(replayed: Spec, tmp_path: Path) -> None:
    run(replayed, tmp_path / "local")
    done = on_ray(replayed, tmp_path / "ray")
    assert done.complete
    assert same(tmp_path / "local", tmp_path / "ray")
    settings = [json.loads((tmp_path / name / "run.json").read_text())["settings"] for name in ("local", "ray")]
    assert settings[0] == settings[1]


@pytest.mark.usefixtures("cluster")
def test_each_runner_goes_on_from_the_other(replayed: Spec, tmp_path: Path) -> None:
    run(replayed, tmp_path / "run", limit=slice(0, 12))
    watcher = Landing()
    on_ray(replayed, tmp_path / "run", watcher)
    assert (watcher.count, watcher.reused) == (ITEMS, 12)
    run(replayed, tmp_path / "run", watcher := Landing())
    assert (watcher.count, watcher.reused) == (ITEMS, ITEMS)


@pytest.mark.usefixtures("cluster")
def test_a_killed_worker_costs_only_what_it_had_in_flight(
    replayed: Spec, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(replayed, tmp_path / "local")

    def kill() -> None:
        wait_for_answers(tmp_path / "ray/mine/responses.jsonl", 6)
        processes_of()[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    done = on_ray(replace(replayed, options={"delay": "0.1"}), tmp_path / "ray")
    killer.join()
    assert done.complete
    assert "A worker died" in capsys.readouterr().err
    assert same(tmp_path / "local", tmp_path / "ray")
    assert len(set(records(tmp_path / "ray"))) == len(records(tmp_path / "ray")) == ITEMS


@pytest.mark.usefixtures("cluster")
def test_a_killed_judge_costs_no_verdict(replayed: Spec, tmp_path: Path) -> None:
    run(replayed, tmp_path / "local")
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            for process in processes_of("Bench"):
                process.send_signal(signal.SIGKILL)
                killed.append(process.pid)
            time.sleep(0.02)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    on_ray(replace(replayed, options={"delay": "0.3"}), tmp_path / "ray")
    killer.join(timeout=1)
    assert killed
    assert same(tmp_path / "local", tmp_path / "ray")


@pytest.mark.usefixtures("cluster")
def test_workers_that_die_again_and_again_end_the_run(replayed: Spec, tmp_path: Path) -> None:
    slow = replace(replayed, options={"delay": "600"})
    over = threading.Event()

    def hunt() -> None:
        while not over.wait(0.1):
            for process in processes_of():
                process.send_signal(signal.SIGKILL)

    hunter = threading.Thread(target=hunt)
    hunter.start()
    try:
        with pytest.raises(IncompleteError, match="6 workers in a row died without an answer"):
            on_ray(slow, tmp_path / "run")
    finally:
        over.set()
        hunter.join()


@pytest.mark.usefixtures("cluster")
def test_an_engine_that_cannot_be_made_is_told_as_it_is_locally(replayed: Spec, tmp_path: Path) -> None:
    from ifbench.ray_runner.backend import OnRay
    from ifbench.ray_runner.worker import EngineSpec
    from tests.ifbench.backends.conftest import request

    backend = OnRay(EngineSpec("replay", replayed.model, {}), 1)
    assert backend.identity.engine == "replay"
    Path(replayed.model).unlink()  # as on a machine that does not see the model
    with pytest.raises(UsageError, match="no file of answers at"):
        list(backend.generate(iter([request("Prompt 1")])))


@pytest.mark.usefixtures("cluster")
def test_llamacpp_writes_the_same_texts_on_two_workers(smollm: Path, task: Callable[..., Path], tmp_path: Path) -> None:
    rows = [
        row(n, prompt) for n, prompt in enumerate(("Name a fruit.", "Say hi.", "Count to five.", "Why is tea hot?"))
    ]
    turns = [{name: value for name, value in r.items() if name != "key"} for r in rows[:2]]
    folder = task([*rows, {"key": "talk", "turns": turns}])
    options = {"n_parallel": "2", "n_threads": "1", "n_ctx": "512"}
    spec = Spec("smollm2-135m", (str(folder),), options=options, max_tokens=12, temperature=0.7)
    run(spec, tmp_path / "local")
    on_ray(spec, tmp_path / "ray")
    assert same(tmp_path / "local", tmp_path / "ray")


def test_a_killed_driver_goes_on_where_it_stopped(replayed: Spec, tmp_path: Path) -> None:
    run(replayed, tmp_path / "whole")
    command = [sys.executable, "-m", "ifbench", "eval", "--model", replayed.model, "--tasks", *replayed.tasks]
    command += ["--model-args", "delay=0.3", "-o", str(tmp_path / "run"), "--runner", "ray", "--workers", "2"]
    environment = {**os.environ, "RAY_ADDRESS": "local"}
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    log = wait_for_answers(tmp_path / "run/mine/responses.jsonl", 4)
    child.send_signal(signal.SIGKILL)
    child.wait()
    stored = log.read_bytes().count(b"\n")
    assert 4 <= stored < ITEMS
    run(replayed, tmp_path / "run", watcher := Landing())
    assert watcher.reused == stored
    assert (tmp_path / "run" / "summary.json").read_bytes() == (tmp_path / "whole" / "summary.json").read_bytes()


@pytest.mark.parametrize(
    ("name", "options", "gpus"),
    [
        ("vllm", {}, 1),
        ("vllm", {"tensor_parallel_size": "2"}, 2),
        ("vllm", {"tensor-parallel-size": "2", "pipeline-parallel-size": "3"}, 6),
        ("lm-eval:vllm", {"tensor-parallel-size": "4"}, 4),
        ("llamacpp", {}, 0),
    ],
)
def test_the_gpus_of_a_worker(name: str, options: dict[str, str], gpus: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from ifbench.ray_runner.backend import gpus_of
    from ifbench.ray_runner.worker import EngineSpec

    monkeypatch.setattr("ray.cluster_resources", lambda: {"GPU": 8})
    assert gpus_of(EngineSpec(name, "m", options)) == gpus


def test_a_cluster_that_is_not_there(replayed: Spec, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "ifbench", "eval", "--model", replayed.model, "--tasks", *replayed.tasks]
    environment = {**os.environ, "RAY_ADDRESS": address}
    done = subprocess.run(
        [*command, "--runner", "ray", "-o", str(tmp_path / "run")],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert f"cannot reach the Ray cluster at {address}: Connection refused; check RAY_ADDRESS" in done.stderr
    assert "Traceback" not in done.stderr


def test_ray_is_missing(monkeypatch: pytest.MonkeyPatch, replayed: Spec, tmp_path: Path) -> None:
    monkeypatch.setattr("ifbench.ray_runner.backend.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"--runner ray needs Ray: pip install 'ifbench\[ray\]'"):
        on_ray(replayed, tmp_path / "run")
