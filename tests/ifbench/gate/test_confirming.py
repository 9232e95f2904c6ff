"""`ifbench regress --confirm`: one second look, declared in advance."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
