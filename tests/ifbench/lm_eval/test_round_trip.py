"""Out to the real `lm_eval` command and back: its numbers are ours, on the same texts."""

import json
import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli, row
from tests.ifbench.lm_eval.conftest import METRICS, LmEvalRun

LmEval = Callable[..., LmEvalRun]
Replaying = Callable[[Mapping[str, str]], str]
LIMIT = 48
DRAWN = (1122, 1129)


@dataclass(frozen=True)
class Gpt4:
    """Rows, what was answered to their prompts, and our scores of it by metric."""

    rows: Path
    answers: Mapping[str, str]
    scores: Mapping[str, float]


def values(result: Mapping[str, Any]) -> dict[str, float]:
    return {name: result["metrics"][name]["value"] for name in METRICS}


def read_run(folder: Path) -> Any:
    return json.loads((folder / "run.json").read_text())


@pytest.fixture
def gpt4(shared: Path, tmp_path: Path, cli: Cli) -> Gpt4:
    """IFEval's first rows that GPT-4 answered, its answers, and what we make of them.

    Without the two rows for which lm-eval draws a letter, another one in every call; see official/deviations.toml.
    """
    data, given = shared / "data/ifeval/input_data.jsonl", shared / "data/ifeval/responses_gpt4.jsonl"
    answers = {r["prompt"]: r["response"] for r in map(json.loads, given.read_text().splitlines())}
    known = {line: json.loads(line) for line in data.read_text().splitlines()}
    lines = [line for line, r in known.items() if r["prompt"] in answers and r["key"] not in DRAWN][:LIMIT]
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(f"{line}\n" for line in lines))
    ours = cli("score", "--task", "ifeval", "--data", rows, "--responses", given, "--json").json
    assert 0.5 < ours["metrics"]["prompt_level_strict_acc"]["value"] < 1
    return Gpt4(rows, answers, values(ours))


def test_an_exported_task_gives_the_numbers_of_score(
    cli: Cli, gpt4: Gpt4, tmp_path: Path, lm_eval: LmEval, replaying: Replaying
) -> None:
    done = cli("export", "lm-eval", tmp_path / "tasks", "--task", "ifeval", "--data", gpt4.rows)
    assert (done.code, "--tasks ifbench_ifeval" in done.out) == (0, True)
    place = ("--include_path", tmp_path / "tasks", "--tasks", "ifbench_ifeval")
    ran = lm_eval("--model", "local-completions", "--model_args", replaying(gpt4.answers), *place)
    assert ran.metrics("ifbench_ifeval") == pytest.approx(gpt4.scores, abs=1e-12)
    back = cli("import", "--from", "lm-eval", *ran.samples, "--data", gpt4.rows, "-o", tmp_path / "run", "--json")
    assert values(back.json) == gpt4.scores
    assert f"is ours on {LIMIT} of {LIMIT} prompts" in back.err
    assert cli("show", tmp_path / "run").code == 0


def test_lm_evals_own_ifeval_gives_the_numbers_of_score(
    cli: Cli, gpt4: Gpt4, tmp_path: Path, lm_eval: LmEval, replaying: Replaying
) -> None:
    package = Path(pytest.importorskip("lm_eval", reason="needs pip install 'ifbench[lm-eval]'").__file__).parent
    pytest.importorskip("immutabledict", reason="lm-eval's own ifeval needs pip install immutabledict")
    (tmp_path / "own_ifeval.yaml").write_text(OWN.format(lm_eval=package, rows=gpt4.rows))
    place = ("--include_path", tmp_path, "--tasks", "own_ifeval")
    ran = lm_eval("--model", "local-completions", "--model_args", replaying(gpt4.answers), *place)
    assert ran.metrics("own_ifeval") == pytest.approx(gpt4.scores, abs=1e-12)
    command = ("import", "--from", "lm-eval", *ran.samples, "--task", "ifeval", "--data", gpt4.rows, "--json")
    done = cli(*command, "-o", tmp_path / "run")
    assert values(done.json) == gpt4.scores
    assert f"is ours on {LIMIT} of {LIMIT} prompts" in done.err


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


def test_the_command_that_is_printed_can_be_pasted(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "my $HOME's tasks"
    words = shlex.split(cli("export", "lm-eval", folder, "--task", "core").out)
    assert words[words.index("--include_path") + 1] == str(folder)


def test_an_export_is_a_task_of_ours(cli: Cli, tmp_path: Path) -> None:
    cli("export", "lm-eval", tmp_path, "--task", "core")
    done = cli("validate", tmp_path / "ifbench_core")
    assert done.code == 0
    assert not list(tmp_path.rglob("*.tmp"))
