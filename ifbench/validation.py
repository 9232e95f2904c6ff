"""Checking a task before any model answers it."""

from collections.abc import Iterator

from checkers import Constraint, Semantics, contradictions, judge
from ifbench.errors import LackingError, UsageError
from ifbench.items import Item, Prompt
from ifbench.tasks import Task


def problems(task: Task, semantics: Semantics) -> list[str]:
    """What is wrong with a task whose rows load, a sentence each: constraints that do not bind, the first of each item,
    and witnesses that break their own constraints.

    Raises:
        LackingError: a language resource is not on this machine.
    """
    found = []
    for item in task.items:
        try:
            found += list(_broken(task, item, semantics))
        except LackingError:
            raise  # this machine is wrong, not the rows: said once
        except UsageError as error:
            found.append(str(error))
    return found


def _broken(task: Task, item: Item, semantics: Semantics) -> Iterator[str]:
    for prompt, constraints in _turns(task, item, semantics):
        judged = judge(prompt.witness, constraints) if prompt.witness is not None else ()
        for at, (constraint, one) in enumerate(zip(constraints, judged, strict=False)):
            if not one.strict:
                why = f"the witness breaks {constraint.id}: {one.strict.why}"
                yield f"{item.where}, key {item.key!r}, constraint {at}: {why}"


def contradicted(task: Task) -> list[str]:
    """Items whose constraints no answer can follow together, a sentence each; those with a good witness have none.

    Items whose constraints do not bind are left to `problems`.
    """
    found = []
    for item in task.items:
        try:
            turns = _turns(task, item, "corrected")
        except UsageError:
            continue
        for prompt, constraints in turns:
            found += _excluded(item, prompt, constraints)
    return found


def _excluded(item: Item, prompt: Prompt, constraints: tuple[Constraint, ...]) -> list[str]:
    if prompt.witness is not None and all(judged.strict for judged in judge(prompt.witness, constraints)):
        return []
    found = []
    for first, second, why in contradictions(constraints):
        which = f"constraints {first} and {second}" if first != second else f"constraint {first}"
        found.append(f"{item.where}, key {item.key!r}, {which} cannot be followed: {why}")
    return found


def _turns(task: Task, item: Item, semantics: Semantics) -> list[tuple[Prompt, tuple[Constraint, ...]]]:
    """Each turn with its constraints, bound. Raises UsageError for the first that does not bind."""
    return list(zip(item.prompts, item.constraints(semantics, task.passport.id_prefix), strict=True))


def unread(task: Task) -> dict[str, str]:
    """The fields of rows that nothing reads, and where each stands first."""
    found: dict[str, str] = {}
    for item in task.items:
        for name in item.unread:
            found.setdefault(name, item.where)
    return found


def witnessed(task: Task) -> int:
    """How many prompts of the task have a witness."""
    return sum(prompt.witness is not None for item in task.items for prompt in item.prompts)
