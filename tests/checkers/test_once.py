"""A resource is made once."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from checkers._once import once


def test_many_threads_make_one() -> None:
    made: list[object] = []

    @once
    def resource() -> object:
        sleep(0.01)
        made.append(object())
        return made[-1]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: resource(), range(32)))
    assert len(made) == 1
    assert set(map(id, found)) == {id(made[0])}


def test_a_failure_is_not_kept() -> None:
    answers: list[int] = []

    @once
    def resource() -> int:
        return answers[0]

    with pytest.raises(IndexError):
        resource()
    answers.append(7)
    assert resource() == 7
