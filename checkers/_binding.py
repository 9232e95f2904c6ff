"""Binding: a checker and its arguments, checked once, become a constraint that judges many texts."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

import msgspec

from ._core import Constraint
from ._errors import BadArgument
from ._registry import Checker, Semantics, find
from ._text import Text, canonical, is_canonical
from ._verdict import Verdict

_NOT_AS_TYPED = (msgspec.ValidationError, UnicodeEncodeError)  # the second: a lone surrogate in msgspec's own message


def bind(id: str, /, *, semantics: Semantics = "corrected", **args: Any) -> Constraint:
    """A constraint with its arguments checked. `None` means absent; an integral float is an int; a bool never is.

    Raises:
        UnknownChecker: no such id.
        BadArgument: an argument is missing, surplus, of the wrong type or out of range.
        MissingData: a language resource is not on this machine.
    """
    checker = find(id, semantics)
    given = {name: value for name, value in args.items() if value is not None}
    for name in given:
        if name not in checker.parameters:
            takes = ", ".join(checker.parameters) or "none"
            raise BadArgument(f"{id} has no argument {name!r} (it takes: {takes})", name)
    bound = _bound(checker, given) if checker.parameters else {}
    if checker.validate is not None:
        try:
            checker.validate(**bound)
        except BadArgument as error:
            raise BadArgument(f"{id}: {error}", error.argument) from None
    for need in checker.needs:
        need()
    return Constraint(checker, bound)


def check(id: str, text: str, /, *, semantics: Semantics = "corrected", **args: Any) -> Verdict:
    """Decide one constraint on one text: the whole API.

    Args:
        id: such as "length_constraints:number_words".
        text: any str. Blank text follows nothing; over 1,000,000 characters the verdict is a fault.
        semantics: "corrected" for the right verdict, "official" for the published one.
        args: the constraint's arguments.

    Raises:
        CheckerError: as `bind` does. TypeError: the text is no str.
    """
    return bind(id, semantics=semantics, **args)(text)


def in_corrected(constraint: Constraint) -> Constraint | None:
    """The demand of an `official` constraint in `corrected`; None where its arguments must be bound anew.

    Whole numbers and plain strings are the same there, see `_plain`; a list is not shared, since it can be changed.
    """
    checker = constraint.checker.alike
    return Constraint(checker, constraint.args) if checker and all(map(_is_alike, constraint.args.values())) else None


def _is_alike(value: Any) -> bool:
    return is_canonical(value) if isinstance(value, str) else isinstance(value, int)


def _bound(checker: Checker, given: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: _plain(value, checker.semantics) for name, value in given.items()}
    absent = [name for name in checker.parameters if name not in plain]
    for name in absent:
        if name not in checker.defaults:
            raise BadArgument(f"{checker.id} needs the argument {name!r}", name)
    try:
        typed = msgspec.convert(plain, checker.typed)
    except _NOT_AS_TYPED:
        raise next(_wrong(checker, given, plain)) from None
    return msgspec.structs.asdict(typed) | {name: checker.defaults[name] for name in absent}


def _wrong(checker: Checker, given: Mapping[str, Any], plain: Mapping[str, Any]) -> Iterator[BadArgument]:
    """What is wrong with each argument that is not of its type."""
    for name, value in plain.items():
        try:
            msgspec.convert(value, checker.parameters[name])
        except _NOT_AS_TYPED as error:
            why = f"{error}{choices_of(checker.parameters[name])}"
            yield BadArgument(f"{checker.id}: argument {name!r} is {given[name]!r:.200}: {why}", name)


def choices_of(kind: Any) -> str:
    """What to say of a type that takes but some values: the first ten; "" for another."""
    kinds = (kind, *get_args(kind))
    values = [str(value) for one in kinds if get_origin(one) is Literal for value in get_args(one)]
    shown = ", ".join(values[:10]) + (f", ... ({len(values)} in all)" if len(values) > 10 else "")
    return f"; choose from {shown}" if values else ""


def _plain(value: Any, semantics: Semantics) -> Any:
    """An integral float as an int and, for `corrected`, a string in the form of the texts it is compared with."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if semantics == "corrected" and isinstance(value, list | tuple):
        return [_plain(item, semantics) for item in value]
    if semantics == "official" or not isinstance(value, str) or is_canonical(value):
        return value
    return str(canonical(Text(value)))
