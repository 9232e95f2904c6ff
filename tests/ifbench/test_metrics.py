"""The folds, on rows small enough to count by hand."""

import json

import pytest

from ifbench.folds import Fold, fold
from ifbench.records import Response, VerdictRow
from ifbench.refusals import is_refusal


def verdict(item: int, position: int, strict: bool, loose: bool | None = None, **changes: object) -> VerdictRow:
    loose = strict if loose is None else loose
    fields = {"sample": 0, "turn": 0, "id": f"a:{position}", **changes}
    return VerdictRow(
        "t", item, "", fields["sample"], fields["turn"], position, fields["id"], "official", strict, loose, "",
        fault=fields.get("fault"),
    )  # type: ignore[arg-type]  # fmt: skip


ROWS = [
    verdict(1, 0, True), verdict(1, 1, True),
    verdict(2, 0, True), verdict(2, 1, False, True),
    verdict(3, 0, False),
]  # fmt: skip


def test_the_four_accuracies() -> None:
    found = fold(ROWS, ()).all([1, 2, 3])
    assert found.n == 3
    values = {name: metric.value for name, metric in found.metrics.items()}
    assert values == {
        "prompt_level_strict_acc": pytest.approx(1 / 3),
        "inst_level_strict_acc": pytest.approx(3 / 5),
        "prompt_level_loose_acc": pytest.approx(2 / 3),
        "inst_level_loose_acc": pytest.approx(4 / 5),
    }


def test_repeated_ids_in_one_item_are_told_apart_by_position() -> None:
    twice = [verdict(1, 0, True, id="a:a"), verdict(1, 1, False, id="a:a")]
    found = fold(twice, ())
    assert found.by_constraint([1])["a:a"].n == 2
    assert found.all([1]).metrics["prompt_level_strict_acc"].value == 0.0


def test_samples_are_answers_of_their_own_but_one_cluster() -> None:
    samples = [verdict(item, 0, sample < 2, sample=sample) for item in (1, 2) for sample in range(4)]
    found = fold(samples, ()).all([1, 2])
    assert found.n == 8
    assert found.metrics["prompt_level_strict_acc"].value == 0.5


def test_a_missing_answer_fails_among_all_and_is_not_among_the_answered() -> None:
    missing = [verdict(4, position, False, fault="missing") for position in (0, 1)]
    found = fold([*ROWS, *missing], ())
    over_all, over_answered = found.all([1, 2, 3, 4]), found.answered([1, 2, 3, 4])
    assert (over_all.n, over_answered.n) == (4, 3)
    assert over_all.metrics["prompt_level_strict_acc"].value == pytest.approx(1 / 4)
    assert over_all.metrics["inst_level_loose_acc"].value == pytest.approx(4 / 7)
    assert over_answered == fold(ROWS, ()).all([1, 2, 3])


def test_a_fold_in_parts_and_written_down_is_the_same() -> None:
    parts = [fold(ROWS[:2], ()), fold([*ROWS[2:], verdict(4, 0, False, fault="missing")], [response(1)])]
    found = Fold.restored(json.loads(json.dumps(parts[1].state())))
    found.merge(parts[0])
    whole = fold([*ROWS, verdict(4, 0, False, fault="missing")], [response(1)])
    order = [1, 2, 3, 4]
    assert (found.all(order), found.answered(order)) == (whole.all(order), whole.answered(order))
    assert found.samples(order) == whole.samples(order)
    assert (found.by_constraint(order), found.counts(0)) == (whole.by_constraint(order), whole.counts(0))


def response(item: int, **changes: object) -> Response:
    fields = {"prompt": "", "text": "Fine.", "answer": "Fine.", "finish_reason": "stop", **changes}
    return Response("k", "t", item, "", 0, 0, **fields)  # type: ignore[arg-type]


def test_counts() -> None:
    rows = [verdict(n, 0, True) for n in range(8)]
    rows[5] = verdict(5, 0, False, fault="missing")
    rows[6] = verdict(6, 0, False, fault="error")
    rows[7] = verdict(7, 0, False, fault="oversize")
    responses = [
        response(0, finish_reason="length"),
        response(1, text=" ", answer=" "),
        response(2, text="<think>", answer=None, stripped=True),
        response(3, answer="I'm sorry, but I can't help with that."),
        response(4, stripped=True),
        response(5, answer=None, text="", finish_reason="error", error="time-out"),
        response(99, finish_reason="length"),
    ]
    found = fold(rows, responses).counts(3)
    assert (found.truncated, found.empty, found.missing, found.errors, found.unmatched) == (2, 1, 1, 1, 3)
    assert (found.reasoning_stripped, found.refusals, found.check_errors, found.oversize) == (2, 1, 1, 1)


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ("I'm sorry, but I can't do that.", True),
        ("I cannot write this.", True),
        ("As an AI language model, I don't have feelings", True),
        ("Unfortunately, I am unable to help.", True),
        ("I can write this. I cannot lie: it is fun.", False),
        ("I'm sorry to hear about your cat. Here is a poem.", False),
        ("", False),
    ],
)
def test_refusals(answer: str, refusal: bool) -> None:
    assert is_refusal(answer) is refusal
