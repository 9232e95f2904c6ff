"""The shipped suite: what its readers are promised, of the version that runs by default and of the first one."""

import json
from collections import Counter
from itertools import pairwise

import pytest

from ifbench.tasks import Task, load_task, shipped
from ifbench.validation import contradicted, problems, witnessed
from tests.checkers.test_invariance import CHANGES, EXEMPT

TASKS: dict[str, Task] = {name: load_task(name) for name in ("core", "core-v1")}
CORE = TASKS["core"]
BOTH = pytest.mark.parametrize("name", TASKS)


@BOTH
def test_every_witness_follows_all_its_constraints(name: str) -> None:
    assert problems(TASKS[name], "corrected") == []
    assert contradicted(TASKS[name]) == []
    assert witnessed(TASKS[name]) == len(TASKS[name].items)


@pytest.mark.parametrize("change", CHANGES)
def test_what_no_reader_sees_changes_no_witness(change: str) -> None:
    for (key, turn), constraints in CORE.bound("corrected").items():
        witness = CHANGES[change](CORE.by_key[key].prompts[turn].witness or "")
        for constraint in constraints:
            if (constraint.id, change) not in EXEMPT:
                assert constraint(witness), (key, constraint(witness).why)


@BOTH
def test_each_item_has_one_to_four_constraints_and_a_short_witness(name: str) -> None:
    for item in TASKS[name].items:
        (prompt,) = item.prompts
        assert 1 <= len(prompt.demands) <= 4
        assert len((prompt.witness or "").split()) <= 200


@pytest.mark.parametrize(("name", "known", "least"), [("core", 112, 3), ("core-v1", 25, 5)])
def test_all_ids_are_used(name: str, known: int, least: int) -> None:
    """The 112 that are published; a checker added since belongs to a later version of the task, if to any."""
    ids = Counter(demand.id for item in TASKS[name].items for demand in item.prompts[0].demands)
    assert len(ids) == known
    assert min(ids.values()) >= least


@BOTH
def test_no_sentence_frame_is_common(name: str) -> None:
    """At most 5 % of the prompts share their first three words, and none share a sentence."""
    items = TASKS[name].items
    frames = Counter(tuple(item.prompts[0].text.lower().split()[:3]) for item in items)
    assert frames.most_common(1)[0][1] <= 0.05 * len(items)
    assert len({item.prompts[0].text for item in items}) == len(items)


@BOTH
def test_any_prefix_is_a_balanced_sample(name: str) -> None:
    """Over each prefix of 24 or more, the mean number of constraints stays near the whole's, and kinds are spread."""
    items = TASKS[name].items
    sizes = [len(item.prompts[0].demands) for item in items]
    whole = sum(sizes) / len(sizes)
    for n in range(24, len(sizes)):
        assert abs(sum(sizes[:n]) / n - whole) < 0.15
        kinds = Counter(item.kind for item in items[:n])
        assert max(kinds.values()) <= 0.2 * n
    assert not any(a.kind == b.kind == c.kind for (a, b), (_, c) in pairwise(pairwise(items)))


@BOTH
def test_every_row_carries_the_canary(name: str) -> None:
    lines = (shipped()[name] / "items.jsonl").read_text(encoding="utf-8").splitlines()
    canary = TASKS[name].passport.canary
    assert canary
    assert all(json.loads(line)["canary"] == canary for line in lines)


def test_version_2_holds_version_1() -> None:
    """Under the same keys, so that answers to version 1 can be scored with version 2 at hand."""
    first = TASKS["core-v1"]
    assert [first.id, first.passport.version, len(first.items)] == ["core", 1, 216]
    assert [CORE.id, CORE.passport.version] == ["core", 2]
    assert all(CORE.by_key[item.key].canonical() == item.canonical() for item in first.items)
