"""Choices that a caller gives by name, and the types that they must have."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

import msgspec

from checkers._binding import choices_of
from ifbench.errors import UsageError, unknown
from ifbench.files import NOT_AS_TYPED


def named(given: Mapping[str, Any], kind: type, what: str) -> dict[str, Any]:
    """The given fields of a dataclass, numbers of numpy's as Python's.

    Raises:
        UsageError: it has no field of a name; `what` begins the sentence.
    """
    names = [one.name for one in fields(kind)]
    for name in given:
        if name not in names:
            raise unknown(what, name, names)
    return {name: value.item() if hasattr(value, "item") else value for name, value in given.items()}


def check_types(record: Any, **other: Any) -> None:
    """Raises UsageError unless the fields of a dataclass are of their types, or of other ones given here."""
    for name, wanted in (_types(record.__class__) | other).items():
        value = getattr(record, name)
        try:
            msgspec.convert(value, wanted)
        except NOT_AS_TYPED as error:
            raise UsageError(f"{name}={value!r:.100}: {error}{choices_of(wanted)}") from None


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)
