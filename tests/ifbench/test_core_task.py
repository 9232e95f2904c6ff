"""The shipped suite: what its readers are promised."""

import json
from collections import Counter
from itertools import pairwise

from ifbench.tasks import Task, load_task, shipped
from ifbench.validation import problems, witnessed

CORE: Task = load_task("core")


def test_every_witness_follows_all_its_constraints() -> None:
    assert problems(CORE, "corrected") == []
    assert witnessed(CORE) == len(CORE.items) >= 200


def test_each_item_has_one_to_four_constraints_and_a_short_witness() -> None:
    for item in CORE.items:
        (prompt,) = item.prompts
        assert 1 <= len(prompt.demands) <= 4
        assert len((prompt.witness or "").split()) <= 200


def test_all_25_ids_of_ifeval_are_used() -> None:
    ids = Counter(demand.id for item in CORE.items for demand in item.prompts[0].demands)
    assert len(ids) == 25
    assert min(ids.values()) >= 5


def test_no_sentence_frame_is_common() -> None:
    """At most 5 % of the prompts share their first three words, and none share a sentence."""
    frames = Counter(tuple(item.prompts[0].text.lower().split()[:3]) for item in CORE.items)
    assert frames.most_common(1)[0][1] <= 0.05 * len(CORE.items)
    assert len({item.prompts[0].text for item in CORE.items}) == len(CORE.items)


def test_any_prefix_is_a_balanced_sample() -> None:
    """Over each prefix of 24 or more, the mean number of constraints stays near the whole's, and kinds are spread."""
    sizes = [len(item.prompts[0].demands) for item in CORE.items]
    whole = sum(sizes) / len(sizes)
    for n in range(24, len(sizes)):
        assert abs(sum(sizes[:n]) / n - whole) < 0.15
        kinds = Counter(item.kind for item in CORE.items[:n])
        assert max(kinds.values()) <= 0.2 * n
    assert not any(a.kind == b.kind == c.kind for (a, b), (_, c) in pairwise(pairwise(CORE.items)))


def test_every_row_carries_the_canary() -> None:
    lines = (shipped()["core"] / "items.jsonl").read_text(encoding="utf-8").splitlines()
    assert CORE.passport.canary
    assert all(json.loads(line)["canary"] == CORE.passport.canary for line in lines)
