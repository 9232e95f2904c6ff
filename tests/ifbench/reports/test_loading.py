"""A run is shown only as what its answers are now."""

import json
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.ifbench.reports.conftest import MakeRun, prompts

AT, LEFT = 3, "\n\nFine words"


def take_off(run: Path) -> None:
    """Put into the log what the server had taken off an answer, as it stands in a log of before this was known."""
    log = run / "mixed" / "responses.jsonl"
    stored = [json.loads(line) for line in log.read_text().splitlines()]
    for one in stored:
        if one["prompt"] == prompts()[AT]:
            one["reasoning"] = "Hm, let me see."
    log.write_text("".join(json.dumps(one) + "\n" for one in stored))


@pytest.fixture
def before(run: MakeRun) -> Path:
    """A run whose answer was judged with the white space that the reasoning had left, as none had been known."""
    made = run("before", {AT: LEFT})
    take_off(made)
    return made


def test_a_run_judged_with_the_white_space_of_its_reasoning_is_not_shown(before: Path, cli: Cli) -> None:
    told = cli("report", before, "-o", before.parent / "it.md")
    assert (told.code, told.out) == (2, "")
    says = f"{before}: the answers to mixed were judged with white space that reasoning had left"
    assert told.err == f"ifbench: {says}; `ifbench score {before}` judges them again\n"
    assert not (before.parent / "it.md").exists()


def test_it_is_left_out_of_a_leaderboard(before: Path, run: MakeRun, cli: Cli) -> None:
    run("good")
    page = before.parent / "it.json"
    done = cli("leaderboard", before.parent, "-o", page)
    assert (done.code, f"left out: {before}: the answers to mixed were judged with" in done.err) == (0, True)
    [group] = json.loads(page.read_text())["groups"]
    assert [row["run"] for row in group["rows"]] == ["good"]


def test_it_is_shown_once_it_is_judged_again(before: Path, cli: Cli) -> None:
    assert cli("score", before, "--json").json["counts"]["reasoning_stripped"] == 1
    done = cli("report", before, "-o", before.parent / "it.md")
    assert (done.code, done.err) == (0, "")


def test_what_keeps_its_reasoning_is_shown_as_it_was_judged(run: MakeRun, cli: Cli) -> None:
    made = run("kept", {AT: LEFT}, reasoning="keep")
    take_off(made)
    assert cli("report", made, "-o", made.parent / "it.md").code == 0


def test_an_answer_that_was_not_judged_bars_nothing(run: MakeRun, cli: Cli) -> None:
    made = run("one", {AT: LEFT})
    log = made / "mixed" / "responses.jsonl"
    last = json.loads(log.read_text().splitlines()[-1])
    with log.open("a") as stream:
        stream.write(json.dumps({**last, "item": "gone", "reasoning": "Hm."}) + "\n")
    assert cli("report", made, "-o", made.parent / "it.md").code == 0
