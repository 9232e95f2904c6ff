"""Comparable or refused; incomplete and damaged runs."""

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ifbench.gate.comparable import FIELDS
from tests.conftest import Cli
from tests.ifbench.gate.conftest import MakeRun, bits

Bless = Callable[..., Path]


def edit(path: Path, change: Callable[[Any], Any]) -> None:
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def in_run(**sampling: Any) -> Callable[[Path], None]:
    return lambda place: edit(place / "run.json", lambda v: v["tasks"]["mine"]["sampling"].update(sampling))


def in_settings(**changes: Any) -> Callable[[Path], None]:
    return lambda place: edit(place / "run.json", lambda v: v["settings"].update(changes))


def in_summary(**changes: Any) -> Callable[[Path], None]:
    return lambda place: edit(place / "summary.json", lambda v: v["results"][0].update(changes))


DIFFERENT: dict[str, tuple[Callable[[Path], None], str]] = {
    "rows": (in_summary(digest="0" * 64), "000000000000... now"),
    "checkers": (in_summary(checkers="other"), "other now"),
    "headline": (in_summary(headline="prompt_level_loose_acc"), "headline: prompt_level_strict_acc before"),
    "reasoning": (in_summary(reasoning="keep"), "reasoning: strip before, keep now"),
    "temperature": (in_run(temperature=0.7), "temperature: 0.0 before, 0.7 now"),
    "top_p": (in_run(top_p=0.9), "top_p: 1.0 before, 0.9 now"),
    "max_tokens": (in_run(max_tokens=64), "max_tokens: 1280 before, 64 now"),
    "system": (in_settings(system="Be brief."), "system: none before"),
    "chat": (in_settings(chat=False), "chat: True before, False now"),
}


@pytest.mark.parametrize("field", DIFFERENT)
def test_a_field_that_differs_is_named_and_may_be_allowed(run: MakeRun, bless: Bless, cli: Cli, field: str) -> None:
    change, part = DIFFERENT[field]
    place = run("before", bits(5, 8))
    baseline = bless(place)
    change(place)
    done = cli("regress", place, "--baseline", baseline)
    assert (done.code, done.out) == (4, "")
    assert part in done.err
    assert f"--allow-mismatch {field}" in done.err
    allowed = cli("regress", place, "--baseline", baseline, "--allow-mismatch", field)
    assert allowed.code == 0, allowed.err
    assert f"allowed to differ: {field}: " in allowed.out
    assert f"(allowed to differ: {field})" in allowed.out.splitlines()[-1]
    others = [arg for name in FIELDS if name != field for arg in ("--allow-mismatch", name)]
    assert cli("regress", place, "--baseline", baseline, *others).code == 4


def test_every_field_that_differs_is_named(run: MakeRun, bless: Bless, cli: Cli) -> None:
    place = run("before", bits(5, 8))
    baseline = bless(place)
    in_run(temperature=0.7, max_tokens=64)(place)
    done = cli("regress", place, "--baseline", baseline, "--allow-mismatch", "temperature")
    assert done.code == 4
    assert "max_tokens: 1280 before, 64 now" in done.err
    assert "temperature" not in done.err


def test_semantics_and_repeats(run: MakeRun, bless: Bless, cli: Cli) -> None:
    baseline = bless(run("before", bits(5, 8)))
    official = cli("regress", run("official", bits(5, 8), "--semantics", "official"), "--baseline", baseline)
    assert official.code == 4
    assert "semantics: corrected before, official now" in official.err
    both = cli("regress", run("both", bits(5, 8), "--semantics", "both"), "--baseline", baseline)
    assert both.code == 0, both.err
    four = run("four", [[text] * 4 for text in bits(5, 8)])
    assert "repeats: 1 before, 4 now" in cli("regress", four, "--baseline", baseline).err
    told = cli("regress", four, "--baseline", baseline, "--allow-mismatch", "repeats").out
    assert "  left out: 24 answers of the run, samples that the other side does not have\n" in told
    allowed = cli("regress", four, "--baseline", baseline, "--allow-mismatch", "repeats", "--json").json
    assert allowed["samples_left_out"] == {"baseline": 0, "run": 24}
    assert (allowed["headline"]["n"], allowed["headline"]["trials"]) == (8, 8)


@pytest.mark.parametrize(
    "rule", [("--semantics", "official"), ("--reasoning", "keep"), ("--reasoning-end", "[/THINK]")]
)
def test_what_is_advised_makes_them_alike(run: MakeRun, bless: Bless, cli: Cli, rule: tuple[str, str]) -> None:
    """A run that is judged again keeps to its own rules unless others are given."""
    before, after = run("before", bits(5, 8)), run("after", bits(5, 8), *rule)
    in_summary(checkers="other")(after)
    done = cli("regress", after, "--baseline", bless(before))
    [told] = re.findall(r"judge the blessed run again \(ifbench (.*?)\) and bless it", done.err)
    assert cli(*(str(before) if word == "RUN" else word for word in shlex.split(told))).code == 0
    in_summary(checkers="other")(before)
    assert cli("regress", after, "--baseline", bless(before)).code == 0


def test_items_that_are_not_on_both_sides(
    run: MakeRun, bless: Bless, cli: Cli, gated_task: Callable[..., Path]
) -> None:
    folder = gated_task(30)
    whole, few = run("whole", bits(20, 30), folder=folder), run("few", bits(20, 30), "--limit", "10", folder=folder)
    rest = run("rest", bits(20, 30), "--limit", "10:30", folder=folder)
    done = cli("regress", few, "--baseline", bless(whole))
    assert done.code == 4
    assert "items: 30 items before, 10 items, 10 in common now" in done.err
    allowed = cli("regress", few, "--baseline", bless(whole), "--allow-mismatch", "items")
    assert allowed.code == 0, allowed.err
    assert "left out: 20 items only in baseline" in allowed.out
    disjoint = cli("regress", few, "--baseline", bless(rest), "--allow-mismatch", "items")
    assert disjoint.code == 4
    assert "have no item in common" in disjoint.err


def test_a_baseline_of_another_task(run: MakeRun, bless: Bless, cli: Cli, gated_task: Callable[..., Path]) -> None:
    baseline = bless(run("before", bits(5, 8), folder=gated_task(8, name="other")))
    done = cli("regress", run("after", bits(5, 8)), "--baseline", baseline)
    assert done.code == 4
    assert "main is a result on other, not on mine" in done.err


def test_half_runs_and_errors_are_incomplete(run: MakeRun, bless: Bless, cli: Cli, tmp_path: Path) -> None:
    place = run("before", bits(5, 8))
    args = ("--baseline", bless(place))
    verdicts = place / "mine" / "verdicts.jsonl"
    lines = [json.loads(line) for line in verdicts.read_text().splitlines()]

    def gate_with(rows: list[dict[str, Any]]) -> tuple[int, str]:
        verdicts.write_text("".join(json.dumps(row) + "\n" for row in rows))
        done = cli("regress", place, *args)
        assert done.out == ""
        return done.code, done.err

    code, err = gate_with([row for row in lines if row["item"] not in (1, 2)])
    assert (code, "half a run: 2 of 8 answers are not judged" in err) == (3, True)
    code, err = gate_with([{**row, "fault": "missing"} if row["item"] == 1 else row for row in lines])
    assert (code, "1 answer is missing or an error; give what is missing" in err) == (3, True)
    code, err = gate_with([{**row, "fault": "error"} if row["item"] == 1 else row for row in lines])
    assert code == 3
    code, err = gate_with([*lines, lines[0]])
    assert (code, "the verdicts of item 1 are not one per constraint" in err) == (2, True)
    code, err = gate_with([row for row in lines if (row["item"], row["position"]) != (1, 0)])
    assert (code, "not one per constraint" in err) == (2, True)
    code, err = gate_with([row for row in lines if (row["item"], row["position"]) != (1, 1)])
    assert (code, "item 1 has other constraints" in err) == (4, True)
    verdicts.unlink()
    done = cli("regress", place, *args)
    assert (done.code, "the run did not finish" in done.err) == (3, True)
    shutil.rmtree(place)
    assert cli("regress", place, *args).code == 2


def test_an_oversize_answer_is_a_fail_and_no_hole(run: MakeRun, bless: Bless, cli: Cli) -> None:
    baseline = bless(run("before", bits(10, 10)))
    done = cli("regress", run("after", ["a" * 1_000_001] * 10), "--baseline", baseline)
    assert done.code == 1


@pytest.mark.parametrize("file", ["run.json", "summary.json"])
@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"schema": 1, "tasks": {"mine": {}}, "results": [{}]}'])
def test_a_damaged_run(run: MakeRun, bless: Bless, cli: Cli, file: str, text: str) -> None:
    place = run("before", bits(5, 8))
    baseline = bless(place)
    (place / file).write_text(text)
    done = cli("regress", place, "--baseline", baseline)
    assert done.code in (2, 3, 4)
    assert done.out == ""
    assert "Traceback" not in done.err


def test_scoring_again_by_another_rule_is_seen(run: MakeRun, bless: Bless, cli: Cli) -> None:
    place = run("before", bits(5, 8))
    baseline = bless(place)
    cli("score", place, "--reasoning", "keep")
    done = cli("regress", place, "--baseline", baseline)
    assert done.code == 4
    assert "reasoning: strip before, keep now" in done.err
