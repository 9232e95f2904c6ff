"""`ifbench regress`: every exit code, and what it says."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ifbench.folds import fold
from ifbench.gate import regress as api
from ifbench.gate.loading import load_run
from ifbench.stats import Estimate
from ifbench.store import RunDirectory
from tests.conftest import Cli
from tests.ifbench.gate.conftest import FAIL, PASS, Bless, MakeRun, Regress, bits


def test_an_equal_run_passes(regress: Regress) -> None:
    done = regress(bits(20, 40), bits(20, 40))
    assert done.code == 0, done.err
    assert "0 items lost, 0 won, 40 unchanged of 40; p = 1.0000" in done.out
    assert "blind spot: a drop of 16.2 points" in done.out
    assert "the most that an answer without meaning scores at prompt level\n" in done.out
    assert done.out.splitlines()[-1].startswith("PASSED: mine")


def test_a_worse_run_fails_and_says_why(regress: Regress) -> None:
    done = regress(bits(30, 40), bits(20, 40))
    assert done.code == 1
    last = done.out.splitlines()[-1]
    assert last == (
        "FAILED: mine is worse than the baseline: a drop of 25.0 points, 10 items lost, 0 won of 40, p = 0.0010"
    )
    assert "10 broken answers" in done.out
    assert "item k21" in done.out
    assert "punctuation:no_comma: " in done.out
    assert "(before: 2 words, wanted less than 3)" in done.out


def test_a_figure_is_seen_on_the_side_of_its_limit(regress: Regress) -> None:
    done = regress(bits(100, 104), bits(99, 104))
    assert done.code == 0
    assert "  drop 0.96 points (" in done.out
    assert "a drop of 0.96 points, 1 item lost" in done.out.splitlines()[-1]
    assert "a gain of 1.0 points" in regress(bits(99, 104), bits(100, 104)).out.splitlines()[-1]


def test_what_is_not_known_of_given_answers_is_told(regress: Regress) -> None:
    done = regress(bits(8, 8), bits(8, 8))
    assert "  weights: unverified (baseline, run)\n" in done.out
    assert "  the sampling of given answers is not known; taken to be the task's (baseline, run)\n" in done.out


def test_one_is_not_called_many(regress: Regress) -> None:
    done = regress(bits(8, 8), bits(7, 8))
    assert "1 item lost, 0 won, 7 unchanged of 8" in done.out
    assert "1 broken answer, 0 of them cut off" in done.out


def test_a_better_run_passes(regress: Regress) -> None:
    done = regress(bits(20, 40), bits(40, 40))
    assert done.code == 0
    assert "a gain of 50.0 points" in done.out


def test_json(regress: Regress) -> None:
    done = regress(bits(30, 40), bits(20, 40), "--json")
    found = done.json
    assert (done.code, found["schema"], found["outcome"], found["exit"], found["looks"]) == (1, 1, "failed", 1, 1)
    headline = found["headline"]
    assert (headline["n"], headline["lost"], headline["won"], headline["drop"]) == (40, 10, 0, 0.25)
    assert headline["p"] == pytest.approx(2**-10)
    assert found["metric"] == "prompt_level_strict_acc"
    assert found["inst_level"]["drop"] == 0.25
    assert [family["contribution"] for family in found["families"]] == [0.125, 0.125]
    assert found["constraints"]["punctuation:no_comma"] == {"lost": 10, "won": 0}
    assert len(found["broken"]) == 10
    assert {c["id"] for c in found["broken"][0]["constraints"]} == {
        "punctuation:no_comma", "length_constraints:number_words",
    }  # fmt: skip


def metrics(place: Path) -> Mapping[str, Estimate]:
    rows = RunDirectory(place).verdicts("mine")
    return fold(rows, ()).all(dict.fromkeys(row.item for row in rows)).metrics


def test_the_scores_are_those_of_the_summary(run: MakeRun, bless: Bless, cli: Cli) -> None:
    place = run("before", [[PASS, FAIL], ["One, two", PASS], *[[PASS, PASS]] * 5])
    found = cli("regress", place, "--baseline", bless(place), "--json").json
    (summary,) = RunDirectory(place).read_summary()
    scored = metrics(place)
    for level, name in (("headline", "prompt_level_strict_acc"), ("inst_level", "inst_level_strict_acc")):
        for side in ("before", "after"):
            assert found[level][side] == summary["metrics"][name]
        assert found[level]["after"]["value"] == scored[name].value


def test_one_definition_of_a_pass(run: MakeRun) -> None:
    """An answer passes in the gate exactly where metrics count its prompt as followed."""
    place = run("before", [*bits(3, 6), "One, two"])
    answers = load_run(place, "mine").all
    assert sum(a.passed for a in answers) / len(answers) == metrics(place)["prompt_level_strict_acc"].value


def test_the_loose_headline_counts_loose_verdicts(
    run: MakeRun, gated_task: Callable[..., Path], bless: Bless, cli: Cli
) -> None:
    rescued = "Note, here:\nTwo words"
    folder = gated_task(10, headline="prompt_level_loose_acc")
    baseline = bless(run("before", bits(10, 10), folder=folder))
    place = run("after", [rescued] * 10, folder=folder)
    found = cli("regress", place, "--baseline", baseline, "--json").json
    assert (found["metric"], found["outcome"], found["headline"]["drop"]) == ("prompt_level_loose_acc", "passed", 0.0)


def test_truncation_and_emptiness_are_named(run: MakeRun, bless: Bless, cli: Cli) -> None:
    baseline = bless(run("before", bits(20, 20)))
    texts = ["One, two"] * 8 + [" "] * 2 + bits(10, 10)
    place = run("after", texts, truncated=range(6))
    done = cli("regress", place, "--baseline", baseline)
    assert done.code == 1
    assert "10 broken answers, 6 of them cut off now and not before, 2 empty now and not before; 0 mended" in done.out
    assert "item 1 (cut off)" in done.out
    found = cli("regress", place, "--baseline", baseline, "--json").json
    assert (found["truncated_now"], found["empty_now"], found["run"]["truncated"], found["run"]["empty"]) == (
        6,
        2,
        6,
        2,
    )


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (["--alpha", "0"], "--alpha must lie between 0 and 1, both excluded, not 0"),
        (["--alpha", "1"], "not 1"),
        (["--alpha", "-0.1"], "not -0.1"),
        (["--alpha", "nan"], "not nan"),
        (["--alpha", "inf"], "not inf"),
        (["--alpha", "much"], "is not a valid float"),
        (["--min-drop", "-1"], "--min-drop must be points from 0 to 100, not -1"),
        (["--min-drop", "nan"], "not nan"),
        (["--max-drop", "0"], "--max-drop must be points over 0"),
        (["--max-drop", "nan"], "not nan"),
        (["--checks", "0"], "--checks must be at least 1, not 0"),
        (["--checks", "1" + 400 * "0"], "--alpha divided by --checks must be at least 1e-299"),
        (["--alpha", "5e-324", "--checks", "10"], "--alpha divided by --checks must be at least 1e-299"),
        (["--allow-mismatch", "task"], "is not one of"),
        (["--confirm", "nowhere"], "nowhere is no run directory"),
        (["--baseline-run", "nowhere"], "nowhere is no run directory"),
    ],
)
def test_bad_options(regress: Regress, args: list[str], part: str) -> None:
    done = regress(bits(3, 6), bits(3, 6), *args)
    assert done.code == 2
    assert part in done.err
    assert "Traceback" not in done.err


def test_the_python_api(run: MakeRun, bless: Bless) -> None:
    baseline = bless(run("before", bits(30, 40)))
    assert api(baseline, run("same", bits(30, 40))).ok
    decision = api(str(baseline), str(run("worse", bits(20, 40))), min_drop=2.0)
    assert not decision.ok
    assert decision.reason.startswith("mine is worse than the baseline")
    assert decision.outcome.exit == 1
