"""What can be wrong with a call. Each names the id and the argument, and says what to do."""


class CheckerError(ValueError):
    """A constraint that cannot be judged as it is written."""


class UnknownChecker(CheckerError):
    """No checker has this id in this semantics."""


class BadArgument(CheckerError):
    """An argument of a constraint is missing, not known, or not of its type or range.

    Attributes:
        argument: its name.
    """

    def __init__(self, message: str, argument: str) -> None:
        super().__init__(message)
        self.argument = argument


class MissingData(CheckerError):
    """A language resource that a checker needs is not on this machine."""
