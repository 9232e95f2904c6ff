"""Filters and penalties are conditions as temperature is: what an engine applies beside the task's sampling."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ifbench.backends._vllm_sampling import NEUTRAL as OF_VLLM
from ifbench.gate.baseline import read_baseline
from ifbench.gate.results import NEUTRAL
from tests.conftest import Cli
from tests.ifbench.gate.conftest import MakeRun, bits

Bless = Callable[..., Path]
ENGINE = """
from ifbench.types import Completion, Identity

class Engine:
    def __init__(self, model, options):
        self.identity = Identity("m", "mine", "1", "x", options=options,
                                 sampling={name: float(value) for name, value in options.items()})
    def generate(self, requests):
        for request in requests:
            yield Completion(request.id, "Two words")
"""


def with_sampling(place: Path, sampling: Any) -> Path:
    record = json.loads((place / "run.json").read_text())
    record["settings"]["sampling"] = sampling
    (place / "run.json").write_text(json.dumps(record))
    return place


def test_the_conditions_are_those_that_vllm_takes() -> None:
    assert NEUTRAL == OF_VLLM


@pytest.mark.parametrize("name", NEUTRAL)
def test_one_that_differs_is_refused_and_may_be_allowed(run: MakeRun, bless: Bless, cli: Cli, name: str) -> None:
    before, after = run("before", bits(5, 8)), run("after", bits(5, 8))
    gate = ("regress", with_sampling(after, {**NEUTRAL, name: 2}), "--baseline", bless(before))
    refused = cli(*gate)
    assert (refused.code, f"{name}: {NEUTRAL[name]} before, 2" in refused.err) == (4, True)
    assert cli("compare", before, after).code == 4
    allowed = cli(*gate, "--allow-mismatch", name)
    assert (allowed.code, f"allowed to differ: {name}: " in allowed.out) == (0, True)


def test_an_engine_that_tells_of_none_is_like_one_that_applies_none(run: MakeRun, bless: Bless, cli: Cli) -> None:
    before, after = run("before", bits(5, 8)), run("after", bits(5, 8))
    others = {"eos_token_id": [2], "not_applied": {"top_k": 20}, "temperature": 0.9, "min_p": None}
    with_sampling(after, {**NEUTRAL, **others})
    assert cli("regress", after, "--baseline", bless(before)).code == 0


def test_a_baseline_without_them_is_one_of_a_run_that_applied_none(run: MakeRun, bless: Bless) -> None:
    path = bless(run("before", bits(5, 8)))
    value = json.loads(path.read_text())
    value["conditions"] = {name: told for name, told in value["conditions"].items() if name not in NEUTRAL}
    path.write_text(json.dumps(value))
    assert read_baseline(path).conditions.shaped_by == {}


@pytest.mark.parametrize("sampling", [["top_k"], {"top_k": "many"}, {"min_p": 1e999}])
def test_damage_is_told(run: MakeRun, cli: Cli, sampling: Any) -> None:
    place = run("before", bits(5, 8))
    done = cli("compare", place, with_sampling(run("after", bits(5, 8)), sampling))
    assert (done.code, "after is damaged" in done.err, "Traceback" in done.err) == (2, True, False)


def test_one_of_the_engines_options_is_refused_before_the_model_runs(
    gated_task: Callable[..., Path], cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "shaping.py").write_text(ENGINE)
    made = ("eval", "--backend", "shaping:Engine", "--model", "m", "--tasks", gated_task(8))
    assert cli(*made, "-o", tmp_path / "one").code == 0
    baseline = Path(cli("bless", tmp_path / "one", "--name", "main", "--to", tmp_path).out.strip())
    args = ("-o", tmp_path / "two", "--baseline", baseline)
    done = cli(*made, *args, "--model-args", "repetition_penalty=1.3")
    assert (done.code, "repetition_penalty: 1.0 before, 1.3 now" in done.err) == (4, True)
    assert not (tmp_path / "two").exists()
    assert cli(*made, *args, "--model-args", "repetition_penalty=1.0").code == 0


OWN = """
from ifbench.types import Completion, Identity

class Engine:
    def __init__(self, model, options):
        self.identity = Identity("m", "mine", "1", "x", options={}, sampling={"top_k": TOP_K})
    def generate(self, requests):
        for request in requests:
            yield Completion(request.id, "Two words")
"""


@pytest.mark.parametrize(
    ("before", "now", "code", "told"),
    [
        ("20", "20.0", 0, ""),
        ("0", "-1", 0, ""),
        ("0", "20", 4, "top_k: 0 before, 20 now"),
        ("0", "'20'", 2, "what the engine says of its sampling cannot be compared: "),
    ],
)
def test_an_engine_of_ones_own_may_filter_without_options(
    gated_task: Callable[..., Path], cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    before: str, now: str, code: int, told: str,
) -> None:  # fmt: skip
    monkeypatch.syspath_prepend(tmp_path)
    folder = gated_task(8)
    for name, top_k in (("before", before), ("now", now)):
        (tmp_path / f"{name}{code}{len(now)}.py").write_text(OWN.replace("TOP_K", top_k))
    made = ("eval", "--model", "m", "--tasks", folder, "--backend")
    assert cli(*made, f"before{code}{len(now)}:Engine", "-o", tmp_path / "one").code == 0
    baseline = Path(cli("bless", tmp_path / "one", "--name", "main", "--to", tmp_path).out.strip())
    done = cli(*made, f"now{code}{len(now)}:Engine", "-o", tmp_path / "two", "--baseline", baseline)
    assert (done.code, told in done.err, (tmp_path / "two").exists()) == (code, True, not code)


def test_a_leaderboard_shows_them(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    place = with_sampling(run("one", bits(5, 8)), {"top_k": 20, "repetition_penalty": 1.3})
    record = json.loads((place / "run.json").read_text())
    for engine, told in (("mine", "top_k 20, repetition_penalty 1.3"), ("given answers", "")):
        record["settings"]["engine"] = engine
        (place / "run.json").write_text(json.dumps(record))
        assert cli("leaderboard", place, "-o", tmp_path / "it.json").code == 0
        [group] = json.loads((tmp_path / "it.json").read_text())["groups"]
        assert group["rows"][0]["settings"]["filters"] == told
