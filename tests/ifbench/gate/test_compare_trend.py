"""`ifbench compare`, and what `ifbench trend` tells alike: they explore, and gate nothing."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.ifbench.gate.conftest import FAIL, PASS, MakeRun, bits

Bless = Callable[..., Path]


REFUSAL = "I'm sorry, but I cannot do that."


def test_compare_tells_both_directions(run: MakeRun, cli: Cli) -> None:
    first, worse, better = run("first", bits(20, 40)), run("worse", bits(10, 40)), run("better", bits(30, 40))
    done = cli("compare", first, worse, better)
    assert done.code == 0, done.err
    assert "p two-sided (exact McNemar test), Holm over 2" in done.out
    found = {one["name"]: one for one in cli("compare", first, worse, better, "--json").json["tasks"][0]["others"]}
    assert (found["worse"]["both"], len(found["worse"]["lost"]), len(found["worse"]["won"])) == (10, 10, 0)
    assert (found["better"]["both"], len(found["better"]["lost"]), found["better"]["neither"]) == (20, 0, 10)
    for one in found.values():
        assert one["p_two_sided"] == pytest.approx(2 * 2**-10)
        assert one["p_holm"] == pytest.approx(4 * 2**-10)


def test_compare_lists_the_answers_that_differ(run: MakeRun, cli: Cli) -> None:
    done = cli("compare", run("first", [PASS, FAIL, PASS, PASS]), run("other", [PASS, PASS, FAIL, PASS]))
    lines = done.out.splitlines()
    at = next(number for number, line in enumerate(lines) if "answers that differ" in line)
    assert [line.split() for line in lines[at + 1 :]] == [["2", "-", "+"], ["k3", "+", "-"]]
    assert "no answer differs" in cli("compare", run("a", bits(2, 4)), run("b", bits(2, 4))).out


def test_compare_reads_baselines_and_refuses_unlike_runs(run: MakeRun, bless: Bless, cli: Cli) -> None:
    first = run("first", bits(10, 20))
    assert cli("compare", bless(first), first).code == 0
    mixed = cli("compare", first, bless(first, name="first"))
    assert mixed.code == 0
    assert {line.split("  ")[1].strip() for line in mixed.out.splitlines()[2:4]} == {"first", "baseline first"}
    other = run("other", bits(10, 20), "--reasoning", "keep")
    assert cli("compare", first, other).code == 4
    allowed = cli("compare", first, other, "--allow-mismatch", "reasoning")
    assert allowed.code == 0
    assert "allowed to differ: reasoning: strip before, keep now" in allowed.out


def test_compare_shows_each_score_over_all_of_its_answers(
    run: MakeRun, cli: Cli, gated_task: Callable[..., Path]
) -> None:
    """Whatever part of them the others have too."""
    folder = gated_task(20)
    whole, same = run("whole", bits(15, 20), folder=folder), run("same", bits(15, 20), folder=folder)
    part = run("part", bits(15, 20), "--limit", "10:20", folder=folder)
    for others in ((part, same), (same, part)):
        lines = cli("compare", whole, *others, "--allow-mismatch", "items").out.splitlines()
        shares = {line.split()[0]: line.split()[2] for line in lines[2:5]}
        assert shares == {"whole": "75.0", "part": "50.0", "same": "75.0"}


def test_unlike_items_are_told_and_have_floors_of_their_own(
    run: MakeRun, cli: Cli, gated_task: Callable[..., Path], tmp_path: Path
) -> None:
    folder = gated_task(20)
    whole = run("step1", bits(15, 20), folder=folder)
    part = run("step2", bits(15, 20), "--limit", "10:20", folder=folder)
    summary = part / "summary.json"
    found = json.loads(summary.read_text())
    found["results"][0]["floor"]["metrics"]["prompt_level_strict_acc"] = 0.5
    summary.write_text(json.dumps(found))
    page = tmp_path / "it.html"
    told = [
        cli("compare", whole, part, "--allow-mismatch", "items").out,
        cli("trend", whole, part, "--allow-mismatch", "items", "--html", page).out,
        page.read_text(),
    ]
    for text in told:
        assert "null floor 100.0 % (step1), 50.0 % (step2)" in text.replace("floor:", "floor")
        assert "ifferences are over what a run shares with the first, scores over all of it" in text
    assert "differences are over" not in cli("compare", whole, whole).out


def test_compare_names_the_test_of_each(run: MakeRun, cli: Cli) -> None:
    first = run("first", [[PASS] * 2] * 40)
    alike = run("alike", [[PASS, FAIL]] * 20 + [[PASS] * 2] * 20)
    mixed = run("mixed", [[PASS, FAIL]] * 20 + [[FAIL] * 2] * 20)
    told = "exact McNemar test: alike; exact sign-flip permutation test: mixed"
    done = cli("compare", first, alike, mixed)
    assert f"  p two-sided ({told}), Holm over 2\n" in done.out
    (line,) = [line for line in done.out.splitlines() if line.startswith("  mixed") and line.endswith("0.0001")]
    assert line.endswith("< 0.0001  < 0.0001")


def test_compare_counts_missing_answers_as_failed_and_says_so(run: MakeRun, cli: Cli) -> None:
    first, half = run("first", bits(10, 20)), run("half", bits(10, 20))
    log = half / "mine" / "verdicts.jsonl"
    lines = log.read_text().splitlines()
    for at in (0, 1):
        lines[at] = lines[at].replace('"strict":true', '"strict":false').replace('"fault":null', '"fault":"missing"')
    log.write_text("\n".join(lines) + "\n")
    done = cli("compare", first, half, "--json")
    assert done.code == 3
    assert "1 answer is missing and counts as failed" in done.err
    assert done.json["tasks"][0]["others"][0]["headline"]["lost"] == 1


@pytest.mark.parametrize(
    ("command", "names", "part"),
    [
        ("compare", ["a"], "compare needs two runs or more"),
        ("trend", ["a"], "trend needs two runs or more"),
        ("compare", ["a", "nowhere"], "nowhere is no run directory"),
        ("trend", ["a", "a", "--task", "core"], "not all of them hold core; all hold mine"),
        ("trend", ["a", "a", "--alpha", "nan"], "--alpha must lie between"),
    ],
)
def test_bad_usage(run: MakeRun, cli: Cli, tmp_path: Path, command: str, names: list[str], part: str) -> None:
    place = run("a", bits(3, 6))
    done = cli(command, *[place if name == "a" else name for name in names])
    assert done.code == 2
    assert part in done.err


def test_refusals_have_a_column_where_there_are_any(run: MakeRun, bless: Bless, cli: Cli, tmp_path: Path) -> None:
    page = tmp_path / "trend.html"
    first, same = run("step1", bits(20, 20)), run("step2", bits(19, 20))
    refuses = run("step3", [*bits(18, 18), REFUSAL, REFUSAL])
    assert "refusals" not in cli("compare", first, same).out + cli("trend", first, same, "--html", page).out
    assert "refusals" not in page.read_text()
    header, *lines = cli("compare", first, refuses, bless(refuses)).out.splitlines()[1:5]
    assert (header.split()[-1], [line.split()[-1] for line in lines]) == ("refusals", ["0", "2", "-"])
    told = cli("trend", first, same, refuses, "--html", page).out
    assert "\n  answers   step 1  step 2  step 3\n  refusals       0       0       2\n\n" in told
    assert re.findall(r"<td>(\d+)</td><td></td></tr>", page.read_text()) == ["0", "0", "2"]
    gate = cli("regress", refuses, "--baseline", bless(first))
    assert [line.split()[-1] for line in gate.out.splitlines()[1:4]] == ["refusals", "-", "2"]


def test_weights_that_nobody_saw_are_told(run: MakeRun, bless: Bless, cli: Cli, tmp_path: Path) -> None:
    page = tmp_path / "trend.html"
    first, second = run("step1", bits(20, 20)), run("step2", bits(20, 20))
    record = second / "run.json"
    record.write_text(record.read_text().replace('"weights": "unverified"', '"weights": "verified"'))
    assert "\n  weights: unverified (step1)\n" in cli("compare", first, second).out
    assert "\n  weights: unverified (baseline main)\n" in cli("compare", second, bless(first)).out
    assert "weights" not in cli("compare", second, second).out
    assert "\n  weights: unverified (step 1)\n" in cli("trend", first, second, "--html", page).out
    assert "<p>Weights: unverified (step 1).</p>" in page.read_text()


def test_json_says_of_each_result_what_its_score_does_not_show(
    run: MakeRun, bless: Bless, cli: Cli, gated_task: Callable[..., Path]
) -> None:
    folder = gated_task(20)
    first = run("step1", bits(20, 20), folder=folder)
    second = run("step2", [*bits(17, 17), REFUSAL, " ", PASS], folder=folder, truncated=[0])
    counts = {"truncated": 1, "empty": 1, "missing": 0, "refusals": 1}
    says = {"name": "step2", "model": "step2", "weights": "unverified", "null_floor": 1.0, **counts}
    compared = cli("compare", first, second, "--json").json["tasks"][0]
    drawn = cli("trend", first, second, "--json").json["points"]
    for found in (
        compared["others"][0],
        drawn[1],
        cli("regress", second, "--baseline", bless(first), "--json").json["run"],
    ):
        assert {name: found[name] for name in says} == says
    blessed = cli("compare", second, bless(first), "--json").json["tasks"][0]["others"][0]
    assert (compared["first"]["null_floor"], compared["first"]["refusals"]) == (1.0, 0)
    assert (blessed["null_floor"], blessed["refusals"]) == (None, None)
