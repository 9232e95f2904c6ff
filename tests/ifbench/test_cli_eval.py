"""`ifbench eval`, end to end with given answers in place of an engine."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.ifbench.conftest import GOOD, ROWS, Make


def test_the_json_object(evaluated: Callable, tmp_path: Path) -> None:
    done = evaluated("-o", tmp_path / "run", "--json", pairs=(*GOOD[:2], ("Say bye.", "Here:\nOh, bye!")))
    assert done.code == 0, done.err
    result = done.json
    assert (result["schema"], result["task"], result["semantics"], result["n"]) == (1, "mine", "corrected", 3)
    assert result["metrics"]["prompt_level_strict_acc"]["value"] == 1.0
    low, high = result["metrics"]["inst_level_loose_acc"]["ci95"]
    assert 0 < low < high <= 1
    assert result["answered"]["n"] == 3
    assert set(result["floor"]["answers"]) == {"Hello", ".", ""}
    assert result["by_constraint"]["punctuation:no_comma"]["n"] == 2
    assert {"truncated", "empty", "missing", "errors", "unmatched"} <= set(result["counts"])


def test_the_table_is_on_stdout_and_the_rest_on_stderr(evaluated: Callable, tmp_path: Path) -> None:
    done = evaluated("-o", tmp_path / "run")
    assert done.code == 0
    for part in ("prompt level, strict *", "null floor", "95 % interval", "truncated 0", "lowest 3 constraints"):
        assert part in done.out
    assert "3/3 answers" in done.err
    assert "\x1b" not in done.out + done.err


def test_the_run_directory(evaluated: Callable, tmp_path: Path) -> None:
    evaluated("-o", tmp_path / "run")
    run = json.loads((tmp_path / "run" / "run.json").read_text())
    assert run["tasks"]["mine"]["sampling"] == {"temperature": 0.0, "top_p": 1.0, "max_tokens": 1280}
    assert len(run["tasks"]["mine"]["digest"]) == 64
    assert run["settings"]["model"]
    assert run["complete"] is True
    (first, *_) = [json.loads(line) for line in (tmp_path / "run" / "mine" / "verdicts.jsonl").open()]
    assert first["id"] == "punctuation:no_comma"
    assert first["why"]


def test_running_again_asks_for_nothing(evaluated: Callable, tmp_path: Path) -> None:
    evaluated("-o", tmp_path / "run", "--limit", "2")
    log = tmp_path / "run" / "mine" / "responses.jsonl"
    assert len(log.read_text().splitlines()) == 2
    done = evaluated("-o", tmp_path / "run")
    assert "2 reused" in done.err
    assert len(log.read_text().splitlines()) == 3
    assert json.loads((tmp_path / "run" / "run.json").read_text())["resumes"] == 1


def test_the_default_folder_depends_on_the_models_content(
    evaluated: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    evaluated()
    evaluated(pairs=(*GOOD[:2], ("Say bye.", "Good bye!")))
    evaluated("--temperature", "0.5")
    assert len(list((tmp_path / "runs").iterdir())) == 3


def test_a_folder_of_another_run_is_refused_and_untouched(evaluated: Callable, tmp_path: Path) -> None:
    evaluated("-o", tmp_path / "run")
    before = {path: path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file()}
    done = evaluated("-o", tmp_path / "run", "--temperature", "0.5", "--system", "Be brief.")
    assert done.code == 2
    assert "temperature: None there, 0.5 here, system: None there, Be brief. here" in done.err
    assert {path: path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file()} == before
    fresh = evaluated("-o", tmp_path / "run", "--temperature", "0.5", "--fresh")
    assert fresh.code == 0
    assert "Moved the earlier run aside" in fresh.err
    assert len(list(tmp_path.glob("run*"))) == 2


def test_a_missing_answer_is_incomplete_and_fails_in_the_score(evaluated: Callable, tmp_path: Path) -> None:
    done = evaluated("-o", tmp_path / "run", "--json", pairs=GOOD[:2])
    assert done.code == 3
    assert "ifbench: 1 answer failed, the first (item c): no answer to this prompt in" in done.err
    assert done.err.endswith("the same command again asks for what is missing\n")
    assert done.json["metrics"]["prompt_level_strict_acc"]["value"] == pytest.approx(2 / 3)
    assert done.json["answered"]["metrics"]["prompt_level_strict_acc"]["value"] == 1.0
    assert (done.json["counts"]["missing"], done.json["counts"]["errors"]) == (1, 1)


def test_fail_under(evaluated: Callable, tmp_path: Path) -> None:
    assert evaluated("-o", tmp_path / "run", "--fail-under", "100").code == 0
    done = evaluated("--fail-under", "70", "-o", tmp_path / "b", pairs=(*GOOD[:1], ("Name a pet.", "A dog"), GOOD[2]))
    assert done.code == 1
    assert "mine prompt_level_strict_acc is 66.7 %, under --fail-under 70" in done.err
    near = evaluated("--fail-under", "66.7", "-o", tmp_path / "b", pairs=(*GOOD[:1], ("Name a pet.", "A dog"), GOOD[2]))
    assert "mine prompt_level_strict_acc is 66.67 %, under --fail-under 66.7" in near.err


def test_both_semantics_report_where_they_differ(evaluated: Callable, tmp_path: Path) -> None:
    pairs = (("Say hello.", "Hello\uff0c you"), *GOOD[1:])
    done = evaluated("-o", tmp_path / "run", "--semantics", "both", "--json", pairs=pairs)
    assert [one["semantics"] for one in done.json["results"]] == ["official", "corrected"]
    assert "3/3 answers · " in done.err
    assert "100.0% strict so far" in done.err  # to the official checkers
    (difference,) = done.json["differences"]
    [case] = difference.pop("cases")
    assert difference == {"id": "punctuation:no_comma", "official_only": 1, "corrected_only": 0, "items": ["a"]}
    assert (case["official_why"], case["corrected_why"]) == ("0 commas, wanted none", "1 comma, wanted none")
    assert (
        "official and corrected differ on" in evaluated("-o", tmp_path / "run", "--semantics", "both", pairs=pairs).out
    )


ENGINE = """
from ifbench.types import Completion, Identity

class Engine:
    def __init__(self, model, options):
        self.identity = Identity(model, "mine", "1", f"{model}, {sorted(options.items())}")

    def generate(self, requests):
        return (Completion(request.id, "Hello") for request in requests if request is not None)
"""


def test_a_backend_that_is_not_ours(tmp_path: Path, task: Make, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my_engine.py").write_text(ENGINE)
    monkeypatch.syspath_prepend(tmp_path)
    asked = ("--backend", "my_engine:Engine", "--model", "m", "--model-args", "a=1", "--tasks", task(ROWS))
    done = cli("eval", *asked, "-o", tmp_path / "run", "--json")
    assert done.code == 0, done.err
    assert (done.json["n"], done.json["counts"]["missing"]) == (3, 0)
    assert '"engine": "mine"' in (tmp_path / "run" / "run.json").read_text()


def test_repeats_are_samples_of_their_own(evaluated: Callable, tmp_path: Path, task: Make, cli: Cli) -> None:
    rows = [{"prompt": p, "response": t, "sample": s} for s in range(2) for p, t in GOOD]
    rows[1]["response"] = "A dog"
    path = tmp_path / "samples.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))
    done = cli("eval", "--model", path, "--tasks", task(ROWS), "--repeats", "2", "-o", tmp_path / "run", "--json")
    assert done.code == 0, done.err
    assert done.json["n"] == 6
    assert done.json["metrics"]["prompt_level_strict_acc"]["value"] == pytest.approx(5 / 6)
    assert {name: share["value"] for name, share in done.json["samples"].items()} == {
        "pass@2": 1.0,
        "pass^2": pytest.approx(2 / 3),
    }
    told = cli("score", tmp_path / "run").out
    assert "pass@2, strict" in told
    assert "pass^2, strict" in told


def test_all_samples_together_are_told(tmp_path: Path, task: Make, cli: Cli) -> None:
    """By `show` too, which reads them from a file with sorted keys."""
    rows = [{"prompt": p, "response": t, "sample": s} for s in range(4) for p, t in GOOD]
    path, run = tmp_path / "samples.jsonl", tmp_path / "run"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))
    scored = cli("score", "--task", task(ROWS), "--responses", path, "--repeats", "auto", "-o", run).out
    for told in (scored, cli("show", run).out):
        assert "pass@4, strict" in told
        assert "pass^4, strict" in told
        assert "pass^2" not in told


def test_reasoning_is_stripped_and_counted(evaluated: Callable, tmp_path: Path) -> None:
    pairs = (("Say hello.", "<think>one, two</think>Hello"), ("Name a pet.", "<think>cat, cat"), GOOD[2])
    counts = evaluated("-o", tmp_path / "run", "--json", pairs=pairs).json["counts"]
    assert (counts["reasoning_stripped"], counts["truncated"], counts["empty"]) == (2, 1, 0)
    kept = evaluated("-o", tmp_path / "run", "--reasoning", "keep", "--json", pairs=pairs).json
    assert kept["by_constraint"]["punctuation:no_comma"]["strict"]["value"] == 0.0


def test_reasoning_may_end_with_another_tag(evaluated: Callable, tmp_path: Path, cli: Cli) -> None:
    pairs = (("Say hello.", "[THINK]one, two[/THINK]Hello"), ("Name a pet.", "[THINK]cat, cat"), GOOD[2])
    run = tmp_path / "run"
    done = evaluated("-o", run, "--reasoning-end", "[/THINK]", "--json", pairs=pairs).json
    assert (done["reasoning"], done["counts"]["reasoning_stripped"], done["counts"]["truncated"]) == ("[/THINK]", 2, 1)
    assert cli("score", run, "--json").json == done
    assert cli("score", run, "--reasoning", "strip", "--json").json["counts"]["reasoning_stripped"] == 0
