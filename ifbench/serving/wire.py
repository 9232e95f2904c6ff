"""The messages of the reward server, typed: unknown fields are refused, so that a misspelt one is never passed over."""

from typing import Annotated, Any

import msgspec

from checkers import Mode, Semantics

MAX_TEXTS = 256
MAX_REASON = 1_000


class Demand(msgspec.Struct, forbid_unknown_fields=True):
    """A constraint: the id of a checker and its arguments."""

    id: str
    args: dict[str, Any] | None = None


class IfevalDemands(msgspec.Struct, forbid_unknown_fields=True):
    """Constraints as IFEval's rows have them."""

    instruction_id_list: list[str]
    kwargs: list[dict[str, Any] | None]


class RewardRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A text and what was demanded of it."""

    text: str | None
    constraints: list[Demand] | IfevalDemands
    mode: Mode = "all"
    semantics: Semantics = "corrected"


class Item(msgspec.Struct, forbid_unknown_fields=True):
    """One text of a batch and what was demanded of it."""

    text: str | None
    constraints: list[Demand] | IfevalDemands


class RewardsRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Texts, each with its constraints."""

    items: Annotated[list[Item], msgspec.Meta(min_length=1, max_length=MAX_TEXTS)]
    mode: Mode = "all"
    semantics: Semantics = "corrected"


class Outcome(msgspec.Struct):
    """One constraint's verdict; `closeness` is in [0, 1], 1 exactly when it is followed."""

    id: str
    followed: bool
    closeness: float
    why: str
    fault: str | None = None


class RewardResponse(msgspec.Struct):
    """What the text earns; `outcomes` is empty where there was no text."""

    reward: float
    outcomes: list[Outcome]


class RewardsResponse(msgspec.Struct):
    """What each text earns, in the order of the request."""

    rewards: list[float]


class Health(msgspec.Struct):
    """That the server is up, and how busy: `waiting` requests are judged or queued, of `queue` that it takes."""

    version: str
    workers: int
    waiting: int
    queue: int


class Problem(msgspec.Struct):
    """Why a request was refused."""

    error: str


def sayable(why: str) -> str:
    """The beginning of a reason, which may repeat all that was sent, with lone surrogates written out."""
    short = why if len(why) <= MAX_REASON else f"{why[: MAX_REASON - 3]}..."
    return short.encode(errors="backslashreplace").decode()
