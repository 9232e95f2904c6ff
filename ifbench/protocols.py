"""Protocols: what to ask next, as a pure function of a cell and what was said so far."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from ifbench.items import Item
from ifbench.types import Message, Request, Sampling


class Place(NamedTuple):
    """Where a response belongs: (task, item, variant, sample, turn), the coordinates of every record."""

    task: str
    item: str | int
    variant: str
    sample: int
    turn: int


def name_of(item: str | int, variant: str = "", sample: int = 0, turn: int = 0) -> str:
    """An answer's name for people: the item's key, with variant, sample and turn where they tell answers apart."""
    parts = (("variant", variant), ("sample", sample), ("turn", turn))
    return " ".join([str(item), *(f"{name} {value}" for name, value in parts if value)])


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run asks, the same for every item."""

    sampling: Sampling
    seed: int = 0
    system: str | None = None
    chat: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """One (task, item, variant, sample): what a transcript grows in."""

    task: str
    item: Item
    settings: Settings
    sample: int = 0
    variant: str = ""

    def place(self, turn: int) -> Place:
        """The coordinates of one of its turns."""
        return Place(self.task, self.item.key, self.variant, self.sample, turn)


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked, and the text that is judged and said back in a dialogue; None where no answer came."""

    request: Request
    answer: str | None


Transcript = tuple[Turn, ...]


def dialogue(cell: Cell, transcript: Transcript) -> Request | None:
    """The next turn of a scripted dialogue with the model's own answers; a single turn is a dialogue of one.

    None at the end, or when a turn brought no answer to go on from.
    """
    turn = len(transcript)
    if turn == len(cell.item.prompts):
        return None
    said = _conversation(cell, transcript)
    if said is None:
        return None
    return Request(
        request_id(cell.place(turn)),
        (*said, Message("user", cell.item.prompts[turn].text)),
        cell.settings.sampling,
        derive_seed(cell, turn),
        cell.sample,
        cell.settings.chat,
    )


def _conversation(cell: Cell, transcript: Transcript) -> tuple[Message, ...] | None:
    """What was said before the next turn; None when the last turn brought no answer."""
    if not transcript:
        return (Message("system", cell.settings.system),) if cell.settings.system else ()
    last = transcript[-1]
    return None if last.answer is None else (*last.request.messages, Message("assistant", last.answer))


def derive_seed(cell: Cell, turn: int) -> int:
    """A seed in [0, 2^31) that depends on the run's seed and the place alone, not on what else is run."""
    place = repr((cell.settings.seed, *cell.place(turn)))
    return int.from_bytes(hashlib.sha256(place.encode()).digest()[:4], "big") >> 1


def request_id(place: Place) -> str:
    """A name for a place, unique within a run."""
    return "/".join(map(str, place))
