"""What can go wrong for a user, and the exit code that says which kind it was."""

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


class IncompleteError(IfbenchError):
    """The backend failed, or answers are missing; what is finished is kept."""

    exit = Exit.INCOMPLETE


class NotComparableError(IfbenchError):
    """Two results were not made under the same conditions; names the fields that differ."""

    exit = Exit.NOT_COMPARABLE
