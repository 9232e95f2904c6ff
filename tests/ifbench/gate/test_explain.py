"""What the gate says of the cause: contributions that add up, and why an answer passed before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifbench.gate.explain import NO_RUN, contributions
from ifbench.gate.outcomes import Answer, Where, pair
from ifbench.protocols import name_of
from ifbench.records import VerdictRow
from tests.conftest import Cli
from tests.ifbench.gate.conftest import MakeRun, bits

Bless = Callable[..., Path]
IDS = ("a:x", "a:y", "b:x")


def answer(followed: tuple[bool, ...]) -> Answer:
    made = [VerdictRow("t", 1, "", 0, 0, at, IDS[at], "official", ok, ok, "") for at, ok in enumerate(followed)]
    return Answer(followed, rows=tuple(made))


def result(items: list[tuple[bool, ...]]) -> dict[int, dict[Where, Answer]]:
    return {key: {Where("", 0, 0): answer(followed)} for key, followed in enumerate(items)}


bools = st.tuples(*[st.booleans()] * 3)


@given(st.lists(st.tuples(bools, bools), min_size=1, max_size=30))
def test_contributions_add_up_to_the_drop(items: list[tuple[tuple[bool, ...], tuple[bool, ...]]]) -> None:
    pairing = pair(result([before for before, _ in items]), result([after for _, after in items]))
    lost = sum(item.prompt_level().before - item.prompt_level().after for item in pairing.items)
    assert sum(contributions(pairing).values()) == pytest.approx(lost / len(items), abs=1e-12)


def test_an_answer_counts_for_the_families_of_what_broke() -> None:
    before = result([(True, True, True), (True, True, True), (True, False, True)])
    after = result([(False, False, False), (True, True, False), (True, True, True)])
    found = contributions(pair(before, after))
    assert list(found) == ["b", "a"]
    assert found == pytest.approx({"a": (2 / 3 - 1) / 3, "b": (1 / 3 + 1) / 3})


def test_the_baselines_run_is_given_or_found_or_not(run: MakeRun, bless: Bless, cli: Cli, tmp_path: Path) -> None:
    before = run("before", bits(10, 10))
    args = ("regress", run("after", bits(0, 10)), "--baseline", bless(before))
    assert "(before: 2 words, wanted less than 3)" in cli(*args).out
    moved = before.rename(tmp_path / "elsewhere")
    done = cli(*args)
    assert done.code == 1
    assert NO_RUN in done.out
    assert "(before:" not in done.out
    assert "(before: 2 words, wanted less than 3)" in cli(*args, "--baseline-run", moved).out
    other = cli(*args, "--baseline-run", run("other", bits(5, 10)))
    assert other.code == 4
    assert "is not the run that main was blessed from" in other.err


def test_a_run_with_the_same_settings_but_other_answers_is_not_taken(run: MakeRun, bless: Bless, cli: Cli) -> None:
    before = run("before", bits(10, 10))
    baseline = bless(before)
    log = before / "mine" / "responses.jsonl"
    log.write_text(log.read_text().replace("Two words", "Two  words"))
    assert NO_RUN in cli("regress", run("after", bits(0, 10)), "--baseline", baseline).out


@pytest.mark.parametrize("otherwise", [("--semantics", "official"), ("--reasoning", "keep")])
def test_the_run_is_not_asked_once_it_was_judged_otherwise(
    run: MakeRun, bless: Bless, cli: Cli, otherwise: tuple[str, str]
) -> None:
    """The answers are the same, but their reasons are not those for which they were blessed."""
    before = run("before", bits(10, 10))
    args = ("regress", run("after", bits(0, 10)), "--baseline", bless(before))
    assert cli("score", before, *otherwise).code == 0
    assert NO_RUN in cli(*args).out
    done = cli(*args, "--baseline-run", before)
    assert done.code == 4
    assert f"was judged otherwise since main was blessed from it: {otherwise[0][2:]}: " in done.err
    undone = {"--semantics": "corrected", "--reasoning": "strip"}[otherwise[0]]
    assert f"; judge it again (ifbench score RUN {otherwise[0]} {undone})" in done.err
    assert cli("score", before, otherwise[0], undone).code == 0
    assert "(before: 2 words, wanted less than 3)" in cli(*args).out


def test_answers_are_named_by_what_tells_them_apart() -> None:
    assert name_of("k") == "k"
    assert name_of(7, "short", 2, 1) == "7 variant short sample 2 turn 1"


def test_a_missing_turn_is_no_pair() -> None:
    whole = {Where("", 0, 0): answer((True,)), Where("", 0, 1): answer((True,))}
    pairing = pair({1: whole, 2: whole}, {1: whole, 2: {Where("", 0, 0): answer((True,))}})
    assert [item.key for item in pairing.items] == [1]
    assert pairing.reshaped == (2,)
