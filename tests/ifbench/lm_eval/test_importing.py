"""Sample logs with every oddity that lm-eval's own command writes, and damaged ones."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli, row

DATE = "2026-01-02T03-04-05.678901"


def sample(prompt: str, *texts: str, key: Any = 1, filter: str = "none", **more: Any) -> dict[str, Any]:
    """A row as lm-eval 0.4.13 writes it, as far as it is read."""
    asked = {"until": [], "do_sample": True, "temperature": 0.7, "top_p": 0.9, "max_gen_toks": 64}
    return {
        "doc_id": 0,
        "doc": {"key": key, "prompt": prompt},
        "arguments": {"gen_args_0": {"arg_0": f"<user>{prompt}", "arg_1": asked}},
        "resps": [list(texts)],
        "filtered_resps": [texts[0]],
        "filter": filter,
        **more,
    }


def log(folder: Path, *rows: Any, task: str = "ifbench_mine") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"samples_{task}_{DATE}.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))
    return path


@pytest.fixture
def mine(task: Callable[..., Path]) -> Path:
    return task([row(1, "Say hello."), row(2, "Say bye.")])


def test_samples_sampling_and_results_are_taken_over(cli: Cli, mine: Path, tmp_path: Path) -> None:
    path = log(tmp_path / "logs", sample("Say hello.", "Hi", "Oh, hi"), sample("Say bye.", "Bye", "Bye", key=2))
    results = {
        "model_name": "org/model", "config": {"model": "vllm"}, "lm_eval_version": "0.4.13", "chat_template": "{{ x }}",
        "system_instruction": "Be brief.",
    }  # fmt: skip
    path.with_name(f"results_{DATE}.json").write_text(json.dumps(results))
    done = cli("import", "--from", "lm-eval", path, "--task", mine, "-o", tmp_path / "run", "--json")
    assert done.code == 0
    assert (done.json["model"], done.json["n"]) == ("org/model", 4)
    assert done.json["metrics"]["prompt_level_strict_acc"]["value"] == 0.75
    run = json.loads((tmp_path / "run/run.json").read_text())
    settings = run["settings"]
    assert (settings["engine"], settings["engine_version"]) == ("lm-eval:vllm", "0.4.13")
    assert (settings["system"], settings["chat"]) == ("Be brief.", True)
    assert run["tasks"]["mine"]["sampling"] == {"temperature": 0.7, "top_p": 0.9, "max_tokens": 64}
    assert run["tasks"]["mine"]["repeats"] == 2
    assert cli("show", tmp_path / "run", "--failed").code == 0
    again = cli("score", tmp_path / "run", "--json")
    assert again.json["metrics"] == done.json["metrics"]


def test_the_rows_of_a_second_filter_are_the_same_answers(cli: Cli, mine: Path, tmp_path: Path) -> None:
    rows = [sample("Say hello.", "Hi", filter=name) for name in ("none", "strip")]
    done = cli("import", "--from", "lm-eval", log(tmp_path, *rows), "--task", mine, "-o", tmp_path / "run", "--json")
    assert (done.code, done.json["counts"]["unmatched"], done.json["counts"]["missing"]) == (0, 0, 1)


def test_an_item_that_stands_twice(cli: Cli, mine: Path, tmp_path: Path) -> None:
    """Equal answers are one, whatever else the rows say; of different ones none is chosen in silence."""
    hello, bye = sample("Say hello.", "Hi"), sample("Say bye.", "B", key=2)
    same = log(tmp_path / "same", hello, hello, bye)
    done = cli("import", "--from", "lm-eval", same, "--task", mine, "-o", tmp_path / "run")
    assert (done.code, "left out" in done.err) == (0, False)
    other = log(tmp_path / "other", hello, sample("Say hello.", "Ho"))
    done = cli("import", "--from", "lm-eval", other, "--task", mine, "-o", tmp_path / "other-run")
    assert (done.code, "two different answers to one prompt, on lines 1 and 2" in done.err) == (2, True)


def test_other_verdicts_than_ours_are_counted(cli: Cli, mine: Path, tmp_path: Path) -> None:
    judged = [
        sample("Say hello.", "Hi", prompt_level_strict_acc=True),
        sample("Say bye.", "Bye, bye", key=2, prompt_level_strict_acc=True),
    ]
    done = cli("import", "--from", "lm-eval", log(tmp_path, *judged), "--task", mine, "-o", tmp_path / "run")
    assert "is ours on 1 of 2 prompts" in done.err


def test_prompts_of_another_task_are_left_out(cli: Cli, mine: Path, tmp_path: Path) -> None:
    path = log(tmp_path, sample("Say hello.", "Hi"), sample("Else.", "Hm", key=9))
    done = cli("import", "--from", "lm-eval", path, "--task", mine, "-o", tmp_path / "run")
    assert (done.code, "1 of the answers; the first, on line 2: Else." in done.err) == (0, True)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "holds no samples"),
        ([{"prompt": "a", "response": "b"}], "line 1: no sample of lm-eval's"),
        ([sample("Say hello.", "Hi"), {**sample("a", "b"), "doc": {"question": "a"}}], "line 2: its task has no field"),
        ([{**sample("a", "b"), "doc": {"prompt": float("nan")}}], "line 1: its task has no field"),
        ([sample("Say hello.", "Hi"), {**sample("a", "b"), "arguments": "\ud800"}], "line 2: no sample of lm-eval's"),
        ([sample("Else.", "Hi")], "is to a prompt of mine; it begins with 'Else.'"),
    ],
)
def test_a_damaged_log_is_told(cli: Cli, mine: Path, tmp_path: Path, rows: list[Any], sentence: str) -> None:
    done = cli("import", "--from", "lm-eval", log(tmp_path, *rows), "--task", mine, "-o", tmp_path / "run")
    assert (done.code, sentence in done.err, "Traceback" in done.err) == (2, True, False)
    assert not (tmp_path / "run").exists()


def test_no_log(cli: Cli, mine: Path, tmp_path: Path) -> None:
    done = cli("import", "--from", "lm-eval", tmp_path / "no.jsonl", "--task", mine, "-o", tmp_path / "run")
    assert (done.code, f"cannot read {tmp_path / 'no.jsonl'}: No such file" in done.err) == (2, True)


def test_the_task_is_told_from_the_name_or_named(cli: Cli, tmp_path: Path) -> None:
    path = log(tmp_path, sample("Say hello.", "Hi"))
    told = cli("import", "--from", "lm-eval", path, "-o", tmp_path / "run")
    assert (told.code, "unknown task 'mine'" in told.err) == (2, True)
    renamed = path.rename(tmp_path / "mine.jsonl")
    untold = cli("import", "--from", "lm-eval", renamed, "-o", tmp_path / "run")
    assert (untold.code, "name its task with --task" in untold.err) == (2, True)


def test_equal_prompts_are_told_apart_by_their_keys(cli: Cli, task: Callable[..., Path], tmp_path: Path) -> None:
    folder = task([row(1, "Say hello."), row(2, "Say hello.", ("keywords:existence", {"keywords": ["cat"]}))])
    path = log(tmp_path, sample("Say hello.", "Hi, you"), sample("Say hello.", "A cat", key="2"))
    done = cli("import", "--from", "lm-eval", path, "--task", folder, "-o", tmp_path / "run", "--json")
    assert done.json["metrics"]["prompt_level_strict_acc"]["value"] == 0.5


def test_a_key_that_is_none_is_passed_over(cli: Cli, mine: Path, tmp_path: Path) -> None:
    path = log(tmp_path, sample("Say hello.", "Hi", key=float("nan")), sample("Say bye.", "Bye", key=["\ud800"]))
    done = cli("import", "--from", "lm-eval", path, "--task", mine, "-o", tmp_path / "run", "--json")
    assert (done.code, done.json["counts"]["missing"]) == (0, 0), done.err


def test_two_logs_of_one_task_are_two_runs(cli: Cli, mine: Path, tmp_path: Path) -> None:
    logs = [log(tmp_path / name, sample("Say hello.", name)) for name in ("a", "b")]
    done = cli("import", "--from", "lm-eval", *logs, "--task", f"{mine},{mine}", "-o", tmp_path / "run")
    assert (done.code, "several logs answer" in done.err) == (2, True)


def test_two_tasks_share_a_run(cli: Cli, mine: Path, task: Callable[..., Path], tmp_path: Path) -> None:
    other = task([row(1, "Other.")], name="other")
    logs = [log(tmp_path, sample("Say hello.", "Hi")), log(tmp_path, sample("Other.", "Oh"), task="ifbench_other")]
    done = cli("import", "--from", "lm-eval", *logs, "--task", f"{mine},{other}", "-o", tmp_path / "run", "--json")
    assert (done.code, [r["task"] for r in done.json["results"]]) == (0, ["mine", "other"])
    assert (tmp_path / "run/other/responses.jsonl").is_file()
