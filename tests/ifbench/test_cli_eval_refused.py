"""`ifbench eval` where the command, the model or the disk is at fault."""

import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from tests.conftest import Cli

BAD = {
    "reasoning that does not end": (
        ["--reasoning", "keep", "--reasoning-end", "[/THINK]"],
        "--reasoning-end goes with strip alone",
    ),
    "a bare word for a tag": (["--reasoning-end", "keep"], "'keep' is no tag; give it whole, such as [/THINK]"),
    "task": (["--tasks", "ifevall"], "unknown task 'ifevall'; did you mean ifeval?"),
    "backend": (["--backend", "vlm"], "unknown backend 'vlm'; choose from"),
    "module of a backend": (["--backend", "no_such:Engine"], "or give module:Class of your own (No module named"),
    "flag": (["--temprature", "0"], "No such option '--temprature'"),
    "limit": (["--limit", "x"], "neither N nor A:B"),
    "a gate that is no number": (["--fail-under", "nan"], "NaN"),
    "a temperature that is no number": (["--temperature", "nan"], "NaN"),
    "no task": (["--tasks", ""], "names nothing"),
    "no ids": (["--ids", ""], "names nothing"),
    "a limit of many digits": (["--limit", "9" * 5000], "neither N nor A:B"),
    "no model": (["--model", ""], "has no name"),
    "model argument": (["--model-args", "delya=1"], "delay"),
    "model argument form": (["--model-args", "delay"], "is not NAME=VALUE"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence(evaluated: Callable, tmp_path: Path, name: str) -> None:
    args, part = BAD[name]
    done = evaluated("-o", tmp_path / "run", *args)
    assert done.code == 2
    assert part in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("no/such/model", "ifbench: no model folder at no/such/model\n"),
        ("./nowhere", "ifbench: no model folder at ./nowhere\n"),
        ("smollm2-135", "ifbench: no model folder at smollm2-135 (did you mean smollm2-135m?)"),
        ("tests", "ifbench: tests is no model folder: it has no config.json\n"),
    ],
)
def test_an_unknown_model_is_named_first(cli: Cli, tmp_path: Path, model: str, says: str) -> None:
    (tmp_path / "tests").mkdir()
    with chdir(tmp_path):
        done = cli("eval", "--model", model, "--limit", "1", "-o", tmp_path / "run")
    assert done.code == 2
    assert says in done.err
    assert not (tmp_path / "run").exists()


def test_an_embedded_model_and_another_backend(cli: Cli, tmp_path: Path) -> None:
    done = cli("eval", "--backend", "vllm", "--model", "smollm2-135m", "-o", tmp_path / "run")
    assert done.code == 2
    assert "smollm2-135m is an embedded model, which llama.cpp runs: leave out --backend\n" in done.err


def test_a_place_that_cannot_be_written(evaluated: Callable) -> None:
    done = evaluated("-o", "/proc/ifbench/run")
    assert done.code == 2
    assert "cannot write /proc/ifbench/run" in done.err


def test_a_full_disk_keeps_what_is_finished(evaluated: Callable, tmp_path: Path) -> None:
    """A real write that the system refuses: no file of the child may grow over 2,000 bytes."""
    evaluated("-o", tmp_path / "other")
    pairs = ["--model", tmp_path / "answers.jsonl", "--tasks", tmp_path / "mine", "-o", tmp_path / "run"]
    command = [sys.executable, "-m", "ifbench", "eval", *map(str, pairs)]
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))  # noqa: E731
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=small, check=False)
    assert done.returncode == 3, done.stderr
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    again = evaluated("-o", tmp_path / "run")
    assert again.code == 0, again.err
    assert "3/3 answers" in again.err
