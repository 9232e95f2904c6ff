"""The recipes, called as TRL 1.16, verl and open-instruct call them (their documented arguments; none is installed)."""

import importlib.util
import inspect
import json
from typing import Any

import pytest

from checkers import CheckerError
from ifbench.recipes.open_instruct import verify
from ifbench.recipes.trl import reward_function
from ifbench.recipes.verl import compute_score

IDS = ["punctuation:no_comma", "length_constraints:number_words"]
KWARGS: list[dict[str, Any] | None] = [None, {"relation": "at least", "num_words": 4, "keywords": None}]
DEMANDS = [{"id": IDS[0]}, {"id": IDS[1], "args": KWARGS[1]}]
GOOD, HALF = "one two three four", "one, two three four"
LABELS = {
    "a list": DEMANDS,
    "JSON": json.dumps(DEMANDS),
    "IFEval's lists": {"instruction_id_list": IDS, "kwargs": KWARGS},
    "JSON in a column's lists": {"instruction_id_list": json.dumps(IDS), "kwargs": json.dumps(KWARGS)},
    "a pair of JSON": (json.dumps(IDS), json.dumps(KWARGS)),
    "a list of JSON": list(map(json.dumps, DEMANDS)),
    "a list of JSON for arguments": {"instruction_id_list": IDS, "kwargs": ["{}", json.dumps(KWARGS[1])]},
    "JSON for arguments": [{"id": IDS[0], "args": "{}"}, {"id": IDS[1], "args": json.dumps(KWARGS[1])}],
    "open-instruct's string": str([{"instruction_id": IDS, "kwargs": KWARGS}]),
    "open-instruct's string of JSON": str([json.dumps({"instruction_id": IDS, "kwargs": KWARGS})]),
}


class Array:
    """As numpy's arrays come out of parquet."""

    def __init__(self, held: list[Any]) -> None:
        self.held = held

    def tolist(self) -> list[Any]:
        return self.held


LABELS["arrays"] = {"instruction_id_list": Array(IDS), "kwargs": Array(KWARGS)}


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS)
def test_labels_of_any_form_pay_the_same(label: Any) -> None:
    assert compute_score("ifeval", HALF, label) == 0.5
    assert verify([1, 2], HALF, label).score == 0.5
    assert reward_function(column="labels")([HALF], labels=[label]) == [0.5]


def trl_calls(function: Any, completions: list[Any], **columns: Any) -> list[float | None]:
    """As GRPOTrainer does: everything by keyword."""
    state: dict[str, Any] = {"trainer_state": None, "log_extra": print, "log_metric": print}
    prompts = ["p"] * len(completions)
    found: list[float | None] = function(
        prompts=prompts, completions=completions, completion_ids=[[1]] * len(completions), **columns, **state
    )
    return found


def test_trl_standard_and_conversational() -> None:
    function = reward_function("closeness")
    chats = [[{"role": "assistant", "content": text}] for text in (GOOD, HALF)]
    assert trl_calls(function, [GOOD, HALF], constraints=[DEMANDS] * 2) == [1.0, 0.75]
    assert trl_calls(function, chats, constraints=[DEMANDS] * 2) == [1.0, 0.75]
    assert trl_calls(function, [[], [{"role": "assistant", "content": None}]], constraints=[DEMANDS] * 2) == [0.0, 0.0]


def test_trl_messages_in_parts_and_without_content() -> None:
    parts = [{"type": "text", "text": "one two "}, {"type": "image"}, {"type": "text", "text": "three four"}]
    chats = [[{"role": "assistant", "content": parts}], [{"role": "assistant", "tool_calls": []}]]
    assert trl_calls(reward_function(), chats, constraints=[DEMANDS] * 2) == [1.0, 0.0]


def test_trl_reads_ifevals_columns_and_passes_over_other_rows() -> None:
    function = reward_function(column="instruction_id_list")
    found = trl_calls(function, [GOOD, GOOD], instruction_id_list=[IDS, None], kwargs=[KWARGS, None])
    assert found == [1.0, None]
    packed = [None, json.dumps(KWARGS[1])]
    assert trl_calls(function, [HALF], instruction_id_list=[IDS], kwargs=[packed]) == [0.5]


def test_trl_logs_it_by_a_name_of_its_own() -> None:
    assert reward_function("closeness").__name__ == "ifbench_closeness"


def test_trl_without_the_column() -> None:
    with pytest.raises(CheckerError, match="no column 'constraints'"):
        trl_calls(reward_function(), [GOOD], answer=["x"])
    with pytest.raises(CheckerError, match="no column 'kwargs'"):
        trl_calls(reward_function(column="instruction_id_list"), [GOOD], instruction_id_list=[IDS])


def test_verl_by_keyword_and_with_what_reward_managers_add() -> None:
    label = json.dumps(DEMANDS)
    found = compute_score(data_source="x", solution_str=HALF, ground_truth=label, extra_info={"split": "train"})
    assert found == 0.5
    assert compute_score("x", HALF, label, None, mode="all", sandbox_fusion_url=None) == 0.0
    parameters = list(inspect.signature(compute_score).parameters)
    assert parameters[:4] == ["data_source", "solution_str", "ground_truth", "extra_info"]


def test_verl_loads_it_by_its_path() -> None:
    spec = importlib.util.spec_from_file_location("custom_module", inspect.getsourcefile(compute_score))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.compute_score("x", GOOD, DEMANDS) == 1.0


def test_open_instruct_says_what_is_missing() -> None:
    found = verify([1], HALF, LABELS["open-instruct's string"], query="q", rollout_state=None)
    assert (found.score, found.cost, found.reasoning) == (0.5, 0.0, "1 comma, wanted none")
    assert verify([], "", LABELS["JSON"]).score == 0.0
    endless = verify([], "<think>", LABELS["JSON"])
    assert (endless.score, endless.reasoning) == (0.0, "no answer after the reasoning, which never ends")


@pytest.mark.parametrize(
    ("text", "pays"),
    [("<think>a, b, c</think>\n" + GOOD, 1.0), ("<think>one two three four", 0.0), ("<think>x</think>", 0.0)],
)
def test_reasoning_is_not_judged(text: str, pays: float) -> None:
    assert compute_score("x", text, DEMANDS, mode="all") == pays


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("not a label", "neither JSON nor"),
        (json.dumps([{"id": "no:such"}]), "unknown corrected checker"),
        (str([{"func_name": "verify_keywords"}]), "expected"),
        (None, "must be a list, not NoneType"),
        ("[" * 100_000, "neither JSON nor"),
    ],
)
def test_a_wrong_label_stops_the_training(label: Any, says: str) -> None:
    with pytest.raises(CheckerError, match=says):
        compute_score("x", GOOD, label)
