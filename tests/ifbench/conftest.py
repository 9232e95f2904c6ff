"""What the tests of scoring share."""

from collections.abc import Callable

import pytest

from ifbench import bulk, given_answers


@pytest.fixture
def as_stream(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes every file of answers a long one, in small batches."""

    def make() -> None:
        monkeypatch.setattr(given_answers, "LONG_FILE", 0)
        monkeypatch.setattr(bulk, "BATCH", 4)

    return make
