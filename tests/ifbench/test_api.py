"""The Python API: the command line minus printing."""

import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ifbench
from ifbench.errors import UsageError
from ifbench.evaluated import Evaluation
from ifbench.gate import regress
from tests.conftest import row

WORDS = "length_constraints:number_words"
ROWS = [
    row(1, "Say hello."),
    row(2, "Say bye.", (WORDS, {"relation": "less than", "num_words": 3}), ("punctuation:no_comma", {})),
]


def test_score_gives_strict_and_loose_lists() -> None:
    found = ifbench.score(ROWS, ["Hello", "Sure, here it is:\nBye"])
    assert found.strict == [[True], [False, False]]
    assert found.loose == [[True], [True, True]]
    assert "strict=" not in repr(found)
    assert found.metrics["inst_level_strict_acc"].value == pytest.approx(1 / 3)
    assert found.metrics["prompt_level_loose_acc"].value == 1.0
    assert [v.relaxation for v in found.verdicts] == [None, "no first line", "no first line"]


def test_a_missing_answer_fails_and_stays_in_the_denominator() -> None:
    found = ifbench.score(ROWS, ["Hello", None])
    assert found.strict == [[True], [False, False]]
    assert found.metrics["prompt_level_strict_acc"].value == 0.5
    assert {v.fault for v in found.verdicts} == {None, "missing"}


def test_both_semantics_in_one_pass_score_as_each_alone() -> None:
    answers = ["Hello", None, "So, **well**", "one two"]
    rows = [*ROWS, row(3, "Say well."), row(4, "Count.", (WORDS, {"relation": "at least", "num_words": 2}))]
    found = ifbench.score(rows, answers, "both")
    assert list(found) == ["official", "corrected"]
    for semantics, scores in found.items():
        alone = ifbench.score(rows, answers, semantics)
        assert (scores.strict, scores.loose, scores.metrics) == (alone.strict, alone.loose, alone.metrics)
        assert scores.verdicts == alone.verdicts
        assert {verdict.semantics for verdict in scores.verdicts} == {semantics}


def test_score_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="2 rows but 1 responses"):
        ifbench.score(ROWS, ["Hello"])
    with pytest.raises(UsageError, match=r"rows, line 1, key 1, constraint 0: unknown official checker 'no:such'"):
        ifbench.score([row(1, "Hi", ("no:such", {}))], ["Hello"])
    with pytest.raises(UsageError, match="unknown semantics 'BOTH'; choose from official, corrected, both"):
        ifbench.score(ROWS, ["Hello", "Bye"], "BOTH")  # type: ignore[call-overload]


def test_evaluate_with_a_function(task: Callable[..., Path], tmp_path: Path) -> None:
    asked: list[list[dict[str, str]]] = []

    def generate(messages: list[dict[str, str]]) -> str:
        asked.append(messages)
        return "Bye now" if "bye" in messages[-1]["content"] else "Hello, you"

    tasks = [str(task(ROWS))]
    done = ifbench.evaluate("mine", tasks, generate, output=tmp_path / "run", system="Be brief.")
    (scores,) = done.scores
    assert done.complete
    assert scores.weights == "unverified"
    assert scores.metrics["prompt_level_strict_acc"].value == 0.5
    assert asked[0] == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Say hello."}]


class Policy:
    """What a training loop evaluates: the same function each time, with other weights."""

    weights = "no, comma"

    def generate(self, messages: list[dict[str, str]]) -> str:
        if self.weights == "burnt":
            raise RuntimeError("out of memory")
        return self.weights


def strict_acc(done: Evaluation) -> float:
    return done.scores[0].metrics["prompt_level_strict_acc"].value


def test_a_function_that_learnt_is_asked_anew(
    task: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder, policy = task([row(1, "Say it.", ("punctuation:no_comma", {}))]), Policy()
    for output in (None, tmp_path / "run"):
        policy.weights = "no, comma"
        first = ifbench.evaluate("policy", str(folder), policy.generate, output=output)
        policy.weights = "none"
        second = ifbench.evaluate("policy", str(folder), policy.generate, output=output)
        assert (strict_acc(first), strict_acc(second)) == (0.0, 1.0)
        [aside] = first.directory.parent.glob(f"{first.directory.name}.*")
        assert "no, comma" in (aside / "mine" / "responses.jsonl").read_text()


def test_a_function_goes_on_with_a_run_that_lacks_answers_and_says_so(
    task: Callable[..., Path], tmp_path: Path
) -> None:
    asked: list[str] = []

    def generate(messages: list[dict[str, str]]) -> str:
        asked.append(messages[-1]["content"])
        if asked == ["Say hello.", "Say bye."]:
            raise KeyboardInterrupt
        return "Hi"

    folder = str(task(ROWS))
    assert ifbench.evaluate("mine", folder, generate, output=tmp_path / "run").interrupted
    with pytest.warns(UserWarning, match="run lacks answers of an earlier call: those that it has are kept"):
        ifbench.evaluate("mine", folder, generate, output=tmp_path / "run")
    assert asked == ["Say hello.", "Say bye.", "Say bye."]


def test_a_function_whose_answers_failed_is_begun_anew_where_that_is_asked_for(
    task: Callable[..., Path], tmp_path: Path
) -> None:
    folder, policy = str(task(ROWS)), Policy()
    policy.weights = "burnt"
    assert not ifbench.evaluate("mine", folder, policy.generate, output=tmp_path / "run").complete
    policy.weights = "Hi"
    assert strict_acc(ifbench.evaluate("mine", folder, policy.generate, output=tmp_path / "run", fresh=True)) == 1.0


def test_a_function_under_another_name_is_another_model(task: Callable[..., Path], tmp_path: Path) -> None:
    folder = str(task(ROWS))
    ifbench.evaluate("model-a", folder, lambda _: "Hi", output=tmp_path / "run")
    with pytest.raises(UsageError, match="holds another run"):
        ifbench.evaluate("model-b", folder, lambda _: "Bye", output=tmp_path / "run")


@pytest.mark.parametrize(
    ("limit", "answered"), [(1, [1]), ("1", [1]), ("1:2", [2]), (slice(1, 2), [2]), (None, [1, 2])]
)
def test_evaluate_takes_one_task_and_a_limit_as_the_command_does(
    task: Callable[..., Path], tmp_path: Path, limit: object, answered: list[int]
) -> None:
    done = ifbench.evaluate("mine", str(task(ROWS)), lambda _: "Hi", output=str(tmp_path / "run"), limit=limit)
    assert sorted({row.item for row in done.rows}) == answered
    assert "VerdictRow" not in repr(done)
    assert len(repr(done)) < 2000


WRONG = {
    "repeats": (0, "repeats=0: Expected `int` >= 1"),
    "workers": (0, "workers=0"),
    "temperature": (float("nan"), "temperature=nan: Expected `float` >= 0"),
    "top_p": (7, "top_p=7: Expected `float` <= 1"),
    "max_tokens": (2.0, "max_tokens=2.0: Expected `int"),
    "reasoning": ("drop", "reasoning='drop': Expected `str`"),
    "runner": ("rya\ud800", "runner='rya"),
    "semantics": (
        "offical",
        "semantics='offical': Invalid enum value 'offical'; choose from official, corrected, both",
    ),
    "output": (3, "output=3: "),
    "tasks": (3, "tasks=3: "),
    "temprature": (1, "evaluate has no choice 'temprature'; did you mean temperature?"),
}


@pytest.mark.parametrize("name", WRONG)
def test_evaluate_refuses_a_wrong_choice(tmp_path: Path, name: str) -> None:
    value, says = WRONG[name]
    choices: dict[str, Any] = {"tasks": "core", "output": tmp_path / "run", name: value}
    with pytest.raises(UsageError, match=re.escape(says)):
        ifbench.evaluate("mine", generate=lambda _: "Hi", **choices)
    assert not (tmp_path / "run").exists()


RULES = {
    "min_dorp": (2, "no 'min_dorp'; did you mean min_drop"),
    "min_drop": ("1", "min_drop='1': Expected `float`, got `str`"),
    "alpha": (None, "alpha=None: Expected `float`, got `null`"),
    "checks": (np.float64(1.5), "checks=1.5: Expected `int`, got `float`"),
}


@pytest.mark.parametrize("name", RULES)
def test_regress_refuses_a_wrong_rule(name: str) -> None:
    value, says = RULES[name]
    with pytest.raises(UsageError, match=re.escape(says)):
        regress("nowhere.json", "nowhere", **{name: value})


@pytest.mark.parametrize("limit", [-1, "a", "", True, 1.5])
def test_evaluate_refuses_a_limit_that_is_none(limit: object) -> None:
    with pytest.raises(UsageError, match="neither N nor A:B"):
        ifbench.evaluate("mine", "core", lambda _: "", limit=limit)


def test_one_id_is_a_choice(task: Callable[..., Path], tmp_path: Path) -> None:
    done = ifbench.evaluate("mine", str(task(ROWS)), lambda _: "Hi", output=tmp_path / "run", ids=WORDS)
    assert {row.item for row in done.rows} == {2}


def test_what_the_package_has_is_told() -> None:
    assert {"evaluate", "score", "__version__"} <= set(dir(ifbench))
    assert ifbench.__version__ == version("ifbench")
    with pytest.raises(AttributeError, match="no attribute 'scores'"):
        ifbench.scores  # noqa: B018


def test_an_exception_in_the_function_is_that_answers_fate(task: Callable[..., Path], tmp_path: Path) -> None:
    def generate(messages: list[dict[str, str]]) -> str:
        raise RuntimeError("out of memory")

    done = ifbench.evaluate("mine", [str(task(ROWS))], generate, output=tmp_path / "run", limit=slice(1))
    assert not done.complete
    assert "out of memory" in done.rows[0].why


HASTY = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

sys.setswitchinterval(1e-6)
from checkers import registry
from ifbench import score

registry()
start = Barrier(8)
row = {"key": 1, "prompt": "x", "instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}

def scored(_):
    start.wait()
    return score([row], ["a b"]).strict

with ThreadPoolExecutor(8) as pool:
    assert list(pool.map(scored, range(8))) == [[[True]]] * 8
"""


def test_scored_first_by_threads_that_take_quick_turns() -> None:
    for _ in range(3):
        subprocess.run([sys.executable, "-c", HASTY], check=True)
