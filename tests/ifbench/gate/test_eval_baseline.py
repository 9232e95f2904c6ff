"""`ifbench eval --baseline`: the run and its gate in one go."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Cli, Done, answers
from tests.ifbench.gate.conftest import FAIL, PASS, rows

Make = Callable[..., Path]
COUNT = 12


@pytest.fixture
def evaluated(tmp_path: Path, cli: Cli, gated_task: Make) -> Callable[..., Done]:
    def run(name: str, passes: int, *args: object, given: int = COUNT) -> Done:
        texts = [PASS] * passes + [FAIL] * (COUNT - passes)
        pairs = [(row["prompt"], text) for row, text in zip(rows(COUNT), texts, strict=True)][:given]
        file = answers(tmp_path / f"{name}.jsonl", *pairs)
        return cli("eval", "--model", file, "--tasks", gated_task(COUNT), "-o", tmp_path / name, *args)

    return run


@pytest.fixture
def baseline(evaluated: Callable[..., Done], cli: Cli, tmp_path: Path) -> Path:
    assert evaluated("first", COUNT).code == 0
    return Path(cli("bless", tmp_path / "first", "--name", "main", "--to", tmp_path).out.strip())


def test_good_and_worse(evaluated: Callable[..., Done], baseline: Path, tmp_path: Path) -> None:
    good = evaluated("good", COUNT, "--baseline", baseline)
    assert good.code == 0, good.err
    assert "prompt level, strict *" in good.out
    assert good.out.splitlines()[-1].startswith("PASSED: mine")
    worse = evaluated("worse", 2, "--baseline", baseline, "--junit", tmp_path / "j.xml")
    assert worse.code == 1
    assert worse.out.splitlines()[-1].startswith("FAILED: mine is worse")
    assert 'failures="1"' in (tmp_path / "j.xml").read_text()


def test_one_json_object(evaluated: Callable[..., Done], baseline: Path) -> None:
    done = evaluated("worse", 2, "--baseline", baseline, "--json")
    assert (done.code, done.json["task"], done.json["gate"]["outcome"]) == (1, "mine", "failed")


def test_fail_under_and_the_gate_both_count(evaluated: Callable[..., Done], baseline: Path) -> None:
    assert evaluated("a", COUNT - 1, "--baseline", baseline, "--fail-under", "99").code == 1
    assert evaluated("b", 2, "--baseline", baseline, "--fail-under", "1").code == 1
    assert evaluated("c", COUNT - 1, "--baseline", baseline, "--fail-under", "50").code == 0
    assert evaluated("d", COUNT, "--baseline", baseline, "--max-drop", "1").code == 5


def test_fail_under_is_red_in_every_report(evaluated: Callable[..., Done], baseline: Path, tmp_path: Path) -> None:
    reports = ("--junit", tmp_path / "j.xml", "--markdown", tmp_path / "m.md")
    done = evaluated("a", COUNT - 1, "--baseline", baseline, "--fail-under", "99", "--json", *reports)
    reason = "mine prompt_level_strict_acc is 91.7 %, under --fail-under 99; mine: no drop found that fails the gate"
    gate = done.json["gate"]
    assert (done.code, gate["exit"], gate["outcome"]) == (1, 1, "failed")
    assert gate["reason"].startswith(reason)
    junit = (tmp_path / "j.xml").read_text()
    assert ('failures="1"' in junit, reason in junit) == (True, True)
    assert "### ifbench gate FAILED: mine v1\n" in (tmp_path / "m.md").read_text()
    assert evaluated("a", COUNT - 1, "--baseline", baseline, "--fail-under", "99").out.splitlines()[-1].startswith("FA")


def test_a_backend_that_fails_is_told(baseline: Path, gated_task: Make, cli: Cli, tmp_path: Path) -> None:
    """The comment of an earlier run must not stand on a pull request as if it were this one's."""
    model = ("--base-url", "http://127.0.0.1:9/v1", "--model", "none", "--tasks", gated_task(COUNT))
    reports = ("--junit", tmp_path / "j.xml", "--markdown", tmp_path / "m.md")
    done = cli("eval", *model, "-o", tmp_path / "down", "--baseline", baseline, *reports)
    assert done.code == 3, done.err
    assert 'errors="1"' in (tmp_path / "j.xml").read_text()
    summary = (tmp_path / "m.md").read_text()
    assert summary.startswith("<!-- ifbench gate: mine -->\n\n### ifbench gate REFUSED\n")


def test_an_incomplete_run_does_not_pass(evaluated: Callable[..., Done], baseline: Path, tmp_path: Path) -> None:
    done = evaluated("half", COUNT, "--baseline", baseline, "--junit", tmp_path / "j.xml", "--json", given=6)
    assert done.code == 3
    assert done.json["gate"]["exit"] == 3
    assert 'errors="1"' in (tmp_path / "j.xml").read_text()


@pytest.mark.parametrize(
    ("args", "code", "part"),
    [
        (["--max-tokens", "64"], 4, "max_tokens: 1280 before, 64 now"),
        (["--system", "Be brief."], 4, "system: none before"),
        (["--repeats", "2"], 4, "repeats: 1 before, 2 now"),
        (["--limit", "5"], 4, "items: 12 items before, 5 items, 5 in common now"),
        (["--semantics", "official"], 4, "semantics: corrected before, official now"),
        (["--tasks", "core"], 4, "main is a result on mine, not on core"),
        (["--alpha", "2"], 2, "--alpha must lie between"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_the_model_runs(
    evaluated: Callable[..., Done], baseline: Path, tmp_path: Path, args: list[str], code: int, part: str
) -> None:
    done = evaluated("new", COUNT, "--baseline", baseline, *args, "--junit", tmp_path / "j.xml")
    assert done.code == code
    assert part in done.err
    assert not (tmp_path / "new").exists()
    assert 'errors="1"' in (tmp_path / "j.xml").read_text()


@pytest.mark.parametrize(
    ("args", "code", "part"),
    [(["--max-tokens", "64"], 4, "max_tokens: 1280 before, 64 now"), (["--alpha", "2"], 2, "--alpha must lie")],
)
def test_a_refusal_before_the_model_runs_is_an_object_too(
    evaluated: Callable[..., Done], baseline: Path, args: list[str], code: int, part: str
) -> None:
    done = evaluated("new", COUNT, "--baseline", baseline, *args, "--json")
    gate = done.json["gate"]
    assert (done.code, gate["outcome"], gate["exit"], part in gate["reason"]) == (code, "refused", code, True)


def test_a_refused_series_prints_an_object_too(evaluated: Callable[..., Done], baseline: Path, tmp_path: Path) -> None:
    args = ("--model", tmp_path / "absent.jsonl", "--baseline", baseline, "--json")
    done = evaluated("new", COUNT, *args)
    assert (done.code, done.json["gate"]["exit"]) == (2, 2)
    named = evaluated("new", COUNT, *args, "--junit", tmp_path / "j.xml")
    assert "--junit and --markdown report one gate" in named.json["gate"]["reason"]


def test_a_report_that_cannot_be_written_hides_nothing(
    evaluated: Callable[..., Done], baseline: Path, tmp_path: Path
) -> None:
    """Neither a decision that took a model's run, nor why there is none."""
    args = ("--baseline", baseline, "--junit", tmp_path / "first.jsonl" / "j.xml")
    worse = evaluated("worse", 2, *args)
    assert (worse.code, worse.out.splitlines()[-1][:12]) == (1, "FAILED: mine")
    assert "Run directory: " in worse.err
    assert evaluated("good", COUNT, *args).code == 2
    assert evaluated("half", COUNT, *args, given=6).code == 3
    wrong = evaluated("wrong", COUNT, *args, "--model-args", "nonsense=1")
    assert "cannot write " in wrong.err.splitlines()[0]
    assert "'nonsense'" in wrong.err.splitlines()[-1]


def test_a_condition_may_be_allowed_to_differ(evaluated: Callable[..., Done], baseline: Path) -> None:
    done = evaluated("new", COUNT, "--baseline", baseline, "--max-tokens", "64", "--allow-mismatch", "max_tokens")
    assert done.code == 0, done.err
    assert "allowed to differ: max_tokens: 1280 before, 64 now" in done.out


def test_bad_use(evaluated: Callable[..., Done], tmp_path: Path) -> None:
    done = evaluated("new", COUNT, "--max-drop", "3")
    assert done.code == 2
    assert "the options of the gate need --baseline" in done.err
    (tmp_path / "b.json").write_text("{")
    assert evaluated("new", COUNT, "--baseline", tmp_path / "b.json").code == 2
    assert not (tmp_path / "new").exists()
