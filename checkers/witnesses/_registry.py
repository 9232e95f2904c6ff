"""What a witness is, how functions become one, and where they are found."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from .._errors import CheckerError, UnknownChecker

if TYPE_CHECKING:
    from random import Random

Arguments = Callable[["Random"], dict[str, Any]]
Maker = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Witness:
    """How to make texts for one id.

    Attributes:
        arguments: `arguments(rng)` draws arguments of the constraint, common ones and edge values.
        witness: `witness(rng, **args)` gives a text that follows.
        violate: `violate(rng, text, **args)` gives that text with the smallest edit that breaks it.
    """

    id: str
    arguments: Arguments
    witness: Maker
    violate: Maker


_WITNESSES: dict[str, Witness] = {}


def no_arguments(rng: "Random") -> dict[str, Any]:
    """For constraints that take none."""
    return {}


def witness(id: str, *, violate: Maker, arguments: Arguments = no_arguments) -> Callable[[Maker], Maker]:
    """Make a function the witness of `id`; the arguments are the attributes of `Witness`.

    Raises:
        CheckerError: the id has one already.
    """

    def register(make: Maker) -> Maker:
        if id in _WITNESSES:
            raise CheckerError(f"{id} already has a witness")
        _WITNESSES[id] = Witness(id, arguments, make, violate)
        return make

    return register


@cache
def _discover() -> None:
    package = importlib.import_module(__package__)
    for module in pkgutil.iter_modules(package.__path__, f"{__package__}."):
        if not module.name.rpartition(".")[2].startswith("_"):
            importlib.import_module(module.name)


def known() -> tuple[str, ...]:
    """The ids that have a witness, sorted."""
    _discover()
    return tuple(sorted(_WITNESSES))


def find(id: str) -> Witness:
    """The witness of an id. Raises UnknownChecker if it has none."""
    _discover()
    if id not in _WITNESSES:
        raise UnknownChecker(f"{id!r} has no witness")
    return _WITNESSES[id]
