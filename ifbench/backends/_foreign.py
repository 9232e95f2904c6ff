"""Backends that are not ours: whatever their code raises is told as theirs, not as a fault of ifbench."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any, TypeVar

from ifbench.backends._prompt import raised
from ifbench.errors import IfbenchError, IncompleteError
from ifbench.types import Completion, Identity, Request

T = TypeVar("T")


class Foreign:
    """A backend that was found by `name`, "module:Class"."""

    def __init__(self, name: str, backend: Any) -> None:
        self._name, self._backend = name, backend
        self.promise: str = getattr(backend, "promise", "")

    @property
    def identity(self) -> Identity:
        """The backend's own. Raises IncompleteError where it fails."""
        with failures_told(self._name):
            return _typed(self._backend.identity, Identity)

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`."""
        with failures_told(self._name):
            for completion in self._backend.generate(requests):
                yield _typed(completion, Completion)


def _typed(value: object, wanted: type[T]) -> T:
    if not isinstance(value, wanted):
        raise TypeError(f"expected ifbench.types.{wanted.__name__}, got {type(value).__name__}")
    return value


@contextmanager
def failures_told(name: str) -> Iterator[None]:
    """Turns what the code of a backend raises into an IncompleteError; errors of ours pass."""
    try:
        yield
    except IfbenchError:
        raise
    except Exception as error:
        passed = [
            (frame.f_globals.get("__name__"), f"{frame.f_code.co_filename}, line {line}")
            for frame, line in walk_tb(error.__traceback__)
        ]
        if any(module == "ifbench.runner" for module, _ in passed):
            raise  # making the next request failed, for which the backend can do nothing
        theirs = [f" ({place})" for module, place in passed if module == name.partition(":")[0]]
        raise IncompleteError(raised(f"the backend {name}", error) + "".join(theirs[-1:])) from error
