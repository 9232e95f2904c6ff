"""`ifbench regress`: every exit code, and what it says."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from scipy.stats import binom

from ifbench.folds import fold
from ifbench.gate import regress as api
from ifbench.gate.loading import load_run
from ifbench.stats import Estimate
from ifbench.store import RunDirectory
from tests.conftest import Cli, Done
from tests.ifbench.gate.conftest import FAIL, PASS, MakeRun, bits

Regress = Callable[..., Done]
Bless = Callable[..., Path]


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


SMALL: dict[str, tuple[list[str], list[str], list[str], int, str]] = {
    "one item": (bits(1, 1), bits(1, 1), [], 5, "1 paired item cannot show a drop at level 0.05: it takes at least 5"),
    "one item lost": (bits(1, 1), bits(0, 1), [], 5, "cannot show a drop"),
    "four items": (bits(4, 4), bits(0, 4), [], 5, "it takes at least 5"),
    "five items": (bits(5, 5), bits(0, 5), [], 1, "5 items lost, 0 won of 5"),
    "five items at a lower level": (bits(5, 5), bits(0, 5), ["--alpha", "0.01"], 5, "it takes at least 7"),
    "a level next to nothing": (bits(8, 8), bits(0, 8), ["--alpha", "1e-17"], 5, "it takes at least 57"),
    "checks past counting": (bits(8, 8), bits(0, 8), ["--checks", "1" + 15 * "0"], 5, "it takes at least 55"),
    "the lowest level": (bits(8, 8), bits(0, 8), ["--alpha", "1e-299"], 5, "it takes at least 994"),
    "five items, many checks": (bits(5, 5), bits(0, 5), ["--checks", "10"], 5, "it takes at least 8"),
    "all wrong": (bits(0, 8), bits(0, 8), [], 5, "passes too little for any run to fail: 0.0 %, 0 of 8 items"),
    "a baseline that passes four": (bits(4, 300), bits(0, 300), [], 5, "that takes at least 5 lost items"),
    "a baseline that passes five": (bits(5, 300), bits(0, 300), [], 1, "5 items lost, 0 won of 300"),
    "a drop that cannot be so large": (
        bits(8, 80),
        bits(0, 80),
        ["--min-drop", "11"],
        5,
        "a drop of 11 or more points",
    ),
    "a drop that can": (bits(8, 80), bits(0, 80), ["--min-drop", "10"], 1, "a drop of 10.0 points"),
    "all right": (bits(8, 8), bits(8, 8), [], 0, "0 items lost"),
}


@pytest.mark.parametrize("name", SMALL)
def test_edges(regress: Regress, name: str) -> None:
    before, after, args, code, part = SMALL[name]
    done = regress(before, after, *args)
    assert done.code == code, done.out + done.err
    assert part in done.out.splitlines()[-1]


def test_a_drop_that_is_evident_but_small_passes(regress: Regress) -> None:
    args = (bits(200, 200), bits(192, 200))
    assert regress(*args).code == 1
    done = regress(*args, "--min-drop", "5")
    assert done.code == 0
    assert "no drop found that fails the gate: a drop of 4.0 points, 8 items lost" in done.out
    assert regress(*args, "--min-drop", "4").code == 1
    assert regress(*args, "--checks", "20").code == 0


def test_max_drop_passes_only_on_evidence(regress: Regress) -> None:
    same = bits(30, 60)
    passed = regress(same, same, "--max-drop", "5")
    assert passed.code == 0
    assert "the drop is under 5 points" in passed.out
    one_lost = bits(29, 60)
    done = regress(same, one_lost, "--max-drop", "5", "--json")
    assert (done.code, done.json["outcome"]) == (5, "inconclusive")
    assert done.json["items_needed"] > 60
    assert f"it would take about n = {done.json['items_needed']} items" in done.json["reason"]
    as_large = regress(same, bits(27, 60), "--max-drop", "4")
    assert as_large.code == 5
    assert "no n shows it" in as_large.out
    assert regress(same, bits(20, 60), "--max-drop", "50").code == 1


def test_families_decide_only_on_request(regress: Regress) -> None:
    """Ten items lose their commas, ten others gain their length: the headline stands still."""
    before = ["Two words"] * 10 + ["One two three"] * 10 + ["Two words"] * 10
    after = ["One, two"] * 10 + ["Two words"] * 10 + ["Two words"] * 10
    done = regress(before, after, "--json")
    assert done.code == 0
    families = {family["family"]: family for family in done.json["families"]}
    assert families["punctuation"]["p_holm"] == pytest.approx(2 * 2**-10)
    assert (families["punctuation"]["rejected"], families["length_constraints"]["rejected"]) == (True, False)
    gated = regress(before, after, "--gate-families", "--json")
    assert gated.code == 1
    assert gated.json["reason"] == "mine is worse than the baseline: families lower by Holm: punctuation"
    assert gated.json["policy"]["level"] == 0.025


def test_a_family_with_few_changes_is_not_testable(regress: Regress) -> None:
    before = ["Two words"] * 30
    after = ["One, two"] * 5 + ["Two words"] * 25
    done = regress(before, after)
    (line,) = [line for line in done.out.splitlines() if line.startswith("  punctuation ")]
    assert line.endswith("not testable")


def test_families_may_fail_where_the_headline_cannot(regress: Regress) -> None:
    """No item passes whole, so that the headline cannot drop; the commas can."""
    before, after = ["One two three"] * 20, ["One, two, three"] * 20
    assert regress(before, after).code == 5
    assert regress(before, after, "--gate-families").code == 1
    assert regress(before, before, "--gate-families").code == 0


def test_what_is_rejected_was_testable(regress: Regress) -> None:
    """Two families lost ten and five: Holm holds the second against the whole level."""
    before, after = [PASS] * 20, [FAIL] * 5 + ["One, two"] * 5 + [PASS] * 10
    families = {one["family"]: one for one in regress(before, after, "--json").json["families"]}
    found = families["length_constraints"]
    assert (found["lost"], found["rejected"], found["testable"]) == (5, True, True)
    assert "not testable" not in regress(before, after).out


def test_the_blind_spot_is_no_smaller_than_the_rule(regress: Regress) -> None:
    """A true drop of just the smallest that counts is found half the time, so that four times in five takes more."""
    before, after = bits(260, 300) + bits(0, 20), bits(255, 300) + bits(5, 20)
    found = regress(before, after, "--min-drop", "8", "--json").json
    assert binom.sf(25, 320, found["minimum_detectable_drop"]) == pytest.approx(0.8)  # 26 items are 8 points
    done = regress(bits(6, 300), [FAIL] * 3 + bits(6, 297))
    assert "blind spot: even a drop of all 2.0 points that the baseline has is found less than four" in done.out


def test_samples_are_compared_by_sign_flips(regress: Regress) -> None:
    before = [[PASS] * 4] * 20
    after = [[PASS, PASS, FAIL, FAIL]] * 4 + [[PASS, PASS, PASS, FAIL]] * 6 + [[PASS] * 4] * 10
    done = regress(before, after, "--json")
    headline = done.json["headline"]
    assert done.code == 1
    assert headline["test"] == "exact one-sided sign-flip permutation test"
    assert (headline["n"], headline["trials"], headline["lost"], headline["drop"]) == (20, 80, 10, 14 / 80)
    assert headline["p"] == pytest.approx(2**-10)
    assert len(done.json["broken"]) == 14
    assert done.json["broken"][0]["sample"] == 2


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
