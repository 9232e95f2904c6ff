"""Comparable or refused: results are compared only where they were made under the same conditions."""

from collections.abc import Collection, Mapping
from shlex import quote
from typing import Any

import msgspec

from ifbench.errors import NotComparableError
from ifbench.gate.outcomes import Pairing, pair
from ifbench.gate.results import Conditions, Result
from ifbench.items import Key
from ifbench.reasoning import is_tag
from ifbench.text import count_of

FIELDS = ("items", *Conditions.__struct_fields__)


class Mismatch(msgspec.Struct, frozen=True):
    """A field in which two results differ, with what it is in each, in words."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.field}: {self.before} before, {self.after} now"


def check(before: Result, after: Result, allowed: Collection[str]) -> tuple[Pairing, tuple[Mismatch, ...]]:
    """Pair two results; with them what differs, all of it allowed.

    Raises:
        NotComparableError: a field differs that is not allowed to, the tasks differ, or no item is on both sides.
    """
    refuse_task(before, after.task)
    differing = differences(before.conditions, after.conditions, before.answers, after.answers)
    refuse(before, after.label, differing, allowed)
    pairing = pair(before.answers, after.answers)
    if pairing.reshaped and not differing:
        raise NotComparableError(
            f"{before.label} and {after.label} are not comparable: item {pairing.reshaped[0]!r} has other constraints "
            "though the rows are the same; one of the files is damaged"
        )
    if not pairing.items:
        raise NotComparableError(f"{before.label} and {after.label} have no item in common")
    return pairing, tuple(differing)


def refuse_task(before: Result, task: str) -> None:
    """Raises NotComparableError for another task."""
    if before.task != task:
        raise NotComparableError(f"{before.label} is a result on {before.task}, not on {task}")


def differences(
    before: Conditions, after: Conditions, items_before: Collection[Key], items_after: Collection[Key]
) -> list[Mismatch]:
    """The fields that differ."""
    found = []
    common = len(set(items_before) & set(items_after))
    if not common == len(items_before) == len(items_after):
        counts = [count_of(len(items), "item") for items in (items_before, items_after)]
        found.append(Mismatch("items", counts[0], f"{counts[1]}, {common} in common"))
    one, other = msgspec.structs.asdict(before), msgspec.structs.asdict(after)
    return found + [Mismatch(name, _told(one, name), _told(other, name)) for name in one if one[name] != other[name]]


def _told(values: Mapping[str, Any], name: str) -> str:
    value = values[name]
    if value is None:
        return "none"
    return f"{str(value)[:12]}..." if isinstance(value, str) and len(value) > 40 else str(value)


def refuse(before: Result, after: str, differing: Collection[Mismatch], allowed: Collection[str]) -> None:
    """Raises NotComparableError naming every field that differs and may not."""
    refused = [one for one in differing if one.field not in allowed]
    if refused:
        fields = " ".join(f"--allow-mismatch {one.field}" for one in refused)
        hint = _judged_anew(before, differing) if any(one.field == "checkers" for one in refused) else ""
        raise NotComparableError(
            f"{before.label} and {after} are not comparable. {'; '.join(map(str, refused))}. "
            f"Make them alike{hint}, or compare all the same with {fields}"
        )


def _judged_anew(before: Result, differing: Collection[Mismatch]) -> str:
    """How results by other checkers are made alike: the answers are still good."""
    command = judging({one.field: one.after for one in differing})
    if before.path:
        return f", judge the older run again ({command})"
    return f", judge the blessed run again ({command}) and bless it"


def judging(wanted: Mapping[str, str]) -> str:
    """The command that judges a run again by the rules that are wanted; in others it keeps to the run's own."""
    rule = wanted.get("reasoning", "")
    given = {"--semantics": wanted.get("semantics"), "--reasoning-end" if is_tag(rule) else "--reasoning": rule}
    return " ".join(["ifbench score RUN", *(f"{option} {quote(value)}" for option, value in given.items() if value)])
