"""Items: what is put to a model, and the constraints its answers must satisfy; read from rows with exact errors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Any

import msgspec

from checkers import BadArgument, CheckerError, Constraint, MissingData, Semantics, bind
from checkers._binding import in_corrected
from checkers._once import ready
from ifbench.errors import LackingError, UsageError
from ifbench.files import NOT_AS_TYPED, digest

Key = str | int


@dataclass(frozen=True, slots=True)
class Demand:
    """A constraint as a row gives it: an id and its arguments, nulls left out."""

    id: str
    args: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked in one turn, and what is demanded of the answer. `witness` is an answer that satisfies it all."""

    text: str
    demands: tuple[Demand, ...]
    witness: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a task: a prompt for each turn.

    Attributes:
        where: its file and line, for messages.
        unread: the fields of its row that nothing reads; one may be misspelt.
    """

    key: Key
    prompts: tuple[Prompt, ...]
    where: str = ""
    kind: str = ""
    unread: tuple[str, ...] = ()

    def canonical(self) -> Any:
        """What the item asks and how it is judged, as JSON; its digest is the row's digest."""
        turns = [
            {
                "prompt": p.text,
                "instruction_id_list": [d.id for d in p.demands],
                "kwargs": [dict(d.args) for d in p.demands],
            }
            for p in self.prompts
        ]
        return {"key": self.key, **turns[0]} if len(turns) == 1 else {"key": self.key, "turns": turns}

    def constraints(self, semantics: Semantics, id_prefix: str = "") -> tuple[tuple[Constraint, ...], ...]:
        """The constraints of each turn, bound.

        Raises:
            UsageError: one does not bind; names file, line, key, position, id and argument.
            LackingError: a language resource is not on this machine; names the same place.
        """
        return tuple(
            tuple(self._bind(demand, turn, at, semantics, id_prefix) for at, demand in enumerate(prompt.demands))
            for turn, prompt in enumerate(self.prompts)
        )

    def corrected(self, turn: int, published: Sequence[Constraint], id_prefix: str = "") -> tuple[Constraint, ...]:
        """The constraints of a turn in `corrected`, sooner, from those in `official`."""
        demands = self.prompts[turn].demands
        return tuple(
            [
                in_corrected(one) or self._bind(demands[at], turn, at, "corrected", id_prefix)
                for at, one in enumerate(published)
            ]
        )

    def _bind(self, demand: Demand, turn: int, at: int, semantics: Semantics, id_prefix: str) -> Constraint:
        id = id_prefix + demand.id
        try:
            if "semantics" in demand.args:  # `bind` would take it for its own
                raise BadArgument(f"{id} has no argument 'semantics'", "semantics")
            return bind(id, semantics=semantics, **demand.args)
        except CheckerError as error:
            turns = f", turn {turn}" if len(self.prompts) > 1 else ""
            kind = LackingError if isinstance(error, MissingData) else UsageError
            raise kind(f"{self.where}, key {self.key!r}{turns}, constraint {at}: {error}") from None


class _Turn(msgspec.Struct):
    prompt: str
    instruction_id_list: list[str]
    kwargs: list[dict[str, Any] | None]
    witness: str | None = None


@ready
class _Row(msgspec.Struct):
    key: Key
    turns: list[_Turn]
    kind: str = ""


_OF_TURN = frozenset(_Turn.__struct_fields__)
_OF_ROW = frozenset({*_Row.__struct_fields__, "canary"})


class Rows(tuple[Item, ...]):
    """The items of a task, all of them and in their order."""

    @cached_property
    def digest(self) -> str:
        """See `rows_digest`."""
        return rows_digest(self)


def parse_items(rows: Iterable[tuple[int, Mapping[str, Any]]], source: str) -> Rows:
    """Items from numbered rows: IFEval's fields, or `key` and `turns`, each turn with IFEval's fields.

    Args:
        rows: (line number, row).
        source: the file's name, for messages.

    Raises:
        UsageError: a row is not of that form, a key stands twice, or there is no row; names file, line and key.
    """
    items: dict[str, Item] = {}
    for number, row in rows:
        item = _parse(row, f"{source}, line {number}")
        first = items.setdefault(str(item.key), item)
        if first is not item:
            raise UsageError(f"{item.where}: key {item.key!r} stands twice, first in {first.where}")
    if not items:
        raise UsageError(f"{source} holds no items")
    return Rows(items.values())


def _parse(row: Mapping[str, Any], where: str) -> Item:
    if not isinstance(row, Mapping):
        raise UsageError(f"{where}: expected a row, found {type(row).__name__}")
    shaped = row if "turns" in row else {**row, "turns": [row]}
    try:
        typed = msgspec.convert(shaped, _Row)
    except NOT_AS_TYPED as error:
        key = f", key {row['key']!r}" if "key" in row else ""
        raise UsageError(f"{where}{key}: {error if shaped is row else _of_row(error)}") from None
    if not any(turn.instruction_id_list for turn in typed.turns):
        raise UsageError(f"{where}, key {typed.key!r}: no {'constraints' if typed.turns else 'turns'}")
    prompts = tuple(_prompt(turn, where, typed.key) for turn in typed.turns)
    return Item(typed.key, prompts, where, typed.kind, _unread(row))


def _of_row(error: Exception) -> str:
    """What is wrong with a row that is its own turn, with the place in the row."""
    return str(error).replace(" - at `$.turns[0]`", "").replace("$.turns[0].", "$.")


def _unread(row: Mapping[str, Any]) -> tuple[str, ...]:
    if "turns" not in row:
        return tuple(name for name in row if name not in _OF_ROW and name not in _OF_TURN)
    of_turns = (name for turn in row["turns"] for name in turn if name not in _OF_TURN)
    return (*(name for name in row if name not in _OF_ROW), *of_turns)


def _prompt(turn: _Turn, where: str, key: Key) -> Prompt:
    ids, kwargs = turn.instruction_id_list, turn.kwargs
    if len(ids) != len(kwargs):
        wrong = f"{len(ids)} ids in instruction_id_list but {len(kwargs)} in kwargs; give one object for each id"
        raise UsageError(f"{where}, key {key!r}: {wrong}")
    if not turn.prompt.strip():
        raise UsageError(f"{where}, key {key!r}: the prompt is blank")
    given = [_present(args) if args else {} for args in kwargs]
    try:
        finite = all(map(_is_finite, given))
    except RecursionError:
        raise UsageError(f"{where}, key {key!r}: kwargs are nested too deeply") from None
    if not finite:
        raise UsageError(f"{where}, key {key!r}: a number in kwargs is not finite")
    return Prompt(turn.prompt, tuple(map(Demand, ids, given)), turn.witness)


def _is_finite(value: Any) -> bool:
    """Whether JSON can hold the numbers of a value."""
    if isinstance(value, dict | list | tuple):
        return all(map(_is_finite, value.values() if isinstance(value, dict) else value))
    return not isinstance(value, float) or isfinite(value)


def _present(args: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments without nulls, integral floats as ints: two files of the same rows have the same digest."""
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in args.items()
        if value is not None
    }


def rows_digest(items: Sequence[Item]) -> str:
    """The sha256 over the canonical rows, in order: the pin of a task's content."""
    return digest([item.canonical() for item in items])
