"""For TRL: `from ifbench.recipes.trl import reward_function`, then `GRPOTrainer(..., reward_funcs=reward_function())`.

TRL calls a reward function with the keyword arguments `prompts`, `completions`, `completion_ids`, `trainer_state` and
one for each other column of the data set, and wants a float, or None where it does not apply, for each completion.
"""

from collections.abc import Callable, Sequence
from typing import Any

from checkers import CheckerError, Mode, Semantics
from ifbench.reasoning import Reasoning
from ifbench.recipes import judge_label


def reward_function(
    mode: Mode = "fraction",
    *,
    column: str = "constraints",
    semantics: Semantics = "corrected",
    reasoning: Reasoning = "strip",
) -> Callable[..., list[float | None]]:
    """A reward function for a data set that holds the constraints of each prompt in a column.

    Args:
        mode: see `checkers.reward`.
        column: its name; with "instruction_id_list", IFEval's two columns are read. A null there gives None: the reward
            does not apply to the row.
        semantics: see `checkers.reward`.
        reasoning: "strip" judges what follows the last `</think>`; see `ifbench.reasoning.Reasoning`.
    """

    def ifbench_reward(completions: Sequence[Any], **columns: Any) -> list[float | None]:
        labels = _labels(columns, column)
        if len(labels) != len(completions):
            raise CheckerError(f"{len(completions)} completions but {len(labels)} rows in the column {column!r}")
        return [
            None
            if label is None
            else judge_label(_text(one), label, mode=mode, semantics=semantics, reasoning=reasoning).reward
            for one, label in zip(completions, labels, strict=True)
        ]

    ifbench_reward.__name__ = f"ifbench_{mode}"  # the name under which TRL logs it
    return ifbench_reward


def _labels(columns: dict[str, Any], column: str) -> Sequence[Any]:
    for name in (column, "kwargs") if column == "instruction_id_list" else (column,):
        if name not in columns:
            raise CheckerError(f"the data set has no column {name!r}; name yours: reward_function(column=...)")
    if column != "instruction_id_list":
        labels: Sequence[Any] = columns[column]
        return labels
    pairs = zip(columns[column], columns["kwargs"], strict=True)
    return [None if ids is None else {column: ids, "kwargs": kwargs} for ids, kwargs in pairs]


def _text(completion: Any) -> str | None:
    """The text of a completion: itself, or what its last message says, be it in parts."""
    if isinstance(completion, str) or completion is None:
        return completion
    content = completion[-1].get("content") if completion else None
    if isinstance(content, list):
        return "".join(part.get("text", "") for part in content)
    return None if content is None else str(content)
