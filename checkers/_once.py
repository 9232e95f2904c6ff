"""What is made at the first need: once, whatever the number of threads."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, Self, TypeVar, overload

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


class kept(Generic[T]):  # noqa: N801 - it is used as `property` is
    """A property that is made at the first need and kept in the instance's `__dict__`.

    `functools.cached_property` of Python 3.11 holds a lock meanwhile, one for all instances: a process forked at that
    moment, as `multiprocessing` does, would wait for it for ever. Here two threads may both make it; the later stays.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        found = vars(instance)[self._name] = self._make(instance)
        return found


def ready(struct: S) -> S:
    """A struct, after msgspec has noted of it what it notes at the first use; two threads at once crash it there."""
    msgspec.json.Decoder(struct)
    return struct
