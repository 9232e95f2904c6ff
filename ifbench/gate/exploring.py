"""Runs side by side: every one against the first, in both directions. Nothing here gates."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec

from checkers import Semantics
from ifbench.errors import UsageError
from ifbench.gate.baseline import read_baseline
from ifbench.gate.comparable import Mismatch, check
from ifbench.gate.loading import load_run, tasks_of
from ifbench.gate.outcomes import Answer, Where, in_order
from ifbench.gate.results import Model, Result
from ifbench.items import Key
from ifbench.paired import Paired, compare, holm, two_sided
from ifbench.text import percent


@dataclass(frozen=True)
class Against:
    """A result against the first one.

    Attributes:
        p: two-sided; p_holm: adjusted for the number of results.
        both, neither: answers that pass, or fail, in both.
        lost, won: the answers that pass in the first only, or in this one only.
        mismatches: conditions that differ and were allowed to.
    """

    result: Result
    headline: Paired
    inst_level: Paired
    p: float
    p_holm: float
    both: int
    neither: int
    lost: tuple[tuple[Key, Where], ...]
    won: tuple[tuple[Key, Where], ...]
    mismatches: tuple[Mismatch, ...]


def explore(first: Result, others: Sequence[Result], allowed: Collection[str] = ()) -> list[Against]:
    """Each of the others against the first. Raises NotComparableError as `comparable.check` does."""
    found = [_against(first, other, allowed) for other in others]
    adjusted = holm([one.p for one in found])
    return [Against(**{**vars(one), "p_holm": p}) for one, p in zip(found, adjusted, strict=True)]


def _against(first: Result, other: Result, allowed: Collection[str]) -> Against:
    pairing, mismatches = check(first, other, allowed)
    prompts = [item.prompt_level() for item in pairing.items]
    places = [(item.key, *answer) for item in pairing.items for answer in item.answers]
    p = two_sided(prompts)
    return Against(
        other,
        compare(prompts),
        compare([item.inst_level() for item in pairing.items]),
        p,
        p,
        sum(before.passed and after.passed for _, _, before, after in places),
        sum(not before.passed and not after.passed for _, _, before, after in places),
        tuple((key, where) for key, where, before, after in places if before.passed and not after.passed),
        tuple((key, where) for key, where, before, after in places if after.passed and not before.passed),
        mismatches,
    )


def common_tasks(paths: Sequence[Path], task: str | None) -> list[str]:
    """The tasks that all runs and baselines hold, in the first one's order. Raises UsageError if there is none."""
    held = [[read_baseline(path).task] if path.is_file() else tasks_of(path) for path in paths]
    found = [one for one in held[0] if all(one in others for others in held)]
    if task is not None and task not in found:
        raise UsageError(f"not all of them hold {task}; all hold {', '.join(found) or 'none'}")
    if not found:
        raise UsageError("these runs have no task in common")
    return [task] if task else found


def load(paths: Sequence[Path], task: str, semantics: Semantics | None, *, partial: bool) -> list[Result]:
    """Run directories, and files of baselines, in the first one's semantics and headline; see `load_run`."""
    results: list[Result] = []
    headline = None
    for path in paths:
        if path.is_file():
            results.append(read_baseline(path))
        else:
            results.append(load_run(path, task, semantics, headline, partial=partial))
        semantics, headline = results[0].conditions.semantics, results[0].conditions.headline
    return results


def known_floor(results: Iterable[Result]) -> str:
    """The null floor in percent, from the results that tell it; with their names where items differ, and it does."""
    known = [(percent(result.floor), result.label) for result in results if result.floor is not None]
    if len({floor for floor, _ in known}) > 1:
        return ", ".join(f"{floor} ({label})" for floor, label in known)
    return known[0][0] if known else "-"


def partly(mismatches: Iterable[Mismatch]) -> list[str]:
    """A sentence where results were paired by what they share, beside scores over all that each of them has."""
    unlike = any(one.field in ("items", "repeats") for one in mismatches)
    return ["differences are over what a run shares with the first, scores over all of it"] if unlike else []


def unverified(models: Iterable[tuple[str, Model]]) -> list[str]:
    """A sentence where weights could not be seen, with the names of those models."""
    names = [name for name, model in models if model.weights == "unverified"]
    return [f"weights: unverified ({', '.join(names)})"] if names else []


def rows_of(found: Sequence[Against]) -> Iterator[tuple[Key, Where]]:
    """The answers in which any result differs from the first, in order."""
    changed = {place for one in found for place in (*one.lost, *one.won)}
    yield from sorted(changed, key=lambda place: (in_order(place[0]), place[1]))


def answer_at(result: Result, place: tuple[Key, Where]) -> Answer | None:
    """The answer of a result at a place."""
    key, where = place
    return result.answers.get(key, {}).get(where)


def as_object(first: Result, found: Sequence[Against]) -> dict[str, Any]:
    """As JSON types."""
    return {
        "task": first.task,
        "semantics": first.conditions.semantics,
        "metric": first.metric,
        "first": side(first),
        "others": [_object(one) for one in found],
    }


_OF_RUNS = ("refusals", "check_errors", "oversize")
"""The counts of which a baseline does not know."""


def side(result: Result) -> dict[str, Any]:
    """What there is to say of a result whatever it is compared with, as JSON types."""
    return {
        "name": result.name,
        "model": result.model.name,
        "weights": result.model.weights,
        "null_floor": result.floor,
        **dict.fromkeys(_OF_RUNS),
        **result.counts,
    }


def _object(one: Against) -> dict[str, Any]:
    return {
        **side(one.result),
        "headline": asdict(one.headline),
        "inst_level": asdict(one.inst_level),
        "p_two_sided": one.p,
        "p_holm": one.p_holm,
        "both": one.both,
        "neither": one.neither,
        "lost": [{"item": key, **where._asdict()} for key, where in one.lost],
        "won": [{"item": key, **where._asdict()} for key, where in one.won],
        "allowed_mismatches": [msgspec.structs.asdict(mismatch) for mismatch in one.mismatches],
    }
