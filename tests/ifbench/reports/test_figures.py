"""The figures of a report: who is ranked with whom, ties, lifts, folds."""

from pathlib import Path

import pytest

from ifbench.errors import UsageError
from ifbench.paired import Pair, compare
from ifbench.reports.building import build, size
from ifbench.reports.data import Report, Row
from ifbench.reports.folds import BY_CONSTRAINTS, BY_LENGTH, BY_TURN
from ifbench.reports.loading import Entry, load_all, search
from ifbench.stats import wilson
from tests.conftest import Cli
from tests.ifbench.reports.conftest import MakeRun


def report(*paths: Path) -> Report:
    return build("title", load_all(paths))


def row(found: Report, semantics: str, label: str) -> Row:
    (group,) = [group for group in found.groups if group.semantics == semantics]
    return next(one for one in group.rows if one.label == label)


def _is_bad(entry: Entry) -> bool:
    return (entry.result.model.name, entry.result.conditions.semantics) == ("bad-135m", "corrected")


def test_each_semantics_is_a_group_best_first(two: list[Path]) -> None:
    found = report(*two)
    assert [(group.task, group.semantics) for group in found.groups] == [("mixed", "official"), ("mixed", "corrected")]
    assert [[one.label for one in group.rows] for group in found.groups] == [["good-1b", "bad-135m"]] * 2


def test_scores_are_those_of_the_summary_with_lift_and_denominators(two: list[Path], cli: Cli) -> None:
    good = row(report(*two), "corrected", "good-1b")
    (result,) = [r for r in cli("show", two[0], "--json").json["results"] if r["semantics"] == "corrected"]
    headline = result["metrics"]["prompt_level_strict_acc"]
    assert good.metrics["prompt_level_strict_acc"].value == headline["value"] == 12 / 13
    floor = result["floor"]["metrics"]["prompt_level_strict_acc"]
    assert good.lift.value == pytest.approx(12 / 13 - floor)
    assert good.lift.ci95 == pytest.approx([bound - floor for bound in headline["ci95"]])
    assert (good.n, good.constraints, good.complete) == (13, 19, True)


def test_what_a_score_does_not_show_is_counted(two: list[Path]) -> None:
    bad = row(report(*two), "corrected", "bad-135m")
    told = {name: bad.counts[name] for name in ("truncated", "empty", "missing", "reasoning_stripped")}
    assert told == {"truncated": 1, "empty": 1, "missing": 1, "reasoning_stripped": 1}
    assert (bad.weights, bad.complete, bad.size) == ("unverified", False, 0.135)


def test_ties_are_decided_by_the_paired_test_and_holm(run: MakeRun) -> None:
    every = dict.fromkeys(range(13), "no, no")
    a, b, c = run("a"), run("b", {0: "no, no"}), run("c", every)
    (group,) = report(a, b, c).groups
    assert [(one.label, one.rank, [group.labels[key] for key in one.ties]) for one in group.rows] == [
        ("a", 1, ["b"]),
        ("b", 1, ["a"]),
        ("c", 3, []),
    ]
    (first, *_) = [one for one in group.contests if group.labels[one.second] == "c"]
    reference = compare([Pair(1, 0, 1)] * 11 + [Pair(2, 0, 2)])
    assert (first.only_first, first.difference.value) == (12, 1.0)
    assert first.difference.ci95 == reference.ci95
    assert first.p < first.p_holm <= 3 * first.p


def test_results_of_other_items_are_never_ranked_together(run: MakeRun, everything: Path) -> None:
    whole, part = run("whole"), run("part", limit=slice(0, 5))
    assert sorted(group.items for group in report(whole, part).groups) == [5, 12]
    lines = (everything / "items.jsonl").read_text().replace('"num_words": 4', '"num_words": 5')
    (everything / "items.jsonl").write_text(lines)
    digests = {group.digest for group in report(whole, run("edited")).groups}
    assert len(digests) == 2


def test_results_of_other_numbers_of_samples_are_never_ranked_together(run: MakeRun) -> None:
    found = report(run("one"), run("four", repeats=4))
    assert [[one.label for one in group.rows] for group in found.groups] == [["one"], ["four"]]
    assert [group.title for group in found.groups] == ["mixed v1 · corrected", "mixed v1 · corrected · 4 samples"]


def test_a_baseline_is_a_row_without_texts(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    made = run("made", {0: "no, no"})
    blessed = Path(cli("bless", made, "--name", "main", "--to", tmp_path / "baselines").out.strip())
    (group,) = report(made, blessed).groups
    before, after = sorted(group.rows, key=lambda one: one.baseline)
    assert (after.baseline, after.run, after.by_constraint, BY_LENGTH in after.curves) == (True, "main", {}, False)
    for name in ("prompt_level_strict_acc", "inst_level_strict_acc"):
        assert after.metrics[name] == before.metrics[name]
    assert after.metrics["prompt_level_loose_acc"].value is None
    assert after.lift == before.lift
    assert [one.rank for one in group.rows] == [1, 1]


def test_a_blessed_run_is_entered_once_and_ranked_as_its_baseline_is(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    runs = [run(name, dict.fromkeys(range(passed), "no, no")) for name, passed in (("a", 0), ("b", 1), ("c", 12))]
    (alone,) = report(*runs).groups
    blessed = [cli("bless", made, "--name", made.name, "--to", tmp_path / made.name).out.strip() for made in runs[:2]]
    (group,) = report(*map(Path, blessed), *runs).groups
    assert [(row.label, row.rank) for row in group.rows] == [
        ("a · baseline a", 1), ("a", 1), ("b · baseline b", 1), ("b", 1), ("c", 3),
    ]  # fmt: skip
    entered, expected = (
        [(found.labels[one.first], found.labels[one.second], one.p_holm) for one in found.contests]
        for found in (group, alone)
    )
    assert entered == expected
    assert [[group.labels[key] for key in row.ties] for row in group.rows] == [["b"], ["b"], ["a"], ["a"], []]


def test_the_same_answers_judged_by_two_rules_are_two_results(run: MakeRun) -> None:
    thought = dict.fromkeys(range(12), "<think>no, no</think>Fine words")
    (group,) = report(run("strip", thought), run("keep", thought, reasoning="keep")).groups
    assert [(row.label, row.rank) for row in group.rows] == [("strip", 1), ("keep", 2)]


def test_curves(two: list[Path]) -> None:
    curves = row(report(*two), "corrected", "bad-135m").curves
    assert list(curves) == [BY_CONSTRAINTS, BY_LENGTH, BY_TURN]
    one, more = curves[BY_CONSTRAINTS]
    assert [(found.name, found.n) for found in (one, more)] == [("1", 7), ("2", 6)]
    assert more.passed.value == pytest.approx(2 / 6)
    assert more.passed.ci95 == pytest.approx(wilson(2 / 6, 6))
    assert [(found.name, found.n, found.passed.value) for found in curves[BY_TURN]] == [
        ("1", 12, pytest.approx(5 / 12)),
        ("2", 1, 0.0),
    ]
    assert sum(found.n for found in curves[BY_LENGTH]) == 12  # the missing answer has no length


def test_which_relaxation_rescued_how_many(two: list[Path]) -> None:
    bad = row(report(*two), "corrected", "bad-135m")
    assert bad.rescued == {"no first line": 1}
    failures = sum(not verdict.strict for entry in load_all(two) for verdict in entry.rows if _is_bad(entry))
    assert bad.rescue.value == pytest.approx(1 / failures)


def test_official_against_corrected(run: MakeRun) -> None:
    differing = run("both", {0: "well-known well-known words"}, semantics="both")
    found = report(differing).disagreements
    assert found is not None
    told = [(one.label, one.id, one.official_only, one.corrected_only, one.items) for one in found]
    assert told == [("both", "length_constraints:number_words", 0, 1, ("1",))]
    assert report(run("one")).disagreements is None


def test_search_finds_runs_and_baselines_and_says_what_it_left_out(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    made = run("made")
    cli("bless", made, "--name", "main", "--to", tmp_path / "runs" / "baselines")
    broken = run("broken")
    (broken / "mixed" / "verdicts.jsonl").unlink()
    entries, left_out = search([tmp_path / "runs"])
    assert sorted(entry.result.name for entry in entries) == ["made", "main"]
    assert len(left_out) == 1
    assert "broken" in left_out[0]


def test_a_damaged_file_is_a_sentence(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    made = run("made")
    blessed = Path(cli("bless", made, "--name", "main", "--to", tmp_path / "runs" / "baselines").out.strip())
    blessed.write_text(blessed.read_text()[:-30])
    _, left_out = search([tmp_path / "runs"])
    assert ["is damaged" in line for line in left_out] == [True]
    (made / "summary.json").write_text((made / "summary.json").read_text().replace('"by_constraint"', '"other"'))
    with pytest.raises(UsageError, match=r"summary\.json is damaged.*by_constraint"):
        load_all([made])


def test_groups_have_names_of_their_own(run: MakeRun) -> None:
    found = report(run("whole"), run("part", limit=slice(0, 5)), run("whole-7b"))
    assert sorted(group.title for group in found.groups) == ["mixed v1 · corrected", "mixed v1 · corrected (2)"]


@pytest.mark.parametrize(
    ("name", "billions"),
    [("Qwen2.5-7B-Instruct", 7), ("smollm2-135m", 0.135), ("Mixtral-8x7B-v0.1", 56), ("gpt-4", None), ("a/b-1.5b", 1.5),
     ("v0.3", None), ("7Bits", None)],
)  # fmt: skip
def test_size(name: str, billions: float | None) -> None:
    assert size(name) == pytest.approx(billions)
