"""A Python function as a backend, for `ifbench.evaluate(generate=...)`."""

from collections.abc import Callable, Iterable, Iterator

from ifbench.backends._drive import one_by_one
from ifbench.backends._prompt import raised
from ifbench.types import Completion, Identity, Request

Generate = Callable[[list[dict[str, str]]], str]


class Function:
    """Asks a callable, one request after the other, in the thread of the caller.

    Args:
        name: of the model, for people.
        generate: takes the messages as dicts of "role" and "content", returns the answer.
    """

    def __init__(self, name: str, generate: Generate) -> None:
        self._name = name
        self._generate = generate

    @property
    def identity(self) -> Identity:
        """Both names, the model's and the callable's: what it does cannot be seen."""
        model = f"{self._name} {_qualified(self._generate)}"
        return Identity(self._name, "function", "", model, weights="unverified")

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`. An exception of the callable is a completion with an error."""
        return one_by_one(self._answer, requests)

    def _answer(self, request: Request) -> Completion:
        try:
            text = self._generate([{"role": m.role, "content": m.content} for m in request.messages])
        except Exception as error:  # the user's code: whatever it raises is the fate of this one request
            return Completion(request.id, "", "error", error=raised(self._name, error))
        if not isinstance(text, str):
            return Completion(request.id, "", "error", error=f"{self._name} returned {type(text).__name__}, not str")
        return Completion(request.id, text)


def _qualified(function: Generate) -> str:
    named = function if hasattr(function, "__qualname__") else type(function)
    return f"{named.__module__}.{named.__qualname__}"
