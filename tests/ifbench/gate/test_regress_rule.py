"""`ifbench regress`: which drops fail, which pass, and which cannot be told."""

import pytest
from scipy.stats import binom

from tests.ifbench.gate.conftest import FAIL, PASS, Regress, bits

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
