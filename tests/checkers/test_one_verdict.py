"""One text, one verdict: in every process, whatever its hash seed, and from many threads on a cold start."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

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
