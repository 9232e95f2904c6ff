"""What is made at the first need: once, whatever the number of threads."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import msgspec

T = TypeVar("T")
S = TypeVar("S", bound=type[msgspec.Struct])


def once(make: Callable[[], T]) -> Callable[[], T]:
    """A function that calls `make` the first time only; if that raises, the next call tries again."""
    lock = threading.Lock()
    made: list[T] = []

    @wraps(make)
    def get() -> T:
        if not made:
            with lock:
                if not made:
                    made.append(make())
        return made[0]

    return get


def ready(struct: S) -> S:
    """A struct, after msgspec has noted of it what it notes at the first use; two threads at once crash it there."""
    msgspec.json.Decoder(struct)
    return struct
