"""Rewards: one number in [0, 1] for a text and what was demanded of it, for reinforcement learning and filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, nextafter
from typing import Any, Literal, TypeAlias, get_args

import msgspec

from ._binding import bind
from ._core import Constraint, with_views
from ._errors import BadArgument, CheckerError
from ._registry import Semantics
from ._verdict import Verdict

Mode = Literal["all", "fraction", "closeness"]
MODES: tuple[Mode, ...] = get_args(Mode)
MAX_CONSTRAINTS = 100
_CACHED, _CACHED_BYTES = 16_384, 4_096
_SPELLINGS = (("id", "instruction_id"), ("args", "kwargs"))
_NAMES = {name for pair in _SPELLINGS for name in pair}
_BELOW_ONE = nextafter(1.0, 0.0)

Demand: TypeAlias = Constraint | Mapping[str, Any]
Demands: TypeAlias = Sequence[Demand] | tuple[Sequence[str], Sequence[Mapping[str, Any] | None]] | Mapping[str, Any]
"""Constraints in any usual form; see `bind_all`."""


@dataclass(frozen=True, slots=True)
class Rewarded:
    """A reward and the verdicts that it is made of, one for each constraint; none where there is no text.

    Their spans are not looked for; `judge` gives them.
    """

    reward: float
    verdicts: tuple[Verdict, ...]


def reward(text: str | None, constraints: Demands, *, mode: Mode = "all", semantics: Semantics = "corrected") -> float:
    """What a text earns, in [0, 1]; 1 exactly when it follows every constraint, in each mode.

    Pure and safe to call from many threads. Its time is bounded: each check is linear in the text, a text of more than
    1,000,000 characters is not judged and earns 0, and so does a check that fails; there are at most 100 constraints.

    Args:
        text: None, blank or empty text earns 0.
        constraints: see `bind_all`; what was bound once is remembered.
        mode: "all" pays 1 or 0; "fraction" the share of the constraints that are followed; "closeness" their mean
            closeness, which is dense: 288 words where 300 are wanted come to 0.96.
        semantics: of the constraints that are not bound yet.

    Raises:
        CheckerError: an unknown id, a wrong argument, no constraint at all, or too many. TypeError: no text.
    """
    return rewarded(text, bind_all(constraints, semantics), mode).reward


def rewards(
    texts: Sequence[str | None],
    constraints: Sequence[Demands],
    *,
    mode: Mode = "all",
    semantics: Semantics = "corrected",
) -> list[float]:
    """The reward of each text with its own constraints; those of every text are bound before any text is judged.

    Raises:
        CheckerError: as `reward` does, or the two sequences differ in length; names the place in the batch, from 0.
    """
    if len(texts) != len(constraints):
        raise CheckerError(f"{len(texts)} texts but {len(constraints)} sets of constraints: give one for each text")
    bound = []
    for at, demands in enumerate(constraints):
        try:
            bound.append(bind_all(demands, semantics))
        except CheckerError as error:
            raise _placed(error, f"text {at}") from None
    return [rewarded(text, checks, mode).reward for text, checks in zip(texts, bound, strict=True)]


def rewarded(text: str | None, bound: Iterable[Constraint], mode: Mode = "all") -> Rewarded:
    """The reward with its verdicts, for constraints that are bound. Raises as `reward` does."""
    constraints = tuple(bound)
    if mode not in MODES:
        raise CheckerError(f"unknown mode {mode!r}; choose from {', '.join(MODES)}")
    if not constraints:
        raise CheckerError("no constraints: there is nothing to follow")
    if text is None:
        return Rewarded(0.0, ())
    found = _verdicts(text, constraints)
    return Rewarded(earned(found, mode), tuple(found))


def _verdicts(text: str, constraints: Sequence[Constraint]) -> list[Verdict]:
    """The strict verdicts; what the constraints share is computed once."""
    if not isinstance(text, str):
        raise TypeError(f"a text must be a str or None, not {type(text).__name__}")
    return [constraint.decide(views, spans=False) for constraint, views in with_views(text, constraints)]


def earned(found: Sequence[Verdict], mode: Mode) -> float:
    """The reward that verdicts make."""
    if all(found):
        return 1.0
    if mode == "all":
        return 0.0
    share = fsum(one.ok if mode == "fraction" else _dense(one) for one in found) / len(found)
    return min(share, _BELOW_ONE)


def _dense(verdict: Verdict) -> float:
    """Its closeness, held below 1 where it is not followed, whatever a checker of another distribution gave."""
    if verdict.ok:
        return 1.0
    return min(verdict.closeness, _BELOW_ONE) if verdict.closeness > 0 else 0.0


def bind_all(constraints: Demands, semantics: Semantics = "corrected") -> tuple[Constraint, ...]:
    """Constraints with their arguments checked, from any of these forms.

    A sequence of bound constraints and mappings `{"id": ..., "args": {...}}` ("instruction_id" and "kwargs" will do
    instead, not beside them); a pair of IFEval's two lists, `(instruction_id_list, kwargs)`; a mapping that holds these
    two lists under those names, such as a row of IFEval, or with "instruction_id" for the first.

    Raises:
        CheckerError: an unknown id, a wrong argument, another form, no constraint or more than 100; names the position.
    """
    demands = _listed(constraints)
    if not demands:
        raise CheckerError("no constraints: there is nothing to follow")
    if len(demands) > MAX_CONSTRAINTS:
        raise CheckerError(f"{len(demands)} constraints on one text, at most {MAX_CONSTRAINTS} are judged")
    bound = []
    for at, demand in enumerate(demands):
        try:
            bound.append(demand if isinstance(demand, Constraint) else bind_demand(demand, semantics))
        except CheckerError as error:
            raise _placed(error, f"constraint {at}") from None
    return tuple(bound)


def _placed(error: CheckerError, place: str) -> CheckerError:
    """The same error with the place where it came up."""
    message = f"{place}: {error}"
    return BadArgument(message, error.argument) if isinstance(error, BadArgument) else type(error)(message)


def _listed(constraints: Any) -> Sequence[Any]:
    if isinstance(constraints, Mapping):
        return _paired(_either(constraints, "instruction_id_list", "instruction_id"), constraints.get("kwargs"))
    if not _is_list(constraints):
        raise CheckerError(f"constraints must be a list, not {type(constraints).__name__}")
    return _paired(*constraints) if len(constraints) == 2 and _is_list(constraints[0]) else constraints


def _either(held: Mapping[str, Any], name: str, other: str) -> Any:
    """What stands under one of two names, null being absent. Raises CheckerError where both hold something."""
    found = [value for value in (held.get(name), held.get(other)) if value is not None]
    if len(found) > 1:
        raise CheckerError(f"{name!r} and {other!r} say the same: give one of them, found {held!r:.200}")
    return found[0] if found else None


def _paired(ids: Any, kwargs: Any) -> list[dict[str, Any]]:
    if not _is_list(ids) or not _is_list(kwargs):
        raise CheckerError("constraints as ids and kwargs must be two lists")
    if len(ids) != len(kwargs):
        raise CheckerError(f"{len(ids)} ids but {len(kwargs)} kwargs: give one object for each id")
    return [{"id": id, "args": args} for id, args in zip(ids, kwargs, strict=True)]


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def bind_demand(demand: Any, semantics: Semantics = "corrected") -> Constraint:
    """One constraint from `{"id": ..., "args": {...}}`, bound; what was bound once is remembered.

    Raises:
        CheckerError: an unknown id, a wrong argument, or another form.
    """
    try:
        id, args = _understood(demand)
        return _remembered(id, semantics, args)
    except RecursionError:
        raise CheckerError("nested too deep") from None


def _understood(demand: Any) -> tuple[str, dict[str, Any]]:
    if not isinstance(demand, Mapping):
        raise CheckerError(f'expected {{"id": ..., "args": {{...}}}}, found {type(demand).__name__}')
    id, args = (_either(demand, *names) for names in _SPELLINGS)
    if not isinstance(id, str) or not isinstance(args, Mapping | None) or not demand.keys() <= _NAMES:
        raise CheckerError(f'expected {{"id": ..., "args": {{...}}}}, found {demand!r:.200}')
    given = dict(args or {})
    if not all(isinstance(name, str) for name in given) or "semantics" in given:
        raise CheckerError(f"{id}: unusable argument names: {', '.join(map(str, given))[:200]}")
    return id, given


def _remembered(id: str, semantics: Semantics, args: dict[str, Any]) -> Constraint:
    """The constraint, from memory where its arguments are plain and small."""
    try:
        packed = msgspec.msgpack.encode(args)
    except (TypeError, ValueError, OverflowError, RecursionError):  # no plain data, or a lone surrogate
        return bind(id, semantics=semantics, **args)
    if len(packed) > _CACHED_BYTES:
        return bind(id, semantics=semantics, **args)
    return _bound(id, semantics, packed)


@lru_cache(_CACHED)
def _bound(id: str, semantics: Semantics, packed: bytes) -> Constraint:
    return bind(id, semantics=semantics, **msgspec.msgpack.decode(packed))
