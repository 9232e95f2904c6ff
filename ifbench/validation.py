"""Checking a task before any model answers it."""

from typing import cast

from checkers import Semantics, contradictions, judge
from ifbench.tasks import Task


def problems(task: Task, semantics: str) -> list[str]:
    """What is wrong with a task whose rows load, a sentence each: witnesses that break their own constraints.

    Raises:
        UsageError: a constraint does not bind.
    """
    found = []
    for (key, turn), constraints in task.bound(cast(Semantics, semantics)).items():
        item = task.by_key[key]
        witness = item.prompts[turn].witness
        if witness is None:
            continue
        for at, (constraint, judged) in enumerate(zip(constraints, judge(witness, constraints), strict=True)):
            if not judged.strict:
                why = f"the witness breaks {constraint.id}: {judged.strict.why}"
                found.append(f"{item.where}, key {key!r}, constraint {at}: {why}")
    return found


def contradicted(task: Task) -> list[str]:
    """Items whose constraints no answer can follow together, a sentence each; those with a good witness have none.

    Raises:
        UsageError: a constraint does not bind.
    """
    found = []
    for (key, turn), constraints in task.bound("corrected").items():
        item = task.by_key[key]
        witness = item.prompts[turn].witness
        if witness is not None and all(judged.strict for judged in judge(witness, constraints)):
            continue
        for first, second, why in contradictions(constraints):
            which = f"constraints {first} and {second}" if first != second else f"constraint {first}"
            found.append(f"{item.where}, key {key!r}, {which} cannot be followed: {why}")
    return found


def witnessed(task: Task) -> int:
    """How many prompts of the task have a witness."""
    return sum(prompt.witness is not None for item in task.items for prompt in item.prompts)
