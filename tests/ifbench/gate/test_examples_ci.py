"""The steps of examples/ci, run by a shell as CI would, on given answers."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from ifbench import scoring
from ifbench.tasks import load_task
from ifbench.validation import problems
from tests.conftest import ROOT, Cli, answers
from tests.ifbench.gate.conftest import MakeRun, bits, rows

EXAMPLES = ROOT / "examples" / "ci"
COUNT = 12
GATE_PASSES = {12: 0, 2: 1}
"""The exit code for so many answers that pass, where the baseline's all do."""


def read(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / name).read_text())


def github(job: str) -> tuple[dict[str, str], list[str]]:
    """A job's variables and its gate step."""
    found = read("github.yml")["jobs"][job]
    return found["env"], [step["run"] for step in found["steps"] if step.get("name") == "Gate"]


def gitlab() -> tuple[dict[str, str], list[str]]:
    job = read("gitlab.yml")["ifbench"]
    return job["variables"], job["script"]


JOBS = {"github replay": lambda: github("replay"), "github gpu": lambda: github("checkpoint"), "gitlab": gitlab}


def shell(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step as CI does, in its own folder; `ifbench` is that of this environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, **variables}
    return subprocess.run(["bash", "-eo", "pipefail", "-c", command], capture_output=True, text=True, cwd=folder,
                          env=environment, check=False)  # fmt: skip


@pytest.mark.parametrize("passes", GATE_PASSES)
@pytest.mark.parametrize("job", JOBS)
def test_a_job(
    job: str, passes: int, run: MakeRun, bless: Callable[..., Path], gated_task: Callable[..., Path], tmp_path: Path
) -> None:
    variables, steps = JOBS[job]()
    assert steps
    baseline = bless(run("before", bits(COUNT, COUNT)))
    pairs = [(row["prompt"], text) for row, text in zip(rows(COUNT), bits(passes, COUNT), strict=True)]
    given = str(answers(tmp_path / "given.jsonl", *pairs))
    here = {"TASK": str(gated_task(COUNT)), "BASELINE": str(baseline), "BACKEND": "replay"}
    here |= {name: given for name in ("ANSWERS", "CHECKPOINT") if name in variables}
    assert set(variables) <= set(here)
    folder = tmp_path / "work"
    folder.mkdir()
    done = shell("\n".join(steps), folder, GITHUB_STEP_SUMMARY=str(folder / "summary.md"), **here)
    assert done.returncode == GATE_PASSES[passes], done.stderr
    assert ElementTree.parse(folder / "gate.xml").getroot().attrib["failures"] == str(GATE_PASSES[passes])
    assert (folder / "gate.md").read_text().startswith("<!-- ifbench gate: mine -->")
    assert (folder / "summary.md").read_text().startswith("<!-- ifbench gate: mine -->")


@pytest.mark.parametrize("passes", GATE_PASSES)
def test_the_pytest_recipe(passes: int, run: MakeRun, bless: Callable[..., Path], tmp_path: Path) -> None:
    baseline = bless(run("before", bits(COUNT, COUNT)))
    new = run("new", bits(passes, COUNT))
    recipe = EXAMPLES / "test_no_regression.py"
    command = f"python -m pytest -q -p no:cacheprovider --rootdir {recipe.parent} -c /dev/null {recipe}"
    done = shell(command, tmp_path, BASELINE=str(baseline), RUN=str(new))
    assert done.returncode == GATE_PASSES[passes], done.stdout + done.stderr
    assert ("mine is worse than the baseline" in done.stdout) is (passes == 2)
    assert len([line for line in recipe.read_text().splitlines() if line]) <= 6


def test_after_a_changed_checker_the_blessed_run_is_judged_again(
    run: MakeRun, bless: Callable[..., Path], cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step that github.yml names: without it the gate refuses, and says so; with it the run passes."""
    assert "ifbench score runs/main && ifbench bless runs/main --name main" in (EXAMPLES / "github.yml").read_text()
    with monkeypatch.context() as earlier:
        earlier.setattr(scoring, "fingerprint", lambda _: "an earlier one")
        blessed = run("before", bits(COUNT, COUNT))
        baseline = bless(blessed)
    new = run("new", bits(COUNT, COUNT))
    refused = cli("regress", new, "--baseline", baseline)
    assert refused.code == 4
    assert "checkers: an earlier one before" in refused.err
    assert "Make them alike, judge the blessed run again (ifbench score RUN) and bless it, or compare" in refused.err
    assert cli("score", blessed).code == 0
    assert cli("regress", new, "--baseline", bless(blessed)).code == 0


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_no_example_installs_from_an_index(name: str) -> None:
    installs = [line for line in (EXAMPLES / name).read_text().splitlines() if "pip install" in line]
    assert installs
    assert all("@ git+" in line for line in installs)


def test_the_comment_is_found_again_by_the_first_line() -> None:
    steps = read("github.yml")["jobs"]["replay"]["steps"]
    (comment,) = [step["run"] for step in steps if step.get("name", "").startswith("Comment")]
    assert "head -n 1 gate.md" in comment
    assert shell(f"bash -n <<'END'\n{comment}\nEND", Path.cwd()).returncode == 0


def test_the_demonstration_task_is_sound() -> None:
    demo = load_task(str(ROOT / "examples" / "demo"))
    assert len(demo.items) == 60
    assert problems(demo, "corrected") == []
