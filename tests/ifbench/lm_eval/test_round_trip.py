"""Out to the real `lm_eval` command and back: its numbers are ours, on the same texts."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli, row
from tests.ifbench.lm_eval.conftest import METRICS, LmEvalRun

LmEval = Callable[..., LmEvalRun]
Replaying = Callable[[Mapping[str, str]], str]
LIMIT = 48


def values(result: Mapping[str, Any]) -> dict[str, float]:
    return {name: result["metrics"][name]["value"] for name in METRICS}


def read_run(folder: Path) -> Any:
    return json.loads((folder / "run.json").read_text())


def test_an_exported_task_gives_the_numbers_of_score(
    cli: Cli, shared: Path, tmp_path: Path, lm_eval: LmEval, replaying: Replaying
) -> None:
    """GPT-4's answers, judged inside lm_eval by our exported task and by lm-eval's own ifeval, and by us outside."""
    data, given = shared / "data/ifeval/input_data.jsonl", shared / "data/ifeval/responses_gpt4.jsonl"
    known = [json.loads(line) for line in given.read_text().splitlines()]
    answers = {r["prompt"]: r["response"] for r in known}
    rows = [line for line in data.read_text().splitlines() if json.loads(line)["prompt"] in answers][:LIMIT]
    (tmp_path / "rows.jsonl").write_text("".join(f"{line}\n" for line in rows))

    done = cli("export", "lm-eval", tmp_path / "tasks", "--task", "ifeval", "--data", tmp_path / "rows.jsonl")
    assert (done.code, "--tasks ifbench_ifeval" in done.out) == (0, True)
    package = Path(pytest.importorskip("lm_eval", reason="needs pip install 'ifbench[lm-eval]'").__file__).parent
    (tmp_path / "tasks/own.yaml").write_text(OWN.format(lm_eval=package, rows=tmp_path / "rows.jsonl"))
    ran = lm_eval(
        "--model", "local-completions", "--model_args", replaying(answers),
        "--include_path", tmp_path / "tasks", "--tasks", "ifbench_ifeval,own_ifeval",
    )  # fmt: skip

    ours = cli("score", "--task", "ifeval", "--data", tmp_path / "rows.jsonl", "--responses", given, "--json").json
    assert ran.metrics("ifbench_ifeval") == pytest.approx(values(ours), abs=1e-12)
    assert ran.metrics("own_ifeval") == pytest.approx(values(ours), abs=1e-12)
    assert 0.5 < ours["metrics"]["prompt_level_strict_acc"]["value"] < 1

    log = next(path for path in ran.samples if "ifbench_ifeval" in path.name)
    back = cli("import", "--from", "lm-eval", log, "--data", tmp_path / "rows.jsonl", "-o", tmp_path / "run", "--json")
    assert values(back.json) == values(ours)
    assert f"is ours on {LIMIT} of {LIMIT} prompts" in back.err
    own = next(path for path in ran.samples if "own_ifeval" in path.name)
    command = ("import", "--from", "lm-eval", own, "--task", "ifeval", "--data", tmp_path / "rows.jsonl", "--json")
    theirs = cli(*command, "-o", tmp_path / "theirs")
    assert values(theirs.json) == values(ours)
    assert f"is ours on {LIMIT} of {LIMIT} prompts" in theirs.err
    assert cli("compare", tmp_path / "run", tmp_path / "theirs").code == 0


OWN = """include: {lm_eval}/tasks/ifeval/ifeval.yaml
task: own_ifeval
dataset_path: json
dataset_kwargs: {{data_files: {{train: "{rows}"}}}}
"""


def test_hf_inside_lm_eval_and_back(cli: Cli, tmp_path: Path, lm_eval: LmEval) -> None:
    pytest.importorskip("torch", reason="lm-eval's hf needs torch").set_num_threads(1)
    if not (model := os.environ.get("IFBENCH_TEST_MODEL")):
        pytest.skip("IFBENCH_TEST_MODEL names no model folder")
    cli("export", "lm-eval", tmp_path / "tasks", "--task", "core")
    ran = lm_eval(
        "--model", "hf", "--model_args", f"pretrained={model},dtype=float32", "--device", "cpu",
        "--apply_chat_template", "--gen_kwargs", "max_gen_toks=16", "--batch_size", 2, "--limit", 2,
        "--include_path", tmp_path / "tasks", "--tasks", "ifbench_core",
    )  # fmt: skip
    done = cli("import", "--from", "lm-eval", *ran.samples, "-o", tmp_path / "run", "--limit", 2, "--json")
    assert ran.metrics("ifbench_core") == pytest.approx(values(done.json), abs=1e-12)
    run = read_run(tmp_path / "run")
    assert (run["settings"]["engine"], run["settings"]["chat"], run["weights"]) == ("lm-eval:hf", True, "unverified")
    assert run["tasks"]["core"]["sampling"] == {"temperature": 0.0, "top_p": 1.0, "max_tokens": 16}
    options = "dtype=float32,device=cpu,batch_size=2"
    ours = (
        "eval", "--backend", "lm-eval:hf", "--model", model, "--limit", 2, "--max-tokens", 16, "--model-args", options,
        "-o", tmp_path / "ours",
    )  # fmt: skip
    assert cli(*ours).code == 0
    assert texts(tmp_path / "ours") == texts(tmp_path / "run")


def texts(run: Path) -> dict[str, str]:
    rows = map(json.loads, (run / "core/responses.jsonl").read_text().splitlines())
    return {r["item"]: r["text"] for r in rows}


def test_dialogues_are_refused(cli: Cli, task: Callable[..., Path], tmp_path: Path) -> None:
    turn = {name: value for name, value in row().items() if name != "key"}
    folder = task([{"key": 1, "turns": [turn, turn]}])
    done = cli("export", "lm-eval", tmp_path / "tasks", "--task", folder)
    assert (done.code, "has dialogues of several turns" in done.err) == (2, True)
    assert not (tmp_path / "tasks").exists()


def test_an_export_is_a_task_of_ours(cli: Cli, tmp_path: Path) -> None:
    cli("export", "lm-eval", tmp_path, "--task", "core")
    done = cli("validate", tmp_path / "ifbench_core")
    assert done.code == 0
    assert not list(tmp_path.rglob("*.tmp"))
