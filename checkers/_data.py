"""Which files of NLTK's data a loader reads: fingerprints cover what is in them."""

from collections.abc import Callable
from typing import TypeVar

Load = TypeVar("Load", bound=Callable[[], object])

_FILES: dict[Callable[[], object], tuple[str, ...]] = {}


def reads(*files: str) -> Callable[[Load], Load]:
    """Say of a loader, one of those that a checker `needs`, which files of NLTK's data it reads."""

    def note(load: Load) -> Load:
        _FILES[load] = files
        return load

    return note


def files_of(load: Callable[[], object]) -> tuple[str, ...]:
    """The files that a loader said it reads, by the names that NLTK finds them by."""
    return _FILES.get(load, ())
