"""For open-instruct: a verifier with the arguments that its VerifierFunction is called with.

open-instruct finds verifiers as subclasses of its own class; docs/rewards.md has the five lines that make one of this.
"""

from dataclasses import dataclass
from typing import Any

from checkers import Mode, Semantics
from ifbench.reasoning import NEVER_ENDS, Reasoning
from ifbench.recipes import judge_label


@dataclass(frozen=True, slots=True)
class VerificationResult:
    """What a verifier gives, with open-instruct's fields."""

    score: float
    cost: float = 0.0
    reasoning: str | None = None


def verify(
    tokenized_prediction: list[int],
    prediction: str,
    label: Any,
    query: str | None = None,
    rollout_state: Any = None,
    *,
    mode: Mode = "fraction",
    semantics: Semantics = "corrected",
    reasoning: Reasoning = "strip",
) -> VerificationResult:
    """What a prediction earns, and why it does not earn more.

    Args:
        tokenized_prediction: not looked at.
        prediction: what the model wrote.
        label: a string such as "[{'instruction_id': [...], 'kwargs': [...]}]"; see `ifbench.demands.demands_in`.
        query: not looked at.
        rollout_state: not looked at.
        mode: see `checkers.reward`; "fraction" is what open-instruct's own verifier of IFEval pays.
        semantics: see `checkers.reward`.
        reasoning: "strip" judges what follows the last `</think>`; see `ifbench.reasoning.Reasoning`.
    """
    found = judge_label(prediction, label, mode=mode, semantics=semantics, reasoning=reasoning)
    broken = [verdict.why for verdict in found.verdicts if not verdict.ok] if found.verdicts else [NEVER_ENDS]
    return VerificationResult(found.reward, reasoning="; ".join(broken) or None)
