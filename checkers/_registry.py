"""Checkers: what one is, how a function becomes one, and where they are found."""

import importlib
import inspect
import pkgutil
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from importlib.metadata import entry_points
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from ._args import KeywordOrList, first_of
from ._errors import CheckerError, UnknownChecker
from ._once import kept, ready
from ._verdict import Verdict

Semantics = Literal["official", "corrected"]
SEMANTICS: tuple[Semantics, ...] = get_args(Semantics)
Function = TypeVar("Function", bound=Callable[..., Verdict])
ENTRY_POINTS = "ifbench.checkers"
WITNESSES = "witnesses"
"""The package beside the families that holds no checkers."""
_COUNTED = re.compile(r"(\{(?P<count>\w+)\}[^{}]*?)\(s\)")
"""What is counted in a demand, up to the ending that it has not where it is one."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the arguments of a constraint that it follows or breaks."""

    text: str
    args: Mapping[str, Any]


def ex(text: str, **args: Any) -> Example:
    """An example: `ex("one two", relation="at least", num_words=2)`."""
    return Example(text, args)


@dataclass(frozen=True)
class Checker:
    """One id in one semantics: the function that decides it, and what is known about it.

    Attributes:
        says: the demand in a sentence, with the arguments in braces; "(s)" ends what the number before it counts.
        follows: texts that satisfy it. breaks: texts that don't.
        differs: where the published behaviour departs from the instruction's own words ("" for `corrected`).
        needs: called when a constraint is bound; raises MissingData where a language resource is absent.
        validate: called with the arguments when a constraint is bound, for what types can't say; raises BadArgument.
        loose: decides the relaxed texts and the text itself anew, where the published code draws for each anew.
    """

    id: str
    semantics: Semantics
    function: Callable[..., Verdict]
    says: str
    follows: tuple[Example, ...]
    breaks: tuple[Example, ...]
    differs: str = ""
    needs: tuple[Callable[[], object], ...] = ()
    validate: Callable[..., None] | None = None
    loose: Callable[..., Verdict] | None = None

    def __reduce__(self) -> tuple[Callable[..., "Checker"], tuple[str, Semantics]]:
        return find, (self.id, self.semantics)

    @kept
    def _signature(self) -> dict[str, inspect.Parameter]:
        _, *arguments = inspect.signature(self.function).parameters.values()
        return {argument.name: argument for argument in arguments}

    @kept
    def parameters(self) -> dict[str, Any]:
        """The arguments by name, each with its type; the defaults are in `defaults`."""
        hints = get_type_hints(self.function, include_extras=True)
        return {name: hints[name] for name in self._signature}

    @kept
    def typed(self) -> type[msgspec.Struct]:
        """The arguments as fields, None where absent: checked together, in a tenth of the time of one by one."""
        try:
            return _struct_of(*self.parameters.items())
        except TypeError:  # a checker of another distribution may have types without a hash
            return _struct_of.__wrapped__(*self.parameters.items())

    @kept
    def is_own(self) -> bool:
        """Whether it is of this package."""
        return self.function.__module__.startswith(f"{__package__}.")

    @kept
    def alike(self) -> "Checker | None":
        """The `corrected` checker of the id, if it takes the same arguments in the same order and checks no more."""
        other = registry().get(("corrected", self.id))
        if other is None or other.validate or other.needs or other.typed is not self.typed:
            return None
        return other if repr(other.defaults) == repr(self.defaults) else None

    @kept
    def defaults(self) -> dict[str, Any]:
        """The optional arguments and their values when absent."""
        return {name: one.default for name, one in self._signature.items() if one.default is not one.empty}

    def takes_text(self, name: str) -> bool:
        """Whether an argument is a string, so that a command line need not quote it."""
        kind = self.parameters.get(name)
        kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
        return kind is str or (get_origin(kind) is Literal and all(isinstance(one, str) for one in get_args(kind)))

    def describe(self, args: Mapping[str, Any]) -> str:
        """The demand with its arguments filled in: "{N} word(s)" is "1 word", but "2 words"."""
        given = {name: _shown(value, self.parameters.get(name)) for name, value in args.items()}
        shown = {**self.defaults, **given}
        return _COUNTED.sub(lambda found: found[1] + "s" * (shown[found["count"]] != 1), self.says).format_map(shown)


@cache
def _struct_of(*parameters: tuple[str, Any]) -> type[msgspec.Struct]:
    """The struct that checkers with the same arguments share: to make one takes longer than to use it."""
    return ready(msgspec.defstruct("Arguments", [(name, kind, None) for name, kind in parameters]))


def _shown(value: Any, kind: Any) -> Any:
    """An argument as a sentence has it: what counts of a list, and a whole number without a fraction."""
    if kind == KeywordOrList:
        return first_of(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return int(value) if isinstance(value, float) and value.is_integer() else value


_REGISTRY: dict[tuple[Semantics, str], Checker] = {}
_LOCK = threading.RLock()


def checker(
    id: str,
    *,
    says: str,
    follows: Example | tuple[Example, ...],
    breaks: Example | tuple[Example, ...],
    semantics: Semantics = "corrected",
    official: Literal["same"] | None = None,
    differs: str = "",
    needs: tuple[Callable[[], object], ...] = (),
    validate: Callable[..., None] | None = None,
    loose: Callable[..., Verdict] | None = None,
) -> Callable[[Function], Function]:
    """Make a plain function the checker of `id`.

    The function takes a Text and keyword-only typed arguments and returns a Verdict. `official="same"` says that the
    published code has no flaw here. The other arguments are the attributes of `Checker`.

    Raises:
        CheckerError: the id already has a checker in this semantics.
    """

    def register(function: Function) -> Function:
        for meaning in SEMANTICS if official == "same" else (semantics,):
            if (meaning, id) in _REGISTRY:
                raise CheckerError(f"{id} already has a checker in {meaning} semantics")
            _REGISTRY[meaning, id] = Checker(
                id, meaning, function, says, _examples(follows), _examples(breaks), differs, needs, validate, loose
            )
        return function

    return register


official = partial(checker, semantics="official")


def _examples(given: Example | tuple[Example, ...]) -> tuple[Example, ...]:
    return (given,) if isinstance(given, Example) else given


def registry() -> Mapping[tuple[Semantics, str], Checker]:
    """Every checker, by semantics and id; the families are imported at the first call."""
    if not _discover.cache_info().currsize:
        with _LOCK:
            _discover()
    return _REGISTRY


@cache
def _discover() -> None:
    _import_families(__package__)
    for plugin in entry_points(group=ENTRY_POINTS):
        plugin.load()


def _import_families(package: str) -> None:
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
        name = module.name.rpartition(".")[2]
        if not name.startswith("_") and name != WITNESSES:
            importlib.import_module(module.name)
            if module.ispkg:
                _import_families(module.name)


def find(id: str, semantics: Semantics = "corrected") -> Checker:
    """The checker of an id.

    Raises:
        UnknownChecker: no such id; the nearest one is suggested.
        CheckerError: no such semantics.
    """
    if semantics not in SEMANTICS:
        raise CheckerError(f"unknown semantics {semantics!r}; choose from {', '.join(SEMANTICS)}")
    known = registry()
    if found := known.get((semantics, id)):
        return found
    near = get_close_matches(str(id), [name for meaning, name in known if meaning == semantics], 1)
    hint = f"; did you mean {near[0]}?" if near else "; `ifbench list checkers` shows them all"
    raise UnknownChecker(f"unknown {semantics} checker {id!r}{hint}")
