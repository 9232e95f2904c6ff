"""Rewards in the shapes that training libraries call. None of them is imported here, so none needs to be installed."""

from typing import Any

from checkers import Mode, Rewarded, Semantics, bind_all, rewarded
from ifbench.demands import demands_in
from ifbench.reasoning import Reasoning, split_reasoning


def judge_label(
    text: str | None,
    label: Any,
    *,
    mode: Mode = "fraction",
    semantics: Semantics = "corrected",
    reasoning: Reasoning = "strip",
) -> Rewarded:
    """What a completion earns against the label that a data set holds for it.

    Args:
        text: what the model wrote; None earns 0, and so does reasoning that never ends.
        label: see `ifbench.demands.demands_in`.
        mode: see `checkers.reward`.
        semantics: see `checkers.reward`.
        reasoning: "strip" judges what follows the last `</think>`; see `ifbench.reasoning.Reasoning`.

    Raises:
        CheckerError: the label is wrong: stop the training rather than pay for it.
    """
    answer = None if text is None else split_reasoning(text, reasoning).answer
    return rewarded(answer, bind_all(demands_in(label), semantics), mode)
