"""A run that is killed goes on as if nothing had happened: a real SIGKILL to a real child."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import answers, row

ITEMS = 60
KILLS = 20


def prepare(path: Path) -> list[str]:
    """A task, answers to it, and the command that runs them with a delay for each answer."""
    folder = path / "mine"
    folder.mkdir()
    rows = [
        row(n, f"Prompt {n}", ("punctuation:no_comma", {}), ("keywords:existence", {"keywords": ["cat"]}))
        for n in range(ITEMS)
    ]
    passport = {"id": "mine", "title": "", "version": 1, "semantics": "corrected", "source": {"file": "items.jsonl"}}
    (folder / "task.yaml").write_text(json.dumps(passport))
    (folder / "items.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    texts = ["A cat", "A dog", "A, b", "Sure:\nA cat\ud800 \x00"]
    given = answers(path / "answers.jsonl", *((r["prompt"], texts[n % 4]) for n, r in enumerate(rows)))
    command = [sys.executable, "-m", "ifbench", "eval", "--model", str(given), "--tasks", str(folder)]
    return [*command, "--model-args", "delay=0.02"]


def test_twenty_kills_change_nothing(tmp_path: Path) -> None:
    command = prepare(tmp_path)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    subprocess.run([*command, "-o", str(whole)], check=True, capture_output=True)
    rng = random.Random(0)
    landed = []
    for _ in range(KILLS):
        child = subprocess.Popen([*command, "-o", str(killed)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.3, 1.0))
        child.send_signal(signal.SIGKILL)
        child.wait()
        log = killed / "mine" / "responses.jsonl"
        landed.append(log.read_bytes().count(b"\n") if log.exists() else 0)
    subprocess.run([*command, "-o", str(killed)], check=True, capture_output=True)
    assert landed == sorted(landed)
    assert any(0 < count < ITEMS for count in landed)
    assert (killed / "summary.json").read_bytes() == (whole / "summary.json").read_bytes()
    assert sorted_lines(killed / "mine" / "verdicts.jsonl") == sorted_lines(whole / "mine" / "verdicts.jsonl")
    assert responses(killed) == responses(whole)
    assert len(responses(whole)) == ITEMS


def sorted_lines(path: Path) -> list[bytes]:
    return sorted(path.read_bytes().splitlines())


def responses(run: Path) -> list[str]:
    rows = [json.loads(line) for line in (run / "mine" / "responses.jsonl").read_text().splitlines()]
    return sorted(json.dumps({k: v for k, v in row.items() if k != "seconds"}, sort_keys=True) for row in rows)


def test_a_run_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    """A second process must neither move the run aside, nor replace its run.json, nor judge what is half done."""
    run = tmp_path / "run"
    command = [part.replace("delay=0.02", "delay=0.1") for part in prepare(tmp_path)]
    child = subprocess.Popen([*command, "-o", str(run)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (run / "mine" / "responses.jsonl").exists():
        assert child.poll() is None
        time.sleep(0.02)
    before = (run / "run.json").read_bytes()
    score = [sys.executable, "-m", "ifbench", "score", str(run)]
    for other in ([*command, "-o", str(run), "--fresh"], [*command, "-o", str(run), "--limit", "3"], score):
        done = subprocess.run(other, capture_output=True, text=True, check=False)
        assert (done.returncode, child.poll()) == (2, None), done.stderr
        assert f"another process is writing {run}" in done.stderr
    assert (run / "run.json").read_bytes() == before
    assert child.wait(60) == 0
    assert len(responses(run)) == ITEMS


def test_an_interrupt_keeps_what_is_finished(tmp_path: Path) -> None:
    command = [*prepare(tmp_path), "-o", str(tmp_path / "run")]
    slow = [part.replace("delay=0.02", "delay=0.2") for part in command]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    child = subprocess.Popen(slow, **pipes)
    log = tmp_path / "run" / "mine" / "responses.jsonl"
    deadline = time.monotonic() + 30
    while (not log.exists() or log.read_bytes().count(b"\n") < 5) and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "the same command again goes on" in err
    assert "Traceback" not in err
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())["results"][0]
    stored = log.read_bytes().count(b"\n")
    assert 5 <= stored < ITEMS
    assert summary["answered"]["n"] == stored
    assert summary["counts"]["missing"] == ITEMS - stored
    subprocess.run(command, check=True, capture_output=True)
    assert len(responses(tmp_path / "run")) == ITEMS
