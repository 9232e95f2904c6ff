"""What a worker of the reward server does: judge the texts of one request within its time."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any, Literal

from checkers import (
    CheckerError,
    Constraint,
    MissingData,
    Mode,
    Rewarded,
    Semantics,
    bind,
    bind_all,
    registry,
    rewarded,
)
from ifbench.serving.wire import Outcome, sayable

Item = tuple[str | None, Any]
"""A text, and its constraints in a form that `checkers.bind_all` takes."""


@dataclass(frozen=True, slots=True)
class Job:
    """What one request asks for. `outcomes`: tell the outcome of each constraint as well."""

    items: list[Item]
    mode: Mode
    semantics: Semantics
    outcomes: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """For each text its reward, and the outcomes where they were asked for."""

    rewards: list[float]
    outcomes: list[list[Outcome]]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no reward.

    A constraint is "wrong", or what it needs is "lacking" on this machine; the request waited too "long" for a worker,
    or is too "heavy" for one.
    """

    kind: Literal["wrong", "lacking", "long", "heavy"]
    why: str = ""


class _TimeUp(BaseException):
    """Not an Exception: the engine makes a verdict of those."""


def judge(job: Job, deadline: float, seconds: float) -> Judged | Refused:
    """Judge what one request holds. Runs in the main thread of a process, where its time can be cut off.

    Args:
        job: its constraints are all bound before any text is judged.
        deadline: of `time.monotonic`; later than that nobody waits for it any more.
        seconds: how long it may take from now on.
    """
    if time.monotonic() > deadline:
        return Refused("long")
    try:
        with _within(seconds):
            bound = _bound(job.items, job.semantics)
            found = [rewarded(text, checks, job.mode) for (text, _), checks in zip(job.items, bound, strict=True)]
    except CheckerError as error:
        return Refused("lacking" if isinstance(error, MissingData) else "wrong", str(error))
    except _TimeUp:
        return Refused("heavy")
    told = [_outcomes(*pair) for pair in zip(bound, found, strict=True)] if job.outcomes else []
    return Judged([one.reward for one in found], told)


def _bound(items: list[Item], semantics: Semantics) -> list[tuple[Constraint, ...]]:
    bound = []
    for at, (_, demands) in enumerate(items):
        try:
            bound.append(bind_all(demands, semantics))
        except MissingData:
            raise
        except CheckerError as error:
            raise CheckerError(f"item {at}, {error}" if len(items) > 1 else str(error)) from None
    return bound


def _outcomes(checks: tuple[Constraint, ...], found: Rewarded) -> list[Outcome]:
    pairs = zip(checks, found.verdicts, strict=False)  # there are no verdicts where there is no text
    return [Outcome(check.id, one.ok, one.closeness, sayable(one.why), one.fault) for check, one in pairs]


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raises _TimeUp inside the block when the time is over."""
    signal.signal(signal.SIGALRM, _time_is_up)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)  # again: what is raised in a __del__ is swallowed
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _time_is_up(number: int, frame: FrameType | None) -> None:
    raise _TimeUp


def warm_up() -> None:
    """Load what any checker loads at its first judgement: a time limit must not strike in the middle of an import."""
    for (semantics, id), checker in registry().items():
        example = checker.follows[0]
        with suppress(Exception):  # what fails here fails again in the request that asks for it, which is told why
            bind(id, semantics=semantics, **example.args)(example.text)
