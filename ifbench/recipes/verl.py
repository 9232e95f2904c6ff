"""For verl: `custom_reward_function.path=<this file> custom_reward_function.name=compute_score`.

`python -c "import ifbench.recipes.verl as it; print(it.__file__)"` prints the path. The column `reward_model` of the
data holds `{"style": "rule", "ground_truth": ...}`, with the constraints as the ground truth.
"""

from typing import Any

from checkers import Mode, Semantics
from ifbench.reasoning import Reasoning
from ifbench.recipes import judge_label


def compute_score(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Any = None,
    *,
    mode: Mode = "fraction",
    semantics: Semantics = "corrected",
    reasoning: Reasoning = "strip",
    **others: Any,
) -> float:
    """What a response earns, in [0, 1].

    Args:
        data_source: not looked at.
        solution_str: the response.
        ground_truth: its constraints; see `ifbench.demands.demands_in`.
        extra_info: not looked at.
        mode: see `checkers.reward`; verl sets it by `custom_reward_function.reward_kwargs`.
        semantics: see `checkers.reward`.
        reasoning: "strip" judges what follows the last `</think>`; see `ifbench.reasoning.Reasoning`.
        others: what a reward manager adds; not looked at.
    """
    return judge_label(solution_str, ground_truth, mode=mode, semantics=semantics, reasoning=reasoning).reward
