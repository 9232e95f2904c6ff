"""`ifbench regress --confirm`: one second look, declared in advance."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli
from tests.ifbench.gate.conftest import PASS, MakeRun, bits

Bless = Callable[..., Path]


def test_one_confirmation_must_find_it_too(run: MakeRun, bless: Bless, cli: Cli) -> None:
    baseline = bless(run("before", bits(30, 40)))
    passes = {"worse": 20, "also": 18, "fine": 29, "copy": 20}
    worse, also, fine, copy = (run(name, bits(passed, 40), "--model", "new") for name, passed in passes.items())
    confirmed = cli("regress", worse, "--baseline", baseline, "--confirm", also, "--json")
    assert (confirmed.code, confirmed.json["looks"]) == (1, 2)
    assert confirmed.json["reason"].endswith("confirmed by also")
    refuted = cli("regress", worse, "--baseline", baseline, "--confirm", fine)
    assert refuted.code == 0
    assert "the first look found a drop, the confirmation did not" in refuted.out
    assert "; it does not find it\n" in refuted.out
    nothing_to_confirm = cli("regress", fine, "--baseline", baseline, "--confirm", worse)
    assert nothing_to_confirm.code == 0
    assert "p = 0.0010; the first look found no drop to confirm\n" in nothing_to_confirm.out
    same = cli("regress", worse, "--baseline", baseline, "--confirm", copy)
    assert same.code == 2
    assert "holds the same answers as worse: it takes fresh seeds" in same.err


def test_a_drop_is_shown_to_be_small_by_both_looks(run: MakeRun, bless: Bless, cli: Cli) -> None:
    baseline = bless(run("before", bits(100, 200)))
    fine, worse = (run(name, bits(passed, 200), "--model", "new") for name, passed in {"a": 101, "b": 80}.items())
    args = ("regress", fine, "--baseline", baseline, "--max-drop", "2")
    assert cli(*args).code == 0
    done = cli(*args, "--confirm", worse, "--json")
    assert (done.code, done.json["items_needed"]) == (5, None)
    assert done.json["upper_bound"] > 0.1
    assert "not shown to be under 2; if it is as large as found, no n shows it" in done.json["reason"]


def test_a_confirmation_finds_what_the_first_look_found(run: MakeRun, bless: Bless, cli: Cli) -> None:
    """The first look finds commas, the second too many words."""
    baseline = bless(run("before", [PASS] * 30))
    commas, words = ["One, two"] * 8 + [PASS] * 22, ["One two three"] * 8 + [PASS] * 22
    texts = {"first": commas, "same": [PASS] * 22 + commas[:8], "other": words}
    first, same, other = (run(name, given, "--model", "new") for name, given in texts.items())
    args = ("regress", first, "--baseline", baseline, "--gate-families", "--confirm")
    assert "; it finds headline, punctuation too\n" in cli(*args, same).out
    assert "; it finds headline too\n" in cli(*args, other).out


def test_a_confirmation_is_neither_the_baselines_run_nor_another_model(run: MakeRun, bless: Bless, cli: Cli) -> None:
    before, worse, other = run("before", bits(30, 40)), run("worse", bits(20, 40)), run("other", bits(29, 40))
    args = ("regress", worse, "--baseline", bless(before), "--confirm")
    blessed = cli(*args, before)
    assert blessed.code == 2
    assert "the confirmation before holds the same answers as baseline main" in blessed.err
    another = cli(*args, other)
    assert another.code == 4
    assert "the confirmation other is not the same model and engine as worse: model differ" in another.err
    assert "names the model of given answers" in another.err


def test_a_confirmation_of_other_items_turns_no_red_gate_green(
    run: MakeRun, bless: Bless, cli: Cli, gated_task: Callable[..., Path]
) -> None:
    """Three items could not show a drop, however large."""
    folder = gated_task(40)
    baseline = bless(run("before", bits(30, 40), folder=folder))
    worse = run("worse", bits(10, 40), "--model", "new", folder=folder)
    few = run("few", bits(9, 40), "--model", "new", "--limit", "3", folder=folder)
    args = ("regress", worse, "--baseline", baseline, "--allow-mismatch", "items")
    assert cli(*args).code == 1
    done = cli(*args, "--confirm", few)
    assert (done.code, done.out) == (4, "")
    assert "the confirmation few must be of the items of worse" in done.err
    assert "items: 40 items in worse, 3 items, 3 in common in few" in done.err


@pytest.mark.parametrize(("field", "other"), [("checkers", "another"), ("reasoning", "keep")])
def test_a_confirmation_is_judged_as_the_run_whatever_may_differ(
    run: MakeRun, bless: Bless, cli: Cli, field: str, other: str
) -> None:
    baseline = bless(run("before", bits(30, 40)))
    worse, also = (run(name, bits(passed, 40), "--model", "new") for name, passed in (("worse", 20), ("also", 18)))
    args = ("regress", worse, "--baseline", baseline, "--confirm", also, "--allow-mismatch", field)
    judged_by(also, **{field: other})
    done = cli(*args)
    assert (done.code, done.out) == (4, "")
    assert f" in worse, {other} in also\n" in done.err
    judged_by(worse, **{field: other})
    assert f"(allowed to differ: {field})\n" in cli(*args).out


def judged_by(place: Path, **changes: str) -> None:
    summary = json.loads((place / "summary.json").read_text())
    summary["results"][0].update(changes)
    (place / "summary.json").write_text(json.dumps(summary))


def settings_of(place: Path, **changes: Any) -> None:
    record = json.loads((place / "run.json").read_text())
    record["settings"].update(changes)
    (place / "run.json").write_text(json.dumps(record))


def test_a_confirmation_is_of_the_same_model_with_another_seed(run: MakeRun, bless: Bless, cli: Cli) -> None:
    baseline = bless(run("before", bits(30, 40)))
    worse, second = run("worse", bits(20, 40)), run("second", bits(18, 40))
    args = ("regress", worse, "--baseline", baseline, "--confirm", second)
    settings_of(worse, engine="vllm", model="sha256:a")
    settings_of(second, engine="vllm", model="sha256:a", seed=0)
    assert "was run with the seed of worse: it takes a fresh one" in cli(*args).err
    settings_of(second, seed=1)
    assert cli(*args).code == 1
    settings_of(second, model="sha256:b")
    done = cli(*args)
    assert done.code == 4
    assert "is not the same model and engine as worse: model differ" in done.err
