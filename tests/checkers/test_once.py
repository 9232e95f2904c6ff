"""A resource is made once."""

import copy
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from checkers import bind, registry
from checkers._once import kept, once


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


class Square:
    def __init__(self, side: int) -> None:
        self.side = side
        self.made = 0

    @kept
    def area(self) -> int:
        """Its area."""
        self.made += 1
        return self.side * self.side


def test_a_property_is_made_once_for_each_instance() -> None:
    squares = Square(2), Square(3)
    assert [square.area for square in squares * 2] == [4, 9, 4, 9]
    assert [square.made for square in squares] == [1, 1]
    assert Square.area.__doc__ == "Its area."


FORKS = """
import multiprocessing, threading
from checkers import reward
job = lambda: reward("Hello there, friend.", [{"id": "punctuation:no_comma"}])
job()
def work():
    while True: job()
for _ in range(3): threading.Thread(target=work, daemon=True).start()
children = [multiprocessing.get_context("fork").Process(target=job) for _ in range(8)]
for child in children: child.start()
for child in children: child.join(20)
print(sum(child.exitcode == 0 for child in children))
for child in children: child.kill()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_fork_beside_threads_that_judge_does_not_hang() -> None:
    done = subprocess.run([sys.executable, "-c", FORKS], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == "8\n"


def test_bound_constraints_go_through_pickle_and_copies() -> None:
    bound = bind("length_constraints:number_words", relation="at least", num_words=2)
    for again in (pickle.loads(pickle.dumps(bound)), copy.deepcopy(bound)):
        assert again == bound
        assert again("one two").ok
    assert all(pickle.loads(pickle.dumps(one)) is one for one in registry().values())
