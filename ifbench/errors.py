"""What can go wrong for a user, and the exit code that says which kind it was."""

from collections.abc import Iterable, Sequence
from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command."""

    GOOD = 0
    FAILED = 1
    USAGE = 2
    INCOMPLETE = 3
    NOT_COMPARABLE = 4
    INCONCLUSIVE = 5
    INTERRUPTED = 130


class IfbenchError(Exception):
    """One clear sentence for the user: what, where, and what to do. Ends a command with `exit`."""

    exit = Exit.USAGE


class UsageError(IfbenchError):
    """A wrong argument, configuration or input file."""


class LackingError(UsageError):
    """A language resource is not on this machine; whatever was asked, it may be right."""


class IncompleteError(IfbenchError):
    """The backend failed, or answers are missing; what is finished is kept."""

    exit = Exit.INCOMPLETE


class NotComparableError(IfbenchError):
    """Two results were not made under the same conditions; names the fields that differ."""

    exit = Exit.NOT_COMPARABLE


def unknown(what: str, name: str, names: Sequence[str]) -> UsageError:
    """What to say of a name that none of the known ones is; `what` begins the sentence, the nearest one ends it."""
    hint = nearest(name, names) or f"it takes {', '.join(names)}"
    return UsageError(f"{what} {name!r}; {hint}")


def nearest(name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """A question for the name that is most like one; "" where none is alike enough (see `difflib`)."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(names), 1, cutoff)
    return f"did you mean {near[0]}?" if near else ""
