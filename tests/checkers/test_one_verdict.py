"""One text, one verdict: in every process and thread, whatever its hash seed and what is judged beside it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import SEMANTICS, Constraint, bind, followed, judge

CODE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from checkers import MissingData, bind, find, registry

def judge_all(_):
    lines = []
    for semantics, id in sorted(registry()):
        checker = find(id, semantics)
        for example in checker.follows + checker.breaks:
            try:
                verdict = bind(id, semantics=semantics, **example.args)(example.text)
            except MissingData:
                continue
            lines.append(f"{semantics} {id} {verdict}")
    return sha256("\\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()

with ThreadPoolExecutor(int(sys.argv[1])) as pool:
    print(*set(pool.map(judge_all, range(int(sys.argv[1])))))
"""


def verdicts(threads: int, hash_seed: int) -> str:
    """The digest of every example's verdict in a process of its own; several digests if threads disagree."""
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    run = [sys.executable, "-c", CODE, str(threads)]
    return subprocess.run(run, capture_output=True, text=True, check=True, env=environment).stdout.strip()


@pytest.fixture(scope="module")
def reference() -> str:
    return verdicts(1, 0)


def test_in_twenty_processes(reference: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = set(pool.map(lambda seed: verdicts(1, seed), range(1, 21)))
    assert found == {reference}


def test_from_eight_threads_on_a_cold_start(reference: str) -> None:
    assert verdicts(8, 0) == reference


HASTY = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

sys.setswitchinterval(1e-6)
from checkers import MissingData, bind, registry

start = Barrier(8)
known = list(registry().items())

def bind_all(_):
    for (semantics, id), checker in known:
        start.wait()
        try:
            bind(id, semantics=semantics, **checker.follows[0].args)
        except MissingData:
            pass

with ThreadPoolExecutor(8) as pool:
    list(pool.map(bind_all, range(8)))
"""


def test_bound_first_by_threads_that_take_quick_turns() -> None:
    subprocess.run([sys.executable, "-c", HASTY], check=True)


PIECES = ["Sure:\n", "\r\n", "a,b", "Don't! ", "*x*", "\u00a0", "```markdown\n", "\n```", "e\u0301", "\ufeff", "<<T>>"]
BOUND = [
    bind(id, semantics=semantics, **args)
    for semantics in SEMANTICS
    for id, args in [
        ("punctuation:no_comma", {}),
        ("detectable_format:title", {}),
        ("change_case:english_capital", {}),
        ("detectable_format:number_highlighted_sections", {"num_highlights": 1}),
        ("length_constraints:number_words", {"num_words": 4, "relation": "less than"}),
        ("length_constraints:number_paragraphs", {"num_paragraphs": 1}),
        ("keywords:existence", {"keywords": ["a"]}),
        ("keywords:letter_frequency", {"letter": "n", "let_frequency": 1, "let_relation": "less than"}),
    ]
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.permutations(BOUND))
@settings(deadline=None)
def test_beside_constraints_of_the_other_semantics(text: str, constraints: list[Constraint]) -> None:
    assert judge(text, constraints) == [judge(text, [one])[0] for one in constraints]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.permutations(BOUND))
@settings(deadline=None)
def test_what_is_followed_is_what_is_judged(text: str, constraints: list[Constraint]) -> None:
    assert followed(text, constraints) == [(one.strict.ok, one.loose) for one in judge(text, constraints)]
