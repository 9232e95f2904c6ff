"""What the tests of `eval` and of scoring share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench import bulk, given_answers
from tests.conftest import Cli, answers, row

Make = Callable[..., Path]
ROWS = [
    row("a", "Say hello.", ("punctuation:no_comma", {})),
    row("b", "Name a pet.", ("keywords:existence", {"keywords": ["cat"]}), ("punctuation:no_comma", {})),
    row("c", "Say bye.", ("startend:end_checker", {"end_phrase": "Bye!"})),
]
GOOD = (("Say hello.", "Hello"), ("Name a pet.", "A cat"), ("Say bye.", "Bye!"))


@pytest.fixture
def evaluated(task: Make, tmp_path: Path, cli: Cli) -> Callable[..., object]:
    """Evaluates given answers: `evaluated("--limit", 2, pairs=GOOD)`; a second call is on the same task."""

    def run(*args: object, pairs: tuple = GOOD) -> object:
        folder = tmp_path / "mine"
        given = answers(tmp_path / "answers.jsonl", *pairs)
        return cli("eval", "--model", given, "--tasks", folder if folder.exists() else task(ROWS), *args)

    return run


@pytest.fixture
def as_stream(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes every file of answers a long one, in small batches."""

    def make() -> None:
        monkeypatch.setattr(given_answers, "LONG_FILE", 0)
        monkeypatch.setattr(bulk, "BATCH", 4)

    return make
